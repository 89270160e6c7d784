"""What a snapshot keeps of a machine: /workspace, packed while no program can change it.

Covered:
- every program is stopped before the first file is read, and goes on after the last one; those
  that were stopped before stay so
- files closed to their owner, trees of any depth, sparse files, several names of one file

Not covered:
- files of ours that are there for a while: parts of uploads, programs that run
- pipes, sockets, extended attributes and who else had a file open
- programs themselves: a machine that starts from the snapshot has the files alone
"""

import contextlib
import errno
import os
import signal
import stat
import time
from collections.abc import Generator, Iterator
from typing import Any

from aios.code.machines import scratch
from aios.code.machines.guest.files import WORKSPACE, FileRefused
from aios.code.machines.packing import record
from aios.code.machines.wire import CHUNK

_PIECE = 4 * CHUNK
_STOP_S = 5.0
_LOOK_AGAIN_S = 0.001
_STILL = frozenset("TtZXD")  # stopped, traced, ended, or waiting in the kernel


class Keeping:
    """One snapshot under way: programs are stopped from the first moment to `end`."""

    def __init__(self) -> None:
        self._stopped_before = {pid for pid in _others() if _states(pid) <= {"T", "t"}}
        with contextlib.suppress(ProcessLookupError):  # nothing else runs
            os.kill(-1, signal.SIGSTOP)
        self._pieces = Walk(WORKSPACE)

    def begin(self) -> None:
        """Wait until all stand still; FileRefused when they do not."""
        deadline = time.monotonic() + _STOP_S
        while not all(_states(pid) <= _STILL for pid in _others()):
            if time.monotonic() > deadline:
                raise FileRefused("limit_reached", f"programs do not stop within {_STOP_S:g} s")
            time.sleep(_LOOK_AGAIN_S)

    def next(self) -> bytes:
        """A piece of the tree; b"" at its end."""
        piece = bytearray()
        try:
            for part in self._pieces:
                piece += part
                if len(piece) >= _PIECE:
                    break
        except OSError as error:
            raise FileRefused("bad_request", f"/workspace cannot be read: {error}") from error
        return bytes(piece)

    def end(self) -> None:
        """Let programs go on, children before those who wait for them."""
        self._pieces.close()
        for pid in sorted(_others() - self._stopped_before, reverse=True):
            with contextlib.suppress(ProcessLookupError):  # it was killed meanwhile
                os.kill(pid, signal.SIGCONT)


def _others() -> set[int]:
    return {int(name) for name in os.listdir("/proc") if name.isdigit()} - {os.getpid()}


def _states(pid: int) -> set[str]:
    """In which states the threads of a process are."""
    states = set()
    try:
        for thread in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{thread}/stat") as file:
                states.add(file.read().rpartition(")")[2].split()[0])
    except (FileNotFoundError, ProcessLookupError):  # it, or one of its threads, ends just now
        states.add("X")
    return states


class Walk(Iterator[bytes]):
    """The records of a tree. One descriptor is open at a time, so that no depth is too deep."""

    def __init__(self, top: str) -> None:
        self._records = self._walk(top)
        self._links: dict[tuple[int, int], int] = {}
        self._here = -1
        self._opened_up: list[int | None] = []

    def __next__(self) -> bytes:
        return next(self._records)

    def close(self) -> None:
        """Let go; folders that were opened up for reading are closed again. Idempotent."""
        self._records.close()

    def _walk(self, top: str) -> Generator[bytes, None, None]:
        self._here, was = _open_folder(top, None)
        self._opened_up = [was]
        waiting = [_names(self._here)]
        try:
            while waiting:
                if not waiting[-1]:
                    waiting.pop()
                    if waiting:
                        self._up()
                        yield record({"leave": True})
                    continue
                name = waiting[-1].pop()
                facts = os.lstat(name, dir_fd=self._here)
                if stat.S_ISDIR(facts.st_mode):
                    yield record({"dir": _shown(name), **_times(facts)})
                    self._down(name)
                    waiting.append(_names(self._here))
                else:
                    yield from self._leaf(name, facts)
        finally:
            while len(self._opened_up) > 1:
                self._up()
            _close_again(self._here, self._opened_up.pop())
            os.close(self._here)

    def _down(self, name: bytes) -> None:
        inner, was = _open_folder(name, self._here)
        os.close(self._here)
        self._here = inner
        self._opened_up.append(was)

    def _up(self) -> None:
        outer = os.open("..", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC, dir_fd=self._here)
        _close_again(self._here, self._opened_up.pop())
        os.close(self._here)
        self._here = outer

    def _leaf(self, name: bytes, facts: os.stat_result) -> Iterator[bytes]:
        if stat.S_ISLNK(facts.st_mode):
            target = os.readlink(name, dir_fd=self._here)
            yield record({"symlink": _shown(name), "to": _shown(target), **_times(facts)})
        elif stat.S_ISREG(facts.st_mode):
            key = (facts.st_dev, facts.st_ino)
            if known := self._links.get(key):
                yield record({"same": _shown(name), "link": known})
                return
            link = 0
            if facts.st_nlink > 1:
                link = self._links[key] = len(self._links) + 1
            head = {"file": _shown(name), "size": facts.st_size, "link": link}
            yield record({**head, **_times(facts)})
            yield from self._content(name, facts)

    def _content(self, name: bytes, facts: os.stat_result) -> Iterator[bytes]:
        closed = not facts.st_mode & stat.S_IRUSR
        if closed:
            os.chmod(name, 0o600, dir_fd=self._here)
        try:
            file = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=self._here)
        finally:
            if closed:
                os.chmod(name, stat.S_IMODE(facts.st_mode), dir_fd=self._here)
        try:
            for start, end in _extents(file, facts.st_size):
                while start < end and (data := os.pread(file, min(CHUNK, end - start), start)):
                    yield record({"data": start, "bytes": len(data)}, data)
                    start += len(data)
        finally:
            os.close(file)


def _open_folder(name: "str | bytes", within: int | None) -> tuple[int, int | None]:
    """Its descriptor, and the mode to give back to it when it had to be opened up."""
    mode = stat.S_IMODE(os.stat(name, dir_fd=within, follow_symlinks=False).st_mode)
    closed = mode & stat.S_IRWXU != stat.S_IRWXU
    if closed:
        os.chmod(name, mode | stat.S_IRWXU, dir_fd=within)
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
    return os.open(name, flags, dir_fd=within), mode if closed else None


def _close_again(folder: int, mode: int | None) -> None:
    if mode is not None:
        os.fchmod(folder, mode)


def _names(folder: int) -> list[bytes]:
    """In reverse order, to be taken from the end."""
    names = (name for name in os.listdir(folder) if not scratch.is_ours(name))
    return sorted(map(os.fsencode, names), reverse=True)


def _extents(file: int, size: int) -> Iterator[tuple[int, int]]:
    """Where a file holds data; the rest are holes."""
    position = 0
    while position < size:
        try:
            position = os.lseek(file, position, os.SEEK_DATA)
        except OSError as error:
            if error.errno == errno.ENXIO:  # a hole up to the end
                return
            raise
        end = os.lseek(file, position, os.SEEK_HOLE)
        yield position, end
        position = end


def _shown(name: bytes) -> str:
    return name.decode("latin-1")


def _times(facts: os.stat_result) -> dict[str, Any]:
    return {"mode": stat.S_IMODE(facts.st_mode), "mtime": max(0, facts.st_mtime_ns)}
