"""A backup: one tar file, whole or absent, whose every file is checked when it is unpacked.

Covered:
- a file that is cut short or altered is refused before anything is put in place;
- no name, link or device in a file made by others writes outside the folder it is unpacked in.

Not covered:
- who made the file: it holds its own check sums, no signature.

The first member tells what the file is (`aios-backup.json`), the last one every file's sha256
(`sums.json`). An output that equals a kept content is a link to that.
"""

import errno
import hashlib
import io
import json
import os
import shutil
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Any

from aios.contracts.errors import BadRequest, StoreFailed

FORMAT = 1
MANIFEST, SUMS = "aios-backup.json", "sums.json"
DATABASE, SETTINGS = "aios.db", "aios.toml"
FOLDERS = ("blobs", "outputs", "agents", "skills", "contexts", "changes")
PIECE_BYTES = 1 << 20
TOLD_BYTES = 1 << 28  # more than any list of sums has
NO_ROOM = {errno.ENOSPC, errno.EDQUOT}


class Packing:
    """A backup that is being written."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self.sums: dict[str, str] = {}

    def add(self, name: str, path: Path) -> None:
        """Add a file, a folder without what is in it, or a link as it is.

        FileNotFoundError when it went away, StoreFailed when it shrank meanwhile.
        """
        if path.is_symlink() or path.is_dir():
            self._tar.addfile(self._tar.gettarinfo(path, arcname=name))
            return
        with path.open("rb") as file:
            info = self._tar.gettarinfo(arcname=name, fileobj=file)
            info.type, info.linkname = tarfile.REGTYPE, ""  # a second hard link is a file too
            info.size = os.fstat(file.fileno()).st_size
            reader = Hashing(file)
            self._tar.addfile(info, reader)  # type: ignore[arg-type]
        self.sums[name] = reader.hash.hexdigest()

    def link(self, name: str, kept: str) -> None:
        """Add a file whose content is that of one already added."""
        info = tarfile.TarInfo(name)
        info.type, info.linkname = tarfile.LNKTYPE, kept
        self._tar.addfile(info)

    def tell(self, name: str, facts: Mapping[str, Any]) -> None:
        """Add facts as JSON."""
        text = json.dumps(facts, indent=1).encode()
        info = tarfile.TarInfo(name)
        info.size = len(text)
        self._tar.addfile(info, io.BytesIO(text))


class Hashing:
    """A file that is hashed as it is read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.hash = hashlib.sha256()

    def read(self, size: int) -> bytes:
        """The next bytes."""
        piece = self._file.read(size)
        self.hash.update(piece)
        return piece


@contextmanager
def packed(target: Path, manifest: Mapping[str, Any]) -> Iterator[Packing]:
    """A backup to add to; `target` is whole on the disk when the block ends."""
    with target.open("xb") as file:
        with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
            packing = Packing(tar)
            packing.tell(MANIFEST, {"format": FORMAT, **manifest})
            yield packing
            packing.tell(SUMS, packing.sums)
        file.flush()
        os.fsync(file.fileno())


def manifest_of(source: Path) -> dict[str, Any]:
    """What a backup tells of itself; BadRequest (`not_a_backup`, `backup_newer`)."""
    with _opened(source) as tar:
        return _manifest(tar, source)


def unpack(source: Path, folder: Path) -> dict[str, Any]:
    """Unpack a backup into an empty folder; what it tells of itself.

    BadRequest: `not_a_backup`, `backup_newer`, `backup_damaged`; then `folder` holds rubbish.
    """
    sums: dict[str, str] = {}
    told: dict[str, str] | None = None
    links: list[tuple[Path, str]] = []
    with _opened(source) as tar:
        manifest = _manifest(tar, source)
        for member in tar:
            if member.name == SUMS:
                told = _json(tar, member)
            elif member.name != MANIFEST:
                target = folder / _checked(member, source)
                if member.issym():
                    links.append((target, member.linkname))
                elif digest := _extract(tar, member, target, folder):
                    sums[member.name] = digest
    if told is None or told != sums:
        wrong = {n for n in {*sums, *(told or sums)} if told and sums.get(n) != told.get(n)}
        raise _damaged(source, f"altered: {min(wrong)}" if wrong else "its end is missing")
    # Links come last, so that nothing can be written through one.
    for target, goal in links:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.symlink_to(goal)
    return manifest


