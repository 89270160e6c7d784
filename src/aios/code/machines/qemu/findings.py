"""What was found out about this host by trying, kept until it starts again or a part changes."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aios.code.machines.qemu import initramfs, tools
from aios.code.machines.qemu.guest_image import GuestImages, build_of

_BOOT = Path("/proc/sys/kernel/random/boot_id")


def recall(images: GuestImages, name: str) -> dict[str, Any] | None:
    """What was kept under a name, if it was in this boot and nothing has changed since."""
    kept = _kept(images, name)
    return kept["what"] if kept and kept["key"] == _key(images) else None


def glance(images: GuestImages, name: str) -> dict[str, Any] | None:
    """What was kept under a name last, which may no longer hold; much quicker."""
    kept = _kept(images, name)
    return kept["what"] if kept else None


def keep(images: GuestImages, name: str, what: Mapping[str, Any]) -> None:
    """Keep it, in the place of what was kept under that name."""
    images.templates.mkdir(parents=True, exist_ok=True)
    draft = images.templates / f".{name}-{os.getpid()}"
    draft.write_text(json.dumps({"key": _key(images), "what": what}))
    draft.replace(images.templates / f"{name}.json")


def _kept(images: GuestImages, name: str) -> dict[str, Any] | None:
    try:
        kept = json.loads((images.templates / f"{name}.json").read_text())
        return {"key": kept["key"], "what": dict(kept["what"])}
    except (OSError, ValueError, KeyError, TypeError):
        return None  # never kept, or by another version, or half written: find out again


def _key(images: GuestImages) -> list[Any]:
    """Changes with the boot, the user, QEMU, the image and what of ours runs in it."""
    program = tools.find(tools.EMULATOR)
    facts = program.stat() if program else None
    return [
        _boot(),
        os.geteuid() if hasattr(os, "geteuid") else os.environ.get("USERNAME", ""),
        images.digest,
        [list(part) for part in build_of(images.path)],
        initramfs.digest(),
        facts and [facts.st_size, facts.st_mtime_ns],
    ]


def _boot() -> str:
    """This start of the host; systems other than Linux know only when it was."""
    if _BOOT.exists():
        return _BOOT.read_text()
    import psutil

    return str(int(psutil.boot_time()))
