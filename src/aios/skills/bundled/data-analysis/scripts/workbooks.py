"""Excel workbooks: which sheet a question means, and its cells as the text of a CSV file."""

# ruff: noqa: E501 - a pattern is read as one line

import csv
import os
import re
import tempfile
import zipfile
from dataclasses import dataclass, replace

import feeders
from aios_skill import Failure
from sentence import normal
from timed import month_named
from words import MEANINGS

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SAMPLE_BYTES = 400_000
_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xltx", ".xltm")
_ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "last": 0,
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
}
_QUOTES = "\"'“”‘’「」『』《》`"
_SHEET = r"(?:工作表|表单|表页|页签|标签页|(?<=[每各]张)表(?![格单面])|(?<=所有|全部)表(?![格单面])|sheet ?页?|worksheet|tab)"
_NAMED = re.compile(
    rf"(?:\b(?:in|from|of|on|use|using)\s+)?(?:the\s+)?\b(?:work)?sheet\s+(?:named\s+|called\s+)?[{_QUOTES}]?(?P<a>(?!(?:of|in|from|with|and|is|the|to|names?)\b)[\w-]+)[{_QUOTES}]?(?:\s+(?:of|in|from)\b)?"
    rf"|(?:\b(?:in|from|of|on)\s+)?\bthe\s+[{_QUOTES}]?(?P<b>[\w-]+)[{_QUOTES}]?\s+(?:work)?sheet\b(?:\s+(?:of|in|from)\b)?"
    rf"|(?:在|用)?[{_QUOTES}](?P<c>[^{_QUOTES}]+)[{_QUOTES}]\s*(?:这[个张])?{_SHEET}(?:里面?|中|上)?的?"
    rf"|(?:在|用)?{_SHEET}\s*[{_QUOTES}](?P<d>[^{_QUOTES}]+)[{_QUOTES}](?:里面?|中|上)?的?"
    rf"|(?<=[在的里中用])\s*(?P<e>[\w\u4e00-\u9fff-]{{1,12}}?)\s*(?:这[个张])?工作表(?:里面?|中|上)?的?",
    re.I,
)
_COUNTED = re.compile(
    rf"(?:the\s+)?\b(?P<en>first|second|third|fourth|last)\s+(?:work)?sheet\b|第(?P<zh>[一二三四五\d])[个张]?{_SHEET}(?:里面?|中|上)?的?",
    re.I,
)


_SHEETS = re.compile(
    r"\b(?:what|which|how many|list|show|name)(?: me)?(?: all)?(?: the| are the)?(?: names of(?: the)?| \w+)? (?:work)?sheets\b|\bsheet names\b"
    rf"|(?:哪些|哪几[个张]|几[个张]|多少[个张]?|(?:列出|显示|看看|查看)(?:所有的?|全部)?){_SHEET}|{_SHEET}(?:的?名[字称]|列表|有哪些|有几)",
    re.I,
)


EVERY = re.compile(
    r"(?:把)?(?:[两二三四五六七八九十几]|十[一二])个(?:月份?|季度?|年度?|城市|地区|门店|部门|分公司)的?(?:数据|表)?(?:全部?)?(?:合|加|汇总|合并|累加)(?:在一起|到一起|起来|计|一起)的?(?:看)?"
    rf"|(?:\b(?:in|over|of|across|from|on)\s+)*\b(?:all|every|each|both)(?: of)?(?: the| its)?(?: \w+)? (?:work)?sheets?(?: together)?\b|(?:\b(?:combine|merge|stack|join|add|put|take)(?: together)? )?\bthe (?:two|three|four|five|six|\d{{1,2}}) (?:work)?sheets\b(?: together)?|\bacross(?: the)? (?:work)?sheets\b"
    rf"|(?:在|里的?|中的?)?(?:所有|全部|每一?[个张]?|各[个张]?|这?[两三四五几]个)的?\s*{_SHEET}(?:里面?|中|上)?(?:的(?!名))?(?:加(?:在)?一起|合并(?:起来|后)?|合计)?",
    re.I,
)
_ONE_EACH = re.compile(rf"\b(?:per|by|each|every|which|for each) (?:work)?sheet\b|(?:每一?[个张]?|各个?|按照?|哪一?[个张]?){_SHEET}", re.I)  # fmt: skip


