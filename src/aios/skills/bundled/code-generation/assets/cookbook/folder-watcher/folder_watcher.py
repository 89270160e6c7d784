"""Watch a folder, and tell when a file appears, changes or goes; looks every so often.

python folder_watcher.py inbox --every 2
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

INTERVAL_S = 1.0
PATTERN = "*"

State = tuple[int, int]  # when a file was changed (in ns), and its size


@dataclass(frozen=True)
class Event:
    """What happened to a file: "new", "changed" or "gone"."""

    kind: str
    path: Path


def snapshot(folder: Path, pattern: str = PATTERN) -> dict[Path, State]:
    """The files of a folder and those below it, each with its state."""
    found: dict[Path, State] = {}
    for path in folder.rglob(pattern):
        try:
            facts = path.stat()
        except OSError:  # it went between the look at the folder and this
            continue
        if path.is_file():
            found[path] = (facts.st_mtime_ns, facts.st_size)
    return found


def compare(before: dict[Path, State], after: dict[Path, State]) -> list[Event]:
    """What happened between two snapshots, by name."""
    events = [Event("new", path) for path in after.keys() - before.keys()]
    events += [Event("gone", path) for path in before.keys() - after.keys()]
    both = before.keys() & after.keys()
    events += [Event("changed", path) for path in both if before[path] != after[path]]
    return sorted(events, key=lambda event: (event.path, event.kind))


def watch(
    folder: Path,
    interval_s: float = INTERVAL_S,
    pattern: str = PATTERN,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[Event]:
    """Every event from now on, without end; what is there already is none."""
    before = snapshot(folder, pattern)
    while True:
        sleep(interval_s)
        after = snapshot(folder, pattern)
        yield from compare(before, after)
        before = after


def main(argv: list[str] | None = None) -> int:
    """Print events until Ctrl-C; 1 if there is no such folder."""
    parser = argparse.ArgumentParser(description="Tell what happens in a folder.")
    parser.add_argument("folder", type=Path, nargs="?", default=Path())
    parser.add_argument("--every", type=float, default=INTERVAL_S, help="seconds between looks")
    parser.add_argument("--pattern", default=PATTERN, help="which files, such as *.pdf")
    given = parser.parse_args(argv)
    if not given.folder.is_dir():
        print(f"{given.folder} is no folder", file=sys.stderr)
        return 1
    print(f"watching {given.folder} every {given.every:g} s, Ctrl-C ends it", flush=True)
    try:
        for event in watch(given.folder, given.every, given.pattern):
            print(f"{time.strftime('%H:%M:%S')}  {event.kind:<8} {event.path}", flush=True)
    except KeyboardInterrupt:
        print("stopped")
    return 0


if __name__ == "__main__":
    sys.exit(main())
