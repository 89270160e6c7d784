"""What virtual machines are started from is of the very image that they find."""

import os
from pathlib import Path

import pytest

from aios.code.machines.image import ImageStore
from aios.code.machines.qemu import findings, guest_image, templates
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
