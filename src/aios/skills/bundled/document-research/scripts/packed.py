"""Readers of packed documents: PDF, Word, Excel, EPUB, OpenDocument, slides."""

import logging
import re
import zipfile
from xml.etree import ElementTree

from lines import Line, Unreadable, decode, html_lines

MAX_PAGES = 1000
MAX_ROWS = 20_000
MAX_PART_BYTES = 30 * 1024 * 1024
NUMBERED = re.compile(
    r"(?:第[一二三四五六七八九十百\d]+[章节条部分篇]|[一二三四五六七八九十]+、"
    r"|\d+(?:\.\d+)*\.?\s|Chapter \d|Appendix )\s*\S.{0,60}$"
)

# What is typed as a heading, though its style is that of any paragraph.
CHAPTER = re.compile(r"(?:第[一二三四五六七八九十百\d]+[章篇]|Chapter \d+\b)\s*.{0,60}$")


def pdf_lines(path):
    """The lines of a PDF with their pages; Unreadable when it is locked or holds no text."""
    import pypdf
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise locked()
        pages = [page.extract_text() for page in reader.pages[:MAX_PAGES]]
    except (pypdf.errors.DependencyError, NotImplementedError) as problem:
        raise locked() from problem
    # A damaged PDF makes pypdf stumble in many ways; none of them is the user's to read.
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError) as problem:
        raise damaged(problem) from problem
    except (RecursionError, OverflowError, AssertionError) as problem:
        raise damaged(problem) from problem
    if not any(text.strip() for text in pages):
        raise Unreadable(
            "no_text",
            f"{len(pages)} 页都没有文字，可能是扫描件（需要先做 OCR）",
            f"none of its {len(pages)} pages holds text: perhaps a scan (OCR it first)",
        )
    return [line for number, text in enumerate(pages, 1) for line in page_lines(number, text)]


def page_lines(page, text):
    """The lines of one page; a short numbered line is a heading. An empty one ends the page."""
    for number, row in enumerate(text.splitlines(), 1):
        place = {"page": page, "line": number}
        bare = " ".join(row.split())
        if NUMBERED.match(bare) and not re.search(r"[.。;；,，:：]$", bare):
            yield Line(place, bare, "heading", 2)
        else:
            yield Line(place, bare, "item" if re.match(r"[•·▪‣-]\s*\S", bare) else "text")
    yield Line({"page": page, "line": 0}, "")


def locked():
    """The reason for a document that asks for a password."""
    return Unreadable(
        "encrypted_document", "已加密，需要密码", "it is encrypted and asks for a password"
    )


def damaged(problem):
    """The reason for a document that cannot be opened."""
    kind = type(problem).__name__
    return Unreadable("damaged_document", f"文件已损坏（{kind}）", f"it is damaged ({kind})")


def docx_lines(path):
    """The paragraphs, headings and table rows of a Word document, in order."""
    import docx
    from docx.opc.exceptions import OpcError

    check_package(path)
    try:
        blocks = list(docx.Document(path).iter_inner_content())
    except (OpcError, KeyError, ValueError, AttributeError, SyntaxError) as problem:
        raise damaged(problem) from problem
    paragraph = table = 0
    for block in blocks:
        if hasattr(block, "rows"):
            table += 1
            yield from word_table(block, table)
        elif block.text.strip():
            paragraph += 1
            yield word_paragraph(block, paragraph)
            yield Line({"paragraph": paragraph}, "")


def word_paragraph(block, number):
    """A paragraph as a line."""
    style = (block.style.name or "") if block.style is not None else ""
    title = re.match(r"(?:Heading|标题)\s*(\d)|(Title|标题$)", style)
    text = " ".join(block.text.split())
    if not title and CHAPTER.match(text) and not re.search(r"[.。;；,，:：]$", text):
        return Line({"paragraph": number}, text, "heading", 2)
    if title:
        return Line({"paragraph": number}, text, "heading", int(title[1] or 1))
    return Line({"paragraph": number}, text, "item" if "List" in style else "text")


def word_table(block, table):
    """The rows of a table; a merged cell is told once."""
    for number, row in enumerate(block.rows, 1):
        cells = {id(cell._tc): " ".join(cell.text.split()) for cell in row.cells}
        if any(cells.values()):
            yield Line({"table": table, "row": number}, " | ".join(cells.values()), "row")
    yield Line({"table": table, "row": 0}, "")


def xlsx_lines(path):
    """The rows of a workbook's sheets."""
    import openpyxl

    check_package(path)
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        for sheet in book.worksheets:
            for number, row in enumerate(sheet.iter_rows(values_only=True, max_row=MAX_ROWS), 1):
                cells = ["" if cell is None else str(cell) for cell in row]
                if any(cells):
                    place = {"sheet": sheet.title, "row": number}
                    yield Line(place, " | ".join(cells).rstrip(" |"), "row")
            yield Line({"sheet": sheet.title, "row": 0}, "")
    except (KeyError, ValueError, TypeError, AttributeError, SyntaxError) as problem:
        raise damaged(problem) from problem


def check_package(path):
    """Unreadable unless the file is a whole ZIP; an Office file with a password is none."""
    if path.open("rb").read(8) == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise locked()
    if not zipfile.is_zipfile(path):
        raise damaged(zipfile.BadZipFile())


def parts(path, wanted):
    """(name, bytes) of the parts of a package whose names match, in natural order."""
    check_package(path)
    try:
        with zipfile.ZipFile(path) as package:
            infos = [info for info in package.infolist() if re.search(wanted, info.filename)]
            for info in sorted(infos, key=lambda info: natural(info.filename)):
                if info.file_size <= MAX_PART_BYTES:
                    yield info.filename, package.read(info)
    except (zipfile.BadZipFile, EOFError, RuntimeError, OSError) as problem:
        raise damaged(problem) from problem


def natural(name):
    """A key that sorts slide10 behind slide9."""
    return [int(p) if p.isdigit() else p for p in re.split(r"(\d+)", name)]


def epub_lines(path):
    """The chapters of a book."""
    for number, (_, body) in enumerate(parts(path, r"\.x?html?$"), 1):
        for line in html_lines(decode(body)):
            yield line._replace(place={"chapter": number, **line.place})


def slide_lines(path):
    """The paragraphs of the slides of a presentation."""
    for name, body in parts(path, r"^ppt/slides/slide\d+\.xml$"):
        number = int(re.sub(r"\D", "", name))
        for text in xml_paragraphs(body):
            yield Line({"slide": number}, text)
            yield Line({"slide": number}, "")


def odt_lines(path):
    """The paragraphs of an OpenDocument text."""
    paragraphs = (
        text for _, body in parts(path, r"^content\.xml$") for text in xml_paragraphs(body)
    )
    for number, text in enumerate(paragraphs, 1):
        yield Line({"paragraph": number}, text)
        yield Line({"paragraph": number}, "")


def xml_paragraphs(body):
    """The texts of elements called p or h."""
    if b"<!ENTITY" in body[:4096]:
        raise damaged(ValueError("entities"))
    try:
        root = ElementTree.fromstring(body)
    except ElementTree.ParseError as problem:
        raise damaged(problem) from problem
    for element in root.iter():
        if element.tag.rpartition("}")[2] in ("p", "h"):
            text = " ".join("".join(element.itertext()).split())
            if text:
                yield text