def asks_for_every_sheet(path, question):
    """Whether the question is put to all sheets of a workbook at once."""
    whole = EVERY.search(question) or _ONE_EACH.search(question)
    return path.lower().endswith(_SUFFIXES) and bool(whole)


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A sheet as CSV text: its beginning, the size of the whole, the function that copies it.

    `said` is what the question spent on naming it.
    """

    name: str
    text: str
    size: int
    feeder: str
    notes: tuple = ()
    said: tuple = ()

    @property
    def cut(self):
        """Whether `text` is only the beginning."""
        return self.size > SAMPLE_BYTES


def asks_for_sheets(path, question):
    """Whether the question is which sheets a workbook has."""
    return path.lower().endswith(_SUFFIXES) and bool(_SHEETS.search(question))


def sheets_told(path, say):
    """The result that lists the sheets: name, rows with anything in them, columns."""
    found = _sheets_in(path, say)
    lines = [
        say(
            f"- {name}：{rows} 行（含表头），{wide} 列",
            f"- {name}: {rows} rows with the header, {wide} columns",
        )
        for name, rows, wide in found
    ]
    file = os.path.basename(path)
    head = say(
        f"{file} 有 {len(found)} 个工作表：",
        f"{file} has {len(found)} sheet{'s' if len(found) > 1 else ''}:",
    )
    return {
        "answer": "\n".join([head, *lines]),
        "data": {"columns": ["sheet", "rows", "columns"], "rows": found},
        "notes": [],
    }


def _sheets_in(path, say):
    feeder, names = opened(path, say)
    found = []
    with tempfile.TemporaryDirectory() as folder:
        target = os.path.join(folder, "sheet.csv")
        for name in names:
            getattr(feeders, feeder)(path, target, name)
            with open(target, encoding="utf-8", newline="") as file:
                rows = [row for row in csv.reader(file) if any(cell.strip() for cell in row)]
            found.append([name, len(rows), max(map(len, rows), default=0)])
    return found


def is_workbook(path, head):
    """Whether this is an Excel file: by what it holds, or by a name that says so."""
    if head.startswith(OLE):
        return path.lower().endswith(_SUFFIXES) or "Workbook".encode("utf-16-le") in head
    if not head.startswith(b"PK\x03\x04"):
        return path.lower().endswith(_SUFFIXES) and not head[:200].isascii()
    return path.lower().endswith(_SUFFIXES) or b"xl/workbook" in head or _holds_workbook(path)


def _holds_workbook(path):
    try:
        with zipfile.ZipFile(path) as file:
            return "xl/workbook.xml" in file.namelist()
    except (zipfile.BadZipFile, OSError):
        return False


def sheet_of(path, question, say):
    """The Sheet that the question names, else the one with the most to read."""
    feeder, names = opened(path, say)
    name, said = _asked(path, names, question, say)
    with tempfile.TemporaryDirectory() as folder:
        copies = [_copied(path, folder, feeder, n, said) for n in ([name] if name else names)]
    found = max(copies, key=lambda sheet: _worth(sheet, question))
    if not found.text.strip(", \r\n"):
        raise Failure(
            "sheet_empty",
            say(
                f"{path} 的工作表 {found.name} 是空的。",
                f"The sheet {found.name} of {path} is empty.",
            ),
            say(f"它的工作表：{'、'.join(names)}。", f"Its sheets: {', '.join(names)}."),
            {"path": path, "sheets": names},
        )
    if len(names) == 1:
        return found
    if name and not said:
        found = replace(found, said=_only_a_sheet(name, found.text, question))
    others = "、".join(n for n in names if n != found.name)
    note = say(f"来自工作表 {found.name}", f"from the sheet {found.name}")
    if not name:
        note += say(f"（另有 {others}）", f" (others: {others.replace('、', ', ')})")
    return replace(found, notes=(note,))


def sheet_named(path, question, say):
    """The name of the one sheet that the question asks for, or an empty text."""
    return _asked(path, opened(path, say)[1], question, say)[0] or ""


def opened(path, say):
    """(the feeder, the names of the sheets); a Failure for a workbook that is locked or broken."""
    with open(path, "rb") as file:
        ole = file.read(8) == OLE
    if ole and _holds(path, "EncryptedPackage".encode("utf-16-le")):
        raise _locked(path, say)
    try:
        return ("copy_old_sheet", _old_names(path)) if ole else ("copy_sheet", _names(path))
    except Exception as problem:  # a broken file breaks the readers anywhere, with any error
        if "encrypted" in str(problem).lower() or "password" in str(problem).lower():
            raise _locked(path, say) from None
        raise _broken(path, problem, say) from problem


def _holds(path, mark):
    with open(path, "rb") as file:
        head = file.read(1 << 20)
        file.seek(max(0, os.path.getsize(path) - (1 << 20)))
        return mark in head or mark in file.read()


def _names(path):
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True)
    try:
        return [sheet.title for sheet in book.worksheets]
    finally:
        book.close()


def _old_names(path):
    import xlrd

    with xlrd.open_workbook(path, on_demand=True) as book:
        return book.sheet_names()


def _asked(path, names, question, say):
    """(the sheet's name or "", what was said of it); a Failure for a sheet that is not there."""
    counted = _COUNTED.search(question)
    if counted:
        word = (counted["en"] or counted["zh"]).lower()
        number = int(word) if word.isdigit() else _ORDINALS[word]
        if number <= len(names):
            return names[number - 1], (counted.group(),)
        raise _unknown(path, counted.group(), names, say)
    text = question.replace(os.path.basename(path), " ")
    for name in sorted(names, key=len, reverse=True):
        known = rf"[{_QUOTES}]?{re.escape(name)}[{_QUOTES}]?"
        near = re.search(rf"(?:(?:in|from|of|on|在|用)\s*)?(?:the\s+)?(?:{known}\s*(?:这[个张])?\s*{_SHEET}|{_SHEET}\s*(?:named |called |叫做?|名为)?{known})(?![a-z0-9])(?:里面?|中|上)?的?", text, re.I)  # fmt: skip
        if near:
            return name, (near.group(),)
    for match in _NAMED.finditer(text):
        wanted = next(group for group in match.groups() if group)
        if wanted.isdigit() and 0 < int(wanted) <= len(names):
            return names[int(wanted) - 1], (match.group(),)
        raise _unknown(path, wanted, names, say)
    name = _spoken(text, names)
    table = re.search(rf"{re.escape(name)}表(?!格)(?:里面?|中|上)?的?", text) if name else None
    if name and not table and month_named(name):  # "二月哪个商品卖得最多"
        table = re.search(rf"{re.escape(name)}份?的?", text, re.I)
    return name, (table.group(),) if table else ()


def _spoken(text, names):
    """The only sheet whose name stands in the question as it is, or ""."""
    text = normal(text)
    found = [
        name
        for name in names
        if len(name) > 1 and re.search(rf"(?<![a-z0-9]){re.escape(normal(name))}(?![a-z0-9])", text)
    ]
    return found[0] if len(found) == 1 else ""


def _only_a_sheet(name, text, question):
    """(what is said of the sheet,) where its name, "二班", can mean nothing else in the table."""
    if normal(name) in MEANINGS or normal(name) in normal(text):
        return ()
    rows = name.lower().endswith("s") and normal(name)[:-1] in normal(text)  # "bookings per month"
    lead = r"(?:在|\b(?:in|from|of|for) )" + ("" if rows else "?")
    known = rf"{lead}(?:the )?{re.escape(name)}(?:里面?|中|上)?的?"
    said = re.search(known, question, re.I)
    return (said.group(),) if said else ()


def _copied(path, folder, feeder, name, said):
    """The Sheet with its beginning as CSV text; a broken one is empty."""
    target = os.path.join(folder, "sheet.csv")
    getattr(feeders, feeder)(path, target, name)
    with open(target, encoding="utf-8", newline="") as file:
        text = file.read(SAMPLE_BYTES)
    return Sheet(name=name, text=text, size=os.path.getsize(target), feeder=feeder, said=said)


def _worth(sheet, question):
    """How likely the question means the sheet: its first lines' words in it, then its size."""
    lines = [line for line in sheet.text.splitlines()[:20] if line.strip(",")]
    words = {normal(cell).strip() for line in lines for cell in line.split(",")}
    asked = normal(question)
    hits = sum(1 for word in words if len(word) > 1 and word in asked)
    filled = len(sheet.text) - sheet.text.count(",") - sheet.text.count("\n")
    wide = any(line.count(",") and line.replace(",", "") != "" for line in lines)
    return wide and len(lines) > 1, hits, filled


def _locked(path, say):
    return Failure(
        "workbook_locked",
        say(
            f"{path} 有密码保护，无法读取。",
            f"{path} is protected by a password and cannot be read.",
        ),
        say("请在 Excel 里去掉密码后再试。", "Take the password off in Excel, then try again."),
        {"path": path},
    )


def _broken(path, problem, say):
    return Failure(
        "workbook_broken",
        say(f"{path} 不是完好的 Excel 文件。", f"{path} is not a whole Excel workbook."),
        say("请用 Excel 打开并另存为 .xlsx。", "Open it in Excel and save it as .xlsx."),
        {"path": path, "cause": f"{type(problem).__name__}: {problem}"},
    )


def _unknown(path, wanted, names, say):
    return Failure(
        "sheet_unknown",
        say(f"{path} 里没有工作表“{wanted}”。", f'{path} has no sheet "{wanted}".'),
        say(f"它的工作表：{'、'.join(names)}。", f"Its sheets: {', '.join(names)}."),
        {"path": path, "sheets": names},
    )
