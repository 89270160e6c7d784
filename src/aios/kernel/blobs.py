"""Contents under their own digest, on the disk: complete or absent, and checked when read."""

import asyncio
import errno
import hashlib
import os
import re
import shutil
import stat
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeVar
from uuid import uuid4

from aios.contracts.errors import AiosError, Conflict, LimitReached, NotFound, StoreFailed
from aios.kernel.quotas import Bound, over_quota

T = TypeVar("T")
Content = AsyncIterator[bytes] | bytes | Path

PIECE_BYTES = 1 << 20
DIGEST = re.compile(r"[0-9a-f]{64}")
READ_BYTES = 256 * 1024 * 1024
NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
NAME_TAKEN = {errno.EISDIR, errno.ENOTDIR, errno.EEXIST}


@dataclass(frozen=True, slots=True)
class Received:
    """A content that is safe on the disk, but not kept yet."""

    path: Path
    sha256: str
    bytes: int


class Blobs:
    """Contents below `root`: `blobs/ab/cdef…` kept, `incoming/…` on their way."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._kept = root / "blobs"
        self._incoming = root / "incoming"

    async def receive(self, content: Content, bound: Bound) -> Received:
        """Write a content down; LimitReached beyond the bound, and then nothing is left."""
        await self._disk(lambda: self._incoming.mkdir(parents=True, exist_ok=True))
        target = self._incoming / uuid4().hex
        try:
            return await self._write(target, content, bound)
        except BaseException:  # cancelled or failed: what was begun must not stay
            await asyncio.to_thread(target.unlink, missing_ok=True)
            raise

    async def discard(self, received: Received) -> None:
        """Let go of what was received, if it was not kept."""
        await self._disk(lambda: received.path.unlink(missing_ok=True))

    async def keep(self, received: Received) -> None:
        """Keep a received content, or the same one that is there already."""
        await self._disk(lambda: self._settle(received))

    async def drop(self, digests: Iterable[str]) -> None:
        """Delete contents; no error if they are not there."""
        await self._disk(lambda: _unlink(self.path_of(sha256) for sha256 in digests))

    async def load(self, sha256: str) -> bytes:
        """A kept content; StoreFailed (`store_damaged`) when it is not what it was."""
        return await self._disk(lambda: self._load(sha256))

    async def copy(self, sha256: str, target: Path) -> None:
        """Copy a content to `target`, whole or not at all; a copy, so that edits stay there."""
        await self._disk(lambda: self._copy(sha256, target))

    def kept(self) -> Iterator[tuple[str, Path]]:
        """Every kept content: its digest, and where it is."""
        for path in sorted(self._kept.glob("??/*")):
            digest = path.parent.name + path.name
            if DIGEST.fullmatch(digest) and path.is_file():
                yield digest, path

    def left_behind(self) -> Iterator[Path]:
        """What came in and was never kept, as after a kill in the middle."""
        return (path for path in sorted(self._incoming.glob("*")) if path.is_file())

    def fate(self, sha256: str) -> str:
        """kept, altered or missing: what became of a content, by reading it whole."""
        try:
            with self.path_of(sha256).open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        except FileNotFoundError:
            return "missing"
        except OSError:  # a disk that cannot give it back any more
            return "altered"
        return "kept" if digest == sha256 else "altered"

    async def _write(self, target: Path, content: Content, bound: Bound) -> Received:
        digest, size = hashlib.sha256(), 0
        file = await self._disk(lambda: target.open("xb"))
        try:
            async for piece in _pieces(content):
                size += len(piece)
                if size > bound.bytes:
                    raise over_quota(bound, size)
                digest.update(piece)
                await self._disk(lambda piece=piece: file.write(piece))  # type: ignore[misc]
            await self._disk(lambda: _sync(file))
        finally:
            await self._disk(file.close)
        return Received(target, digest.hexdigest(), size)

    def _settle(self, received: Received) -> None:
        blob = self.path_of(received.sha256)
        blob.parent.mkdir(parents=True, exist_ok=True)
        os.replace(received.path, blob)
        _sync_folder(blob.parent)

    def _load(self, sha256: str) -> bytes:
        blob = self.path_of(sha256)
        content = blob.read_bytes() if blob.exists() else b""
        if hashlib.sha256(content).hexdigest() != sha256:
            raise StoreFailed(
                f"The kept content {blob} is missing or damaged.",
                hint="Take the file from the task's outputs, or run the task again.",
                details={"path": str(blob)},
                code="store_damaged",
            )
        return content

    def _copy(self, sha256: str, target: Path) -> None:
        fresh = self._incoming / uuid4().hex
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copyfile(self.path_of(sha256), fresh)
            os.replace(fresh, target)
        finally:
            fresh.unlink(missing_ok=True)

    def path_of(self, sha256: str) -> Path:
        """Where a content is kept."""
        return self._kept / sha256[:2] / sha256[2:]

    async def _disk(self, action: Callable[[], T]) -> T:
        """Do something on the disk off the event loop, with its failures in our words."""
        try:
            return await asyncio.to_thread(action)
        except OSError as error:
            raise disk_failed(error, self.root) from error


def disk_failed(error: OSError, root: Path) -> AiosError:
    """The error to raise for what the disk refused below `root`."""
    cause = error.strerror or str(error)
    details = {"path": str(error.filename or root), "cause": cause}
    if error.errno in NO_ROOM:
        return StoreFailed(
            f"The disk that holds {root} is full.",
            hint="Free some space on it, or choose another workspace with --workspace.",
            details=details,
            code="disk_full",
        )
    if error.errno in NAME_TAKEN:
        return Conflict(
            f"A file and a folder would have the same name: {details['path']}.",
            hint="Choose another name.",
            details=details,
        )
    return StoreFailed(
        f"The workspace {root} cannot be read or written ({cause}).",
        hint="Make the folder writable, or choose another with --workspace.",
        details=details,
        code="workspace_unwritable",
    )


def read_file(path: Path) -> bytes:
    """A file of the user's; NotFound when it cannot be read, LimitReached beyond 256 MiB."""
    try:
        with opened(path) as file:
            size = os.fstat(file.fileno()).st_size
            if size > READ_BYTES:
                raise LimitReached(
                    f"{path} has {size:,} bytes; {READ_BYTES:,} are read at once at most.",
                    hint="Let a program read it in a machine.",
                )
            return file.read()
    except OSError as error:
        raise _unreadable(path, error) from error


async def _pieces(content: Content) -> AsyncIterator[bytes]:
    if isinstance(content, bytes):
        yield content
    elif isinstance(content, Path):
        try:
            with await asyncio.to_thread(opened, content) as file:
                while piece := await asyncio.to_thread(file.read, PIECE_BYTES):
                    yield piece
        except OSError as error:
            raise _unreadable(content, error) from error
    else:
        async for piece in content:
            yield piece


def opened(path: Path) -> BinaryIO:
    """A regular file to read; OSError for anything else: a pipe or a device may never end."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    file = os.fdopen(os.open(path, flags), "rb")
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError(errno.EINVAL, "it is not a regular file", str(path))
    return file


def _unreadable(path: Path, error: OSError) -> NotFound:
    return NotFound(
        f"{path} cannot be read ({error.strerror}).",
        hint="Name a file that is there and that you may read.",
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
