"""Open the user's file: refuse what is no table, find its encoding and shape, return a Table."""

# ruff: noqa: E501 - a sentence in two languages is one line

import codecs
import json
import os
import stat

from aios_skill import Failure
from cells import judge
from delimited import layout_of
from jsondata import shape_of
from table import Table, literal

SAMPLE_BYTES = 400_000
SAMPLE_ROWS = 1000
BINARY = {
    b"PK\x03\x04": "a zip or Excel file",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"%PDF": "a PDF",
    b"\x7fELF": "a program",
    b"\x1f\x8b": "a gzip file",
    b"\xd0\xcf\x11\xe0": "an old Excel or Word file",
    b"SQLite format 3": "an SQLite database",
    b"PAR1": "a Parquet file",
}


def open_table(path, say):
    """The Table in the file, or a Failure that says what is wrong with it and how to mend it."""
    size = _checked(path, say)
    with open(path, "rb") as file:
        head = file.read(SAMPLE_BYTES)
    text, encoding = _decoded(head, path, size > len(head), say)
    if not text.strip():
        raise Failure(
            "file_empty", say(f"文件是空的：{path}", f"The file is empty: {path}"), _give_rows(say)
        )
    if text.lstrip()[:1] in "[{":
        return _json_table(path, text, encoding, size, size > len(head), say)
    return _csv_table(path, text, encoding, size, size > len(head), say)


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
    for encoding in _candidates(head):
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            text = decoder.decode(head, not cut)
        except UnicodeDecodeError:
            continue
        if _readable(text) and _plausible(text, encoding):
            return text.lstrip("\ufeff"), encoding
    if b"\x00" in head:
        raise _not_a_table(path, say, "it is a binary file", "它是二进制文件")
    if head.decode("utf-8", "replace").count("\ufffd") < 0.001 * len(head) + 3:
        return head.decode("utf-8", "replace").lstrip("\ufeff"), "utf-8"
    raise Failure(
        "encoding_unknown",
        say(f"无法识别 {path} 的文字编码。", f"The text encoding of {path} is not known."),
        say("请另存为 UTF-8。", "Save it as UTF-8."),
        {"path": path},
    )


def _candidates(head):
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ["utf-16"]
    nulls = head[:2000].count(0)
    if nulls > len(head[:2000]) // 5:
        even = head[0:2000:2].count(0)
        return ["utf-16-be" if even > nulls // 2 else "utf-16-le"]
    return ["utf-8-sig", "gb18030", "big5", "shift_jis", "cp1252"]


def _plausible(text, encoding):
    """Whether the letters beyond ASCII are those people write, not accidents of a wrong decoding."""
    letters = [ch for ch in text[:50000] if ch > "\x7f"]
    if encoding == "gb18030":
        return _share_encodable(letters, "gb2312") >= 0.6
    if encoding == "big5":  # the first level holds the common characters
        return sum(ch.encode("big5", "replace") < b"\xc6\x7f" for ch in letters) >= 0.8 * len(
            letters
        )
    if encoding == "shift_jis":
        return any("\u3040" <= ch <= "\u30ff" for ch in letters)
    return True


def _share_encodable(letters, encoding):
    known = sum(1 for ch in letters if ch.encode(encoding, "ignore"))
    return known / len(letters) if letters else 1.0


def _readable(text):
    """Whether this is text people write: no control bytes, no private or unassigned letters."""
    odd = sum(
        1
        for ch in text[:20000]
        if (ch < " " and ch not in "\t\r\n\f") or "\ue000" <= ch <= "\uf8ff"
    )
    return "\x00" not in text and odd <= len(text[:20000]) * 0.001


def _not_a_table(path, say, why, why_zh):
    return Failure(
        "not_a_table",
        say(f"{path} 不是表格：{why_zh}。", f"{path} is not a table: {why}."),
        say(
            "请给一个 CSV、JSON 或 JSON Lines 文件（Excel 请另存为 CSV）。",
            "Give a CSV, JSON or JSON Lines file (from Excel: save as CSV).",
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
        path=path, columns=columns, size=size, is_json=True, layout=shape.layout,
        encoding=_to_recode(encoding), source=shape.source,
    )  # fmt: skip


def _to_recode(encoding):
    return "" if encoding in ("utf-8", "utf-8-sig", "utf-16") else encoding


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
    comma = layout.delimiter != ","
    columns = tuple(
        judge(n, c, decimal_comma=comma) for n, c in zip(layout.names, cells, strict=True)
    )
    if not _is_data(columns, layout):
        raise _not_a_table(path, say, "no columns were found in its lines", "各行里找不到列")
    return Table(
        path=path, columns=columns, size=size, encoding=_to_recode(encoding),
        source=_read_csv(layout, encoding), layout=f"CSV, {encoding}, {json.dumps(layout.delimiter)}",
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
