"""Follow a log file like tail -f: python log_tail.py app.log [-n 10] [--grep ERROR] [--once]"""

import argparse
import re
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path

LINES = 10
PAUSE_S = 0.5
BLOCK_BYTES = 64 * 1024


def last_lines(path: Path, count: int) -> tuple[list[bytes], int]:
    """The last whole lines, read from the end backwards, and the place after them in bytes."""
    with path.open("rb") as file:
        start = file.seek(0, 2)
        data = b""
        while start > 0 and data.count(b"\n") <= count:
            step = min(BLOCK_BYTES, start)
            start -= step
            file.seek(start)
            data = file.read(step) + data
    whole, newline, _ = data.rpartition(b"\n")
    lines = deque(whole.split(b"\n") if newline else [], maxlen=count)
    return list(lines), start + len(whole) + len(newline)


def follow(path: Path, place: int, pause: Callable[[float], None] = time.sleep) -> Iterator[bytes]:
    """Whole lines as they are written from the place on; a file made anew is read anew."""
    known = path.stat().st_ino
    while True:
        try:
            now = path.stat()
        except FileNotFoundError:  # in the middle of a rotation
            pause(PAUSE_S)
            continue
        if now.st_ino != known or now.st_size < place:
            known, place = now.st_ino, 0
        with path.open("rb") as file:
            file.seek(place)
            for line in file:
                if not line.endswith(b"\n"):
                    break  # not all of it is written
                place += len(line)
                yield line[:-1]
        pause(PAUSE_S)


def shown(line: bytes) -> str:
    return line.decode("utf-8", errors="replace").rstrip("\r")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Follow a log file.")
    parser.add_argument("file", type=Path)
    parser.add_argument("-n", "--lines", type=int, default=LINES)
    parser.add_argument("--grep", type=re.compile, default=re.compile(""), help="a pattern")
    parser.add_argument("--once", action="store_true", help="only the last lines")
    options = parser.parse_args(arguments)
    try:
        lines, place = last_lines(options.file, max(options.lines, 0))
        for line in map(shown, lines):
            if options.grep.search(line):
                print(line)
        for line in [] if options.once else map(shown, follow(options.file, place)):
            if options.grep.search(line):
                print(line, flush=True)
    except OSError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
