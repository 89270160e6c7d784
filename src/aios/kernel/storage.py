"""Artifacts: what tasks made, kept by content, with names and versions the user can find.

Covered:
- a name never leads out of its task's folder, on any platform;
- a blob is complete or absent, and is checked against its digest when read;
- what the user does to a file under `outputs` does not touch the kept versions.

Not covered:
- other programs of the same user that write into the workspace's folders.
"""

import asyncio
import errno
import hashlib
import os
import shutil
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, TypeVar
from uuid import uuid4

import msgspec

from aios.contracts.errors import BadRequest, Conflict, LimitReached, NotFound, StoreFailed
from aios.contracts.ports import Clock, Doc, Drop, Put, Store, Table
from aios.contracts.record import Record
from aios.contracts.task import Artifact
from aios.kernel.names import checked_name, media_type_of

T = TypeVar("T")

ARTIFACTS = Table(name="artifacts", indexes=("task_id", "name", "version", "sha256", "created"))
TABLES: tuple[Table, ...] = (ARTIFACTS,)

QUOTA_BYTES = 20 * 1024**3
PIECE_BYTES = 1 << 20
SEARCHED_BYTES = 1 << 20
READ_BYTES = 256 * 1024 * 1024
NO_ROOM = {errno.ENOSPC, errno.EDQUOT}


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


