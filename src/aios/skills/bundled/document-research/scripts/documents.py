"""Find the documents under what the user named, read them, and account for those not read."""

import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import aios_skill
import packed
from lines import Unreadable, decode, html_lines, table_lines, text_lines

MAX_BYTES = 20 * 1024 * 1024
MAX_CHARACTERS = 20_000_000
MAX_FILES = 2000
BUDGET_S = 75
HIDDEN = ("node_modules", "__pycache__", "venv")
TEXT = (".md", ".markdown", ".txt", ".rst", ".org", ".tex", ".log", ".text", ".adoc")
READERS = {
    ".pdf": packed.pdf_lines, ".docx": packed.docx_lines, ".xlsx": packed.xlsx_lines,
    ".epub": packed.epub_lines, ".pptx": packed.slide_lines, ".odt": packed.odt_lines,
}  # fmt: skip
SUFFIXES = (*TEXT, ".html", ".htm", ".xhtml", ".csv", ".tsv", *READERS)
OLD = (".doc", ".xls", ".ppt", ".rtf", ".wps")


class Document(NamedTuple):
    """A document: where it is, its name as the user would write it, its lines."""

    path: str
    name: str
    lines: list


class Skipped(NamedTuple):
    """A document that was not read: its name, a stable code, the reason."""

    name: str
    code: str
    reason: str


class Reading(NamedTuple):
    """What was read, what was not, and what else is to be said of it."""

    documents: list
    skipped: list
    notes: list


def gather(request, paths, every=False):
    """The documents under the paths; a failure when not one can be read.

    With `every`, programs, settings and other texts in folders are read too.
    """
    reading, end = Reading([], [], []), time.monotonic() + BUDGET_S
    characters = 0
    files = list(dict.fromkeys(found(request, paths, reading.notes, every)))
    for place, path in enumerate(files[:MAX_FILES]):
        if time.monotonic() > end or characters > MAX_CHARACTERS:
            reading.notes.append(not_all(request, place, len(files)))
            break
        characters += read(request, path, reading)
    if len(files) > MAX_FILES:
        reading.notes.append(not_all(request, MAX_FILES, len(files)))
    if not reading.documents:
        raise nothing_read(request, paths, reading)
    return reading


def found(request, paths, notes, every):
    """The files named and the documents (all texts with `every`) below the folders named."""
    others = Counter()
    for path in map(Path, paths):
        if not path.exists():
            raise missing(request, path)
        if not path.is_dir():
            yield path
            continue
        for file in sorted(walk(path)):
            suffix = file.suffix.lower()
            if suffix in SUFFIXES or suffix in OLD or (every and is_text(file)):
                yield file
            else:
                others[file.suffix.lower() or file.name] += 1
    if others:
        kinds = ", ".join(kind for kind, _ in others.most_common(6))
        notes.append(
            request.say(
                f"另有 {others.total()} 个文件不是文档，没有读（{kinds}）。",
                f"Not read, since no documents: {others.total()} other files ({kinds}).",
            )
        )


def walk(folder):
    """The files below a folder, without hidden and generated ones."""
    for path in folder.rglob("*"):
        parts = path.relative_to(folder).parts
        hidden = any(p.startswith((".", "~$")) or p in HIDDEN for p in parts)
        if not hidden and path.is_file():
            yield path


def is_text(path):
    """Whether a file of another kind begins like a text."""
    try:
        with path.open("rb") as file:
            head = file.read(4096)
        return bool(head) and b"\0" not in head
    except OSError:
        return False


def read(request, path, reading):
    """Add a file to what was read, or to what was not; how many characters it holds."""
    name = short_name(path, request.cwd)
    try:
        lines, cut = lines_of(path)
        if not any(line.text.strip() for line in lines):
            raise Unreadable("no_text", "是空的，没有文字", "it is empty")
    except Unreadable as problem:
        reason = request.say(problem.zh, problem.en)
        reading.skipped.append(Skipped(name, problem.code, reason))
        return 0
    except OSError as problem:
        reading.skipped.append(Skipped(name, "no_access", str(problem.strerror or problem)))
        return 0
    reading.documents.append(Document(str(path), name, lines))
    if cut:
        reading.notes.append(
            request.say(
                f"{name} 只读了前 {MAX_BYTES} 字节。",
                f"Only the first {MAX_BYTES} bytes of {name} were read.",
            )
        )
    return sum(len(line.text) for line in lines)


def lines_of(path):
    """(the lines of a file, whether it was cut); Unreadable, OSError."""
    suffix = path.suffix.lower()
    if suffix in OLD:
        better = ".docx" if suffix in (".doc", ".rtf", ".wps") else f"{suffix}x"
        raise Unreadable(
            "no_text", f"旧格式 {suffix}，请另存为 {better}", f"an old format: save it as {better}"
        )
    if suffix in READERS:
        return list(READERS[suffix](path)), False
    with path.open("rb") as file:
        body = file.read(MAX_BYTES + 1)
    text = decode(body[:MAX_BYTES])
    return list(lines_of_text(text, suffix)), len(body) > MAX_BYTES


def lines_of_text(text, suffix):
    """The lines of a decoded file, by its suffix."""
    if suffix in (".html", ".htm", ".xhtml"):
        return html_lines(text)
    if suffix in (".csv", ".tsv"):
        return table_lines(text, "\t" if suffix == ".tsv" else ",")
    return text_lines(text)


def short_name(path, cwd):
    """The path as the user would write it: relative to the folder they stand in."""
    try:
        return path.resolve().relative_to(Path(cwd).resolve()).as_posix() if cwd else str(path)
    except ValueError:
        return str(path)


def not_all(request, count, total):
    """The note on a folder too big to be read whole."""
    return request.say(
        f"共 {total} 个文档，只读了前 {count} 个。",
        f"Only the first {count} of {total} documents were read.",
    )


def missing(request, path):
    """The failure for a path that is not there."""
    return aios_skill.Failure(
        "file_not_found",
        request.say(f"找不到文件或文件夹：{path}", f"There is no file or folder {path}"),
        request.say("请检查路径是否正确。", "Check the path."),
        {"path": str(path)},
    )


def nothing_read(request, paths, reading):
    """The failure for paths under which nothing could be read, with the reason for each."""
    shown = ", ".join(short_name(Path(path), request.cwd) for path in paths)
    why = "; ".join(f"{s.name}: {s.reason}" for s in reading.skipped[:5])
    locked = reading.skipped and all(s.code == "encrypted_document" for s in reading.skipped)
    kinds = ", ".join(SUFFIXES)
    hint = request.say(f"可读的类型：{kinds}。", f"Readable are {kinds}.")
    if locked:
        hint = request.say("请先去掉密码，再试一次。", "Remove the password first, then ask again.")
    elif any("OCR" in s.reason for s in reading.skipped):
        hint = request.say(
            "请先对扫描件做文字识别（OCR）。", "Recognise the text of the scan (OCR) first."
        )
    return aios_skill.Failure(
        "encrypted_document" if locked else "no_documents",
        request.say(f"{shown} 中没有能读的文档。", f"There is no readable document in {shown}.")
        + (f" {why}" if why else ""),
        hint,
        {"paths": list(map(str, paths)), "skipped": [s._asdict() for s in reading.skipped]},
    )  # fmt: skip
