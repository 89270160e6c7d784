"""Documents as blocks (see markdown.py): Word, PDF, HTML, Markdown, text; and Word again."""

import re
import zipfile

import markdown
from texts import decoded


class Locked(Exception):
    """The document wants a password."""


class NotRead(Exception):
    """The document cannot be read: why."""


def blocks_in(path, raw, kind):
    """The blocks of a document."""
    if kind == "docx":
        return _word(path)
    if kind == "pdf":
        return _pdf(path)
    found = decoded(raw)
    if found is None:
        raise NotRead("not a text")
    text = found[0].lstrip("\ufeff")
    if kind == "html":
        return _html(text)
    if kind == "md":
        return markdown.blocks_of(text)
    return [
        ("paragraph", part.strip())
        for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n"))
        if part.strip()
    ]


def tables_in(path, raw, kind):
    """The rows of every table of a document, header first."""
    tables = [block[1] for block in blocks_in(path, raw, kind) if block[0] == "table"]
    return [rows for rows in tables if rows and rows[0]]


# ---------------------------------------------------------------- Word


def _word(path):
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        document = docx.Document(path)
    except (KeyError, ValueError, zipfile.BadZipFile, PackageNotFoundError) as problem:
        raise NotRead(str(problem)) from problem
    found = []
    for part in document.iter_inner_content():
        if hasattr(part, "rows"):
            rows = [[cell.text.strip() for cell in row.cells] for row in part.rows]
            found += [("table", rows)] if rows else []
        elif part.text.strip():
            found.append(_word_paragraph(part))
    return found


def _word_paragraph(part):
    style = (part.style.name or "") if part.style is not None else ""
    level = re.match(r"(?:Heading|标题)\s*(\d)", style)
    if level or style == "Title":
        return ("heading", min(6, int(level[1])) if level else 1, part.text.strip())
    if style.startswith("List"):
        return ("item", 0, "Number" in style, _marked(part))
    return ("paragraph", _marked(part))


def _marked(part):
    """A paragraph's text with bold and italic as Markdown has them."""
    shown = []
    for run in part.runs:
        bare = run.text.strip()
        mark = "**" if run.bold else "*" if run.italic else ""
        shown.append(run.text.replace(bare, f"{mark}{bare}{mark}") if bare and mark else run.text)
    return ("".join(shown) or part.text).strip().replace("****", "")


def word_of(blocks, path):
    """Write the blocks as a Word document."""
    import docx

    document = docx.Document()
    for kind, *facts in blocks:
        if kind == "heading":
            document.add_heading(_bare(facts[1]), min(facts[0], 9))
        elif kind == "item":
            style = "List Number" if facts[1] else "List Bullet"
            _runs(document.add_paragraph(style=style), facts[2])
        elif kind == "table":
            table = document.add_table(len(facts[0]), len(facts[0][0]), style="Table Grid")
            for row, cells in zip(table.rows, facts[0], strict=True):
                for cell, text in zip(row.cells, cells, strict=False):
                    cell.text = _bare(text)
        elif kind != "rule":
            _runs(document.add_paragraph(), facts[-1])
    document.save(path)


def _runs(paragraph, text):
    for place, part in enumerate(re.split(r"\*\*(.+?)\*\*", text)):
        if part:
            paragraph.add_run(_bare(part)).bold = bool(place % 2)


def _bare(text):
    return markdown.text_of([("paragraph", text)]).strip()


# ---------------------------------------------------------------- PDF


def _pdf(path):
    import pypdf

    try:
        reader = pypdf.PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Locked(path)
        pages = [page.extract_text() or "" for page in reader.pages]
    except pypdf.errors.PdfReadError as problem:
        raise NotRead(str(problem)) from problem
    found = []
    for number, text in enumerate(pages, 1):
        found.append(("heading", 2, f"— {number} —"))
        found += [
            ("paragraph", part.strip()) for part in re.split(r"\n\s*\n", text) if part.strip()
        ]
    return found if any(text.strip() for text in pages) else []


# ---------------------------------------------------------------- HTML

_SKIPPED = {"script", "style", "head", "noscript", "template", "svg"}
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`", "del": "~~", "s": "~~"}
_TEXTS = {
    "p",
    "div",
    "section",
    "article",
    "main",
    "header",
    "footer",
    "nav",
    "aside",
    "body",
    "html",
}


def _html(text):
    from bs4 import BeautifulSoup

    found = []
    _walk(BeautifulSoup(text, "lxml"), found, 0)
    return found


def _walk(node, found, depth):
    """Add the blocks below an element, in order; running text gathers into paragraphs."""
    gathered = []

    def flush():
        text = re.sub(r"[ \t\r\f\v]*\n\s*", "\n", re.sub(r"[ \t]+", " ", "".join(gathered))).strip()
        if text:
            found.append(("paragraph", text))
        gathered.clear()

    for child in node.children:
        name = getattr(child, "name", None)
        if name is None:
            gathered.append(_string(child))
        elif name in _BLOCKS or name in _TEXTS or name in ("ul", "ol"):
            flush()
            _element(child, name, found, depth)
        elif name not in _SKIPPED:
            gathered.append(_inline(child))
    flush()


def _element(child, name, found, depth):
    if name in ("ul", "ol"):
        for item in child.find_all("li", recursive=False):
            lists = [inner.extract() for inner in item.find_all(["ul", "ol"], recursive=False)]
            found.append(("item", depth, name == "ol", _inline(item).strip()))
            for inner in lists:
                _element(inner, inner.name, found, depth + 1)
    elif name in _BLOCKS:
        block = _BLOCKS[name](child)
        found += [block] if block else []
    else:
        _walk(child, found, depth)


def _string(child):
    from bs4 import Comment, Doctype

    return "" if isinstance(child, (Comment, Doctype)) else re.sub(r"\s+", " ", str(child))


def _inline(element):
    """An element's running text with Markdown's marks."""
    shown = []
    for child in element.children:
        name = getattr(child, "name", None)
        if name is None:
            shown.append(_string(child))
        elif name not in _SKIPPED:
            shown.append(_inline(child))
    text, name = "".join(shown), element.name
    bare = text.strip()
    if name == "br":
        return "\n"
    if name == "img":
        return f"![{element.get('alt', '')}]({element.get('src', '')})"
    if name == "a" and element.get("href") and bare:
        return f"[{bare}]({element['href']})"
    return (
        text.replace(bare, f"{_MARKS[name]}{bare}{_MARKS[name]}")
        if name in _MARKS and bare
        else text
    )


def _html_table(element):
    rows = [
        [" ".join(cell.get_text(" ").split()) for cell in row.find_all(["td", "th"])]
        for row in element.find_all("tr")
    ]
    rows = [row for row in rows if row]
    width = max(map(len, rows), default=0)
    return ("table", [[*row, *[""] * (width - len(row))] for row in rows]) if rows else None


_BLOCKS = {
    **{f"h{n}": (lambda e, n=n: ("heading", n, " ".join(_inline(e).split()))) for n in range(1, 7)},
    "pre": lambda e: ("code", "", e.get_text().strip("\n")),
    "blockquote": lambda e: ("quote", e.get_text().strip()),
    "table": _html_table,
    "hr": lambda e: ("rule",),
}
