"""Show lines of one file, and count its lines, words and characters."""

import os
import re

from parts.decoding import SAMPLE_BYTES, encoding_of, lines_in, open_file
from parts.problems import Problem
from parts.walking import shown, when

MAX_SHOWN = 2000
TAIL_BYTES = 1 << 22
HAN = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
HAN_SIGNS = re.compile(f"[{HAN}]")
WORDS = re.compile(rf"[^\s{HAN}]*[^\W{HAN}_][^\s{HAN}]*")


def facts_of(path):
    """Size, date and encoding of a file, which may be binary or empty."""
    with open_file(path) as file:
        stat = os.fstat(file.fileno())
        encoding = encoding_of(file.read(SAMPLE_BYTES))
    facts = {"bytes": stat.st_size, "modified": when(stat.st_mtime), "encoding": encoding}
    return {"file": shown(path), **facts}


def show(path, first, last, stop):
    """Lines `first` to `stop` of a text file, or its `last` ones when `last` is not 0."""
    facts = facts_of(path)
    with text_file(path, facts) as file:
        if last:
            lines = last_lines(file, facts["encoding"], last)
        else:
            lines = []
            for number, line in lines_in(file, facts["encoding"]):
                if number > stop:
                    break
                if number >= first:
                    lines.append(line[:MAX_SHOWN])
    return {**facts, "lines": [printable(line) for line in lines]}


def show_each(walk, first, last, stop, most):
    """The same lines of up to `most` text files; those that are no text are counted."""
    files, binary, found = [], 0, 0
    for entry in walk:
        if entry.is_folder:
            continue
        found += 1
        if len(files) < most:
            try:
                lines = show(os.path.join(walk.folder, entry.path), first, last, stop)
                files.append({**lines, "file": entry.path})
            except Problem:
                binary += 1
    more = found - len(files) - binary
    files.sort(key=lambda file: file["file"])
    return {**walk.report(), "files": files, "binary": binary, "more": more}


def last_lines(file, encoding, many):
    """The last lines of an open file, read from its end where the encoding allows it."""
    if encoding != "utf-16":
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - TAIL_BYTES))
        if size > TAIL_BYTES:
            file.readline()
    lines = [line[:MAX_SHOWN] for _, line in lines_in(file, encoding)]
    return lines[-many:]


def measure(path):
    """Lines, words and characters of a text file; Chinese signs are counted apart."""
    facts = facts_of(path)
    total = {"lines": 0, "blank_lines": 0, "words": 0, "characters": 0, "chinese_characters": 0}
    with text_file(path, facts) as file:
        for number, line in lines_in(file, facts["encoding"]):
            total["blank_lines"] += not line.strip()
            total["lines"] = number
            total["words"] += sum(1 for _ in WORDS.finditer(line))
            total["characters"] += len(line)
            total["chinese_characters"] += sum(1 for _ in HAN_SIGNS.finditer(line))
    return {**facts, **total}


def measure_all(walk):
    """The same of all text files, each and in all; those that are no text are counted."""
    files, binary = [], 0
    for entry in walk:
        if entry.is_folder:
            continue
        try:
            files.append({**measure(os.path.join(walk.folder, entry.path)), "file": entry.path})
        except Problem:
            binary += 1
    files.sort(key=lambda file: file["file"])
    names = ("lines", "words", "characters", "chinese_characters")
    sums = {name: sum(file[name] for file in files) for name in names}
    return {**walk.report(), **sums, "files": files, "binary": binary}


def text_file(path, facts):
    """The file for reading; a Problem when it holds no text."""
    if not facts["bytes"]:
        raise Problem("file_empty")
    if not facts["encoding"]:
        raise Problem("not_text", bytes=facts["bytes"], kind=kind_of(path))
    return open_file(path)


def kind_of(path):
    """What a binary file is, by its first bytes; "" when unknown."""
    with open_file(path) as file:
        head = file.read(16)
    kinds = {
        b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"%PDF": "PDF",
        b"PK\3\4": "ZIP", b"\x1f\x8b": "gzip", b"\x7fELF": "ELF", b"SQLite": "SQLite",
        b"RIFF": "RIFF", b"BZh": "bzip2",
    }  # fmt: skip
    return next((kind for start, kind in kinds.items() if head.startswith(start)), "")


def printable(line):
    """A line without the signs that steer a terminal; tabs stay."""
    return "".join(c if c.isprintable() or c == "\t" else "\N{REPLACEMENT CHARACTER}" for c in line)
