"""Open the user's file: refuse what is no table, find its encoding and shape, return a Table."""

# ruff: noqa: E501 - a sentence in two languages is one line

import gzip
import json
import os
import stat
import zlib
from dataclasses import replace

from aios_skill import Failure
from cells import in_thousands, judge
from columnar import parquet_table
from decoding import decoded
from delimited import layout_of
from jsondata import shape_of
from logs import log_table
from table import Table, literal
from workbooks import OLE, is_workbook, sheet_of

SAMPLE_BYTES = 400_000
SAMPLE_ROWS = 1000
UNPACKED = 8  # times the size of a gzip file, roughly
BINARY = {
    b"PK\x03\x04": "a zip file",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"%PDF": "a PDF",
    b"\x7fELF": "a program",
    OLE: "an old Word or other Office file",
    b"SQLite format 3": "an SQLite database",
}


def open_table(path, say, question=""):
    """The Table in the file, or a Failure that says what is wrong with it and how to mend it.

    The `question` may say which sheet of a workbook is meant.
    """
    size = _checked(path, say)
    with open(path, "rb") as file:
        head = file.read(SAMPLE_BYTES)
    if head.startswith(b"PAR1"):
        return parquet_table(path, size, say)
    if is_workbook(path, head):
        return _sheet_table(path, question, say)
    packed = head.startswith(b"\x1f\x8b")
    if packed:
        head, size = _unpacked(path, say), size * UNPACKED
    return _text_table(path, head, max(size, len(head)), packed, say)


def _text_table(path, head, size, packed, say):
    """The table in a text file: JSON, a log, or fields between delimiters."""
    cut = size > len(head) or (packed and len(head) == SAMPLE_BYTES)
    text, encoding = _decoded(head, path, cut, say)
    if not text.strip():
        raise Failure(
            "file_empty", say(f"文件是空的：{path}", f"The file is empty: {path}"), _give_rows(say)
        )
    recoded = encoding not in ("utf-8", "utf-8-sig", "utf-16")
    if text.lstrip()[:1] in "[{":
        found = log_table(text, path, size, say) or _json_table(
            path, text, encoding, size, cut, say
        )
        recoded |= packed  # DuckDB looks for the compression of JSON in the file's name
    else:
        found = log_table(text, path, size, say) or _csv_table(path, text, encoding, size, cut, say)
    if recoded:
        return replace(found, feeder=("recode", encoding), piped=not found.is_json)
    if packed:
        return replace(
            found,
            source=found.source.replace(
                "read_csv(getvariable('file'),", "read_csv(getvariable('file'), compression='gzip',"
            ),
        )
    return found


def _unpacked(path, say):
    """The beginning of what a gzip file holds."""
    try:
        with gzip.open(path) as file:
            head = file.read(SAMPLE_BYTES)
    except (OSError, EOFError, zlib.error):
        raise _not_a_table(path, say, "its compression is broken", "压缩数据已损坏") from None
    if head[257:262] == b"ustar":
        raise _not_a_table(path, say, "it is an archive of files", "它是打包的多个文件")
    return head


def _sheet_table(path, question, say):
    """The table in one sheet of a workbook, read as the CSV that a program makes of it."""
    sheet = sheet_of(path, question, say)
    try:
        found = _csv_table(path, sheet.text, "utf-8", sheet.size, sheet.cut, say)
    except Failure as failure:
        if failure.code != "not_a_table":
            raise
        raise _not_a_table(
            path,
            say,
            f"no table was found in its sheet {sheet.name}",
            f"工作表 {sheet.name} 里没有表格",
        ) from None
    layout = say(f"Excel 工作表 {sheet.name}", f"Excel sheet {sheet.name}")
    return replace(
        found, feeder=(sheet.feeder, sheet.name), layout=layout, notes=(*sheet.notes, *found.notes), said=sheet.said
    )  # fmt: skip


def _give_rows(say):
    return say("请给一个有表头和数据行的文件。", "Give a file with a header line and rows.")


