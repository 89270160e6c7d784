"""How many files of each kind a folder holds, and how large they are together.

python folder_statistics.py photos            python folder_statistics.py photos --json
"""

import argparse
import json
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

SORT = "size"  # size, count or name
NO_SUFFIX = "(none)"
UNITS = ("B", "KB", "MB", "GB", "TB")


@dataclass
class Kind:
    """The files with one suffix."""

    suffix: str
    count: int = 0
    size: int = 0


def statistics(folder: Path, hidden: bool = False) -> list[Kind]:
    """The kinds of files in a folder and below; hidden ones only if wanted, links never."""
    kinds: dict[str, Kind] = defaultdict(lambda: Kind(""))
    for path in folder.rglob("*"):
        inside = path.relative_to(folder).parts
        if not path.is_file() or path.is_symlink():
            continue
        if not hidden and any(part.startswith(".") for part in inside):
            continue
        suffix = path.suffix.lower() or NO_SUFFIX
        kind = kinds[suffix]
        kind.suffix = suffix
        kind.count += 1
        kind.size += path.stat().st_size
    return list(kinds.values())


def ordered(kinds: list[Kind], by: str = SORT) -> list[Kind]:
    """The largest, the most or the first by name on top."""
    if by == "name":
        return sorted(kinds, key=lambda kind: kind.suffix)
    return sorted(kinds, key=lambda kind: (-getattr(kind, by), kind.suffix))


def readable(size: float) -> str:
    """A number of bytes as people say it: 1.5 KB."""
    unit = 0
    while size >= 1024 and unit < len(UNITS) - 1:
        size, unit = size / 1024, unit + 1
    return f"{size:.0f} B" if unit == 0 else f"{size:.1f} {UNITS[unit]}"


def as_text(kinds: list[Kind]) -> str:
    """A table with its total."""
    rows = [*kinds, Kind("total", sum(k.count for k in kinds), sum(k.size for k in kinds))]
    width = max(len(row.suffix) for row in rows)
    return "\n".join(f"{r.suffix:<{width}}  {r.count:>8}  {readable(r.size):>10}" for r in rows)


def as_json(kinds: list[Kind]) -> str:
    """The same for other programs."""
    return json.dumps(
        {
            "kinds": [vars(kind) for kind in kinds],
            "count": sum(kind.count for kind in kinds),
            "size": sum(kind.size for kind in kinds),
        },
        ensure_ascii=False,
        indent=2,
    )


def main(argv: list[str] | None = None) -> int:
    """Print the statistics; 1 if there is no such folder."""
    parser = argparse.ArgumentParser(description="Files of a folder by their kind.")
    parser.add_argument("folder", type=Path, nargs="?", default=Path())
    parser.add_argument("--json", action="store_true", help="JSON instead of a table")
    parser.add_argument("--sort", choices=("size", "count", "name"), default=SORT)
    parser.add_argument("--hidden", action="store_true", help="hidden files, too")
    given = parser.parse_args(argv)
    if not given.folder.is_dir():
        print(f"{given.folder} is no folder", file=sys.stderr)
        return 1
    kinds = ordered(statistics(given.folder, given.hidden), given.sort)
    print(as_json(kinds) if given.json else as_text(kinds))
    return 0


if __name__ == "__main__":
    sys.exit(main())
