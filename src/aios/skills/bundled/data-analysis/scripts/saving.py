"""Where a question wants its result kept, and the part of a program that writes it there."""

# ruff: noqa: E501 - a pattern and the lines of the written program are one line

import re

from aios_skill import Failure

PICTURES = ("png", "jpg", "jpeg", "svg")
FORMATS = {
    "xlsx": "xlsx", "excel": "xlsx", "csv": "csv", "tsv": "tsv", "jsonl": "jsonl", "json lines": "jsonl",
    "json": "json", "parquet": "parquet", "markdown": "md", "md": "md", "txt": "txt", "文本": "txt",
}  # fmt: skip


def _format(group):
    """A pattern of the words for formats."""
    return rf"(?P<{group}>{'|'.join(sorted(FORMATS, key=len, reverse=True))})(?![a-z0-9])"


_NAMED = (
    r"(?:并|，|,|then|and)?\s*(?:保存|另存|存|导出|输出|写入?|save|export|write|store)(?:d| it| them| the \w+| 它们?|结果)*\s*(?:到|成|为|至|as|to|in|into)*\s*(?:一个|an?\s|名为|叫做?|文件|file\s|named|called|\s)*"
    r"[\"'`]?(?P<name>[\w./~-]+\.(?P<ext>[a-z]{2,8}))(?![\w.])[\"'`]?(?:\s*(?:文件|里|中))?"
)
_MORE = r"(?:\s*(?:format|files?|spreadsheet|workbook|sheet|table|格式|文件|表格|工作簿|表))*"
_VERB = r"(?:并|，|,|then|and)?\s*\b(?:save|export|write|store|output|dump)d?\b"
_UNNAMED = (
    rf"{_VERB}(?P<kept>[^,，;；]{{0,90}}?)\b(?:to|as|into|in)\s+(?:an?\s+|one\s+|the\s+)?{_format('to')}{_MORE}"
    rf"|{_VERB}\s+(?:an?\s+)?{_format('verb')}{_MORE}"
    rf"|(?:并|，|,)?\s*(?:保存|另存|存|导出|输出|写|转)[^,，。]{{0,8}}?{_format('zh')}{_MORE}"
    rf"|\bas (?:an? )?{_format('as')}{_MORE}"
)


def wished(text):
    """(the text without it, the picture's name, the file's name) of what is to be written."""
    picture = export = ""
    for match in re.finditer(_NAMED, text):
        name = match["name"].split("/")[-1]
        if match["ext"] in PICTURES:
            picture = name
        elif name.rpartition(".")[2] in (*_WRITERS, "xls", "html", "docx", "pdf", "ods"):
            export = name
    text = re.sub(_NAMED, " ", text)
    unnamed = re.search(_UNNAMED, text)
    if unnamed and not export:
        word = next(filter(None, map(unnamed.group, ("to", "verb", "zh", "as"))))
        export = f"result.{FORMATS[word]}"
    return re.sub(_UNNAMED, lambda match: f" {match['kept'] or ''} ", text), picture, export


def export_code(name, say):
    """(modules, program text) that writes `columns` and `rows` to a file of this name."""
    suffix = name.rpartition(".")[2].lower()
    if suffix not in _WRITERS:
        raise Failure(
            "format_unknown",
            say(f"结果不能写成 .{suffix}。", f"A result cannot be written as .{suffix}."),
            say("可以写成：", "It can be: ") + ", ".join(_WRITERS) + say("。", "."),
        )
    modules, text = _WRITERS[suffix]
    return list(modules), text.replace("NAME", repr(name))


_TEXT = 'with open(os.path.join(OUT, NAME), "w", encoding="utf-8{mark}", newline="") as file:\n    '
_DICTS = "[dict(zip(columns, row)) for row in rows]"
_WRITERS = {
    "csv": (("csv",), f"\n{_TEXT.format(mark='-sig')}csv.writer(file).writerows([columns, *rows])\n"),
    "tsv": (("csv",), f"\n{_TEXT.format(mark='')}csv.writer(file, delimiter='\\t').writerows([columns, *rows])\n"),
    "txt": (("csv",), f"\n{_TEXT.format(mark='')}csv.writer(file, delimiter='\\t').writerows([columns, *rows])\n"),
    "json": (("json",), f"\n{_TEXT.format(mark='')}json.dump({_DICTS}, file, ensure_ascii=False, indent=2, default=str)\n"),
    "jsonl": (("json",), f"\n{_TEXT.format(mark='')}file.writelines(json.dumps(row, ensure_ascii=False, default=str) + \"\\n\" for row in {_DICTS})\n"),
    "md": ((), f"""
cells = [columns, ["---"] * len(columns), *([str(cell).replace("|", "\\\\|") for cell in row] for row in rows)]
{_TEXT.format(mark='')}file.writelines("| " + " | ".join(row) + " |\\n" for row in cells)
"""),
    "xlsx": (("openpyxl",), """
book = openpyxl.Workbook(write_only=True)
sheet = book.create_sheet("result")
for row in [columns, *rows]:
    sheet.append(["'" + cell if isinstance(cell, str) and cell.startswith("=") else cell for cell in row])
book.save(os.path.join(OUT, NAME))
"""),
    "parquet": ((), """
ask(f"COPY ({SQL}) TO '{os.path.join(OUT, NAME)}' (FORMAT parquet)".replace("\\n)", ")"))
"""),
}  # fmt: skip
