"""The programs of this host that virtual machines need, and the line that installs them."""

import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

EMULATOR = "qemu-system-x86_64"
_TO_RUN = {EMULATOR: "qemu-system-x86", "mksquashfs": "squashfs-tools"}
_TO_BUILD = {"apt-get": "apt", "dpkg-deb": "dpkg", "mksquashfs": "squashfs-tools"}
_MORE_PLACES = ("/usr/sbin", "/sbin", "/usr/local/sbin")


def find(name: str) -> Path | None:
    """Where a program lies; None when it is not installed."""
    found = shutil.which(name)
    for folder in _MORE_PLACES:
        found = found or shutil.which(name, path=folder)
    return Path(found) if found else None


def missing_to_run() -> tuple[str, str] | None:
    """What is not installed that machines need to run, and what mends it; None when all is."""
    return _missing(_TO_RUN, _TO_RUN)


def missing_to_build() -> tuple[str, str] | None:
    """What is not installed that building the guest's image needs, and what mends it."""
    if sys.platform != "linux" or find("apt-get") is None:
        return (
            "the guest's image is made of Debian packages, and this system has no apt",
            "build it on Debian, or choose another backend",
        )
    return _missing(_TO_BUILD, _TO_RUN)


def _missing(programs: Iterable[str], packages: dict[str, str]) -> tuple[str, str] | None:
    absent = [name for name in programs if find(name) is None]
    if not absent:
        return None
    # One line for everything, so that nobody has to come back for the second half.
    every = " ".join(dict.fromkeys(packages.values()))
    return (
        f"{' and '.join(absent)} {'is' if len(absent) == 1 else 'are'} not installed",
        f"sudo apt-get update && sudo apt-get install -y --no-install-recommends {every}",
    )
