"""Copy what is new or changed of a folder to another; nothing is done without --apply.

python backup.py photos /media/disk/photos --exclude "*.tmp" --mirror --apply
"""

import argparse
import fnmatch
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

TRASH = ".backup-trash"
CLOCK_S = 2  # some file systems keep times in steps of two seconds


class BackupError(Exception):
    """The folders cannot be used; the text says why."""


@dataclass(frozen=True)
class Plan:
    """Relative paths of what to copy and of what is gone from the source."""

    copy: list[Path]
    gone: list[Path]
    unchanged: int


def files_of(folder: Path, exclude: Iterable[str]) -> Iterator[Path]:
    """Relative paths of regular files, links not followed, without what is excluded."""
    patterns = [*exclude, TRASH]
    for root, folders, names in os.walk(folder):
        here = Path(root).relative_to(folder)
        folders[:] = sorted(f for f in folders if not excluded(here / f, patterns))
        for name in sorted(names):
            path = here / name
            if not excluded(path, patterns) and not (folder / path).is_symlink():
                yield path


def excluded(path: Path, patterns: Iterable[str]) -> bool:
    """Whether the name or the relative path matches a pattern."""
    return any(fnmatch.fnmatch(path.name, p) or fnmatch.fnmatch(str(path), p) for p in patterns)


def same(one: Path, other: Path) -> bool:
    """Whether size and time of change agree."""
    if not other.is_file():
        return False
    a, b = one.stat(), other.stat()
    return a.st_size == b.st_size and abs(a.st_mtime - b.st_mtime) <= CLOCK_S


def plan(source: Path, target: Path, exclude: Iterable[str] = ()) -> Plan:
    """What a backup would do; BackupError if one folder lies in the other."""
    if not source.is_dir():
        raise BackupError(f"{source} is no folder")
    one, other = source.resolve(), target.resolve()
    if one.is_relative_to(other) or other.is_relative_to(one):
        raise BackupError("one folder lies within the other")
    patterns = list(exclude)
    ours = list(files_of(source, patterns))
    copy = [path for path in ours if not same(source / path, target / path)]
    theirs = files_of(target, patterns) if target.is_dir() else iter(())
    return Plan(copy, sorted(set(theirs) - set(ours)), len(ours) - len(copy))


def apply(source: Path, target: Path, todo: Plan, mirror: bool = False) -> None:
    """Copy, each file under another name first; with `mirror` move what is gone to the trash."""
    for path in todo.copy:
        goal = target / path
        goal.parent.mkdir(parents=True, exist_ok=True)
        half = goal.with_name(f".{goal.name}.part")
        shutil.copy2(source / path, half)
        half.replace(goal)
    for path in todo.gone if mirror else []:
        trash = target / TRASH / path
        trash.parent.mkdir(parents=True, exist_ok=True)
        (target / path).replace(trash)


def main(argv: list[str] | None = None) -> int:
    """Show the plan, and carry it out with --apply."""
    parser = argparse.ArgumentParser(description="Copy what is new or changed.")
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--exclude", action="append", default=[], help="a pattern such as *.tmp")
    parser.add_argument("--mirror", action="store_true", help="move what is gone to the trash")
    parser.add_argument("--apply", action="store_true", help="do it, do not only show")
    given = parser.parse_args(argv)
    try:
        todo = plan(given.source, given.target, given.exclude)
        for mark, paths in (("+", todo.copy), ("-", todo.gone if given.mirror else [])):
            print("".join(f"{mark} {path}\n" for path in paths), end="")
        if given.apply:
            apply(given.source, given.target, todo, given.mirror)
    except (BackupError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    done = "copied" if given.apply else "to copy (--apply does it)"
    print(f"{len(todo.copy)} files {done}, {todo.unchanged} unchanged")
    return 0


if __name__ == "__main__":
    sys.exit(main())
