"""Rename the files of a folder by a pattern; nothing is renamed without --apply.

python renamer.py photos "IMG_(\\d+)" "holiday-\\1"
python renamer.py photos ".*(\\.jpg)" "{date}-{n:03}\\1" --apply
"""

import argparse
import re
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path

PLACEHOLDER = re.compile(r"\{(n(?::0?\d+)?|date)\}")


class RenameError(Exception):
    """The renaming would lose or misplace a file; the text says which."""


def plan(folder: Path, pattern: str, replacement: str) -> dict[Path, Path]:
    """Old and new paths, only those that change, numbered in the order of names."""
    files = sorted(path for path in folder.iterdir() if path.is_file())
    moves: dict[Path, Path] = {}
    number = 0
    for path in files:
        if not re.search(pattern, path.name):
            continue
        number += 1
        name = re.sub(pattern, filled(replacement, path, number), path.name, count=1)
        if name in ("", ".", "..") or "/" in name or "\\" in name:
            raise RenameError(f"{path.name} would become {name!r}, which is no file name")
        if name != path.name:
            moves[path] = folder / name
    check(files, moves)
    return moves


def filled(replacement: str, path: Path, number: int) -> str:
    """The replacement with its number and date in place."""

    def fill(found: re.Match[str]) -> str:
        if found[1] == "date":
            return datetime.fromtimestamp(path.stat().st_mtime).astimezone().strftime("%Y-%m-%d")
        return format(number, found[1].partition(":")[2])

    return PLACEHOLDER.sub(fill, replacement)


def check(files: list[Path], moves: dict[Path, Path]) -> None:
    """RenameError if two files would have one name."""
    after = Counter(moves.get(path, path) for path in files)
    taken = {target for target in moves.values() if after[target] > 1 or target.is_dir()}
    if taken:
        raise RenameError(f"more than one file would be called {min(taken).name}")


def apply(moves: dict[Path, Path]) -> None:
    """Rename by way of names nobody uses, so that files may swap theirs."""
    waiting = {}
    for number, (old, new) in enumerate(moves.items()):
        between = old.with_name(f".renaming-{number}-{old.name}"[:250])
        old.rename(between)
        waiting[between] = new
    for between, new in waiting.items():
        between.rename(new)


def main(argv: list[str] | None = None) -> int:
    """Show what would be renamed, and rename it with --apply."""
    parser = argparse.ArgumentParser(description="Rename the files of a folder by a pattern.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("pattern", help="regular expression that is replaced in the names")
    parser.add_argument("replacement", help=r"with \1 for groups, {n:03} for numbers, {date}")
    parser.add_argument("--apply", action="store_true", help="rename, do not only show")
    given = parser.parse_args(argv)
    try:
        moves = plan(given.folder, given.pattern, given.replacement)
        for old, new in moves.items():
            print(f"{old.name} → {new.name}")
        if given.apply:
            apply(moves)
    except (RenameError, OSError, re.error) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(
        f"{len(moves)} files {'renamed' if given.apply else 'would be renamed (--apply does it)'}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
