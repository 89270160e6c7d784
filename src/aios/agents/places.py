"""The caller's folder: what names in a task stand for there. It looks, it never opens."""

import difflib
import os
from dataclasses import dataclass


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

    def exists(self, name: str) -> bool:
        """True when the name stands for anything."""
        return os.path.exists(self.whole(name))

    def nearest(self, name: str) -> list[str]:
        """Up to three files beside where `name` would be, of the most similar names."""
        folder = os.path.dirname(self.whole(name))
        try:
            with os.scandir(folder) as entries:
                names = [entry.name for entry in entries if not entry.name.startswith(".")][:5000]
        except OSError:  # the folder is not there either: nothing is near
            return []
        return difflib.get_close_matches(os.path.basename(name), names, n=3, cutoff=0.5)
