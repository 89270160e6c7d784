"""A workspace as one file: backed up while others work on it, and put into another's place."""

import asyncio
import hashlib
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from aios.code.stores import archive, snapshot
from aios.contracts.errors import BadRequest, Conflict, NotFound
from aios.contracts.record import Record
from aios.kernel import journal
from aios.kernel.blobs import Blobs
from aios.kernel.storage import ARTIFACTS
from aios.upkeep.living import refuse_busy

SIDE_FILES = (archive.DATABASE, f"{archive.DATABASE}-wal", f"{archive.DATABASE}-shm")


@dataclass(frozen=True, kw_only=True, eq=True)
class Backup(Record):
    """A backup that was made or restored; `missing` are contents the workspace had lost.

    `replaced` is where restoring put what was in the workspace before, "" when nothing was.
    """

    path: str
    workspace: str
    created_at: datetime
    version: str
    tasks: int
    artifacts: int
    bytes: int
    missing: tuple[str, ...] = ()
    replaced: str = ""


async def back_up(workspace: Path, target: Path) -> Backup:
    """Copy a workspace, which others may be writing to, into one file, whole or not at all.

    NotFound (`no_workspace`), Conflict when `target` is a file that is no backup, StoreFailed
    when a disk refuses or the database is damaged.
    """
    return await asyncio.to_thread(_back_up, workspace.absolute(), target.absolute())


async def restore(source: Path, workspace: Path, *, force: bool = False) -> Backup:
    """Put a backup into an empty workspace; with `force` into any, keeping aside what it held.

    Conflict: `workspace_not_empty`, or `workspace_busy` while another AIOS works on it.
    BadRequest: `not_a_backup`, `backup_damaged`, `backup_newer`; then nothing was changed.
    """
    source, workspace = source.absolute(), workspace.absolute()
    await refuse_busy(workspace, then="restore")
    return await asyncio.to_thread(_restore, source, workspace, force)


# ---------------------------------------------------------------- backing up


def _back_up(workspace: Path, target: Path) -> Backup:
    _check_target(workspace, target)
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".aios-backup-") as folder:
            made = _packed(workspace, Path(folder))
            os.replace(Path(folder) / "backup", target)
    except OSError as error:
        raise archive.disk_failed(error, target) from error
    return made.but(path=str(target), bytes=target.stat().st_size)


def _check_target(workspace: Path, target: Path) -> None:
    if any(target.is_relative_to(workspace / name) for name in archive.FOLDERS):
        raise BadRequest(
            f"{target} would become a part of what is backed up.",
            hint="Name a file outside the workspace.",
        )
    if target.exists():
        try:
            archive.manifest_of(target)
        except (BadRequest, OSError) as error:
            raise Conflict(
                f"{target} is there already and is not a backup of AIOS.", hint="Name another file."
            ) from error


def _packed(workspace: Path, folder: Path) -> Backup:
    """A backup in `folder`; artifacts that are removed while it is made are not in it."""
    database, blobs = folder / archive.DATABASE, Blobs(workspace)
    snapshot.copy(workspace / archive.DATABASE, database)
    facts = {"version": version("aios"), "created_at": datetime.now(UTC).isoformat()}
    with archive.packed(folder / "backup", facts) as packing:
        missing = _pack_contents(packing, blobs, _artifacts(database))
        if missing:  # removed since the copy was made, or lost before
            living = snapshot.keys_of(workspace / archive.DATABASE, ARTIFACTS.name)
            snapshot.keep_only(database, ARTIFACTS.name, living)
        artifacts = _artifacts(database)
        _pack_rest(packing, workspace)
        packing.add(archive.DATABASE, database)
    missing &= {doc["sha256"] for doc in artifacts}
    return _told(facts, workspace, database).but(missing=tuple(sorted(missing)))


def _pack_contents(
    packing: archive.Packing, blobs: Blobs, artifacts: Sequence[dict[str, Any]]
) -> set[str]:
    """Add what artifacts refer to; the digests of what is not there."""
    missing = set[str]()
    for digest in sorted({doc["sha256"] for doc in artifacts}):
        try:
            packing.add(_kept_name(digest), blobs.path_of(digest))
        except FileNotFoundError:
            missing.add(digest)
    return missing


