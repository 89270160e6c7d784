"""The files of a WebAssembly machine: a tree in memory, with caps on its bytes and its entries.

Covered:
- writes go below /workspace and /tmp only; what is over a cap is refused, never cut short
- files of the host's are read when they are asked for, and cannot be changed

Not covered:
- links, pipes and devices: there are none
"""

import errno
import os
import posixpath
import threading
from collections.abc import Iterator, Mapping

WRITABLE = ("/workspace", "/tmp")


class Tree:
    """Absolute, plain paths only. Refusals are OSError, as a file system's are."""

    def __init__(
        self, *, disk_bytes: int, inodes: int, bound: Mapping[str, str] | None = None
    ) -> None:
        self._lock = threading.RLock()
        self._files: dict[str, bytes | bytearray] = {}  # an array while it is written in pieces
        self._folders: dict[str, set[str]] = {"/": set()}
        self._bound = dict(bound or {})
        self._bytes, self._disk_bytes, self._inodes = 0, disk_bytes, inodes
        for folder in WRITABLE:
            self._make_folders(folder)
        for path in self._bound:
            self._make_folders(posixpath.dirname(path))
            self._folders[posixpath.dirname(path)].add(posixpath.basename(path))

    def kind(self, path: str) -> str:
        """ "file" or "dir"; FileNotFoundError."""
        with self._lock:
            if path in self._folders:
                return "dir"
            if path in self._files or path in self._bound:
                return "file"
            raise self._missing(path)

    def size(self, path: str) -> int:
        """Bytes of a file, 0 for a folder."""
        if path in self._bound:
            return os.stat(self._bound[path]).st_size
        return len(self._files.get(path, b""))

    def entries(self, path: str) -> list[tuple[str, str]]:
        """Names and kinds in a folder."""
        with self._lock:
            if self.kind(path) != "dir":
                raise _refusal(errno.ENOTDIR, path)
            return [(n, self.kind(posixpath.join(path, n))) for n in sorted(self._folders[path])]

    def below(self, path: str) -> Iterator[tuple[str, int, str]]:
        """Path below `path`, size and kind of everything there."""
        waiting = [path]
        while waiting:
            folder = waiting.pop()
            for name, kind in self.entries(folder):
                inner = posixpath.join(folder, name)
                yield posixpath.relpath(inner, path), self.size(inner), kind
                if kind == "dir":
                    waiting.append(inner)

    def read(self, path: str) -> bytes:
        """A file's content."""
        with self._lock:
            if self.kind(path) == "dir":
                raise _refusal(errno.EISDIR, path)
            if path not in self._bound:
                content = self._files[path] = bytes(self._files[path])  # no copy but of an array
                return content
        with open(self._bound[path], "rb") as file:
            return file.read()

    def write(self, path: str, content: bytes) -> None:
        """Make or replace a file, in a folder that is there."""
        with self._lock:
            self._check_new(path)
            if path in self._folders:
                raise _refusal(errno.EISDIR, path)
            grown = self._bytes + len(content) - len(self._files.get(path, b""))
            if grown > self._disk_bytes or (path not in self._files and self._full()):
                raise _refusal(errno.ENOSPC, path)
            self._bytes = grown
            self._files[path] = bytes(content)
            self._folders[posixpath.dirname(path)].add(posixpath.basename(path))

    def write_on(self, path: str, offset: int, content: bytes) -> None:
        """Let a file that is there go on with `content` from `offset` on, and end with it."""
        with self._lock:
            if self.kind(path) == "dir" or path in self._bound:
                raise _refusal(errno.EISDIR if path in self._folders else errno.EROFS, path)
            file = self._files[path]
            if offset > len(file):
                raise _refusal(errno.EINVAL, path)
            grown = self._bytes + offset + len(content) - len(file)
            if grown > self._disk_bytes:
                raise _refusal(errno.ENOSPC, path)
            if not isinstance(file, bytearray):
                file = self._files[path] = bytearray(file)
            self._bytes = grown
            file[offset:] = content

    def make_folder(self, path: str, *, parents: bool = False) -> None:
        """Make a folder; with `parents`, those above it too, and one that is there is no error."""
        with self._lock:
            if parents and path in self._folders:
                return
            if parents:
                self.make_folder(posixpath.dirname(path), parents=True)
            self._check_new(path)
            if path in self._folders or path in self._files:
                raise _refusal(errno.EEXIST, path)
            if self._full():
                raise _refusal(errno.ENOSPC, path)
            self._make_folders(path)

    def remove(self, path: str) -> None:
        """Remove a file."""
        with self._lock:
            self._check_new(path)
            if self.kind(path) == "dir":
                raise _refusal(errno.EISDIR, path)
            self._bytes -= len(self._files.pop(path))
            self._folders[posixpath.dirname(path)].discard(posixpath.basename(path))

    def remove_folder(self, path: str) -> None:
        """Remove an empty folder."""
        with self._lock:
            self._check_new(path)
            if self.kind(path) != "dir":
                raise _refusal(errno.ENOTDIR, path)
            if self._folders[path]:
                raise _refusal(errno.ENOTEMPTY, path)
            del self._folders[path]
            self._folders[posixpath.dirname(path)].discard(posixpath.basename(path))

    def rename(self, source: str, target: str) -> None:
        """Move a file or folder, as rename(2) does."""
        with self._lock:
            self._check_new(source)
            self._check_new(target)
            kind = self.kind(source)
            if source == target:
                return
            if kind == "dir" and target.startswith(f"{source}/"):
                raise _refusal(errno.EINVAL, target)
            self._make_way(kind, target)
            for path in [p for p in self._files if p == source or p.startswith(f"{source}/")]:
                self._files[target + path[len(source) :]] = self._files.pop(path)
            for path in [p for p in self._folders if p == source or p.startswith(f"{source}/")]:
                self._folders[target + path[len(source) :]] = self._folders.pop(path)
            self._folders[posixpath.dirname(source)].discard(posixpath.basename(source))
            self._folders[posixpath.dirname(target)].add(posixpath.basename(target))

    # -------------------------------------------------------------- inside

    def _make_way(self, kind: str, target: str) -> None:
        if target in self._folders:
            if kind == "file":
                raise _refusal(errno.EISDIR, target)
            self.remove_folder(target)
        elif target in self._files:
            if kind == "dir":
                raise _refusal(errno.ENOTDIR, target)
            self.remove(target)

    def _check_new(self, path: str) -> None:
        """Whether something may be at a path: in a folder that is there and may be changed."""
        if not path.startswith(tuple(f"{folder}/" for folder in WRITABLE)) or path in self._bound:
            raise _refusal(errno.EROFS, path)
        if posixpath.dirname(path) not in self._folders:
            raise self._missing(path)

    def _missing(self, path: str) -> OSError:
        """Why nothing is at a path: a file stands where a folder would have to, or no folder."""
        above = path
        while (above := posixpath.dirname(above)) != "/":
            if above in self._files or above in self._bound:
                return _refusal(errno.ENOTDIR, path)
        return _refusal(errno.ENOENT, path)

    def _full(self) -> bool:
        return len(self._files) + len(self._folders) >= self._inodes

    def _make_folders(self, path: str) -> None:
        if path not in self._folders:
            parent, name = posixpath.split(path)
            self._make_folders(parent)
            self._folders[parent].add(name)
            self._folders[path] = set()


def _refusal(number: int, path: str) -> OSError:
    return OSError(number, os.strerror(number), path)
