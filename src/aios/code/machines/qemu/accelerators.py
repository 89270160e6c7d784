"""What runs a guest: the host's own processor where that has been seen to work, else QEMU alone.

Covered:
- the system's way to its processor comes first: KVM on Linux, HVF on macOS, WHPX on Windows; it
  counts when a guest has booted with it, not when its device or its service is there
- why the better one does not work is kept, and told wherever the emulated machine is

Not covered:
- HVF and WHPX have not been seen at work by us: their words are what users of both report to work
- one that boots a guest and fails later
"""

import asyncio
import os
import platform
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aios.code.machines.qemu import findings
from aios.code.machines.qemu.guest_image import GuestImages
from aios.contracts.errors import MachineFailed

EMULATED = "tcg"
_KEPT = "accelerator"


@dataclass(frozen=True)
class Accelerator:
    """QEMU's words for one: how to start it, the processor a guest sees, the device it needs."""

    option: str
    processor: str = "host"
    device: str = ""


KNOWN = {
    "kvm": Accelerator("kvm", device="/dev/kvm"),
    "hvf": Accelerator("hvf"),
    # It has no "host" before QEMU 10, and its own interrupt controller loses interrupts of Linux.
    "whpx": Accelerator("whpx,kernel-irqchip=off", processor="Westmere"),
    # Without a bound, translated code alone may take a gigabyte.
    EMULATED: Accelerator("tcg,thread=multi,tb-size=128", processor="max"),
}
_OWN = {"linux": "kvm", "darwin": "hvf", "win32": "whpx"}
# The names that systems have for the processors whose programs guests are made of.
OF_GUESTS = frozenset(("x86_64", "AMD64", "amd64"))


def candidates(system: str, processor: str) -> list[str]:
    """What may run a guest on a system (`sys.platform`), best first; another kind of processor
    runs none of its programs itself."""
    own = _OWN.get(system)
    return [own, EMULATED] if own and processor in OF_GUESTS else [EMULATED]


async def find(
    images: GuestImages,
    boots: Callable[[str], Awaitable[None]],
    system: str = sys.platform,
    processor: str = platform.machine(),
) -> str:
    """The best that boots a guest here, as `boots` tells by failing or not; MachineFailed."""
    known = candidates(system, processor)
    kept = await asyncio.to_thread(findings.recall, images, _KEPT)
    if kept is not None and kept["name"] in known:
        return str(kept["name"])
    refused: dict[str, str] = {}
    for name in known:
        device = KNOWN[name].device
        if device and not os.path.exists(device):
            refused[name] = f"there is no {device}"
            continue
        try:
            await boots(name)
        except MachineFailed as error:
            refused[name] = error.message
            continue
        facts = {"name": name, "refused": refused}
        await asyncio.to_thread(findings.keep, images, _KEPT, facts)
        return name
    raise MachineFailed(f"QEMU boots no guest here: {_told(refused)}")


def known_native(images: GuestImages) -> bool:
    """Whether the processor itself has been seen to run a guest since the host started."""
    # Most hosts emulate: that needs no second look, and this is asked at every start of AIOS.
    glanced = findings.glance(images, _KEPT)
    if glanced is None or glanced["name"] == EMULATED:
        return False
    return findings.recall(images, _KEPT) is not None


def why_emulated(images: GuestImages) -> str:
    """How the guest is run here, and why not by the processor itself; "" when it is."""
    kept = findings.recall(images, _KEPT) or {"name": EMULATED, "refused": {}}
    if kept["name"] != EMULATED:
        return ""
    why = f" ({_told(kept['refused'])})" if kept["refused"] else ""
    return f"QEMU emulates the processor, which is several times slower{why}"


def _told(refused: dict[str, str]) -> str:
    return "; ".join(f"{name}: {reason}" for name, reason in refused.items())
