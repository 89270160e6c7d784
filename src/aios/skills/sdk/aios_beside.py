"""Copies of the files that lie beside a program, so that it can be tried without touching them."""

import contextlib
import os
import shutil
from pathlib import Path

MAX_BYTES = 50_000_000
MAX_FILES = 500
HUGE = frozenset(("node_modules", "venv", "site-packages", "dist", "build"))


def copy_folder(folder: Path, to: Path) -> None:
    """The folder's files and folders, as far as they are not hidden and of moderate size."""
    left = MAX_BYTES
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith((".", "__")) and f not in HUGE)
        for name in sorted(names)[:MAX_FILES]:
            file = Path(place, name)
            if name.startswith(".") or not file.is_file() or file.stat().st_size > left:
                continue
            left -= file.stat().st_size
            target = to / file.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            with contextlib.suppress(PermissionError):  # what may not be read is not there
                shutil.copyfile(file, target)
