"""Inputs that the standard library cannot write: workbooks, Parquet, Word, PDF, 7z.

All but PDF are written by the Python of the machine image, which has the packages for them.
"""

import base64
import json
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tests import warm
from tests.tasks.world import World

Row = Sequence[Any]
Sheet = tuple[Sequence[str], Iterable[Row]]

_WRITERS = """
import base64, datetime, json, os, sys, tempfile

def value(cell):
    if isinstance(cell, dict):
        kind = datetime.datetime if cell["time"] else datetime.date
        return kind.fromisoformat(cell["iso"])
    return cell

def xlsx(path, sheets):
    import openpyxl
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append([value(cell) for cell in row])
    book.save(path)

def parquet(path, columns, rows):
    import duckdb
    base = duckdb.connect()
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", delete=False) as file:
        for row in rows:
            cells = [c["iso"] if isinstance(c, dict) else c for c in row]
            file.write(json.dumps(dict(zip(columns, cells))) + "\\n")
    source, target = file.name, path.replace("'", "''")
    read = f"FROM read_json('{source}', sample_size=-1)"
    base.execute(f"COPY ({read}) TO '{target}' (FORMAT parquet)")
    os.unlink(source)

def docx(path, paragraphs, tables):
    import docx as word
    document = word.Document()
    for text in paragraphs:
        marks = len(text) - len(text.lstrip("#"))
        if marks:
            document.add_heading(text.lstrip("# "), marks)
        else:
            document.add_paragraph(text)
    for rows in tables:
        table = document.add_table(len(rows), len(rows[0]))
        for y, row in enumerate(rows):
            for x, cell in enumerate(row):
                table.cell(y, x).text = str(cell)
    document.save(path)

def seven_zip(path, files):
    import py7zr
    with py7zr.SevenZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(base64.b64decode(content), name)

asked = json.load(sys.stdin)
globals()[asked.pop("writer")](**asked)
"""


def _plain(cell: Any) -> Any:
    if isinstance(cell, date):
        return {"iso": cell.isoformat(), "time": isinstance(cell, datetime)}
    raise TypeError(f"{cell!r} has no place in a file")


def _written(world: World, name: str, writer: str, **content: Any) -> Path:
    """Have the guest's Python write the file."""
    path = world.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    request = json.dumps({"writer": writer, "path": str(path), **content}, default=_plain)
    subprocess.run(
        [str(warm.guest_python()), "-c", _WRITERS],
        input=request.encode(),
        check=True,
        timeout=60,
    )
    return path


def xlsx(world: World, name: str, sheets: Mapping[str, Sheet]) -> Path:
    """A workbook; each sheet is (header, rows), a date stays a date."""
    content = [
        (title, [list(header), *map(list, rows)]) for title, (header, rows) in sheets.items()
    ]
    return _written(world, name, "xlsx", sheets=content)


def parquet(world: World, name: str, columns: Sequence[str], rows: Iterable[Row]) -> Path:
    """A Parquet file; a date's column gets that type."""
    return _written(world, name, "parquet", columns=list(columns), rows=[list(r) for r in rows])


def docx(
    world: World, name: str, paragraphs: Sequence[str], tables: Sequence[Sequence[Row]] = ()
) -> Path:
    """A Word document; a paragraph that begins with # is a heading, ## one below it."""
    return _written(world, name, "docx", paragraphs=list(paragraphs), tables=tables)


def seven_zip(world: World, name: str, files: Mapping[str, str | bytes]) -> Path:
    """A 7z archive of these files."""
    packed = {
        member: base64.b64encode(raw.encode() if isinstance(raw, str) else raw).decode()
        for member, raw in files.items()
    }
    return _written(world, name, "seven_zip", files=packed)


def pdf(world: World, name: str, pages: Sequence[str]) -> Path:
    """A PDF with a page for each text, its lines one below the other, in any script."""
    return world.file(name, pdf_bytes(pages))


def pdf_bytes(pages: Sequence[str]) -> bytes:
    """The bytes of such a PDF; its font is named, not embedded, and maps codes to Unicode."""
    first = 6
    kids = " ".join(f"{first + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /Identity-H"
        b" /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /STSong-Light /DW 600"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        _stream(_unicode_map("".join(pages))),
    ]
    for i, text in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {first + 2 * i + 1}"
            " 0 R /Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(_stream(_drawn(text)))
    return _assembled(objects)


def _stream(content: str) -> bytes:
    raw = content.encode()
    return f"<< /Length {len(raw)} >>\nstream\n".encode() + raw + b"\nendstream"


def _code(text: str) -> str:
    return text.encode("utf-16-be").hex().upper()


def _drawn(text: str) -> str:
    lines = (f"<{_code(line)}> Tj T*" for line in text.splitlines())
    return "BT /F1 11 Tf 15 TL 50 790 Td\n" + "\n".join(lines) + "\nET"


def _unicode_map(text: str) -> str:
    letters = sorted(set(text) - {"\n"})
    blocks = []
    for at in range(0, len(letters), 100):
        block = letters[at : at + 100]
        pairs = "\n".join(f"<{_code(c)}> <{_code(c)}>" for c in block)
        blocks.append(f"{len(block)} beginbfchar\n{pairs}\nendbfchar")
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CMapName /Plain def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        + "\n".join(blocks)
        + "\nendcmap\nend\nend"
    )


def _assembled(objects: Sequence[bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\n".encode()
    return bytes(out) + f"startxref\n{table}\n%%EOF\n".encode()
