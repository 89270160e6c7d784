"""Find the text documents under what the user named, and read them as numbered lines."""

import codecs
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

import aios_skill

SUFFIXES = (".md", ".markdown", ".txt", ".rst", ".html", ".htm", ".org", ".tex", ".log", ".text")
MAX_BYTES = 20 * 1024 * 1024
MAX_FILES = 2000
HIDDEN = ("node_modules", "__pycache__", "venv")


class Document(NamedTuple):
    """A document: its path, its name as the user would write it, its lines with their numbers."""

    path: Path
    name: str
    lines: list


def gather(request, paths):
    """(the documents under the paths, notes about what was left out); a failure if none."""
    files, documents, notes = [], [], []
    for path in map(Path, paths):
        if not path.exists():
            raise missing(request, path)
        files += sorted(walk(path)) if path.is_dir() else [path]
    if len(files) > MAX_FILES:
        notes.append(
            request.say(
                f"文件超过 {MAX_FILES} 个，只读了前 {MAX_FILES} 个。",
                f"Only the first {MAX_FILES} of {len(files)} files were read.",
            )
        )
    for path in dict.fromkeys(files[:MAX_FILES]):
        try:
            lines, cut = read_lines(path)
        except OSError as problem:
            notes.append(
                request.say(f"读不了 {path}：{problem.strerror}", f"{path}: {problem.strerror}")
            )
            continue
        if lines:
            documents.append(Document(path, short_name(path, request.cwd), lines))
        else:
            notes.append(
                request.say(f"{path} 是空文件或不是文本。", f"{path} is empty or no text.")
            )
        if cut:
            notes.append(
                request.say(
                    f"{path} 只读了前 {MAX_BYTES} 字节。",
                    f"Only the first {MAX_BYTES} bytes of {path} were read.",
                )
            )
    if not documents:
        raise no_documents(request, paths, notes)
    return documents, notes  # fmt: skip


def walk(folder):
    """The text documents below a folder, without hidden and generated ones."""
    for path in folder.rglob("*"):
        parts = path.relative_to(folder).parts
        if any(part.startswith(".") or part in HIDDEN for part in parts):
            continue
        if path.suffix.lower() in SUFFIXES and path.is_file():
            yield path


def read_lines(path):
    """(number, text) of the lines that hold text, and whether the file was cut; [] for no text."""
    with path.open("rb") as file:
        body = file.read(MAX_BYTES + 1)
    cut, body = len(body) > MAX_BYTES, body[:MAX_BYTES]
    if b"\0" in body[:4096] and not body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return [], cut
    text = decode(body)
    if path.suffix.lower() in (".html", ".htm"):
        parser = TextOfHtml()
        parser.feed(text)
        return parser.numbered(), cut
    return list(enumerate(text.splitlines(), 1)) if text.strip() else [], cut


def decode(body):
    """The text of a file: UTF-8, UTF-16 with its mark, else GB18030."""
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return body.decode("utf-16", "replace")
    # A cut at the size limit may split the last character.
    for size in range(len(body), max(len(body) - 4, 0) - 1, -1):
        try:
            return body[:size].decode("utf-8-sig")
        except UnicodeDecodeError as problem:
            if problem.start < size - 4:
                break
    return body.decode("gb18030", "replace")


class TextOfHtml(HTMLParser):
    """Collects the text of a page under the number of the line it stands on."""

    SILENT = ("script", "style", "template", "noscript")
    BREAKS = ("p", "div", "section", "article", "table", "ul", "ol", "blockquote", "pre")

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found, self.silent, self.heading = {}, 0, ""

    def handle_starttag(self, tag, attrs):
        """Note headings, silence, and where a new paragraph begins."""
        self.silent += tag in self.SILENT
        self.heading = f"{'#' * int(tag[1])} " if re.fullmatch(r"h[1-6]", tag) else self.heading
        if tag in self.BREAKS or self.heading:
            self.found.setdefault(self.getpos()[0] - 0.5, "")

    def handle_endtag(self, tag):
        """Leave a heading or a silent element."""
        self.silent = max(self.silent - (tag in self.SILENT), 0)
        if re.fullmatch(r"h[1-6]", tag):
            self.heading = ""
            self.found.setdefault(self.getpos()[0] + 0.5, "")

    def handle_data(self, data):
        """Keep text, line by line."""
        if self.silent:
            return
        for offset, line in enumerate(data.splitlines()):
            if line.strip():
                number = self.getpos()[0] + offset
                before = self.found.get(number, "") or self.heading
                self.found[number] = f"{before}{line.strip()} "

    def numbered(self):
        """The lines in order; [] when the page holds no text."""
        lines = [(int(number), text.rstrip()) for number, text in sorted(self.found.items())]
        return lines if any(text for _, text in lines) else []


def short_name(path, cwd):
    """The path as the user would write it: relative to the folder they stand in."""
    try:
        return path.resolve().relative_to(Path(cwd).resolve()).as_posix() if cwd else str(path)
    except ValueError:
        return str(path)


def missing(request, path):
    """The failure for a path that is not there."""
    return aios_skill.Failure(
        "file_not_found",
        request.say(f"找不到文件或文件夹：{path}", f"There is no file or folder {path}"),
        request.say("请检查路径是否正确。", "Check the path."),
        {"path": str(path)},
    )


def no_documents(request, paths, notes):
    """The failure for paths under which no text was found."""
    shown = ", ".join(map(str, paths))
    kinds = ", ".join(SUFFIXES[:6])
    return aios_skill.Failure(
        "no_documents",
        request.say(
            f"{shown} 中没有可读的文本文档。", f"There is no readable text document in {shown}."
        ),
        request.say(f"可读的类型：{kinds}。请先把其他格式转换成文本。",
                    f"Readable are {kinds}; convert other kinds to text first."),
        {"paths": list(map(str, paths)), "notes": notes},
    )  # fmt: skip
