"""Which guest images are of use to anybody; the others, some 300 MB each, are removed.

Covered:
- an image that any process holds stays; one is held from its first use until the process ends
- what this installation made for this Python is removed as soon as it is superseded; what another
  one made (it may still be wanted) after 30 days without use
- drafts of builds that were killed

Not covered:
- Windows, where a file cannot be held by many: there only age counts
"""

import contextlib
import json
import os
import re
import shutil
import sys
import sysconfig
import time
import weakref
from collections.abc import Mapping
from pathlib import Path

from aios.code.machines.locking import try_lock, try_share

_DIGEST = re.compile(r"-[0-9a-f]{16}")
_FORGOTTEN_S = 30 * 24 * 3600.0
_GONE = ".gone-"


class ImageUses:
    """The images below `root`, and who uses them, noted in a folder beside them."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._notes = root / ".uses"
        self._held: dict[str, int] = {}
        weakref.finalize(self, _close_all, self._held)

    def hold(self, image: Path) -> bool:
        """Keep the image from being removed as long as this lives; False when it is gone."""
        if image.name not in self._held:
            note = self._open(image.name)
            if note is None:
                return image.is_dir()  # nobody may write here, so nobody removes it
            if not try_share(note):
                os.close(note)  # it is being removed just now
                return False
            self._held[image.name] = note
            if not os.fstat(note).st_size:
                os.write(note, json.dumps({"maker": _maker()}).encode())
        with contextlib.suppress(OSError):  # no more than the time of the last use
            os.utime(self._notes / image.name)
        return image.is_dir()

    def prune(self, current: Mapping[str, str]) -> list[str]:
        """Remove what nobody uses of the images of these names; the folders that are gone.

        `current` maps a name to the folder of its build that is wanted now. For one process at a
        time, in which no image is being built.
        """
        removed = []
        for path in sorted(self._root.iterdir()):
            name = next((n for n in current if path.name.lstrip(".").startswith(f"{n}-")), "")
            if path.name.startswith(_GONE) or (name and path.name.startswith(".")):
                shutil.rmtree(path, ignore_errors=True)
                continue
            built = name and _DIGEST.fullmatch(path.name.removeprefix(name))
            if built and path.name != current[name] and self._remove(path):
                removed.append(path.name)
        return removed

    def _remove(self, image: Path) -> bool:
        note = self._open(image.name)
        if note is None:
            return False
        try:
            if not self._superseded(image, note) or not try_lock(note):
                return False
            gone = image.with_name(_GONE + image.name)
            os.replace(image, gone)
            shutil.rmtree(gone, ignore_errors=True)
            (self._notes / image.name).unlink(missing_ok=True)
        finally:
            os.close(note)
        return True

    def _superseded(self, image: Path, note: int) -> bool:
        size = os.fstat(note).st_size
        if size:
            os.lseek(note, 0, os.SEEK_SET)
            with contextlib.suppress(ValueError, KeyError):  # half a note says nothing
                if json.loads(os.read(note, size))["maker"] == _maker():
                    return True
        used = (os.fstat(note) if size else image.stat()).st_mtime
        return time.time() - used > _FORGOTTEN_S

    def _open(self, name: str) -> int | None:
        try:
            self._notes.mkdir(exist_ok=True)
            return os.open(self._notes / name, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError:
            return None


def _maker() -> str:
    """This installation, with this Python."""
    here = Path(__file__).resolve().parent
    return f"{sys.implementation.cache_tag} {sysconfig.get_platform()} {here}"


def _close_all(held: dict[str, int]) -> None:
    while held:
        os.close(held.popitem()[1])
