"""A document as numbered lines, and the readers of text, HTML and tables of text."""

import codecs
import csv
import io
import re
from html.parser import HTMLParser
from typing import NamedTuple

HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*$")
RULE = re.compile(r"[=\-~^*]{3,}\s*$")
ROW = re.compile(r"\s*\|.*\|\s*$")
NO_CELLS = re.compile(r"[\s|:+-]*$")
ITEM = re.compile(r"\s*(?:[-*+•·]|\d{1,3}[.)、]|[（(]\d{1,3}[)）]|[a-z][.)])\s*\S")


class Unreadable(Exception):
    """A document that cannot be read: a stable code and the reason in both languages."""

    def __init__(self, code, zh, en):
        super().__init__(en)
        self.code, self.zh, self.en = code, zh, en


class Line(NamedTuple):
    """A line of a document: its place ({"line": 3}, {"page": 2}, …), its text, what it is.

    `kind` is text, heading, row, item or code, `level` that of a heading; an empty text parts
    paragraphs.
    """

    place: dict
    text: str
    kind: str = "text"
    level: int = 0


def text_lines(text):
    """The lines of a text; Markdown's headings, rows and items, reStructuredText's headings."""
    rows, fenced = text.splitlines(), False
    for number, row in enumerate(rows, 1):
        place, heading = {"line": number}, HEADING.match(row)
        fence = row.lstrip().startswith(("```", "~~~"))
        fenced ^= fence
        under = rows[number] if number < len(rows) else ""
        if fence:
            yield Line(place, "")
        elif fenced:  # of a program every line stands for itself
            yield Line(place, row, "code" if row.strip() else "text")
        elif heading:
            yield Line(place, heading[2], "heading", len(heading[1]))
        elif row.strip() and RULE.match(under) and len(under.strip()) >= len(row.strip()):
            yield Line(place, row.strip(), "heading", 1 if under[0] == "=" else 2)
        elif ROW.match(row):
            cells = [cell.strip() for cell in row.strip().strip("|").split("|")]
            if not NO_CELLS.match(row):
                yield Line(place, " | ".join(cells), "row")
        elif RULE.match(row):
            yield Line(place, "")
        else:
            yield Line(place, row, "item" if ITEM.match(row) else "text")


def table_lines(text, delimiter):
    """The records of a table of text, under the number of the line where each begins."""
    reader, number = csv.reader(io.StringIO(text), delimiter=delimiter), 1
    try:
        for record in reader:
            if any(cell.strip() for cell in record):
                yield Line({"line": number}, " | ".join(map(str.strip, record)), "row")
            number = reader.line_num + 1
    except csv.Error as problem:
        raise Unreadable(
            "no_text", f"表格损坏：{problem}", f"a damaged table: {problem}"
        ) from problem


def decode(body):
    """The text of a file: UTF-8, UTF-16 with or without its mark, GB18030, else Windows-1252."""
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return body.decode("utf-16", "replace")
    if b"\0" in body[:4096]:
        return wide(body)
    # A cut at the size limit may split the last character.
    for size in range(len(body), max(len(body) - 4, 0) - 1, -1):
        try:
            return body[:size].decode("utf-8-sig")
        except UnicodeDecodeError as problem:
            if problem.start < size - 4:
                break
    try:
        return body.decode("gb18030")
    except UnicodeDecodeError as problem:
        short = problem.start > len(body) - 4
        return (
            body[: problem.start].decode("gb18030") if short else body.decode("cp1252", "replace")
        )


def wide(body):
    """UTF-16 without its mark; Unreadable for what is no text."""
    head = body[:4096]
    zeros = head[1::2].count(0), head[::2].count(0)
    text = body.decode("utf-16-le" if zeros[0] > zeros[1] else "utf-16-be", "replace")
    odd = sum(not (c.isprintable() or c.isspace()) for c in text[:2000])
    if odd * 20 > min(len(text), 2000):
        raise Unreadable("no_text", "不是文本", "it is no text")
    return text


class PageOfHtml(HTMLParser):
    """Collects the blocks of a page as lines under the number of the line they begin on."""

    SILENT = ("script", "style", "template", "noscript", "svg", "nav", "footer")
    BLOCKS = re.compile(
        r"p|div|section|article|main|header|table|thead|tbody|tr|ul|ol|dl|dt|dd|li|blockquote|pre|body"
        r"|figure|figcaption|form|br|hr|h[1-6]|title|address|aside|summary|details"
    )

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.lines, self.silent, self.kind, self.text, self.first = [], 0, "text", [], 0

    def handle_starttag(self, tag, attrs):
        """Begin a block; keep silent in scripts and menus."""
        self.silent += tag in self.SILENT
        if self.BLOCKS.fullmatch(tag) and not (self.kind == "row" and tag in ("p", "div", "br")):
            self.close()
            self.kind = {"li": "item", "tr": "row", "dd": "item"}.get(tag, "text")
            self.kind = f"heading{tag[1]}" if re.fullmatch(r"h[1-6]", tag) else self.kind
        elif tag in ("td", "th") and self.text:
            self.text.append(" | ")

    def handle_endtag(self, tag):
        """End a block or a silence."""
        self.silent = max(self.silent - (tag in self.SILENT), 0)
        if self.BLOCKS.fullmatch(tag) and not (self.kind == "row" and tag in ("p", "div", "br")):
            self.close()
            self.kind = "text"

    def handle_data(self, data):
        """Keep text with the line it begins on."""
        if self.silent or not data.strip():
            return
        if not self.text:
            self.first = self.getpos()[0] + data[: len(data) - len(data.lstrip())].count("\n")
        self.text.append(data)

    def close(self):
        """End the block that was begun."""
        text, place = " ".join("".join(self.text).split()), {"line": self.first}
        self.text = []
        if not text:
            return
        if self.kind.startswith("heading"):
            self.lines.append(Line(place, text, "heading", int(self.kind[-1])))
        else:
            self.lines.append(Line(place, text, self.kind))
        if self.kind == "text":
            self.lines.append(Line(place, ""))


def html_lines(text):
    """The blocks of a page."""
    page = PageOfHtml()
    page.feed(text)
    HTMLParser.close(page)
    page.close()
    return page.lines
