"""Where a question wants its result kept, and the part of a program that writes it there."""

# ruff: noqa: E501 - a pattern and the lines of the written program are one line

import os
import re
import textwrap
from dataclasses import replace

from aios_skill import Failure
from sentence import normal

PICTURES = ("png", "jpg", "jpeg", "svg")
FORMATS = {
    "xlsx": "xlsx", "excel": "xlsx", "csv": "csv", "tsv": "tsv", "jsonl": "jsonl", "json lines": "jsonl",
    "json": "json", "parquet": "parquet", "markdown": "md", "md": "md", "txt": "txt", "文本": "txt",
}  # fmt: skip


def _format(group):
    """A pattern of the words for formats."""
    return rf"(?P<{group}>{'|'.join(sorted(FORMATS, key=len, reverse=True))})(?![a-z0-9])"


_NAMED = (
    r"(?:并|，|,|then|and)?\s*(?:保存|另存|存|导出|输出|写入?|save|export|write|store|(?:(?<![a-z])(?:as|named|called)|叫做?|名为|名叫)(?=\s*[\"'`]?[\w./~-]+\.(?:png|svg|jpe?g)(?![\w.])))(?:d| it| them| that| this| those| these| the \w+| 它们?|结果)*\s*(?:到|成|为|至|as|to|in|into)*\s*(?:(?:png|jpe?g|svg|csv|excel|xlsx|json)\s*(?=叫|名|文件|图|格式|named|called|file|image))?(?:一个|an?\s|名[为字]|名字叫|叫做?|文件名?|图片|格式|file\s|image\s|named|called|[,，\s])*"
    r"[\"'`]?(?P<name>[\w./~-]+\.(?P<ext>[a-z]{2,8}))(?![\w.])[\"'`]?(?:\s*(?:文件|里|中))?"
)
_MORE = r"(?:\s*(?:format|files?|spreadsheet|workbook|sheet|table|格式|文件|表格|工作簿|表))*"
_VERB = r"(?:并|，|,|then|and)?\s*\b(?:save|export|write|store|output|dump)d?\b"
_UNNAMED = (
    rf"{_VERB}(?P<kept>[^,，;；]{{0,90}}?)\b(?:to|as|into|in)\s+(?:an?\s+|one\s+|the\s+)?(?:new\s+|separate\s+|own\s+)?{_format('to')}{_MORE}"
    rf"|{_VERB}\s+(?:an?\s+)?{_format('verb')}{_MORE}"
    rf"|(?:并|，|,)?\s*(?:保存|另存|存|导出|输出|写|转)[^,，。]{{0,8}}?{_format('zh')}{_MORE}"
    rf"|\bas (?:an? )?{_format('as')}{_MORE}"
)


_DRAWN_AS = r"\b(?:as|to|in|into)\s+(?:an?\s+)?(?P<en>png|svg|jpe?g)\b(?:\s*(?:file|format|image|picture))?|(?:存|保存|导出|输出|换|改|转)[^,，。]{0,6}?(?P<zh>png|svg|jpe?g)(?![\w.])\s*(?:格式|图片|文件|图)?"


def wished(text):
    """(the text without it, the picture's name, the file's name) of what is to be written.

    The picture is its suffix alone where it is given no name.
    """
    picture = export = ""
    for match in re.finditer(_NAMED, text):
        name = match["name"].split("/")[-1]
        if match["ext"] in PICTURES:
            picture = name
        elif name.rpartition(".")[2] in (*_WRITERS, "xls", "html", "docx", "pdf", "ods"):
            export = name
    text = re.sub(_NAMED, " ", text)
    drawn = re.search(_DRAWN_AS, text)
    if drawn:
        picture, text = picture or f".{drawn['en'] or drawn['zh']}", re.sub(_DRAWN_AS, " ", text)
    unnamed = re.search(_UNNAMED, text)
    if unnamed and not export:
        word = next(filter(None, map(unnamed.group, ("to", "verb", "zh", "as"))))
        export = f"result.{FORMATS[word]}"
    return re.sub(_UNNAMED, lambda match: f" {match['kept'] or ''} ", text), picture, export


