"""Several tables into one file, and one table into several."""

# ruff: noqa: E501 - a sentence in two languages is one line

import os
import re

from aios_numerals import DIGITS, ENGLISH, about, value_of
from asked import files_of, free_name, handed_over, said_of_it, stem_of, text_of
from failures import failed
from kinds import family_of, kind_of, suffix_of, target_of
from reading import tables_from
from shaping import shaped
from tables import Table, as_text, typed
from writing import write

MOST_PARTS = 190
_WRITTEN = ("csv", "tsv", "xlsx", "json", "jsonl")
_ROWS = re.compile(r"rows?\b|lines?\b|records?\b|行|条", re.I)
_ONE_TABLE = re.compile(
    r"一[个张](?:工作)?表[里中]|(?:one|single) sheet(?! (?:each|per|for))|上下|拼|接|首尾|stack|append|concat|one below|vertical",
    re.I,
)
_BY_SHEET = re.compile(r"sheets?\b|\btabs?\b|工作表|工作簿|[表页]签|[每各一][张个]表", re.I)
# A column that tells of each row where it comes from.
_SOURCE = re.compile(
    r"\bcolumn\b[^.;]{0,40}\b(?:file|source|sheet|origin|from|which|where|came|comes?)\b|\b(?:source|file ?name|sheet ?name) column\b"
    r"|[加带多][上出]?一?[列栏][^。；]{0,12}(?:来源|来自|文件名?|表名?|出自)|来源列|(?:文件名|表名|来源)[^，。]{0,4}(?:作为|写成|放在|加[为成]?)[^，。]{0,4}列",
    re.I,
)
_UNSAFE = re.compile(r'[\\/:*?"<>|\s]+')


def merge_tables(request):
    """The tables as sheets of one workbook, or one below the other in any other kind of file."""
    tables = ("table", "data")
    files = files_of(request, lambda path: family_of(kind_of(path)) in tables, whole=True)
    output = request.parameters.get("output") or ""
    named = [os.path.basename(path) for path in files]
    said = target_of(_without(text_of(request), named), [], output)
    target = said or "xlsx"
    tables = []
    for path in files:
        found = [
            typed(t, request.say, target) for t in tables_from(path, kind_of(path), request.say)
        ]
        for table in found:
            table.title = stem_of(path) if len(found) == 1 else f"{stem_of(path)}-{table.title}"
        tables += found
    if len(tables) < 2:
        raise failed(request, "nothing_to_merge", count=len(tables))
    sheets = target == "xlsx" and not _ONE_TABLE.search(text_of(request))
    guessed = not said and (not sheets or all(t.header == tables[0].header for t in tables))
    if guessed:  # the same columns: one long table, of the kind the files are
        kind = kind_of(files[0])
        target, sheets = (
            kind if kind in ("csv", "tsv", "jsonl", "parquet", "xlsx") else "csv",
            False,
        )
    name = free_name(request, output or f"merged{suffix_of(target)}")
    told = bool(_SOURCE.search(text_of(request))) and not sheets
    made = tables if sheets else [typed(_stacked(request, tables, told), request.say, target)]
    if not told:
        made = [shaped(table, said_of_it(request, files), request.say, target) for table in made]
    notes = write(made, target, os.path.join(request.out, name), request.say)
    notes += [
        note for table in {id(t): t for t in (*tables, *made)}.values() for note in table.notes
    ]
    rows = sum(table.count for table in made)
    how = (
        request.say(f"{len(tables)} 个工作表", f"{len(tables)} sheets")
        if sheets
        else request.say("上下相接", "one below the other")
    )
    lines = [
        request.say(
            f"把 {len(files)} 个文件合并成 {name}：{how}，共 {rows:,} 行。",
            f"{len(files)} files merged into {name}: {how}, {rows:,} rows in all.",
        )
    ]
    lines += [
        request.say(
            f"- {t.title}：{t.count:,} 行 × {len(t.header)} 列",
            f"- {t.title}: {t.count:,} row{'s' * (t.count != 1)} × {len(t.header)} column{'s' * (len(t.header) != 1)}",
        )
        for t in tables
    ]
    if guessed:
        lines.append(
            request.say(
                "没有写合并成什么：按上下相接处理；要一个 Excel、每个文件一个工作表，就写“合并成一个 Excel”。",
                "What to make was not said: they are one below the other; say “into one workbook” for a sheet each.",
            )
        )
    data = [{"table": t.title, "rows": t.count} for t in tables]
    result = {
        "answer": "\n".join(lines),
        "data": data,
        "notes": list(dict.fromkeys(notes)),
        "origin": ", ".join(files),
    }
    return handed_over(request, [name], files[0], result)