def _pack_rest(packing: archive.Packing, workspace: Path) -> None:
    """The user's own parts, and outputs: as links where they equal what is kept."""
    for path in _rest(workspace):
        name = path.relative_to(workspace).as_posix()
        try:
            digest = _digest(path) if name.startswith("outputs/") else ""
            if digest and _kept_name(digest) in packing.sums:
                packing.link(name, _kept_name(digest))
            else:
                packing.add(name, path)
        except FileNotFoundError:  # removed by its owner since it was listed
            continue


def _rest(workspace: Path) -> Iterator[Path]:
    if (workspace / archive.SETTINGS).is_file():
        yield workspace / archive.SETTINGS
    for name in archive.FOLDERS:
        if name != "blobs":
            yield from (p for p in sorted((workspace / name).rglob("*")) if _is_kept(p))


def _is_kept(path: Path) -> bool:
    """Files, folders and links; no sockets and pipes."""
    return path.is_symlink() or path.is_dir() or path.is_file()


def _digest(path: Path) -> str:
    if path.is_symlink() or not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _kept_name(digest: str) -> str:
    return f"blobs/{digest[:2]}/{digest[2:]}"


def _artifacts(database: Path) -> Sequence[dict[str, Any]]:
    return snapshot.documents(database, ARTIFACTS.name)


def _told(facts: dict[str, Any], workspace: Path, database: Path) -> Backup:
    names = {(doc["task_id"], doc["name"]) for doc in _artifacts(database)}
    return Backup(
        path="",
        workspace=str(workspace),
        created_at=datetime.fromisoformat(facts["created_at"]),
        version=str(facts["version"]),
        tasks=len(snapshot.keys_of(database, journal.TASKS.name)),
        artifacts=len(names),
        bytes=0,
    )


# ---------------------------------------------------------------- restoring


def _restore(source: Path, workspace: Path, force: bool) -> Backup:
    if not source.is_file():
        raise NotFound(f"There is no file {source}.", hint="Name a backup.")
    filled = workspace.is_dir() and any(workspace.iterdir())
    if filled and not force:
        raise Conflict(
            f"{workspace} is not empty.",
            hint="Name an empty folder with --workspace, or keep aside what is there by --force.",
            code="workspace_not_empty",
        )
    fresh = workspace / f".restoring-{secrets.token_hex(4)}"
    try:
        fresh.mkdir(parents=True)
        facts = archive.unpack(source, fresh)
        snapshot.check_copy(fresh / archive.DATABASE)
        replaced = _keep_aside(workspace, fresh) if filled else ""
        _put_in_place(fresh, workspace)
    except OSError as error:
        raise archive.disk_failed(error, workspace) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    size = source.stat().st_size
    told = _told(facts, workspace, workspace / archive.DATABASE)
    return told.but(path=str(source), bytes=size, replaced=replaced)


def _keep_aside(workspace: Path, fresh: Path) -> str:
    """Move what the workspace holds of ours into a folder of its own; its path."""
    aside = workspace / f"replaced-{datetime.now(UTC):%Y%m%d-%H%M%S}-{fresh.name[-4:]}"
    # The database first: without it nothing mistakes the rest for a workspace.
    present = [n for n in (*SIDE_FILES, archive.SETTINGS, *archive.FOLDERS) if _there(workspace, n)]
    if not present:
        return ""
    aside.mkdir()
    for name in present:
        os.replace(workspace / name, aside / name)
    return str(aside)


def _there(folder: Path, name: str) -> bool:
    return os.path.lexists(folder / name)


def _put_in_place(fresh: Path, workspace: Path) -> None:
    # The database last: with it the workspace is complete.
    for name in (archive.SETTINGS, *archive.FOLDERS, archive.DATABASE):
        if _there(fresh, name):
            os.replace(fresh / name, workspace / name)
