"""Files below a machine's working folder: one bounded step a call, so that no call blocks others.

The agent in a machine works on /workspace; a controller whose machine has no root of its own
gives the folder that takes its place as `top`, and the `owner` of what it makes.

Covered:
- a path that leaves the folder, by "..", from the root or through a link, is refused
- only regular files are read and written; pipes, devices and sockets are refused without waiting
- a file that is written is there whole or as it was before

Not covered:
- a program that changes a file between two steps: the reader gets what is there at each step
"""

import contextlib
import errno
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from aios.code.machines import linux, scratch
from aios.code.machines.wire import CHUNK

WORKSPACE = "/workspace"
MAX_ENTRIES = 10_000
_MAX_LISTED_BYTES = 4 * 1024 * 1024


class FileRefused(Exception):
    """The caller's mistake, with the code of the error it becomes."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def read_piece(request: Mapping[str, Any], top: str = WORKSPACE) -> bytes:
    """At most `size` bytes from `offset` on; b"" at the end of the file."""
    with _opened(request["path"], os.O_RDONLY, top) as file:
        return os.pread(file.fd, min(request["size"], CHUNK), request["offset"])


def write_piece(
    request: Mapping[str, Any], content: bytes, top: str = WORKSPACE, owner: int = -1
) -> None:
    """Put `content` at `offset` of the part, which the `last` piece makes the file.

    Offset 0 makes the part and its folders anew. One that was not finished is the caller's to
    `remove`.
    """
    path, part, position = request["path"], request["part"], request["offset"]
    flags = os.O_WRONLY
    if position == 0:
        _stands(path, top)
        _make_folders(path, top, owner)
        flags |= os.O_CREAT
    with _opened(part, flags, top, path) as file:
        try:
            if position == 0:
                os.ftruncate(file.fd, 0)
                os.fchown(file.fd, owner, owner)
            view = memoryview(content)
            while view:
                written = os.pwrite(file.fd, view, position)
                position, view = position + written, view[written:]
            if request["last"]:
                _put_in_place(file.fd, part, path, top)
        except OSError as error:
            raise _refusal(path, error) from error


def remove(paths: Iterable[str], top: str = WORKSPACE) -> None:
    """Remove files, and folders that are empty then; what is not there is no error."""
    for path in paths:
        with contextlib.suppress(OSError, FileRefused), _folder_of(path, top) as folder:
            name = os.path.basename(path)
            if stat.S_ISDIR(os.lstat(name, dir_fd=folder).st_mode):
                os.rmdir(name, dir_fd=folder)
            else:
                os.unlink(name, dir_fd=folder)


def list_below(path: str, top: str = WORKSPACE) -> list[tuple[str, int, str]]:
    """Path, size and kind of everything below `path`, links not followed."""
    os.close(_open(path, os.O_PATH | os.O_DIRECTORY, top))
    entries: list[tuple[str, int, str]] = []
    waiting = [""]
    room = _MAX_LISTED_BYTES
    while waiting:
        folder = waiting.pop()
        for name, size, kind in _scan(os.path.join(path, folder), top):
            inner = os.path.join(folder, name)
            room -= len(inner) + 64
            if len(entries) >= MAX_ENTRIES or room < 0:
                return entries
            entries.append((inner, size, kind))
            if kind == "dir":
                waiting.append(inner)
    return entries


def _scan(folder: str, top: str) -> list[tuple[str, int, str]]:
    found: list[tuple[str, int, str]] = []
    try:
        opened = _open(folder, os.O_RDONLY | os.O_DIRECTORY, top)
        try:
            with os.scandir(opened) as scan:
                for entry in scan:
                    if scratch.is_ours(entry.name):
                        continue
                    facts = entry.stat(follow_symlinks=False)
                    found.append((entry.name, facts.st_size, _kind(facts.st_mode)))
                    if len(found) >= MAX_ENTRIES:
                        break
        finally:
            os.close(opened)
    except (OSError, FileRefused):
        # Gone meanwhile, closed to us, or deeper than a path may be long: list what there is.
        return found
    return sorted(found)


def _kind(mode: int) -> str:
    if stat.S_ISREG(mode):
        return "file"
    return "dir" if stat.S_ISDIR(mode) else "other"


class _opened:  # noqa: N801  reads as a phrase: with _opened(path)
    """A regular file below the folder, closed at the end of the block."""

    def __init__(self, path: str, flags: int, top: str, shown: str = "") -> None:
        # O_NONBLOCK: a pipe must not make us wait for its other end.
        self.fd = _open(path, flags | os.O_NONBLOCK | os.O_NOCTTY, top, shown)
        if not stat.S_ISREG(os.fstat(self.fd).st_mode):
            os.close(self.fd)
            raise FileRefused("bad_request", f"{shown or path} is not a regular file")

    def __enter__(self) -> "_opened":
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self.fd)


@contextlib.contextmanager
def _folder_of(path: str, top: str) -> Iterator[int]:
    folder = _open(os.path.dirname(path) or ".", os.O_PATH | os.O_DIRECTORY, top)
    try:
        yield folder
    finally:
        os.close(folder)


def _stands(path: str, top: str) -> tuple[str, int] | None:
    """Where the file that is there really lies, links followed, and its mode; None for none.

    FileRefused for what may not be written.
    """
    try:
        with _opened(path, os.O_WRONLY, top) as file:
            real = os.readlink(f"/proc/self/fd/{file.fd}")
            mode = stat.S_IMODE(os.fstat(file.fd).st_mode)
            return os.path.relpath(real, os.path.realpath(top)), mode
    except FileRefused as refused:
        if refused.code != "not_found":
            raise
        return None


def _put_in_place(file: int, part: str, path: str, top: str) -> None:
    """Make the part that is open the file, with the mode of the one that was there."""
    target, mode = _stands(path, top) or (path, 0o644)
    os.fchmod(file, mode)
    with _folder_of(part, top) as source, _folder_of(target, top) as folder:
        name = os.path.basename(target)
        os.replace(os.path.basename(part), name, src_dir_fd=source, dst_dir_fd=folder)


def _open(path: str, flags: int, top: str, shown: str = "") -> int:
    if not path or "\0" in path:
        raise FileRefused("bad_request", "a file's path is empty or holds a NUL byte")
    base = os.open(top, os.O_PATH | os.O_DIRECTORY)
    try:
        return linux.open_beneath(base, path, flags, 0o644 if flags & os.O_CREAT else 0)
    except OSError as error:
        raise _refusal(shown or path, error) from error
    finally:
        os.close(base)


def _refusal(path: str, error: OSError) -> FileRefused:
    if error.errno == errno.EXDEV:
        return FileRefused("bad_request", f"{path} leaves {WORKSPACE}")
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return FileRefused("not_found", f"there is no {path} in {WORKSPACE}")
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return FileRefused("machine_full", f"{path} does not fit: the machine's disk is full")
    reason = os.strerror(error.errno or 0)
    return FileRefused("bad_request", f"{path} cannot be opened: {reason}")


def _make_folders(path: str, top: str, owner: int) -> None:
    parts = os.path.normpath(path).split("/")[:-1]
    for depth in range(1, len(parts) + 1):
        parent = _open("/".join(parts[: depth - 1]) or ".", os.O_PATH | os.O_DIRECTORY, top)
        try:
            os.mkdir(parts[depth - 1], 0o755, dir_fd=parent)
            os.chown(parts[depth - 1], owner, owner, dir_fd=parent, follow_symlinks=False)
        except FileExistsError:
            continue
        except OSError as error:
            raise _refusal(path, error) from error
        finally:
            os.close(parent)