def _checked(path, say):
    try:
        info = os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        raise Failure(
            "file_missing",
            say(f"文件不存在：{path}", f"There is no file {path}."),
            say("请检查路径和拼写。", "Check the path and its spelling."),
            {"path": path},
        ) from None
    except OSError as problem:
        raise _unreadable(path, problem, say) from None
    if not stat.S_ISREG(info.st_mode):
        kind = say("文件夹", "folder") if stat.S_ISDIR(info.st_mode) else say("设备", "device")
        raise Failure(
            "not_a_file",
            say(f"{path} 是{kind}，不是文件。", f"{path} is a {kind}, not a file."),
            say("请指定其中的一个 CSV 或 JSON 文件。", "Name one CSV or JSON file in it."),
            {"path": path},
        )
    if not os.access(path, os.R_OK):
        raise _unreadable(path, PermissionError("permission denied"), say)
    return info.st_size


def _unreadable(path, problem, say):
    return Failure(
        "file_unreadable",
        say(f"无法读取 {path}：{problem}", f"{path} cannot be read: {problem}"),
        say("请检查文件的权限。", "Check the file's permissions."),
        {"path": path},
    )


def _decoded(head, path, cut, say):
    """The sample as text, and the encoding."""
    for magic, kind in BINARY.items():
        if head.startswith(magic):
            raise _not_a_table(path, say, f"it is {kind}", f"它是二进制文件（{kind}）")
    text, encoding = decoded(head, cut)
    if encoding == "binary":
        raise _not_a_table(path, say, "it is a binary file", "它是二进制文件")
    if encoding == "unknown":
        raise Failure(
            "encoding_unknown",
            say(f"无法识别 {path} 的文字编码。", f"The text encoding of {path} is not known."),
            say("请另存为 UTF-8。", "Save it as UTF-8."),
            {"path": path},
        )
    return text, encoding


def _not_a_table(path, say, why, why_zh):
    return Failure(
        "not_a_table",
        say(f"{path} 不是表格：{why_zh}。", f"{path} is not a table: {why}."),
        say(
            "请给一个 CSV、JSON、Excel、Parquet 或日志文件。",
            "Give a CSV, JSON, Excel, Parquet or log file.",
        ),
        {"path": path},
    )


def _json_table(path, text, encoding, size, cut, say):
    shape = shape_of(
        path, text, size, encoding, cut, lambda zh, en: _not_a_table(path, say, en, zh)
    )
    columns = tuple(
        judge(name, [row.get(name) for row in shape.rows], path=json_path)
        for name, json_path in shape.columns.items()
    )
    return Table(
        path=path, columns=columns, size=size, is_json=True, layout=shape.layout, source=shape.source
    )  # fmt: skip


def _csv_table(path, text, encoding, size, cut, say):
    layout = layout_of(text, cut)
    if layout.problem:
        raise _not_a_table(path, say, layout.problem[1], layout.problem[0])
    if not layout.rows:
        raise Failure(
            "file_empty",
            say(f"{path} 只有表头，没有数据行。", f"{path} has a header but no rows."),
            _give_rows(say),
            {"columns": layout.names},
        )
    cells = zip(*layout.rows[:SAMPLE_ROWS], strict=True)
    comma, tab = layout.delimiter != ",", layout.delimiter == "\t"
    columns = tuple(
        judge(n, c, decimal_comma=comma and not (tab and in_thousands(c)))
        for n, c in zip(layout.names, cells, strict=True)
    )
    if not _is_data(columns, layout):
        raise _not_a_table(path, say, "no columns were found in its lines", "各行里找不到列")
    return Table(
        path=path, columns=columns, size=size, source=_read_csv(layout, encoding),
        layout=f"CSV, {encoding}, {json.dumps(layout.delimiter)}",
        notes=tuple(say(zh, en) for zh, en in layout.notes),
    )  # fmt: skip


def _is_data(columns, layout):
    """One column of long sentences is prose, not a table."""
    if len(columns) > 1:
        return True
    lengths = [len(row[0]) for row in layout.rows[:200]]
    return sum(lengths) / len(lengths) < 60


def _read_csv(layout, encoding):
    names = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in layout.names)
    wide = ", encoding='utf-16'" if encoding == "utf-16" else ""
    return (
        f"read_csv(getvariable('file'), auto_detect=false, delim={literal(layout.delimiter)}, quote='\"',"
        f" escape='\"', header={str(layout.header).lower()}, skip={layout.skip}{wide},\n"
        f"    ignore_errors=true, store_rejects=true, columns={{{names}}})"
    )