_MADE = r"[\"'`]?(?P<name>[\w./~-]*?(?P<stem>[\w-]+)\.(?P<ext>{}))(?!\w|\.\w)[\"'`]?"
_ARROW = r"(?:\s*(?:-+>|=+>|→|⇒)\s*|,?\s*(?:\b(?:and )?(?:please )?(?:name|call) (?:it|that|the \w+)|\b(?:called|named|titled|(?:save|put|write|draw|plot|send) (?:it |that |this )?(?:as|to|into|in)|into|as|to|in))\s+(?:(?:a|the|an) )?(?:(?:new )?(?:file|picture|image|chart|png|csv)(?: (?:called|named))? )?)"


_INTO = r"(?:\s*(?:-+>|=+>|→|⇒)\s*|(?<=\w|[)%])\s+(?:as|to|into|in(?= (?:a |the )?(?:new )?(?:csv )?file))\s+(?:(?:a|the) )?(?:new )?(?:(?:csv )?file (?:called |named )?)?)"
_KEEPS = r"\b(?:save|saved|write|written|export|exported|store|stored|put|output|dump)\b|->|=>|→|⇒"


def told_names(text, path):
    """(the text without it, the picture's name, the file's name) of what is plainly to be made: "-> lengths.png"."""
    found, own = {"picture": "", "export": ""}, os.path.basename(path).lower()
    kinds = (
        ("picture", rf"(?:{_ARROW})?{_MADE.format('|'.join(PICTURES))}"),
        ("export", rf"{_INTO}{_MADE.format('|'.join(_WRITERS))}"),
    )
    for kind, pattern in kinds:
        made = [m for m in re.finditer(pattern, text, re.I) if not m["name"].lower().endswith(own)]
        if len(made) == 1 and (kind == "picture" or re.search(_KEEPS, text, re.I)):
            found[kind] = f"{made[0]['stem']}.{made[0]['ext']}"
            text = f"{text[: made[0].start()]} {text[made[0].end() :]}"
    return text, found["picture"], found["export"]


def only_kept(text, path):
    """Whether the text asks for nothing but the table itself in some format."""
    for name in (path, os.path.basename(path)):
        text = text.replace(name, " ")
    rest, _, export = wished(normal(text))
    return bool(export) and not re.sub(
        r"[\s,，.。;；]|请|把|将|帮我|给我|please|the|file|table", "", rest
    )


def export_code(name, say, numbers=None):
    """(modules, program text) that writes `columns` and `rows` to a file of this name.

    With `numbers`, the columns of plain numbers, it writes every row that fits instead of those
    that are told, as they flow from the database.
    """
    suffix = name.rpartition(".")[2].lower()
    if suffix not in _WRITERS:
        raise Failure(
            "format_unknown",
            say(f"结果不能写成 .{suffix}。", f"A result cannot be written as .{suffix}."),
            say("可以写成：", "It can be: ") + ", ".join(_WRITERS) + say("。", "."),
        )
    modules, text = _WRITERS[suffix]
    kept = "\nkept = rows\n"
    if numbers is not None:
        kept = (
            _TYPED.format(numbers=numbers) if suffix in _TYPED_KINDS else "\nkept = every(WHOLE)\n"
        )
        kept = _WHOLE + kept
    sql = "SQL" if numbers is None else "WHOLE"
    return [*modules, "itertools"], kept + text.replace("NAME", repr(name)).replace(
        "STATEMENT", sql
    )


def parted_code(suffix, column, say, numbers):
    """(modules, program text) that writes a file of each value of a column, and `written` of them."""
    modules, kept = export_code(f"part.{suffix}", say, numbers)
    start = kept.index(_WRITERS[suffix][1].replace("NAME", repr(f"part.{suffix}"))[:40])
    head, writer = kept[:start], kept[start:].replace(repr(f"part.{suffix}"), "name")
    return [*modules, "re"], head + _PARTED.format(column=column, suffix=suffix) + textwrap.indent(
        writer.strip("\n") + "\n", "    "
    )


