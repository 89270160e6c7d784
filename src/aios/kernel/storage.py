"""Artifacts: what tasks made, kept by content, with names and versions the user can find.

Covered:
- a name never leads out of its task's folder, on any platform;
- a blob is complete or absent, and is checked against its digest when read;
- what the user does to a file under `outputs` does not touch the kept versions.

Not covered:
- other programs of the same user that write into the workspace's folders.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path

import msgspec

from aios.contracts.errors import BadRequest, Conflict, NotFound, StoreFailed
from aios.contracts.ports import Clock, Doc, Drop, Put, Store, Table
from aios.contracts.record import Record
from aios.contracts.task import Artifact
from aios.kernel.artifact_text import (
    Difference,
    folded,
    is_readable,
    text_of,
    unified,
    words_of,
)
from aios.kernel.blobs import Blobs, Content, Received, disk_failed, read_file
from aios.kernel.names import checked_name, checked_task, is_unicode, media_type_of, spelled
from aios.kernel.quotas import OwnerOf, Quotas, check_room, nobody
from aios.kernel.soundness import FRESH_S, sweep

ARTIFACTS = Table(name="artifacts", indexes=("task_id", "name", "sha256", "owner", "bytes"))
TABLES: tuple[Table, ...] = (ARTIFACTS,)

QUOTA_BYTES = 20 * 1024**3
SEARCHED_BYTES = 1 << 20


@dataclass(frozen=True, kw_only=True, eq=True)
class Version(Record):
    """One state of an artifact; the highest number is the current one."""

    task_id: str
    name: str
    version: int
    media_type: str
    bytes: int
    sha256: str
    created_at: datetime


@dataclass(frozen=True, kw_only=True, eq=True)
class Swept(Record):
    """What a collection removed, and how much is still kept of how much may be, in bytes."""

    contents: int
    freed_bytes: int
    kept_bytes: int
    quota_bytes: int


class StorageManager:
    """Keeps files below `root`: contents in `blobs`, the current versions in `outputs/<task>/`.

    `quota_bytes` bounds the sum of all different contents, the others those of one task and of
    one owner (0: not), whom `owner_of` tells for a task.
    """

    def __init__(
        self,
        root: Path,
        store: Store,
        clock: Clock,
        quota_bytes: int = QUOTA_BYTES,
        *,
        task_quota_bytes: int = 0,
        owner_quota_bytes: int = 0,
        owner_of: OwnerOf = nobody,
    ) -> None:
        self.root = root
        self.outputs = root / "outputs"
        self._blobs = Blobs(root)
        self._store = store
        self._clock = clock
        self._quotas = Quotas(workspace=quota_bytes, task=task_quota_bytes, owner=owner_quota_bytes)
        self._owner_of = owner_of
        # One at a time: a blob must not vanish between being found and being named.
        self._turn = asyncio.Lock()

    async def keep(
        self,
        task_id: str,
        name: str,
        content: Content,
        media_type: str = "",
    ) -> Artifact:
        """Keep a content under a name; a name that is known gets a further version.

        BadRequest for a name that is not a plain relative path, LimitReached beyond the quota,
        StoreFailed (`disk_full`, `workspace_unwritable`) when the disk refuses; then nothing
        is kept.
        """
        task_id, name = checked_task(task_id), checked_name(name)
        media_type = media_type or media_type_of(name)
        received = await self._blobs.receive(content, self._quotas.bounds[0])
        try:
            async with self._turn:
                await self._check_room(task_id, name, received)
                await self._blobs.keep(received)
                return await self._publish(
                    task_id, name, received.sha256, received.bytes, media_type
                )
        finally:
            await self._blobs.discard(received)

    async def read(self, name: str | Path, *, task_id: str = "", version: int = 0) -> bytes:
        """The file at an absolute path, as it is; or what was kept under a name.

        Of a name the newest version counts, or the one asked for; without a task, the newest of
        any task. NotFound when there is none, LimitReached for a file beyond 256 MiB,
        StoreFailed (`store_damaged`) when the kept content is not what it was. Whether the
        caller may read the path, the caller has checked.
        """
        if Path(name).is_absolute() and not version:
            return await asyncio.to_thread(read_file, Path(name))
        task_id, name = self._located(name, task_id)
        found = await self._find(task_id, name)
        wanted = [v for v in found if version in (0, v.version)]
        if not wanted:
            raise NotFound(
                f"There is no artifact {name!r}{f' in version {version}' if version else ''}.",
                hint="List the task's artifacts to see their names.",
            )
        return await self._blobs.load(wanted[-1].sha256)

    async def list(self, task_id: str = "") -> tuple[Artifact, ...]:
        """The current versions, of one task or of all, oldest first."""
        where = {"task_id": task_id} if task_id else None
        docs = await self._store.scan(ARTIFACTS.name, where=where)
        current = {(doc["task_id"], doc["name"]): doc for doc in docs}
        return tuple(self._artifact(_version(doc)) for doc in current.values())

    async def versions(self, name: str | Path, *, task_id: str = "") -> tuple[Version, ...]:
        """Every version of an artifact, oldest first."""
        return await self._find(*self._located(name, task_id))

    async def find(self, name: str | Path, *, task_id: str = "", version: int = 0) -> Version:
        """The current version of an artifact, or the one asked for; tasks need not be named.

        NotFound offers the nearest names; Conflict (`artifact_ambiguous`) when several tasks
        have an artifact of that name.
        """
        task_id, name = self._located(name, task_id)
        found = await self._find(task_id, name)
        tasks = sorted({v.task_id for v in found})
        if len(tasks) > 1:
            raise Conflict(
                f"{len(tasks)} tasks made an artifact {name!r}: {', '.join(tasks[:5])}.",
                hint="Say which task's it is (--task), or give its path.",
                code="artifact_ambiguous",
            )
        wanted = [v for v in found if version in (0, v.version)]
        if not wanted:
            raise await self._missing(name, version if found else 0)
        return wanted[-1]

    async def diff(
        self, name: str | Path, *, task_id: str = "", old: int = 0, new: int = 0
    ) -> Difference:
        """How two versions differ: the current one and the one before, unless they are named."""
        after = await self.find(name, task_id=task_id, version=new)
        if not old and after.version == 1:
            raise NotFound(f"{after.name!r} has one version only.", hint="There is nothing before.")
        before = await self.find(
            after.name, task_id=after.task_id, version=old or after.version - 1
        )
        contents = [await self._blobs.load(v.sha256) for v in (before, after)]
        texts = [text for text in map(text_of, contents) if text is not None]
        names = [f"{v.name} version {v.version}" for v in (before, after)]
        told, cut = ("", False)
        if len(texts) == len(contents):
            told, cut = await asyncio.to_thread(unified, *texts, *names)
        return Difference(
            task_id=after.task_id,
            name=after.name,
            old=before.version,
            new=after.version,
            same=before.sha256 == after.sha256,
            text=len(texts) == len(contents),
            diff=told,
            cut=cut,
        )

    async def gc(self, *, older_than_s: float = FRESH_S) -> Swept:
        """Remove contents that no artifact refers to.

        What is younger than `older_than_s` stays: another process may be about to name it.
        """
        async with self._turn:
            docs = await self._store.scan(ARTIFACTS.name)
            named = {doc["sha256"]: doc["bytes"] for doc in docs}
            try:
                removed = await asyncio.to_thread(sweep, self._blobs, named, older_than_s)
            except OSError as error:
                raise disk_failed(error, self.root) from error
        return Swept(
            contents=len(removed),
            freed_bytes=sum(removed),
            kept_bytes=sum(named.values()),
            quota_bytes=self._quotas.workspace,
        )

    async def rollback(self, task_id: str, name: str, version: int) -> Artifact:
        """Make an earlier version the current one again, as a new version; NotFound if absent."""
        task_id, name = self._located(name, checked_task(task_id))
        async with self._turn:
            for old in await self._find(task_id, name):
                if old.version == version:
                    return await self._publish(task_id, name, old.sha256, old.bytes, old.media_type)
        raise NotFound(
            f"Artifact {name!r} has no version {version}.", hint="List its versions first."
        )

    async def delete(self, task_id: str, name: str) -> bool:
        """Delete an artifact with all its versions; True when it was there."""
        task_id, name = self._located(name, checked_task(task_id))
        async with self._turn:
            versions = await self._find(task_id, name)
            await self._store.write(
                *(Drop(table=ARTIFACTS.name, key=_key(task_id, name, v.version)) for v in versions)
            )
            digests = tuple({v.sha256 for v in versions})
            shared = await self._store.scan(ARTIFACTS.name, where={"sha256": digests})
            await self._blobs.drop(set(digests) - {doc["sha256"] for doc in shared})
            if versions:
                await asyncio.to_thread(self._hide, task_id, name)
        return bool(versions)

    async def search(self, query: str, *, task_id: str = "") -> tuple[Artifact, ...]:
        """Current artifacts with every word of `query` in the name, or in a text of 1 MiB at most.

        Case, full-width letters and the text's encoding (UTF-8, UTF-16, GB 18030) do not matter.
        """
        wanted = words_of(query)
        if not wanted:
            return ()
        artifacts = await self.list(task_id)
        return tuple([a for a in artifacts if await self._matches(a, wanted)])

    def path_of(self, sha256: str) -> Path:
        """Where a content is kept, for programs that only read it."""
        return self._blobs.path_of(sha256)

    async def _check_room(self, task_id: str, name: str, received: Received) -> None:
        owner = await self._owner_of(task_id)
        new = {"name": name, "sha256": received.sha256, "bytes": received.bytes}
        await check_room(
            self._store, ARTIFACTS.name, self._quotas, new, owner=owner, task_id=task_id
        )

    async def _publish(
        self, task_id: str, name: str, sha256: str, size: int, media_type: str
    ) -> Artifact:
        """Make a kept content the newest version of a name, and put it where the user looks."""
        await self._expose(task_id, name, sha256)
        owner = await self._owner_of(task_id)
        number = max((v.version for v in await self._find(task_id, name)), default=0)
        while True:
            number += 1
            version = Version(
                task_id=task_id,
                name=name,
                version=number,
                media_type=media_type,
                bytes=size,
                sha256=sha256,
                created_at=self._clock.now(),
            )
            try:
                await self._store.write(_put(version, owner))
            except Conflict:  # another process took the number
                continue
            return self._artifact(version)

    async def _expose(self, task_id: str, name: str, sha256: str) -> None:
        """Put a content where the user looks for it."""
        output = self._output(task_id, name)
        if not self._is_inside(output):
            raise BadRequest(
                f"{output.parent} leads out of the workspace.", hint="Remove the link in its path."
            )
        await self._blobs.copy(sha256, output)

    def _hide(self, task_id: str, name: str) -> None:
        output = self._output(task_id, name)
        if not self._is_inside(output):  # what a link leads to is not ours to remove
            return
        try:
            output.unlink(missing_ok=True)
        except OSError as error:
            raise disk_failed(error, self.root) from error

    def _is_inside(self, output: Path) -> bool:
        """Whether no link on the way leads out of the outputs."""
        return output.parent.resolve().is_relative_to(self.outputs.resolve())

    async def _find(self, task_id: str, name: str) -> tuple[Version, ...]:
        if not is_unicode(task_id + name):  # bytes of a terminal that are no text name nothing
            return ()
        where = {"name": name} | ({"task_id": task_id} if task_id else {})
        docs = await self._store.scan(ARTIFACTS.name, where=where)
        return tuple(_version(doc) for doc in docs)

    def _located(self, name: str | Path, task_id: str) -> tuple[str, str]:
        """The task and the name that a path below `outputs`, or a plain name, stands for."""
        path = Path(name)
        if not path.is_absolute():
            return task_id, spelled(str(name))
        if not path.is_relative_to(self.outputs) or len(path.parts) < len(self.outputs.parts) + 2:
            raise NotFound(
                f"{path} is not an artifact.", hint=f"Artifacts are below {self.outputs}."
            )
        task, *parts = path.relative_to(self.outputs).parts
        return task, "/".join(parts)

    def _artifact(self, version: Version) -> Artifact:
        return Artifact(
            name=version.name,
            path=str(self._output(version.task_id, version.name)),
            media_type=version.media_type,
            bytes=version.bytes,
            sha256=version.sha256,
        )

    def _output(self, task_id: str, name: str) -> Path:
        return self.outputs / task_id / name

    async def _matches(self, artifact: Artifact, wanted: Sequence[str]) -> bool:
        name = folded(artifact.name)
        if all(word in name for word in wanted):
            return True
        if not is_readable(artifact.media_type) or artifact.bytes > SEARCHED_BYTES:
            return False
        try:
            text = folded(text_of(await self._blobs.load(artifact.sha256)) or "")
        except StoreFailed:  # a lost content is found by its name only; a check tells of it
            return False
        return all(word in text or word in name for word in wanted)

    async def _missing(self, name: str, version: int) -> NotFound:
        if version:
            return NotFound(
                f"Artifact {name!r} has no version {version}.", hint="List its versions first."
            )
        names = {artifact.name for artifact in await self.list()}
        near = ", ".join(get_close_matches(name, names, n=3))
        return NotFound(
            f"There is no artifact {name!r}.",
            hint=f"Did you mean {near}?" if near else "`aios artifact list` shows all of them.",
        )


def _key(task_id: str, name: str, version: int) -> str:
    return f"{task_id}/{name}/{version}"


def _put(version: Version, owner: str) -> Put:
    doc: Doc = msgspec.to_builtins(version)
    doc["owner"] = owner
    return Put(
        table=ARTIFACTS.name,
        key=_key(version.task_id, version.name, version.version),
        doc=doc,
        expect={},
    )


def _version(doc: Doc) -> Version:
    return msgspec.convert(doc, Version)
