"""Bricks: small tools of the command line, for files, folders and names."""

import csv
import io
import random
import re
import secrets
import string
import sys
from collections import Counter
from pathlib import Path

SAMPLE = Path("sample.csv")


def search_lines(
    pattern: str, folder: Path, suffixes: tuple[str, ...] = (), ignore_case: bool = False
) -> list[str]:
    """Where a regular expression matches below a folder: path:line:text, by path and line.

    >>> place = Path("search_lines")
    >>> place.mkdir(exist_ok=True)
    >>> _ = (place / "a.txt").write_text("one\\nTwo 2\\n")
    >>> search_lines("two \\\\d", place, (".txt",), True)
    ['a.txt:2:Two 2']
    """
    wanted = re.compile(pattern, re.IGNORECASE if ignore_case else 0)
    found = []
    named = {path.relative_to(folder).as_posix(): path for path in Path(folder).rglob("*")}
    for name, path in sorted(named.items()):
        if path.is_file() and (not suffixes or path.suffix.lower() in suffixes):
            lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
            found += [
                f"{name}:{n}:{line}" for n, line in enumerate(lines, 1) if wanted.search(line)
            ]
    return found


def rename_numbered(
    folder: Path, prefix: str = "", ext: str = "", start: int = 1, dry_run: bool = False
) -> list[str]:
    """Number the files of a folder in the order of their names: img_001.jpg, img_002.jpg.

    Those of one extension only, where it is given, in capitals too; "old -> new" for each.

    >>> place = Path("rename_numbered")
    >>> place.mkdir(exist_ok=True)
    >>> _ = (place / "b.JPG").write_text("x")
    >>> rename_numbered(place, "img_", ".jpg", dry_run=True)
    ['b.JPG -> img_001.jpg']
    """
    ending = f".{ext.lstrip('.').lower()}" if ext else ""
    files = sorted(p for p in Path(folder).iterdir() if p.is_file())
    files = [path for path in files if not ending or path.suffix.lower() == ending]
    names = [f"{prefix}{n:03d}{ending or p.suffix}" for n, p in enumerate(files, start)]
    taken = {p.name for p in Path(folder).iterdir()} - {path.name for path in files}
    if taken & set(names):
        raise ValueError(f"there is a {sorted(taken & set(names))[0]} already")
    if not dry_run:
        pairs = zip(files, names, strict=True)
        moved = [path.rename(path.with_name(f".{name}.new")) for path, name in pairs]
        for path, name in zip(moved, names, strict=True):
            path.rename(path.with_name(name))
    return [f"{path.name} -> {name}" for path, name in zip(files, names, strict=True)]


def split_by_lines(
    source: Path, lines: int = 1000, out: Path = Path("."), header: bool = False
) -> int:
    """Split a text file into parts of so many lines (part_001.txt, …): how many there are.

    With `header` its first line stands on top of each part and does not count.

    >>> _ = SAMPLE.write_text("h\\na\\nb\\nc\\n")
    >>> split_by_lines(SAMPLE, 2, Path("parts"), header=True)
    2
    """
    path, folder = Path(source), Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    with Path(path).open(encoding="utf-8", newline="") as file:
        rows = file.readlines()
    first = rows[:1] if header else []
    rows = rows[len(first) :]
    starts = range(0, len(rows), lines)
    for number, at in enumerate(starts, 1):
        target = folder / f"part_{number:03d}{path.suffix}"
        target.write_text("".join([*first, *rows[at : at + lines]]), encoding="utf-8", newline="")
    return len(starts)


