"""Bricks: what is asked of the files of a folder."""

import hashlib
import shutil
import zipfile
from collections import Counter
from pathlib import Path

SAMPLE = Path("sample")


def files_of(folder: Path) -> list[Path]:
    """Every file below a folder, by its path."""
    if not Path(folder).is_dir():
        raise NotADirectoryError(f"{folder} is no folder")
    return sorted(path for path in Path(folder).rglob("*") if path.is_file())


def largest_files(folder: Path, count: int = 5) -> list[tuple[str, int]]:
    """The largest files below a folder with their sizes in bytes, the largest first.

    >>> place = SAMPLE / "largest_files"
    >>> place.mkdir(parents=True, exist_ok=True)
    >>> [(place / name).write_text("x" * size) for name, size in (("a.txt", 3), ("b.md", 9))]
    [3, 9]
    >>> largest_files(place, 1)
    [('b.md', 9)]
    """
    found = [
        (path.relative_to(folder).as_posix(), path.stat().st_size) for path in files_of(folder)
    ]
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:count]


def count_extensions(folder: Path) -> list[tuple[str, int]]:
    """How many files below a folder have each extension, the most frequent first.

    >>> place = SAMPLE / "count_extensions"
    >>> place.mkdir(parents=True, exist_ok=True)
    >>> [(place / name).write_text("x") for name in ("a.txt", "b.md")]
    [1, 1]
    >>> sorted(count_extensions(place))
    [('.md', 1), ('.txt', 1)]
    """
    counts = Counter(path.suffix.lower() or "(none)" for path in files_of(folder))
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def folder_size(folder: Path) -> int:
    """How many bytes the files below a folder have together.

    >>> place = SAMPLE / "folder_size"
    >>> place.mkdir(parents=True, exist_ok=True)
    >>> [(place / name).write_text("x") for name in ("a.txt", "b.md")]
    [1, 1]
    >>> folder_size(place)
    2
    """
    return sum(path.stat().st_size for path in files_of(folder))


def duplicate_files(folder: Path) -> list[tuple[str, ...]]:
    """Files below a folder with the same content, in groups.

    >>> place = SAMPLE / "duplicate_files"
    >>> place.mkdir(parents=True, exist_ok=True)
    >>> [(place / name).write_text("x") for name in ("a.txt", "b.md")]
    [1, 1]
    >>> duplicate_files(place)
    [('a.txt', 'b.md')]
    """
    groups: dict[str, list[str]] = {}
    for path in files_of(folder):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        groups.setdefault(digest, []).append(path.relative_to(folder).as_posix())
    return [tuple(names) for names in groups.values() if len(names) > 1]


def file_hashes(sources: list[Path]) -> list[tuple[str, str]]:
    """The SHA-256 of each file, before its name.

    >>> place = SAMPLE / "file_hashes"
    >>> place.mkdir(parents=True, exist_ok=True)
    >>> (place / "a.txt").write_text("x")
    1
    >>> file_hashes([place / "a.txt"])[0][0][:8]
    '2d711642'
    """
    return [(hashlib.sha256(Path(path).read_bytes()).hexdigest(), str(path)) for path in sources]


def add_prefix(folder: Path, prefix: str) -> list[str]:
    """Put a prefix before the name of every file of a folder; the new names.

    >>> place = SAMPLE / "add_prefix"
    >>> place.mkdir(parents=True, exist_ok=True)
    >>> (place / "c.txt").write_text("x")
    1
    >>> "new_c.txt" in add_prefix(place, "new_")
    True
    """
    names = []
    for path in sorted(Path(folder).iterdir()):
        if path.is_file():
            path.rename(path.with_name(prefix + path.name))
            names.append(prefix + path.name)
    return names


def change_extension(folder: Path, old: str, new: str) -> list[str]:
    """Give the files of a folder that have one extension another; the new names.

    >>> place = SAMPLE / "change_extension"
    >>> place.mkdir(parents=True, exist_ok=True)
    >>> (place / "d.tmp").write_text("x")
    1
    >>> change_extension(place, "tmp", ".bak")
    ['d.bak']
    """
    names = []
    for path in sorted(Path(folder).glob(f"*.{old.lstrip('.')}")):
        renamed = path.with_suffix(f".{new.lstrip('.')}")
        path.rename(renamed)
        names.append(renamed.name)
    return names


def sort_into_folders(folder: Path) -> list[tuple[str, str]]:
    """Move the files of a folder into folders by extension; each name and where it went.

    >>> place = SAMPLE / "sort_into_folders"
    >>> place.mkdir(parents=True, exist_ok=True)
    >>> (place / "e.dat").write_text("x")
    1
    >>> ("e.dat", "dat") in sort_into_folders(place)
    True
    """
    moved = []
    for path in sorted(Path(folder).iterdir()):
        if path.is_file():
            place = Path(folder) / (path.suffix.lstrip(".").lower() or "other")
            place.mkdir(exist_ok=True)
            shutil.move(path, place / path.name)
            moved.append((path.name, place.name))
    return moved


