"""The shape of a delimited text file: delimiter, header, column names."""

import csv
import io
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field

DELIMITERS = (",", ";", "\t", "|")
_VALUE = re.compile(
    r"[-+(]?[¥￥$€£]?\d[\d,. ]*[%)]?|\d{4}[-/年.]\d{1,2}.*|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}"
)
_YEAR = re.compile(r"(19|20)\d\d\s*(年|Q\d)?")


@dataclass(kw_only=True)
class Layout:
    """How to read the file. `problem` is a (zh, en) reason why it cannot be read, or empty."""

    delimiter: str = ","
    header: bool = True
    skip: int = 0
    names: list = field(default_factory=list)
    rows: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    problem: tuple = ()


def layout_of(text, cut):
    """The Layout of the text; `cut` when it is only the beginning of the file."""
    if cut:
        text = text[: text.rfind("\n") + 1] or text
    tried = [_Reading(text, delimiter) for delimiter in DELIMITERS]
    best = max(tried, key=lambda reading: reading.fit)
    if best.width == 1 and best.fit == 0 and len(best.records) > 3 and _looks_broken(tried):
        return Layout(problem=_ragged(max(tried, key=lambda reading: reading.widest)))
    return _layout(best)


class _Reading:
    """The text read with one delimiter: its records, the usual width and how well it fits."""

    def __init__(self, text, delimiter):
        self.delimiter = delimiter
        self.records = _records(text, delimiter)
        widths = Counter(len(record) for _, record in self.records)
        wide = {width: count for width, count in widths.items() if width > 1}
        self.widest = max(widths, default=1)
        self.width = max(wide, key=lambda width: (wide[width], width), default=1)
        share = wide.get(self.width, 0) / len(self.records) if self.records else 0
        self.fit = share + 0.01 * min(self.width, 20) if share >= 0.5 or self._headed(share) else 0
        if not self.fit:
            self.width = 1

    def _headed(self, share):
        return len(self.records) <= 3 and share > 0.3 and len(self.records[0][1]) == self.width


def _records(text, delimiter):
    """(line number, fields) of every line that is not empty."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    records = []
    while True:
        try:
            record = next(reader)
        except StopIteration:
            return records
        except csv.Error:
            continue  # a field beyond the csv module's limit: DuckDB reports that line
        if any(cell.strip() for cell in record):
            records.append((reader.line_num, record))


def _looks_broken(tried):
    return any(reading.widest >= 3 for reading in tried)


def _ragged(reading):
    first = len(reading.records[0][1])
    line, record = next(((n, r) for n, r in reading.records if len(r) != first), reading.records[0])
    return (
        f"各行的列数不一致，例如第 {line} 行有 {len(record)} 列，而第一行有 {first} 列",
        f"its lines do not have the same number of fields:"
        f" line {line} has {len(record)}, the first line has {first}",
    )


def _layout(reading):
    start = _first_row(reading)
    doubled = _two_lines(reading, start)
    if doubled:
        return _under(reading, *doubled)
    body = reading.records[start:]
    first_line = body[0][0] - sum(cell.count("\n") for cell in body[0][1])
    layout = Layout(delimiter=reading.delimiter, skip=first_line - 1)
    if start:
        lines = first_line - 1
        layout.notes.append(
            (
                f"跳过了表头前的 {lines} 行",
                f"{lines} line{'s' if lines > 1 else ''} before the header skipped",
            )
        )
    whole = [record for _, record in body if len(record) == reading.width]
    layout.header = _has_header(whole)
    titles = whole[0] if layout.header else [""] * reading.width
    layout.rows = whole[1:] if layout.header else whole
    layout.names = _unique(titles)
    _note_names(layout, titles)
    return layout


def _two_lines(reading, start):
    """(where the table begins, its titles) where a header of groups stands above the header."""
    for place in (start, start - 1):
        lines = [record for _, record in reading.records[max(place, 0) : place + 3]]
        if place < 0 or len(lines) < 3 or any(len(line) != reading.width for line in lines):
            continue
        above, below, first = ([tidy(cell) for cell in line] for line in lines)
        gaps = [i for i in range(1, len(above)) if not above[i] and below[i]]
        headers = all(not _VALUE.fullmatch(c) or _YEAR.fullmatch(c) for c in (*above, *below))
        told = sum(1 for cell in above if cell) > 1 and sum(1 for cell in below if cell) > 1
        if gaps and told and headers and any(_VALUE.fullmatch(cell) for cell in first):
            return place, _together(above, below)
    return None


def _together(above, below):
    """ "2025" over "Units" and "Revenue" is "2025 Units", "2025 Revenue"."""
    titles, group = [], ""
    for high, low in zip(above, below, strict=True):
        group = high or (group if low else "")
        titles.append(group if low in ("", group) else f"{group} {low}".strip())
    return titles


def _under(reading, start, titles):
    """The Layout of a table whose header takes two lines."""
    body = reading.records[start:]
    layout = Layout(delimiter=reading.delimiter, skip=body[1][0] - 1)
    layout.rows = [record for _, record in body[2:] if len(record) == reading.width]
    layout.names = _unique(titles)
    names = ", ".join(layout.names)
    layout.notes.append((f"两行表头合成列名：{names}", f"a header of two lines, read as {names}"))
    return layout


def _first_row(reading):
    """Where the table begins: the first record as wide and nearly as filled as those below."""
    wide = [(i, _filled(r)) for i, (_, r) in enumerate(reading.records) if len(r) == reading.width]
    usual = sorted(count for _, count in wide[:100])[len(wide[:100]) // 2]
    return next((i for i, count in wide[:20] if count * 2 > usual), wide[0][0])


def _filled(record):
    return sum(1 for cell in record if cell.strip())


def _note_names(layout, titles):
    if not layout.header:
        columns = ", ".join(layout.names)
        layout.notes.append(
            (f"没有表头，列名取为 {columns}", f"no header; columns are called {columns}")
        )
        return
    changed = [new for new, old in zip(layout.names, titles, strict=True) if new != tidy(old)]
    if changed:
        names = ", ".join(changed)
        layout.notes.append(
            (f"重复或空的列名改为：{names}", f"repeated or empty headers became: {names}")
        )


def _has_header(records):
    """A first line without numbers or dates is a header; so is one unlike the lines below it."""
    first = [cell.strip() for cell in records[0]]
    if any(
        _VALUE.fullmatch(cell) and not re.fullmatch(r"(19|20)\d\d(年|Q\d)?", cell) for cell in first
    ):
        return False
    years = [cell for cell in first if re.fullmatch(r"(19|20)\d\d", cell)]
    return len(years) != 1 or len(first) == 1 or len(set(first)) < len(first)


def tidy(name):
    """A header as a name: one line, no byte order mark, no space around."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", name).replace("\ufeff", "")).strip()


def _unique(titles):
    """Names without gaps or repeats, whatever the case: `a, A, ""` is `a, A_2, column3`."""
    names, seen = [], set()
    for position, title in enumerate(titles, 1):
        base = name = tidy(title) or f"column{position}"
        number = 2
        while name.lower() in seen:
            name, number = f"{base}_{number}", number + 1
        seen.add(name.lower())
        names.append(name)
    return names
