"""Print the checksum of each file, and check files against a list made before.

python file_checksums.py a.iso b.zip          python file_checksums.py --check sums.txt
"""

import argparse
import hashlib
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ALGORITHM = "sha256"
BLOCK = 1 << 20


def checksum(path: Path, algorithm: str = ALGORITHM) -> str:
    """The checksum of a file as hex digits; read in blocks, so that the file may be large."""
    digest = hashlib.new(algorithm)
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()


def checked(lines: Iterable[str], algorithm: str) -> Iterator[tuple[Path, bool]]:
    """Each file of a list of "checksum  name" lines, and whether it still has that checksum."""
    for line in lines:
        wanted, _, name = line.strip().partition("  ")
        if name:
            path = Path(name.removeprefix("*"))
            yield path, path.is_file() and checksum(path, algorithm) == wanted.lower()


def printed(paths: Iterable[Path], algorithm: str) -> int:
    """Print a line for each file; 1 when one cannot be read."""
    status = 0
    for path in paths:
        try:
            print(f"{checksum(path, algorithm)}  {path}")
        except OSError as error:
            print(f"{path}: {error.strerror}", file=sys.stderr)
            status = 1
    return status


def main(argv: list[str] | None = None) -> int:
    """Print or check; 1 when a file cannot be read or has changed, 2 for wrong use."""
    parser = argparse.ArgumentParser(description="Checksums of files.")
    parser.add_argument("files", nargs="*", type=Path)
    choices = sorted(hashlib.algorithms_guaranteed - {"shake_128", "shake_256"})
    parser.add_argument("--algorithm", choices=choices, default=ALGORITHM)
    parser.add_argument("--check", type=Path, metavar="LIST", help="a list printed before")
    given = parser.parse_args(argv)
    if not given.check:
        if not given.files:
            parser.error("name at least one file")
        return printed(given.files, given.algorithm)
    lines = given.check.read_text(encoding="utf-8").splitlines()
    results = list(checked(lines, given.algorithm))
    for path, same in results:
        print(f"{path}: {'OK' if same else 'CHANGED'}")
    return 0 if all(same for _, same in results) else 1


if __name__ == "__main__":
    sys.exit(main())
