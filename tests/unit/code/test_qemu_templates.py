"""What virtual machines are started from is of the very image that they find."""

import os
from pathlib import Path

import pytest

from aios.code.machines.image import ImageStore
from aios.code.machines.qemu import accelerators, findings, guest_image, probing, templates
from aios.code.machines.qemu.command import Shape

SHAPE = Shape("tcg", 1024, 1)


@pytest.fixture
def images(tmp_path: Path) -> guest_image.GuestImages:
    """An image that has been built, as far as names go."""
    images = guest_image.GuestImages(ImageStore(tmp_path))
    images.path.mkdir()
    for name in (guest_image.KERNEL, guest_image.ROOT):
        (images.path / name).write_bytes(b"first")
    return images


def build_again(image: Path) -> None:
    """The same recipe, packed anew: as long, and with other blocks."""
    root = image / guest_image.ROOT
    before = root.stat().st_mtime_ns
    root.write_bytes(b"again")
    os.utime(root, ns=(before + 1, before + 1))


def test_a_guest_that_booted_from_an_earlier_build_is_not_gone_on_with(
    images: guest_image.GuestImages,
) -> None:
    before = templates.key_of(SHAPE, images.path)
    assert templates.key_of(SHAPE, images.path) == before
    build_again(images.path)
    assert templates.key_of(SHAPE, images.path) != before


def test_what_was_seen_of_an_earlier_build_says_nothing_of_this_one(
    images: guest_image.GuestImages,
) -> None:
    findings.keep(images, "probe", {"ok": True})
    assert findings.recall(images, "probe") == {"ok": True}
    build_again(images.path)
    assert findings.recall(images, "probe") is None


@pytest.mark.parametrize(
    ("system", "processor", "runs"),
    [
        ("linux", "x86_64", ["kvm", "tcg"]),
        ("darwin", "x86_64", ["hvf", "tcg"]),
        ("win32", "AMD64", ["whpx", "tcg"]),
        ("darwin", "arm64", ["tcg"]),
        ("linux", "aarch64", ["tcg"]),
    ],
)
def test_only_a_processor_of_the_guests_kind_runs_it_itself(
    system: str, processor: str, runs: list[str]
) -> None:
    assert accelerators.candidates(system, processor) == runs


@pytest.mark.parametrize(
    ("system", "processor", "reason", "mend"),
    [
        ("darwin", "arm64", "on Linux only so far, and this is darwin", "virtual machine on macOS"),
        ("win32", "AMD64", "on Linux only so far, and this is win32", "WSL 2 on Windows"),
        ("linux", "aarch64", "no guest for aarch64 processors yet", "another backend"),
    ],
)
def test_where_none_is_started_the_reason_is_told(
    system: str, processor: str, reason: str, mend: str
) -> None:
    told = probing.unsupported(system, processor)
    assert told is not None
    assert (reason in told[0], mend in told[1]) == (True, True)
    assert probing.unsupported("linux", "x86_64") is None