class StorageManager:
    """Keeps files below `root`: contents in `blobs`, the current versions in `outputs/<task>/`.

    `quota_bytes` bounds the sum of all different contents.
    """

    def __init__(
        self, root: Path, store: Store, clock: Clock, quota_bytes: int = QUOTA_BYTES
    ) -> None:
        self.root = root
        self.outputs = root / "outputs"
        self._blobs = root / "blobs"
        self._incoming = root / "incoming"
        self._store = store
        self._clock = clock
        self._quota_bytes = quota_bytes
        # One at a time: a blob must not vanish between being found and being named.
        self._turn = asyncio.Lock()

    async def keep(
        self,
        task_id: str,
        name: str,
        chunks: AsyncIterator[bytes] | bytes | Path,
        media_type: str = "",
    ) -> Artifact:
        """Keep a content under a name; a name that is known gets a further version.

        BadRequest for a name that is not a plain relative path, LimitReached beyond the quota,
        StoreFailed (`disk_full`, `workspace_unwritable`) when the disk refuses; then nothing
        is kept.
        """
        task_id, name = checked_name(task_id), checked_name(name)
        incoming = self._incoming / uuid4().hex
        try:
            sha256, size = await self._receive(incoming, chunks)
            async with self._turn:
                await self._check_quota(sha256, size)
                await self._disk(lambda: self._settle(incoming, sha256))
                return await self._publish(
                    task_id, name, sha256, size, media_type or media_type_of(name)
                )
        finally:
            await asyncio.to_thread(incoming.unlink, missing_ok=True)

    async def read(self, name: str | Path, *, task_id: str = "", version: int = 0) -> bytes:
        """The file at an absolute path, as it is; or what was kept under a name.

        Of a name the newest version counts, or the one asked for; without a task, the newest of
        any task. NotFound when there is none, LimitReached for a file beyond 256 MiB,
        StoreFailed (`store_damaged`) when the kept content is not what it was. Whether the
        caller may read the path, the caller has checked.
        """
        if Path(name).is_absolute() and not version:
            return await asyncio.to_thread(_read_file, Path(name))
        task_id, name = self._located(name, task_id)
        found = await self._find(task_id, name)
        wanted = [v for v in found if version in (0, v.version)]
        if not wanted:
            raise NotFound(
                f"there is no artifact {name!r}" + (f" in version {version}" if version else ""),
                hint="list the task's artifacts to see their names",
            )
        newest = max(wanted, key=lambda v: (v.created_at, v.version))
        return await self._disk(lambda: self._load(newest.sha256))

    async def list(self, task_id: str = "") -> tuple[Artifact, ...]:
        """The current versions, of one task or of all, oldest first."""
        where = {"task_id": task_id} if task_id else None
        docs = await self._store.scan(ARTIFACTS.name, where=where, order="created")
        current = {(doc["task_id"], doc["name"]): doc for doc in docs}
        return tuple(self._artifact(_version(doc)) for doc in current.values())

    async def versions(self, name: str | Path, *, task_id: str = "") -> tuple[Version, ...]:
        """Every version of an artifact, oldest first."""
        return await self._find(*self._located(name, task_id))

    async def rollback(self, task_id: str, name: str, version: int) -> Artifact:
        """Make an earlier version the current one again, as a new version; NotFound if absent."""
        async with self._turn:
            for old in await self._find(task_id, name):
                if old.version == version:
                    return await self._publish(task_id, name, old.sha256, old.bytes, old.media_type)
        raise NotFound(
            f"artifact {name!r} has no version {version}", hint="list its versions first"
        )

    async def delete(self, task_id: str, name: str) -> bool:
        """Delete an artifact with all its versions; True when it was there."""
        async with self._turn:
            versions = await self._find(task_id, name)
            await self._store.write(
                *(Drop(table=ARTIFACTS.name, key=_key(task_id, name, v.version)) for v in versions)
            )
            digests = tuple({v.sha256 for v in versions})
            shared = await self._store.scan(ARTIFACTS.name, where={"sha256": digests})
            unused = set(digests) - {doc["sha256"] for doc in shared}
            gone = [self._blob(sha256) for sha256 in unused]
            if versions:
                gone.append(self._output(task_id, name))
            await self._disk(lambda: _unlink(gone))
        return bool(versions)

    async def search(self, query: str, *, task_id: str = "") -> tuple[Artifact, ...]:
        """Current artifacts whose name, or text of at most 1 MiB, contains `query` in any case."""
        wanted = query.strip().casefold()
        if not wanted:
            return ()
        artifacts = await self.list(task_id)
        return tuple([a for a in artifacts if await self._matches(a, wanted)])

    # ------------------------------------------------------------ receiving

    async def _receive(
        self, target: Path, chunks: AsyncIterator[bytes] | bytes | Path
    ) -> tuple[str, int]:
        """Write what comes to `target`, safe on the disk; its digest and size."""
        digest, size = hashlib.sha256(), 0
        await self._disk(lambda: self._incoming.mkdir(parents=True, exist_ok=True))
        file = await self._disk(lambda: target.open("xb"))
        try:
            async for piece in _pieces(chunks):
                size += len(piece)
                if size > self._quota_bytes:
                    raise self._over_quota(size)
                digest.update(piece)
                await self._disk(lambda piece=piece: file.write(piece))  # type: ignore[misc]
            await self._disk(lambda: _sync(file))
        finally:
            await self._disk(file.close)
        return digest.hexdigest(), size

    async def _check_quota(self, sha256: str, size: int) -> None:
        docs = await self._store.scan(ARTIFACTS.name)
        kept = {doc["sha256"]: doc["bytes"] for doc in docs}
        total = sum(kept.values()) + (0 if sha256 in kept else size)
        if total > self._quota_bytes:
            raise self._over_quota(total)

    def _over_quota(self, total: int) -> LimitReached:
        return LimitReached(
            f"the workspace may keep {self._quota_bytes:,} bytes of artifacts, not {total:,}",
            hint="delete artifacts that are no longer needed, or raise the quota",
            details={"quota_bytes": self._quota_bytes, "bytes": total},
        )

    def _settle(self, incoming: Path, sha256: str) -> None:
        """Move a received file to where contents are kept."""
        blob = self._blob(sha256)
        blob.parent.mkdir(parents=True, exist_ok=True)
        os.replace(incoming, blob)
        _sync_folder(blob.parent)

    # ------------------------------------------------------------ names and versions

    async def _publish(
        self, task_id: str, name: str, sha256: str, size: int, media_type: str
    ) -> Artifact:
        """Make a kept content the newest version of a name, and put it where the user looks."""
        await self._disk(lambda: self._expose(task_id, name, sha256))
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
                await self._store.write(_put(version))
            except Conflict:  # another process took the number
                continue
            return self._artifact(version)

    def _expose(self, task_id: str, name: str, sha256: str) -> None:
        """Copy a content to `outputs`; a copy, so that edits there do not reach the kept one."""
        output, fresh = self._output(task_id, name), self._incoming / uuid4().hex
        output.parent.mkdir(parents=True, exist_ok=True)
        if not output.parent.resolve().is_relative_to(self.outputs.resolve()):
            raise BadRequest(
                f"{output.parent} leads out of the workspace", hint="remove the link in its path"
            )
        try:
            shutil.copyfile(self._blob(sha256), fresh)
            os.replace(fresh, output)
        finally:
            fresh.unlink(missing_ok=True)

    async def _find(self, task_id: str, name: str) -> tuple[Version, ...]:
        where = {"name": name} | ({"task_id": task_id} if task_id else {})
        docs = await self._store.scan(ARTIFACTS.name, where=where, order="version")
        return tuple(_version(doc) for doc in docs)

    def _located(self, name: str | Path, task_id: str) -> tuple[str, str]:
        """The task and the name that a path below `outputs`, or a plain name, stands for."""
        path = Path(name)
        if not path.is_absolute():
            return task_id, str(name)
        if not path.is_relative_to(self.outputs) or len(path.parts) < len(self.outputs.parts) + 2:
            raise NotFound(f"{path} is not an artifact", hint=f"artifacts are below {self.outputs}")
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

    def _blob(self, sha256: str) -> Path:
        return self._blobs / sha256[:2] / sha256[2:]

    # ------------------------------------------------------------ reading

    def _load(self, sha256: str) -> bytes:
        blob = self._blob(sha256)
        content = blob.read_bytes() if blob.exists() else b""
        if hashlib.sha256(content).hexdigest() != sha256:
            raise StoreFailed(
                f"the kept content {blob} is missing or damaged",
                hint="take the file from the task's outputs, or run the task again",
                details={"path": str(blob)},
                code="store_damaged",
            )
        return content

    async def _matches(self, artifact: Artifact, wanted: str) -> bool:
        if wanted in artifact.name.casefold():
            return True
        readable = artifact.media_type.startswith("text/") or "json" in artifact.media_type
        if not readable or artifact.bytes > SEARCHED_BYTES:
            return False
        content = await self._disk(lambda: self._load(artifact.sha256))
        return wanted in content.decode(errors="replace").casefold()

    async def _disk(self, action: Callable[[], T]) -> T:
        """Do something on the disk off the event loop, with its failures in our words."""
        try:
            return await asyncio.to_thread(action)
        except OSError as error:
            raise self._disk_failed(error) from error

    def _disk_failed(self, error: OSError) -> StoreFailed | Conflict | BadRequest:
        cause = error.strerror or str(error)
        details: dict[str, Any] = {"path": str(self.root), "cause": cause}
        if error.errno in NO_ROOM:
            return StoreFailed(
                f"the disk that holds {self.root} is full",
                hint="free some space on it, or choose another workspace with --workspace",
                details=details,
                code="disk_full",
            )
        if error.errno in (errno.EISDIR, errno.ENOTDIR, errno.EEXIST):
            return Conflict(
                f"a file and a folder would have the same name ({error.filename or cause})",
                hint="choose another name",
                details=details,
            )
        return StoreFailed(
            f"the workspace {self.root} could not be written ({cause})",
            hint="make the folder writable, or choose another with --workspace",
            details=details,
            code="workspace_unwritable",
        )


