"""A tree that a machine sent, made on this host below one folder; every record is hostile input.

Covered:
- each file is made anew, by a checked name, in a folder held open: nothing leads out of the tree
- only folders, plain files and links are made; set-uid and sticky bits are dropped
- a tree of any depth, made and removed with one descriptor open at a time
- bytes and files are counted as they come, and the whole is refused beyond its limit

Not covered:
- truth: what a machine's agent sends is whatever a program that broke into it wants
"""

import os
import shutil
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aios.code.machines.packing import DATA_MAX, PackError, Records, file_name, number, text
from aios.contracts.errors import LimitReached

_BLOCK = 4096  # what a file costs at least
_MODE_MAX = 0o7777
_TIME_MAX = 1 << 62
_LINKS_MAX = 1 << 20
_TARGET_MAX = 4095
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


class Unpacker:
    """Makes a tree in the empty folder `top`; `owner` is who its files will belong to."""

    def __init__(
        self, top: Path, *, most_bytes: int, file_bytes: int, owner: int | None = None
    ) -> None:
        self.bytes = 0
        self._most, self._file_most = most_bytes, file_bytes
        self._owner = owner
        self._records = Records()
        self._links = top.with_name(f"{top.name}.links")
        self._links.mkdir(mode=0o700)
        self._here = os.open(top, _FOLDER)
        self._folders: list[tuple[int, int]] = []
        self._file: tuple[int, int, int, int] | None = None  # descriptor, size, mode, mtime

    def feed(self, piece: bytes) -> None:
        """Make what the records say; PackError, LimitReached, OSError."""
        for head, data in self._records.feed(piece):
            self._obey(head, data)

    def end(self) -> None:
        """The tree is complete; PackError when it is not."""
        self._close_file()
        if self._folders or not self._records.empty:
            raise PackError("the tree ends in the middle")

    def close(self) -> None:
        """Let go of everything. Idempotent."""
        if self._here >= 0:
            if self._file:
                os.close(self._file[0])
            os.close(self._here)
            self._here = -1
            shutil.rmtree(self._links)  # flat: only we put files there

    def _obey(self, head: Mapping[str, Any], data: bytes) -> None:
        if "data" in head:
            self._write(head, data)
            return
        self._close_file()
        if "leave" in head:
            self._leave()
            return
        self._count(_BLOCK)
        if "dir" in head:
            self._enter(head)
        elif "file" in head:
            self._begin(head)
        elif "same" in head:
            link = number(head, "link", _LINKS_MAX)
            os.link(self._link(link), file_name(head, "same"), dst_dir_fd=self._here)
        elif "symlink" in head:
            name = file_name(head, "symlink")
            os.symlink(text(head, "to", _TARGET_MAX), name, dir_fd=self._here)
            self._give(name)
        else:
            raise PackError("a head that says nothing")

    def _enter(self, head: Mapping[str, Any]) -> None:
        name = file_name(head, "dir")
        os.mkdir(name, 0o700, dir_fd=self._here)
        self._give(name)
        inner = os.open(name, _FOLDER, dir_fd=self._here)
        os.close(self._here)
        self._here = inner
        self._folders.append((_mode(head), number(head, "mtime", _TIME_MAX)))

    def _leave(self) -> None:
        if not self._folders:
            raise PackError("a way up out of the tree")
        outer = os.open("..", _FOLDER, dir_fd=self._here)
        mode, mtime = self._folders.pop()
        _finish(self._here, mode, mtime)
        os.close(self._here)
        self._here = outer

    def _begin(self, head: Mapping[str, Any]) -> None:
        name = file_name(head, "file")
        size, link = number(head, "size", self._file_most), number(head, "link", _LINKS_MAX)
        mode, mtime = _mode(head), number(head, "mtime", _TIME_MAX)
        file = os.open(name, _NEW_FILE, 0o600, dir_fd=self._here)
        self._file = (file, size, mode, mtime)
        self._give(name)
        os.ftruncate(file, size)
        if link:
            os.link(name, self._link(link), src_dir_fd=self._here)

    def _write(self, head: Mapping[str, Any], data: bytes) -> None:
        if self._file is None:
            raise PackError("data that belongs to no file")
        file, size, _, _ = self._file
        offset = number(head, "data", size)
        if not 0 < len(data) <= min(DATA_MAX, size - offset):
            raise PackError("data beyond the end of its file")
        self._count(len(data))
        while data:
            written = os.pwrite(file, data, offset)
            data, offset = data[written:], offset + written

    def _close_file(self) -> None:
        if self._file is not None:
            (file, _, mode, mtime), self._file = self._file, None
            _finish(file, mode, mtime)
            os.close(file)

    def _link(self, number: int) -> Path:
        return self._links / str(number)

    def _count(self, count: int) -> None:
        self.bytes += count
        if self.bytes > self._most:
            raise LimitReached(
                f"the snapshot does not fit: {self._most / 2**20:,.0f} MiB are left for it",
                hint="delete snapshots that are not needed, or raise snapshot_quota_mb",
                code="snapshot_quota",
            )

    def _give(self, name: bytes) -> None:
        if self._owner is not None:
            os.chown(name, self._owner, self._owner, dir_fd=self._here, follow_symlinks=False)


def _mode(head: Mapping[str, Any]) -> int:
    return number(head, "mode", _MODE_MAX) & 0o777


def _finish(descriptor: int, mode: int, mtime: int) -> None:
    os.fchmod(descriptor, mode)
    os.utime(descriptor, ns=(mtime, mtime))


def remove_tree(top: Path) -> None:
    """Remove a folder with all that is in it, however deep, links not followed. Idempotent."""
    try:
        here = os.open(top, _FOLDER)
    except FileNotFoundError:
        return
    waiting = [_emptied(here)]
    inside: list[str] = []
    try:
        while waiting:
            if waiting[-1]:
                inside.append(waiting[-1].pop())
                here = _moved(here, inside[-1])
                waiting.append(_emptied(here))
            else:
                waiting.pop()
                if inside:
                    here = _moved(here, "..")
                    os.rmdir(inside.pop(), dir_fd=here)
    finally:
        os.close(here)
    os.rmdir(top)


def _moved(here: int, name: str) -> int:
    """A descriptor of a folder beside, in place of the one given."""
    there = os.open(name, _FOLDER, dir_fd=here)
    os.close(here)
    return there


def _emptied(folder: int) -> list[str]:
    """Remove the files of a folder; the names of the folders in it, opened up."""
    os.fchmod(folder, 0o700)
    folders = []
    for name in os.listdir(folder):
        if stat.S_ISDIR(os.lstat(name, dir_fd=folder).st_mode):
            os.chmod(name, 0o700, dir_fd=folder)
            folders.append(name)
        else:
            os.unlink(name, dir_fd=folder)
    return folders
