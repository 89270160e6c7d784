"""Sort the files of a folder into subfolders, by kind, extension or month; --undo takes it back.

python organize.py FOLDER [--by kind|extension|month] [--apply] [--undo]
"""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

BY = "kind"  # kind, extension or month
KINDS = {
    "images": "jpg jpeg png gif webp bmp tiff svg heic",
    "documents": "pdf doc docx odt txt md rtf ppt pptx",
    "tables": "csv tsv xls xlsx ods parquet",
    "audio": "mp3 wav flac ogg m4a aac",
    "videos": "mp4 mkv avi mov webm",
    "archives": "zip tar gz 7z rar bz2 xz",
    "code": "py js ts html css java c cpp go rs sh json yaml yml toml xml",
}
KIND_OF = {suffix: kind for kind, suffixes in KINDS.items() for suffix in suffixes.split()}
OTHERS = "others"
JOURNAL = ".organize.json"


def folder_of(file: Path, by: str = BY) -> str:
    """The name of the subfolder that the file belongs into."""
    suffix = file.suffix.lower().lstrip(".")
    if by == "kind":
        return KIND_OF.get(suffix, OTHERS)
    if by == "extension":
        return suffix or OTHERS
    if by == "month":
        return datetime.fromtimestamp(file.stat().st_mtime).astimezone().strftime("%Y-%m")
    raise ValueError(f"by is kind, extension or month, not {by!r}")


def plan(folder: Path, by: str = BY) -> list[tuple[Path, Path]]:
    """From where to where each file moves; a name that is taken gets _2, _3, …"""
    moves, taken = [], set[Path]()
    for file in sorted(folder.iterdir()):
        if not file.is_file() or file.is_symlink() or file.name.startswith("."):
            continue
        target = folder / folder_of(file, by) / file.name
        number = 1
        while target in taken or target.exists():
            number += 1
            target = target.with_name(f"{file.stem}_{number}{file.suffix}")
        taken.add(target)
        moves.append((file, target))
    return moves


def apply(folder: Path, moves: Sequence[tuple[Path, Path]]) -> int:
    """Move the files and note it, so that it can be undone; how many there were."""
    names = [[str(old.relative_to(folder)), str(new.relative_to(folder))] for old, new in moves]
    (folder / JOURNAL).write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")
    for old, new in moves:
        new.parent.mkdir(exist_ok=True)
        old.rename(new)
    return len(moves)


def undo(folder: Path) -> int:
    """Move the files of the last run back and remove folders left empty; how many there were."""
    journal = folder / JOURNAL
    back = 0
    for old, new in json.loads(journal.read_text(encoding="utf-8")):
        source, target = folder / new, folder / old
        if source.exists() and not target.exists():
            source.rename(target)
            back += 1
        if source.parent.is_dir() and not any(source.parent.iterdir()):
            source.parent.rmdir()
    journal.unlink()
    return back


def main(argv: Sequence[str] | None = None) -> int:
    """Show what would move; move it with --apply."""
    parser = argparse.ArgumentParser(description="Sort files into subfolders.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--by", choices=("kind", "extension", "month"), default=BY)
    parser.add_argument("--apply", action="store_true", help="move; without it nothing happens")
    parser.add_argument("--undo", action="store_true", help="take the last run back")
    given = parser.parse_args(argv)
    try:
        if given.undo:
            print(f"{undo(given.folder)} files moved back")
            return 0
        moves = plan(given.folder, given.by)
        for old, new in moves:
            print(f"{old.name} → {new.relative_to(given.folder)}")
        if given.apply and moves:
            apply(given.folder, moves)
        done = "moved" if given.apply else "would move; add --apply to do it"
        print(f"{len(moves)} files {done}")
    except (OSError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
