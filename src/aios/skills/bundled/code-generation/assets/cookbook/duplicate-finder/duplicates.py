"""Find files with the same content: python duplicates.py FOLDER"""

import hashlib
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from pathlib import Path

HEAD_BYTES = 4096
BLOCK_BYTES = 1 << 20


def files_below(folder: Path) -> Iterator[Path]:
    """Regular files, each content on disk once: no symbolic links, one of several hard links."""
    seen = set()
    for root, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = Path(root, name)
            if path.is_symlink() or not path.is_file():
                continue
            status = path.stat()
            if (status.st_dev, status.st_ino) not in seen:
                seen.add((status.st_dev, status.st_ino))
                yield path


def head(path: Path) -> bytes:
    """The first bytes."""
    with path.open("rb") as file:
        return file.read(HEAD_BYTES)


def digest(path: Path) -> bytes:
    """The SHA-256 of the content, read in blocks."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK_BYTES):
            found.update(block)
    return found.digest()


def split(paths: Iterable[Path], mark: Callable[[Path], Hashable]) -> list[list[Path]]:
    """Groups of at least two files with the same mark; unreadable files are named and left out."""
    groups: defaultdict[Hashable, list[Path]] = defaultdict(list)
    for path in paths:
        try:
            groups[mark(path)].append(path)
        except OSError as error:
            print(f"skipped {path}: {error.strerror}", file=sys.stderr)
    return [group for group in groups.values() if len(group) > 1]


def duplicates(folder: Path) -> list[list[Path]]:
    """Groups of files with the same content, the largest files first; empty files do not count."""
    groups = [[path for path in files_below(folder) if path.stat().st_size]]
    for mark in (lambda path: path.stat().st_size, head, digest):
        groups = [part for group in groups for part in split(group, mark)]
    return sorted(groups, key=lambda group: (-group[0].stat().st_size, group[0]))


def main(argv: list[str]) -> int:
    """Report on a folder."""
    if len(argv) != 1 or not Path(argv[0]).is_dir():
        print("Name one folder.", file=sys.stderr)
        return 2
    groups = duplicates(Path(argv[0]))
    for group in groups:
        print(f"{len(group)} files of {group[0].stat().st_size:,} bytes:")
        print("".join(f"  {path}\n" for path in group), end="")
    wasted = sum((len(group) - 1) * group[0].stat().st_size for group in groups)
    print(f"{len(groups)} groups, {wasted:,} bytes could be freed")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