def find_files(folder: Path, pattern: str) -> list[str]:
    """The files below a folder whose names match a pattern such as *.txt.

    >>> place = SAMPLE / "find_files"
    >>> place.mkdir(parents=True, exist_ok=True)
    >>> (place / "f.log").write_text("x")
    1
    >>> find_files(place, "*.log")
    ['f.log']
    """
    return [path.relative_to(folder).as_posix() for path in files_of(folder) if path.match(pattern)]


def search_in_files(folder: Path, text: str) -> list[str]:
    """Where a text stands in the files below a folder: file, number of the line, and the line.

    >>> place = SAMPLE / "search_in_files"
    >>> place.mkdir(parents=True, exist_ok=True)
    >>> (place / "g.log").write_text("a needle")
    8
    >>> search_in_files(place, "needle")
    ['g.log:1:a needle']
    """
    found = []
    for path in files_of(folder):
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        name = path.relative_to(folder).as_posix()
        found += [f"{name}:{n}:{line}" for n, line in enumerate(lines, 1) if text in line]
    return found


def tree(folder: Path) -> list[str]:
    """The files and folders below a folder, as a tree.

    >>> place = SAMPLE / "tree"
    >>> (place / "deep").mkdir(parents=True, exist_ok=True)
    >>> (place / "deep" / "h.txt").write_text("x")
    1
    >>> [line.strip() for line in tree(place) if "h.txt" in line or "deep" in line]
    ['deep/', 'h.txt']
    """
    lines = []
    for path in sorted(Path(folder).rglob("*")):
        depth = len(path.relative_to(folder).parts) - 1
        lines.append("    " * depth + path.name + ("/" if path.is_dir() else ""))
    return lines


def zip_folder(folder: Path, target: Path) -> int:
    """Put all files below a folder into a ZIP archive; how many there are.

    >>> place = SAMPLE / "zip_folder"
    >>> place.mkdir(parents=True, exist_ok=True)
    >>> (place / "i.txt").write_text("x")
    1
    >>> zip_folder(place, place.with_suffix(".zip")) > 0
    True
    """
    paths = files_of(folder)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in paths:
            archive.write(path, path.relative_to(folder))
    return len(paths)


def hash_listing(
    folder: Path, algorithm: str = "sha256", sha256: bool = False, md5: bool = False
) -> list[str]:
    """The checksum of every file below a folder with its path there, by path.

    >>> folder = SAMPLE / "hash_listing"
    >>> folder.mkdir(parents=True, exist_ok=True)
    >>> _ = (folder / "a.txt").write_text("a")
    >>> hash_listing(folder, md5=True)
    ['0cc175b9c0f1b6a831c399e269772661  a.txt']
    """
    name = "sha256" if sha256 else "md5" if md5 else algorithm
    told = [(path.relative_to(folder).as_posix(), path) for path in files_of(folder)]
    return [
        f"{hashlib.new(name, path.read_bytes()).hexdigest()}  {shown}"
        for shown, path in sorted(told)
    ]


def extension_sizes(folder: Path) -> list[tuple[str, int, int]]:
    """Each extension with how many files below the folder have it and their bytes, largest first.

    >>> folder = SAMPLE / "extension_sizes"
    >>> folder.mkdir(parents=True, exist_ok=True)
    >>> _ = (folder / "a.txt").write_text("abc")
    >>> _ = (folder / "b.txt").write_text("d")
    >>> _ = (folder / "c").write_text("ef")
    >>> extension_sizes(folder)
    [('.txt', 2, 4), ('', 1, 2)]
    """
    found: dict[str, list[int]] = {}
    for path in files_of(folder):
        found.setdefault(path.suffix.lower(), []).append(path.stat().st_size)
    rows = [(name, len(sizes), sum(sizes)) for name, sizes in found.items()]
    return sorted(rows, key=lambda row: (-row[2], row[0]))


def replace_in_place(source: Path, old: str, new: str, backup: bool = False) -> int:
    """Replace a text in a file, kept as it was beside it where wished: how often it was there.

    >>> path = SAMPLE / "replaced" / "a.txt"
    >>> path.parent.mkdir(parents=True, exist_ok=True)
    >>> _ = path.write_text("a b a")
    >>> replace_in_place(path, "a", "x", backup=True), path.read_text()
    (2, 'x b x')
    >>> path.with_name("a.txt.bak").read_text()
    'a b a'
    """
    text = Path(source).read_text(encoding="utf-8")
    if backup:
        Path(source).with_name(f"{Path(source).name}.bak").write_text(text, encoding="utf-8")
    count = text.count(old)
    Path(source).write_text(text.replace(old, new), encoding="utf-8")
    return count
