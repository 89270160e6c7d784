"""A table as a workbook with a sheet for each value of a column: "one sheet per branch"."""

import re

from failures import failed
from tables import Table, as_text

MOST_SHEETS = 190
_SHEET = r"(?:work\s?)?(?:sheets?|tabs?)"
_BLATT = r"(?:工作表|工作簿页|标签页?|页签|表单|sheet|tab|[一1]张(?:单独的?)?表(?!格))"
_SHEETS = re.compile(
    rf"\b{_SHEET}\s+(?:per|for\s+(?:each|every|the\s+different)|by)\s+(?:the\s+)?(?P<a>\w+(?:\s\w+)?)"
    rf"|\b(?:each|every|per)\s+(?P<b>\w+(?:\s\w+)?)\b(?:\s+\w+){{0,3}}?\s+(?:its|their|an?|one|separate)\s+"
    rf"(?:own\s+|separate\s+|single\s+)?{_SHEET}\b"
    rf"|\bby\s+(?P<c>\w+(?:\s\w+)?)\s+(?:in)?to\s+(?:separate\s+|different\s+|several\s+|its\s+own\s+)?{_SHEET}\b"
    rf"|每一?(?:个|种|家|位|名|类)?\s*(?P<d>[^，,。；;\s]{{1,16}}?)\s*(?:单独|各自|分别|各|都|放|占|用|做|建|存|写|到|在|成|为|对应|有)*"
    rf"\s*[一1]?[个张]?\s*(?:单独的?|独立的?)?\s*{_BLATT}"
    rf"|一(?:个|种|家|位|名|类)\s*(?P<g>[^，,。；;\s]{{1,10}}?)\s*(?:对应|放|占|用)?\s*[一1][个张]\s*(?:单独的?|独立的?)?\s*{_BLATT}"
    rf"|按照?\s*(?P<e>[^，,。；;\s]{{1,16}}?)\s*(?:列|字段)?(?:分|拆|放|存|写)[^，,。；;]{{0,10}}?{_BLATT}"
    rf"|(?:不同|各个?)的?\s*(?P<f>[^，,。；;\s]{{1,16}}?)\s*(?:的数据|的记录)?(?:分别|各自)?(?:放|分|存|写)[^，,。；;]{{0,10}}?{_BLATT}",
    re.IGNORECASE,
)
_SPANS = ((r"months?|monthly|月份?", 7), (r"years?|yearly|年份?", 4), (r"days?|天|日期", 10))


# "each file on a sheet of its own" is no value of a column.
_FILES = re.compile(
    r"(?:(?:csv|json|excel|xlsx|source|input)\s*)?(?:files?|tables?|sheets?|文件|表格?|数据表|工作表)|csv|json",
    re.IGNORECASE,
)


def sheets_said(text):
    """Where a text asks for a sheet for each of something in a table; None where it does not."""
    found = _SHEETS.search(text)
    word = next(filter(None, found.groups())).strip() if found else ""
    return None if _FILES.fullmatch(word) else found


def without_sheets(text):
    """A text without its words on the sheets, which choose no columns and rows."""
    found = sheets_said(text)
    return text[: found.start()] + " " + text[found.end() :] if found else text


def sheeted(request, table, text):
    """(the parts of the table, each titled by its value, the column's name) as the text asks."""
    found = sheets_said(text)
    word = next(filter(None, found.groups())).strip().lower()
    column, length = _column(word, table)
    if column is None:
        raise failed(request, "split_how", file=table.title, column=table.header[0])
    groups = {}
    for row in table.rows():
        groups.setdefault(as_text(row[column])[:length], []).append(row)
    if len(groups) > MOST_SHEETS:
        said = f"{len(groups):,} > {MOST_SHEETS}"
        raise failed(request, "too_large", file=table.title, said=said)
    empty = request.say("空", "empty")
    parts = [_part(table, value or empty, rows) for value, rows in sorted(groups.items())]
    return parts, str(table.header[column])


def _part(table, title, rows):
    return Table(title, table.header, lambda: iter(rows), types=table.types, count=len(rows))


def _column(word, table):
    """(the column that a word means, how much of its values counts); (None, None) for none."""
    names = [_plain(name) for name in table.header]
    for said in (word, *word.split()):
        same = [i for i, name in enumerate(names) if name and name in (_plain(said), said)]
        if same:
            return same[0], None
    held = [i for i, name in enumerate(names) if name and (name in word or _plain(word) in name)]
    if len(held) == 1:
        return held[0], None
    words = (word, *word.split())
    span = next((n for said, n in _SPANS if any(re.fullmatch(said, one) for one in words)), None)
    dates = [i for i, kind in enumerate(table.types or ()) if kind in ("date", "datetime")]
    return (dates[0], span) if span and dates else (None, None)


def _plain(name):
    """A name in lower case without signs and the ending of a plural."""
    bare = re.sub(r"[\s_-]+", "", str(name).lower())
    bare = re.sub(r"(?<=[a-z])ies$", "y", bare) if bare.isascii() else bare
    return re.sub(r"(?<=ch|sh|ss)es$|(?<=[a-rt-z])s$", "", bare)