def _without(text, names):
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, " ")
    # The kind of what is merged says nothing about the result.
    return re.sub(
        r"(?:all|these|the|所有|全部|这些|几个|多个)\s*(?:the\s*)?\.?(?:csv|tsv|json|excel|xlsx)\s*(?:files|文件)?",
        " ",
        text,
        flags=re.I,
    )


def _stacked(request, tables, told=False):
    """One table of all rows, with `told` where each comes from; a column that a table does not
    have is empty there."""
    header = list(dict.fromkeys(name for table in tables for name in table.header))
    source = [request.say("来源", "source")] if told else []
    notes = []
    if any(table.header != header for table in tables):
        notes.append(
            request.say(
                "各文件的列不完全相同，缺少的列留空",
                "the files differ in their columns; what a file lacks is empty",
            )
        )

    def rows():
        for table in tables:
            places = {name: i for i, name in enumerate(table.header)}
            for row in table.rows():
                cells = [row[places[name]] if name in places else None for name in header]
                yield [*cells, *[table.title] * told]

    return Table("merged", [*header, *source], rows, notes=notes)


def split_table(request):
    """The parts of one table, each a file with the header: so many rows each, so many parts, or by
    a column; of a workbook of several sheets, a file for each sheet."""
    path = files_of(request)[0]
    kind = kind_of(path)
    text = text_of(request)
    if family_of(kind) not in ("table", "data"):
        return split_text(request, path)
    found = tables_from(path, kind, request.say)
    if len(found) > 1 and _BY_SHEET.search(text.replace(os.path.basename(path), " ")):
        return _by_sheet(request, path, kind, found)
    table = typed(found[0], request.say, kind)
    count = request.parameters.get("count") or _count(text)
    column = _column(text.replace(os.path.basename(path), " "), table.header)
    if column is not None:
        parts, by = _by_column(request, table, column, path), str(table.header[column])
    elif count:
        size = count if _ROWS.search(_behind(text, count)) else -(-table.count // count)
        size = max(1, size)
        if table.count > size * MOST_PARTS:
            raise failed(
                request,
                "too_large",
                file=os.path.basename(path),
                said=f"{-(-table.count // size):,} > {MOST_PARTS}",
            )
        parts, by = _by_rows(table, size), ""
    else:
        raise failed(request, "split_how", file=os.path.basename(path), column=table.header[0])
    said = target_of(text, [os.path.basename(path)])
    target = said if said in _WRITTEN else kind if kind in _WRITTEN else "csv"
    names, lines = _parts_written(request, path, target, parts)
    how = request.say(f"按 {by} ", f"by {by} ") if by else ""
    told = request.say(
        f"把 {os.path.basename(path)}（{table.count:,} 行）{how}拆成 {len(names)} 个文件：",
        f"{os.path.basename(path)} ({table.count:,} rows) split {how}into {len(names)} files:",
    )
    return _in_parts(request, path, [told, *lines], names, table.notes)


def split_text(request, path):
    """The lines of a text in several files: so many each, or so many files."""
    text = text_of(request).replace(os.path.basename(path), " ")
    count = request.parameters.get("count") or _count(text)
    if not count:
        raise failed(request, "split_how", file=os.path.basename(path), column="100")
    with open(path, "rb") as file:
        lines = file.read().splitlines(keepends=True)
    size = max(1, count if _ROWS.search(_behind(text, count)) else -(-len(lines) // count))
    parts = [lines[at : at + size] for at in range(0, len(lines), size)]
    if not parts or len(parts) > MOST_PARTS:
        code = "too_large" if parts else "file_empty"
        said = f"{len(parts):,} > {MOST_PARTS}"
        raise failed(request, code, file=os.path.basename(path), said=said)
    names, told = [], []
    for number, part in enumerate(parts, 1):
        stem, suffix = os.path.splitext(os.path.basename(path))
        name = free_name(request, f"{stem}-{number:0{len(str(len(parts)))}}{suffix}")
        with open(os.path.join(request.out, name), "wb") as file:
            file.writelines(part)
        names.append(name)
        told.append(request.say(f"- {name}：{len(part):,} 行", f"- {name}: {len(part):,} lines"))
    head = request.say(
        f"把 {os.path.basename(path)}（{len(lines):,} 行）拆成 {len(names)} 个文件：",
        f"{os.path.basename(path)} ({len(lines):,} lines) split into {len(names)} files:",
    )
    return _in_parts(request, path, [head, *told], names, [])


def _by_sheet(request, path, kind, tables):
    """Each sheet of a workbook as a file of its own, of the kind that is said."""
    said = target_of(text_of(request), [os.path.basename(path)])
    target = said if said in _WRITTEN else kind if kind in _WRITTEN else "xlsx"
    tables = [typed(table, request.say, target) for table in tables]
    parts = ((_UNSAFE.sub("_", table.title), table) for table in tables)
    names, lines = _parts_written(request, path, target, parts)
    told = request.say(
        f"把 {os.path.basename(path)} 按工作表拆成 {len(names)} 个文件：",
        f"{os.path.basename(path)} split by sheet into {len(names)} files:",
    )
    notes = [note for table in tables for note in table.notes]
    return _in_parts(request, path, [told, *lines], names, notes)


def _in_parts(request, path, lines, names, notes):
    result = {
        "answer": "\n".join(lines),
        "data": [{"file": n} for n in names],
        "notes": notes,
        "origin": path,
    }
    return handed_over(request, names, path, result)


def _parts_written(request, path, target, parts):
    """(names, lines of the answer) of the parts, each a (title, table), as they were written."""
    names, lines = [], []
    for title, part in parts:
        name = free_name(request, f"{stem_of(path)}-{title}{suffix_of(target)}")
        write([part], target, os.path.join(request.out, name), request.say)
        names.append(name)
        lines.append(
            request.say(
                f"- {name}：{part.count:,} 行",
                f"- {name}: {part.count:,} row{'s' * (part.count != 1)}",
            )
        )
    return names, lines


_NUMBER = rf"\d{{1,7}}|[{DIGITS}十百]+|\b(?!one\b){ENGLISH}\b"
_PARTS = re.compile(
    rf"({_NUMBER})\s*"
    r"(?:(?:equal|even|equally sized|similar|separate|smaller)\s+|等)*(?:份|个|部分|块|段|files|parts|pieces|chunks)",
    re.I,
)


def _count(text):
    """How many parts the sentence asks for; 0 when it does not say."""
    found = _PARTS.search(text)
    if not found:
        return 0
    return value_of(found[1]) or 0


def limited(table, text):
    """The table, or its first or last rows where the sentence asks for these alone."""
    found = _FEW.search(text)
    if not found:
        return table
    number = found["first"] or found["last"] or found["least"] or found["most"]
    many = about(number) or 0
    first = bool(found["first"] or found["least"])
    span = (0, many) if first else (max(0, table.count - many), table.count)
    rows = min(many, table.count)
    made = Table(
        table.title, table.header, lambda: _slice(table, *span), types=table.types, count=rows
    )
    made.notes = table.notes
    return made


_FEW = re.compile(
    rf"前\s*(?P<first>{_NUMBER})\s*[行条]|(?:最?后|末尾)\s*(?P<last>{_NUMBER})\s*[行条]"
    rf"|\b(?:first|top)\s+(?P<least>{_NUMBER})\s+(?:rows|lines|records)"
    rf"|\blast\s+(?P<most>{_NUMBER})\s+(?:rows|lines|records)",
    re.I,
)


def _behind(text, count):
    """What stands behind the number: "10 rows each"."""
    found = re.search(rf"(?<!\d){count}(?!\d)\s*(\S+(?:\s\S+)?)", text.replace(",", ""))
    return found[1][:12] if found else text


def _column(text, header):
    """The column that the table is to be split by, None when none is said."""
    found = re.search(r"(?:\bby\b|\bper\b|\beach\b|按照?|根据|每个?)(.{1,80})", text, re.I)
    said = found[1] if found else ""
    named = [
        i
        for i, name in enumerate(header)
        if str(name) and re.search(rf"(?<![A-Za-z]){re.escape(str(name))}(?![A-Za-z])", said, re.I)
    ]
    return max(named, key=lambda i: len(str(header[i]))) if named else None


def _by_rows(table, size):
    total = -(-table.count // size) or 1
    width = len(str(total))
    for number in range(total):
        first, last = number * size, min((number + 1) * size, table.count)
        yield (
            f"{number + 1:0{width}}",
            _part(table, lambda a=first, b=last: _slice(table, a, b), last - first),
        )


def _slice(table, first, last):
    return (row for place, row in enumerate(table.rows()) if first <= place < last)


def _by_column(request, table, column, path):
    groups = {}
    for row in table.rows():
        groups.setdefault(as_text(row[column]), []).append(row)
    if len(groups) > MOST_PARTS:
        raise failed(
            request,
            "too_large",
            file=os.path.basename(path),
            said=f"{len(groups):,} > {MOST_PARTS}",
        )
    for value, rows in sorted(groups.items()):
        yield (
            _UNSAFE.sub("_", value)[:60] or "empty",
            _part(table, lambda rows=rows: iter(rows), len(rows)),
        )


def _part(table, rows, count):
    return Table(table.title, table.header, rows, types=table.types, count=count)
