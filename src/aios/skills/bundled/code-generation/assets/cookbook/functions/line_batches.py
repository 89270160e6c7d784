"""Read a large file in batches of lines, without holding it in memory."""

import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

SIZE = 1000


def line_batches(
    path: Path | str, size: int = SIZE, encoding: str = "utf-8"
) -> Iterator[list[str]]:
    """Lists of `size` lines without their ends, the last may be shorter.

    The file is open only while the batches are read; bytes that are no text are replaced.
    """
    if size < 1:
        raise ValueError(f"size must be at least 1, not {size}")
    return _read(Path(path), size, encoding)


def _read(path: Path, size: int, encoding: str) -> Iterator[list[str]]:
    with path.open(encoding=encoding, errors="replace") as file:
        while batch := [line.rstrip("\n") for line in islice(file, size)]:
            yield batch


if __name__ == "__main__":
    for number, lines in enumerate(line_batches(sys.argv[1] if sys.argv[1:] else __file__, 20), 1):
        print(f"batch {number}: {len(lines)} lines, the first: {lines[0]!r}")
