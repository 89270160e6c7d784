"""The caller's folder: what names in a task stand for there."""

import difflib
import os
from dataclasses import dataclass

# What stands between the cells of a table.
_BETWEEN_CELLS = "\t,;|，"
_FIRST = 4096
# How much of a folder is looked through for the kinds of its files.
_ENTRIES, _DEPTH = 2000, 3


@dataclass(frozen=True)
class Places:
    """Names read from the folder `cwd`."""

    cwd: str

    def whole(self, name: str) -> str:
        """The absolute path a name stands for; "~" is the user's home."""
        return os.path.normpath(os.path.join(self.cwd, os.path.expanduser(name)))

    def is_file(self, name: str) -> bool:
        """True when the name stands for a file."""
        return os.path.isfile(self.whole(name))

    def is_folder(self, name: str) -> bool:
        """True when the name stands for a folder."""
        return os.path.isdir(self.whole(name))

    def is_prose(self, name: str) -> bool:
        """True for a plain text whose lines are sentences, and no rows of a table or a log."""
        whole = self.whole(name)
        if not whole.lower().endswith(".txt"):
            return False
        try:
            with open(whole, encoding="utf-8", errors="replace") as file:
                lines = [line for line in file.read(_FIRST).splitlines() if line.strip()][:20]
        except OSError:
            return False
        counts = [{line.count(sign) for line in lines} for sign in _BETWEEN_CELLS]
        tabular = any(len(count) == 1 and 0 not in count for count in counts)
        dated = sum(line.lstrip("[")[:4].isdigit() for line in lines) * 2 > len(lines)
        said = sum(line.rstrip()[-1] in ".!?。！？:：" for line in lines)
        return not tabular and not dated and 3 * said >= len(lines) > 0

    def exists(self, name: str) -> bool:
        """True when the name stands for anything."""
        return os.path.exists(self.whole(name))

    def nearest(self, name: str) -> list[str]:
        """Up to three files of that very name further down, else files beside where `name` would
        be, of the most similar names."""
        if below := self._below(os.path.basename(name)):
            return below[:3]
        folder = os.path.dirname(self.whole(name))
        try:
            with os.scandir(folder) as entries:
                names = [entry.name for entry in entries if not entry.name.startswith(".")][:5000]
        except OSError:  # the folder is not there either: nothing is near
            return []
        return difflib.get_close_matches(os.path.basename(name), names, n=3, cutoff=0.5)

    def _below(self, name: str) -> list[str]:
        """Where files of this name lie below the folder, by their paths from it."""
        found: list[str] = []
        seen = 0
        for at, folders, files in os.walk(self.cwd):
            deep = os.path.relpath(at, self.cwd).count(os.sep) >= _DEPTH - 1
            folders[:] = [] if deep else [one for one in folders if not one.startswith(".")]
            seen += len(files) + len(folders)
            if name in (*files, *folders):
                found.append(os.path.relpath(os.path.join(at, name), self.cwd))
            if seen > _ENTRIES:
                break
        return sorted(found)

    def kinds(self, folder: str) -> frozenset[str]:
        """The suffixes of the files in the folder and not far below; of very many, of the first."""
        top, found, seen = self.whole(folder), set[str](), 0
        for at, folders, files in os.walk(top):
            deep = os.path.relpath(at, top).count(os.sep) >= _DEPTH - 1
            folders[:] = [] if deep else [name for name in folders if not name.startswith(".")]
            shown = [name for name in files if not name.startswith(".")]
            found |= {os.path.splitext(name)[1].lower() for name in shown}
            seen += len(shown)
            if seen > _ENTRIES:
                break
        return frozenset(found)