async def _pieces(chunks: AsyncIterator[bytes] | bytes | Path) -> AsyncIterator[bytes]:
    if isinstance(chunks, bytes):
        yield chunks
    elif isinstance(chunks, Path):
        try:
            with chunks.open("rb") as file:
                while piece := await asyncio.to_thread(file.read, PIECE_BYTES):
                    yield piece
        except OSError as error:
            raise _unreadable(chunks, error) from error
    else:
        async for piece in chunks:
            yield piece


def _read_file(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > READ_BYTES:
            raise LimitReached(
                f"{path} has {size:,} bytes, more than the {READ_BYTES:,} that are read at once",
                hint="let a program read it in a machine",
            )
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> NotFound:
    return NotFound(
        f"{path} cannot be read ({error.strerror})",
        hint="name a file that is there and that you may read",
        details={"path": str(path)},
    )


def _unlink(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def _sync(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Make a rename survive a power cut, where folders can be opened (not on Windows)."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _key(task_id: str, name: str, version: int) -> str:
    return f"{task_id}/{name}/{version}"


def _put(version: Version) -> Put:
    doc: Doc = msgspec.to_builtins(version)
    doc["created"] = version.created_at.timestamp()
    return Put(
        table=ARTIFACTS.name,
        key=_key(version.task_id, version.name, version.version),
        doc=doc,
        expect={},
    )


def _version(doc: Doc) -> Version:
    return msgspec.convert(doc, Version)