_PARTED = """
parts, written, rows_kept = {{}}, [], kept
for row in rows_kept:
    parts.setdefault(row[columns.index({column!r})], []).append(row)
for value, kept in sorted(parts.items(), key=lambda part: str(part[0])):
    name = re.sub(r'[\\\\/:*?"<>|\\s]+', "_", str(value or "-")) + ".{suffix}"
    written.append((name, len(kept)))
"""
_TYPED_KINDS = ("xlsx", "json", "jsonl")
_WHOLE = """
WHOLE = SQL.rpartition("\\nLIMIT ")[0]  # every row that fits, not only those that are told
"""
_TYPED = '''
NUMBERS = {numbers!r}


def typed(name, cell):
    """A cell of a column of numbers as a number, where it is one."""
    try:
        number = float(cell) if name in NUMBERS and cell else None
    except ValueError:
        return cell
    return cell if number is None else int(number) if number.is_integer() else number


kept = ([typed(name, cell) for name, cell in zip(columns, row)] for row in every(WHOLE))
'''
_TEXT = 'with open(os.path.join(OUT, NAME), "w", encoding="utf-8{mark}", newline="") as file:\n    '
_ROW = "json.dumps(dict(zip(columns, row)), ensure_ascii=False, default=str)"
_WRITERS = {
    "csv": (("csv",), f"\n{_TEXT.format(mark='-sig')}csv.writer(file).writerows(itertools.chain([columns], kept))\n"),
    "tsv": (("csv",), f"\n{_TEXT.format(mark='')}csv.writer(file, delimiter='\\t').writerows(itertools.chain([columns], kept))\n"),
    "txt": (("csv",), f"\n{_TEXT.format(mark='')}csv.writer(file, delimiter='\\t').writerows(itertools.chain([columns], kept))\n"),
    "json": (("json",), f"""
{_TEXT.format(mark='')}file.write("[")
    file.writelines(("," if place else "") + "\\n  " + {_ROW} for place, row in enumerate(kept))
    file.write("\\n]\\n")
"""),
    "jsonl": (("json",), f"\n{_TEXT.format(mark='')}file.writelines({_ROW} + \"\\n\" for row in kept)\n"),
    "md": ((), f"""
cells = ([str(cell).replace("|", "\\\\|") for cell in row] for row in kept)
{_TEXT.format(mark='')}file.writelines("| " + " | ".join(row) + " |\\n" for row in itertools.chain([columns, ["---"] * len(columns)], cells))
"""),
    "xlsx": (("math", "openpyxl", "openpyxl.cell"), '''

def text_cell(sheet, text):
    """Text that stays text, even where it begins like a formula."""
    clean = openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.sub("", text)[:32_767]
    cell = openpyxl.cell.WriteOnlyCell(sheet, clean)
    cell.data_type = "s"
    return cell


def number_cell(sheet, number):
    """A number with the digits that Python writes: the library would write 74.85 as 74.84999999999999."""
    cell = openpyxl.cell.WriteOnlyCell(sheet, repr(number))
    cell.data_type = "n"
    return cell


def made_cell(sheet, cell):
    if isinstance(cell, str):
        return text_cell(sheet, cell)
    broken = isinstance(cell, float) and math.isfinite(cell) and not cell.is_integer()
    return number_cell(sheet, cell) if broken else cell


book, sheet = openpyxl.Workbook(write_only=True), None
for place, row in enumerate(kept):
    if place % 1_000_000 == 0:  # a sheet has room for little more
        sheet = book.create_sheet("result" if sheet is None else f"result {place // 1_000_000 + 1}")
        sheet.append(columns)
    sheet.append([made_cell(sheet, cell) for cell in row])
if sheet is None:
    book.create_sheet("result").append(columns)
book.save(os.path.join(OUT, NAME))
'''),
    "parquet": ((), """
ask(f"COPY ({STATEMENT}) TO '{os.path.join(OUT, NAME)}' (FORMAT parquet)")
"""),
}  # fmt: skip


def kept_whole(query, table, export):
    """The query with the file it is written to; "save the top 10 orders" keeps their whole rows."""
    held, group = replace(query, export=export), query.groups[0] if query.groups else None
    ranked = export and query.kind == "aggregate" and query.limit and query.order == "value"
    if not ranked or len(query.groups) > 1 or len(query.measures) > 1 or query.fields:
        return held
    number = query.measures[0].column
    if group is None or number is None or group.unit or not table.unique(group.column):
        return held
    return replace(held, kind="rows", groups=[], measures=[], order=number)
