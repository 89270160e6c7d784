"""Thumbnails of all images of a folder: python thumbnails.py photos thumbs --size 200"""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps

SIZE = 200
KINDS = {".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp", ".tif", ".tiff"}


@dataclass(frozen=True)
class Report:
    """The thumbnails made, those that were there already, and what could not be read."""

    made: tuple[Path, ...]
    kept: tuple[Path, ...]
    failed: dict[Path, str]


def make_thumbnails(source: Path, target: Path, size: int = SIZE) -> Report:
    """A thumbnail for each image below `source`, in the same subfolders of `target`.

    None is made again that is newer than its image. NotADirectoryError without a folder.
    """
    if not source.is_dir():
        raise NotADirectoryError(f"{source} is no folder")
    made, kept, failed = [], [], {}
    for path in images_in(source, target):
        goal = target / path.relative_to(source)
        if goal.exists() and goal.stat().st_mtime >= path.stat().st_mtime:
            kept.append(goal)
            continue
        try:
            make_one(path, goal, size)
        except (OSError, ValueError, Image.DecompressionBombError) as error:
            failed[path] = str(error)
        else:
            made.append(goal)
    return Report(tuple(made), tuple(kept), failed)


def images_in(source: Path, target: Path) -> list[Path]:
    """The images below a folder, those of the target left out."""
    found = (path for path in sorted(source.rglob("*")) if path.suffix.lower() in KINDS)
    outside = (path for path in found if not path.resolve().is_relative_to(target.resolve()))
    return [path for path in outside if path.is_file()]


def make_one(path: Path, goal: Path, size: int) -> None:
    """One thumbnail: within size x size pixels, its proportions kept, turned as it was taken."""
    with Image.open(path) as image:
        small = ImageOps.exif_transpose(image)
        small.thumbnail((size, size))
        if goal.suffix.lower() in (".jpg", ".jpeg") and small.mode not in ("RGB", "L"):
            small = small.convert("RGB")  # JPEG knows no transparency
        goal.parent.mkdir(parents=True, exist_ok=True)
        small.save(goal)


def main(words: list[str] | None = None) -> int:
    """Run the command line; 1 when an image failed or there is no such folder."""
    parser = argparse.ArgumentParser(description="Thumbnails of all images of a folder.")
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--size", type=int, default=SIZE, help="of the longer side, in pixels")
    told = parser.parse_args(words)
    if told.size < 1:
        parser.error("--size must be at least 1")
    try:
        report = make_thumbnails(told.source, told.target, told.size)
    except NotADirectoryError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{len(report.made)} made, {len(report.kept)} up to date, {len(report.failed)} failed")
    for path, reason in report.failed.items():
        print(f"{path}: {reason}", file=sys.stderr)
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main())
