"""Walk the files below a folder; read only, links not followed."""

import fnmatch
import os
import re
import time
from itertools import islice
from typing import NamedTuple

MAX_ENTRIES = 1_000_000
MAX_SECONDS = 120


class Found(NamedTuple):
    """A file or folder: its path below the folder, bytes, time of change (seconds since 1970)."""

    path: str
    size: int
    modified: float
    is_folder: bool
    depth: int


class Walk:
    """The files (and folders) below `folder` whose names match one of `patterns`.

    Of several folders, paths are told from the one that holds them all. Hidden entries and folders
    named in `skip` are left out; `left_out` counts what was.
    """

    def __init__(self, folder, patterns=(), recursive=True, hidden=False, skip=()):
        self.starts = (folder,) if isinstance(folder, str) else folder
        self.folder = os.path.commonpath(self.starts)
        self.recursive, self.hidden, self.skip = recursive, hidden, skip
        self.match = re.compile("|".join(map(fnmatch.translate, patterns)) or "", re.I).match
        self.left_out = {"hidden": 0, "skipped": {}, "links": 0, "special": 0, "unreadable": 0}
        self.seen, self.stopped = 0, False

    def __iter__(self):
        deadline = time.monotonic() + MAX_SECONDS
        waiting = [(folder, 0) for folder in reversed(self.starts)]
        while waiting:
            folder, depth = waiting.pop()
            for entry in self._inside(folder):
                if self.seen >= MAX_ENTRIES or time.monotonic() > deadline:
                    self.stopped = True
                    return
                self.seen += 1
                found = self._kept(entry, depth)
                if found is None:
                    continue
                if found.is_folder and self.recursive:
                    waiting.append((entry.path, depth + 1))
                if found.is_folder or self.match(entry.name):
                    yield found

    def _inside(self, folder):
        try:
            with os.scandir(folder) as entries:
                return sorted(islice(entries, MAX_ENTRIES + 1), key=lambda entry: entry.name)
        except OSError:
            self.left_out["unreadable"] += 1
            return []

    def _kept(self, entry, depth):
        """The entry as it was found; None when it is left out, which is counted."""
        try:
            is_folder = entry.is_dir(follow_symlinks=False)
            if reason := self._reason(entry, is_folder):
                self.left_out[reason] += 1
                return None
            if is_folder and entry.name in self.skip:
                skipped = self.left_out["skipped"]
                skipped[entry.name] = skipped.get(entry.name, 0) + 1
                return None
            stat = entry.stat(follow_symlinks=False)
        except OSError:
            self.left_out["unreadable"] += 1
            return None
        inner = depth or len(self.starts) > 1
        path = os.path.relpath(entry.path, self.folder) if inner else entry.name
        return Found(path, stat.st_size, stat.st_mtime, is_folder, depth)

    def _reason(self, entry, is_folder):
        """Why an entry is left out, "" when it is not; skipped folders are counted by name."""
        if entry.is_symlink():
            return "links"
        if not (is_folder or entry.is_file(follow_symlinks=False)):
            return "special"
        if entry.name.startswith(".") and not self.hidden and entry.name not in self.skip:
            return "hidden"
        return ""

    def report(self):
        """What was left out, for the end of a result."""
        folder = ", ".join(map(shown, self.starts))
        return {"folder": folder, "left_out": self.left_out, "stopped": self.stopped}


class OneFile(Walk):
    """A single file in place of a folder."""

    def __init__(self, path):
        super().__init__(os.path.dirname(path))
        self.path = path

    def __iter__(self):
        stat = os.stat(self.path)
        yield Found(os.path.basename(self.path), stat.st_size, stat.st_mtime, False, 0)

    def report(self):
        """As that of a folder."""
        return {**super().report(), "file": shown(self.path)}


def shown(path):
    """A path as one printable line: line breaks and bytes that are no text are escaped."""
    text = os.fsencode(path).decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def when(seconds):
    """A time as text, in local time."""
    try:
        return time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(seconds))
    except (ValueError, OverflowError, OSError):
        return "?"