def _manifest(tar: tarfile.TarFile, source: Path) -> dict[str, Any]:
    first = tar.next()
    if first is None or first.name != MANIFEST:
        raise _no_backup(source)
    manifest: dict[str, Any] = _json(tar, first)
    if manifest.get("format") != FORMAT:
        raise BadRequest(
            f"{source} was made by a newer AIOS ({manifest.get('version')}).",
            hint="Update AIOS, then restore it.",
            code="backup_newer",
        )
    return manifest


def _json(tar: tarfile.TarFile, member: tarfile.TarInfo) -> Any:
    file = tar.extractfile(member)
    told = json.loads(file.read(TOLD_BYTES)) if file else None
    if not isinstance(told, dict):
        raise ValueError(f"{member.name} is no list of facts")
    return told


def _checked(member: tarfile.TarInfo, source: Path) -> Path:
    """Where a member goes, below the folder; BadRequest for what a backup of ours never holds."""
    name = PurePosixPath(member.name)
    path = Path(*name.parts)
    known = name.parts[:1] in [(f,) for f in FOLDERS] and (len(name.parts) > 1 or member.isdir())
    # Windows would read a drive or further folders into some names.
    plain = ".." not in name.parts and path.parts == name.parts
    kind = member.isreg() or member.isdir() or member.islnk() or member.issym()
    if kind and plain and (known or (member.isreg() and member.name in (DATABASE, SETTINGS))):
        return path
    raise _damaged(source, f"it holds {member.name[:200]!r}")


def _extract(tar: tarfile.TarFile, member: tarfile.TarInfo, target: Path, folder: Path) -> str:
    """Write a file with its mode and time; its digest, "" for a folder or a copy of a file."""
    if member.isdir():
        target.mkdir(parents=True, exist_ok=True)
        return ""
    target.parent.mkdir(parents=True, exist_ok=True)
    if member.islnk():
        shutil.copyfile(folder / _inside(member.linkname), target)
        return ""
    file = tar.extractfile(member)
    assert file is not None, "a regular file has a content"
    reader = Hashing(file)
    with target.open("xb") as out:
        while piece := reader.read(PIECE_BYTES):
            out.write(piece)
    target.chmod(0o600 | member.mode & 0o777)
    os.utime(target, (member.mtime, member.mtime))
    return reader.hash.hexdigest()


def _inside(name: str) -> PurePosixPath:
    """A kept content's name as a link tells it; ValueError for anything else."""
    path = PurePosixPath(name)
    if path.parts[:1] != ("blobs",) or ".." in path.parts:
        raise ValueError(f"a link to {name!r}")
    return path


@contextmanager
def _opened(source: Path) -> Iterator[tarfile.TarFile]:
    """The file as a tar; what is wrong with it in our words."""
    try:
        with source.open("rb") as file:
            try:
                tar = tarfile.open(fileobj=file, mode="r:")  # noqa: SIM115 - closed below
            except tarfile.TarError as error:
                raise _no_backup(source) from error
            with tar:
                yield tar
    except (tarfile.TarError, EOFError, ValueError, KeyError) as error:
        raise _damaged(source, str(error)) from error


def _no_backup(source: Path) -> BadRequest:
    return BadRequest(
        f"{source} is not a backup of AIOS.",
        hint="Name a file that `aios backup FILE` made.",
        code="not_a_backup",
    )


def _damaged(source: Path, cause: str) -> BadRequest:
    return BadRequest(
        f"The backup {source} is damaged ({cause}); nothing was restored.",
        hint="Copy it again from where it came, or take an earlier one.",
        code="backup_damaged",
    )


def disk_failed(error: OSError, place: Path) -> StoreFailed:
    """The error for what the disk refused while a backup was made or put back."""
    cause, path = error.strerror or str(error), str(error.filename or place)
    full = error.errno in NO_ROOM
    return StoreFailed(
        f"The disk that holds {path} is full." if full else f"{path}: {cause}.",
        hint="Free some space, or choose another place."
        if full
        else "Name a place that you may read and write.",
        details={"path": path, "cause": cause},
        code="disk_full" if full else "backup_failed",
    )
