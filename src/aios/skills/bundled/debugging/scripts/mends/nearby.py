"""Mend the name of a file that is not there by that of one beside the program which is."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from mends.change import Mend

MISSING = re.compile(r"No such file or directory: (['\"])(.+?)\1")
NEAR = 0.75
MOST_FILES = 500


def mends_of_names(program: Path, message: str, source: str) -> Iterator[Mend]:
    """The program with the name of a file that is nearly called so, or lies in a folder near by."""
    hit = MISSING.search(message)
    said = hit[2] if hit else ""
    if not said or not any(f"{q}{said}{q}" in source for q in "'\""):
        return
    for name in near_names(program.parent, said):
        text = source
        for quote in "'\"":
            text = text.replace(f"{quote}{said}{quote}", f"{quote}{name}{quote}")
        yield Mend(
            text,
            f"把文件名 {said} 改成 {name}（{said} 不存在，{name} 在）",
            f"the file name {said} became {name}, which is there",
            f"请确认 {name} 就是要用的文件",
            f"check that {name} is the file you mean",
        )


def near_names(folder: Path, said: str) -> list[str]:
    """Files of the folder and those in it called nearly so: other case, a letter more, moved."""
    suffix, found = Path(said).suffix.lower(), {}
    for place in (folder, *sorted(p for p in folder.iterdir() if p.is_dir())):
        for path in sorted(place.iterdir())[:MOST_FILES]:
            if path.is_file() and path.suffix.lower() == suffix:
                found.setdefault(path.relative_to(folder).as_posix(), path.name.lower())
    name = Path(said).name.lower()
    close = get_close_matches(name, found.values(), n=3, cutoff=NEAR)
    return [path for near in dict.fromkeys(close) for path, called in found.items()
            if called == near]  # fmt: skip