def print_tree(folder: Path, show_all: bool = False, depth: int = 0, indent: int = 2) -> list[str]:
    """What lies below a folder: folders first, each with a slash, then files, by their names.

    Hidden names are left out unless all are wanted; a depth of 0 has no limit.

    >>> place = Path("print_tree")
    >>> (place / "c").mkdir(parents=True, exist_ok=True)
    >>> _ = (place / "c" / "m.txt").write_text("x"), (place / "a.txt").write_text("x")
    >>> print_tree(place)
    ['c/', '  m.txt', 'a.txt']
    """
    lines = []
    inside = sorted(Path(folder).iterdir(), key=lambda path: (not path.is_dir(), path.name))
    for path in inside:
        if path.name.startswith(".") and not show_all:
            continue
        lines.append(path.name + ("/" if path.is_dir() else ""))
        if path.is_dir() and depth != 1:
            below = print_tree(path, show_all, depth - 1 if depth else 0, indent)
            lines += [" " * indent + line for line in below]
    return lines


def merge_folder(folder: Path) -> str:
    """The rows of all CSV files of a folder below each other, after the name of their file, with
    all of their columns, as CSV that Excel opens.

    >>> place = Path("merge_folder")
    >>> place.mkdir(exist_ok=True)
    >>> _ = (place / "a.csv").write_text("x\\n1\\n"), (place / "b.csv").write_text("y\\n2\\n")
    >>> merge_folder(place).lstrip("\\ufeff").split("\\n")
    ['source,x,y', 'a.csv,1,', 'b.csv,,2', '']
    """
    names, rows = ["source"], []
    for path in sorted(Path(folder).glob("*.csv")):
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            names += [name for name in reader.fieldnames or [] if name not in names]
            rows += [{"source": path.name, **row} for row in reader]
    out = io.StringIO()
    writer = csv.DictWriter(out, names, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return "\ufeff" + out.getvalue()


def draw_names(source: Path, count: int = 1, seed: int | None = None) -> list[str]:
    """So many names of a list, drawn at random, each only once; the same ones for the same seed.

    >>> _ = SAMPLE.write_text("a\\n\\nb\\na\\n")
    >>> sorted(draw_names(SAMPLE, 2)), draw_names(SAMPLE, 1, 5) == draw_names(SAMPLE, 1, 5)
    (['a', 'b'], True)
    """
    lines = Path(source).read_text(encoding="utf-8-sig").splitlines()
    names = list(dict.fromkeys(line.strip() for line in lines if line.strip()))
    if count > len(names):
        raise ValueError(f"there are only {len(names)} names")
    return random.Random(seed).sample(names, count)


def passwords(length: int = 16, count: int = 1, no_symbols: bool = False) -> list[str]:
    """Random passwords, each with a capital, a small letter and a digit.

    >>> [len(one) for one in passwords(8, 2)], passwords(6, no_symbols=True)[0].isalnum()
    ([8, 8], True)
    """
    kinds = [string.ascii_uppercase, string.ascii_lowercase, string.digits]
    kinds += [] if no_symbols else ["!@#$%^&*-_=+?"]
    if length < 4:
        raise ValueError("the length must be at least 4")
    made = []
    for _ in range(count):
        chars = [secrets.choice(kind) for kind in kinds]
        chars += [secrets.choice("".join(kinds)) for _ in range(length - len(kinds))]
        random.SystemRandom().shuffle(chars)
        made.append("".join(chars))
    return made


_ACCESS = re.compile(r'(\S+) \S+ .+? \[[^\]]+\] "[^"]*" (\d{3}) (?:\d+|-)')


def status_table(source: Path) -> list[tuple[int, int]]:
    """How many requests of an access log had each status, the most frequent first.

    >>> line = '1.2.3.4 - - [10/Oct/2023:13:55:36 +0000] "GET / HTTP/1.1" 200 5 "-" "x"\\n'
    >>> _ = SAMPLE.write_text(line + line + "odd\\n")
    >>> status_table(SAMPLE)
    [(200, 2)]
    """
    found: Counter[int] = Counter()
    skipped = 0
    for line in Path(source).read_text(encoding="utf-8", errors="replace").splitlines():
        if match := _ACCESS.match(line):
            found[int(match[2])] += 1
        else:
            skipped += bool(line.strip())
    if skipped:
        print(f"skipped: {skipped}", file=sys.stderr)
    return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
