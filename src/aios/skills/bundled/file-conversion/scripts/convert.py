"""Convert files: tables, data, documents and pictures; the request's action says what is done."""

import os
import sqlite3
import zipfile
from itertools import chain

import aios_skill
import decimals
import keyed
import pictures
from asked import (
    files_of,
    free_name,
    handed_over,
    is_known,
    said_of_it,
    size_text,
    stem_of,
    text_of,
    without_blanks,
)
from blocks import Locked, NotRead, blocks_in, word_of
from checking import check_data, format_data, indent_of
from coding import base64_text, is_spoken_of
from data import NAMES, Broken, dumped, loaded
from dating import ways_said, with_other_dates, without_ways
from failures import failed
from gathering import limited, merge_tables, split_table
from joining import merge_texts
from kinds import (
    WRITINGS,
    family_of,
    further_targets,
    kind_of,
    said_of,
    suffix_of,
    target_of,
    targets_of,
)
from markdown import html_of, markdown_of
from markdown import text_of as plain_of
from reading import NoTable, delimiter_of, tables_from
from recoding import asks_for_it, names_another, recode, speaks_of_a_mark
from shaping import JOINED, RENAMES, shape_of, shaped
from sheeting import sheeted, sheets_said, without_sheets
from tables import typed
from telling import only_asks, tell_encoding
from writing import IN_ONE_FILE, write

DATA_BYTES = 150_000_000
SHOWN_COLUMNS = 8


def convert(request):
    """Each file as the kind that is asked for."""
    files = files_of(request, is_known if not request.parameters.get("files") else lambda _: True)
    other = names_another(request) or (asks_for_it(request) and not _target(request, files[0]))
    if speaks_of_a_mark(request) or other:
        return recode(request)
    if not request.parameters.get("files"):  # what is of the wanted kind already is left alone
        files = [path for path in files if kind_of(path) != _target(request, path)] or files
    told, notes, data, names = [], [], [], []
    for path in files:
        done, more, facts, made = guarded(request, path, lambda p=path: _converted(request, p))
        told.append(done)
        notes += [f"{os.path.basename(path)}: {n}" for n in more] if len(files) > 1 else more
        data += facts
        names += made
    if len(files) > 1:
        zh, en = f"转换了 {len(files)} 个文件：", f"{len(files)} files converted:"
        told.insert(0, request.say(zh, en))
    result = {"answer": "\n".join(told), "notes": list(dict.fromkeys(notes)), "data": data}
    result["origin"] = ", ".join(files)
    return handed_over(request, names, files[0], result)


def recoded(request):
    """Texts in another encoding; what only asks which one they have is told."""
    if only_asks(request):
        return tell_encoding(request)
    return recode(request) if asks_for_it(request) else convert(request)


def formatted(request):
    """Data written prettily; as another kind where the sentence asks for one."""
    path = files_of(request)[0]
    target = target_of(text_of(request), [os.path.basename(path)])
    if target and target != kind_of(path) and target in targets_of(kind_of(path)):
        return convert(request)
    return guarded(request, path, lambda: format_data(request))


def guarded(request, path, work):
    """What `work()` gives; what is wrong with the file as one sentence."""
    name = os.path.basename(path)
    try:
        return work()
    except Broken as problem:
        kind = NAMES.get(kind_of(path), "").strip()
        where = {"line": problem.line, "column": problem.column, "said": problem.said}
        raise failed(request, "data_broken", file=name, kind=kind, **where) from None
    except NoTable as problem:
        if problem.reason == "empty":
            raise failed(request, "file_empty", file=name) from None
        raise failed(request, "file_broken", file=name, said=problem.reason) from None
    except Locked:
        raise failed(request, "password_needed", file=name) from None
    except (NotRead, pictures.NotAPicture, zipfile.BadZipFile, sqlite3.DatabaseError) as problem:
        raise failed(request, "file_broken", file=name, said=str(problem)) from None
    except Exception as problem:
        # The libraries that read Excel and Parquet raise whatever they meet in a broken file.
        if type(problem).__module__.split(".")[0] in (
            "openpyxl",
            "xlrd",
            "duckdb",
            "_duckdb",
            "lxml",
        ):
            raise failed(request, "file_broken", file=name, said=str(problem)[:200]) from None
        raise


def _converted(request, path):
    """(sentence, notes, data, names of the files made)."""
    kind, name = kind_of(path), os.path.basename(path)
    if not kind:
        raise failed(request, "kind_unknown", file=name)
    if os.path.getsize(path) == 0:
        raise failed(request, "file_empty", file=name)
    target = _target(request, path)
    family = family_of(kind)
    can = targets_of(kind)
    if not target and family == "picture" and pictures.resizes(text_of(request)):
        target = kind
    if not target and (said := said_of(text_of(request), [name])):
        raise failed(request, "target_unknown", file=name, target=said, can=", ".join(can))
    if not target:
        raise failed(request, "target_needed", file=name, can=can[0])
    same = target == kind and (family in ("picture", "table") or ways_said(text_of(request))[1])
    if target not in can and not same:
        raise failed(request, "target_unknown", file=name, target=target, can=", ".join(can))
    done = [_made(request, path, kind, one) for one in (target, *_further(request, path, target))]
    told, *lists = zip(*done, strict=True)
    return "\n".join(told), *(list(chain.from_iterable(each)) for each in lists)


def _further(request, path, target):
    """The other kinds that are asked for of the same file, as far as they can be made."""
    named = [os.path.basename(p) for p in request.parameters.get("files") or [path]]
    further = further_targets(text_of(request), named, target)
    return [kind for kind in further if kind in targets_of(kind_of(path))]


def _made(request, path, kind, target):
    """(sentence, notes, data, names) of the file as one kind."""
    family = family_of(kind)
    if family == "picture":
        return _picture(request, path, target)
    if family == "text" and target in WRITINGS:
        return _document(request, path, kind, target)
    if family == "data" and target in NAMES and not _is_shaped(request, path, kind):
        return _data(request, path, kind, target)
    return _tables(request, path, kind, target)


def _target(request, path):
    named = [os.path.basename(p) for p in request.parameters.get("files") or [path]]
    said = without_ways(text_of(request))
    target = target_of(said, named, request.parameters.get("output") or "")
    if not target and (ways_said(text_of(request))[1] or RENAMES.search(said)):
        return kind_of(path)
    if not target and sheets_said(said_of_it(request, [path])):
        return "xlsx"
    signs = request.parameters.get("delimiter") or decimals.are_said(text_of(request))
    return target or ("csv" if signs else "")


def _name(request, path, target, title=""):
    """The name of a result: as the user said, else that of the file with the new suffix."""
    output = request.parameters.get("output") or ""
    if output and not title and len(request.parameters.get("files") or [1]) == 1:
        stem, suffix = os.path.splitext(output)
        return free_name(request, output if suffix else f"{stem}{suffix_of(target)}")
    safe = "".join("_" if c in '/\\:*?"<>|' else c for c in title)
    stem = f"{stem_of(path)}-{safe}" if safe else stem_of(path)
    return free_name(request, f"{without_blanks(request, stem)}{suffix_of(target)}")


def _told(request, path, name, what):
    made = size_text(os.path.join(request.out, name))
    source = os.path.basename(path)
    return request.say(
        f"{source} → {name}：{what}，{made}。", f"{source} → {name}: {what}, {made}."
    )


def _tables(request, path, kind, target):
    found = tables_from(path, kind, request.say)
    tables = [typed(table, request.say, target) for table in found]
    said = without_sheets(said_of_it(request, [path]))
    if keyed.is_asked(found, target, said):
        return _keyed(request, path, found[0], target)
    tables = [
        with_other_dates(decimals.with_other_sign(t, said), said, request.say) for t in tables
    ]
    tables = [shaped(table, said, request.say, target) for table in _named_only(request, tables)]
    tables = [limited(table, text_of(request)) for table in tables]
    if len(tables) == 1 and target == "xlsx" and sheets_said(said_of_it(request, [path])):
        return _sheeted(request, path, tables[0])
    if not tables:
        can = ", ".join(targets_of(kind))
        raise failed(request, "no_table", file=os.path.basename(path), can=can)
    together = target in IN_ONE_FILE and not request.parameters.get("each_sheet")
    groups = [tables] if together else [[table] for table in tables]
    told, notes, data, names = [], [], [], []
    for group in groups:
        title = group[0].title if len(groups) > 1 else ""
        name = _name(request, path, target, title)
        between = "" if JOINED.search(said) else _between(request, path, kind, said)
        notes += write(group, target, os.path.join(request.out, name), request.say, between)
        told.append(
            _told(request, path, name, "; ".join(_shape(request, t, len(found) > 1) for t in group))
        )
        names.append(name)
    for table in tables:
        notes += table.notes
        data.append(
            {"table": table.title, "rows": table.count, "columns": list(map(str, table.header))}
        )
    return "\n".join(told), notes, data, names


def _between(request, path, kind, said):
    """What is to stand between the cells of a line, "" for the usual."""
    own = delimiter_of(path) if kind in ("csv", "tsv") else ","
    return decimals.sign_wanted(request.parameters.get("delimiter") or "", own, said)


def _keyed(request, path, table, target):
    """The table as one object by the values of a column."""
    said = said_of_it(request, [path])
    column, grouped = keyed.column_said(said, table.header)
    table = shaped(table, keyed.without_key(said), request.say, target)
    column = table.header.index(column) if column in table.header else 0
    found = keyed.by_key(table, column, grouped)
    name = _name(request, path, target)
    with open(os.path.join(request.out, name), "w", encoding="utf-8", newline="\n") as file:
        file.write(dumped(found, target)[0])
    by, count = table.header[column], len(found)
    what = request.say(
        f"按 {by} 的 {count} 个值，共 {table.count:,} 行",
        f"{_many(count, 'key')} by {by}, {_many(table.count, 'row')} in all",
    )
    return _told(request, path, name, what), table.notes, [{"file": name, "items": count}], [name]


def _sheeted(request, path, table):
    """The table as a workbook with a sheet for each value of a column."""
    parts, by = sheeted(request, table, said_of_it(request, [path]))
    name = _name(request, path, "xlsx")
    notes = write(parts, "xlsx", os.path.join(request.out, name), request.say)
    each = ", ".join(f"{part.title} ({part.count:,})" for part in parts)
    what = request.say(
        f"按 {by} 分成 {len(parts)} 个工作表，共 {table.count:,} 行（{each}）",
        f"{_many(len(parts), 'sheet')} by {by}, {_many(table.count, 'row')} in all ({each})",
    )
    columns = list(map(str, table.header))
    data = [{"table": part.title, "rows": part.count, "columns": columns} for part in parts]
    return _told(request, path, name, what), [*notes, *table.notes], data, [name]


def _wants_sheets(request):
    """Whether one table is to be a workbook of several sheets, and no other kind is asked for."""
    path = files_of(request)[0]
    return bool(sheets_said(said_of_it(request, [path]))) and _target(request, path) == "xlsx"


def _is_shaped(request, path, kind):
    """Whether data are one table of which other columns, rows or another order are wanted."""
    try:
        tables = tables_from(path, kind, request.say)
    except NoTable:
        return False
    said = said_of_it(request, [path])
    if keyed.is_asked(tables, "json", said) or ways_said(said)[1]:
        return True
    return len(tables) == 1 and bool(shape_of(said, typed(tables[0], request.say)))


def _named_only(request, tables):
    """The sheets that the sentence names, all when it names none."""
    text = text_of(request)
    for path in request.parameters.get("files") or []:
        text = text.replace(os.path.basename(path), " ")
    named = [t for t in tables if len(t.title) > 1 and t.title in text]
    return named if len(tables) > 1 and named else tables


def _shape(request, table, titled):
    more = "…" if len(table.header) > SHOWN_COLUMNS else ""
    names = ", ".join(map(str, table.header[:SHOWN_COLUMNS])) + more
    title = f"{table.title} " if titled else ""
    return request.say(
        f"{title}{table.count:,} 行 × {len(table.header)} 列（{names}）",
        f"{title}{_many(table.count, 'row')} × {_many(len(table.header), 'column')} ({names})",
    )


def _many(count, thing):
    return f"{count:,} {thing}{'s' * (count != 1)}"


def _data(request, path, kind, target):
    size = os.path.getsize(path)
    if size > DATA_BYTES:
        raise failed(
            request, "too_large", file=os.path.basename(path), said=f"{size:,} B > {DATA_BYTES:,} B"
        )
    with open(path, "rb") as file:
        value = loaded(file.read(), kind)
    text, notes = dumped(value, target, indent=indent_of(text_of(request)))
    name = _name(request, path, target)
    with open(os.path.join(request.out, name), "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
    count = len(value) if isinstance(value, (dict, list)) else 1
    top = request.say(f"最外层 {count} 项", f"{_many(count, 'item')} at the top")
    told = _told(request, path, name, top)
    return told, [request.say(*note) for note in notes], [{"file": name, "items": count}], [name]


def _document(request, path, kind, target):
    with open(path, "rb") as file:
        raw = file.read()
    blocks = blocks_in(path, raw, kind)
    if not blocks:
        raise failed(request, "file_empty", file=os.path.basename(path))
    name = _name(request, path, target)
    goal = os.path.join(request.out, name)
    if target == "docx":
        word_of(blocks, goal)
    else:
        title = next((b[2] for b in blocks if b[0] == "heading"), stem_of(path))
        made = {"md": markdown_of, "txt": plain_of, "html": lambda b: html_of(b, title)}[target](
            blocks
        )
        with open(goal, "w", encoding="utf-8", newline="\n") as file:
            file.write(made)
    kinds_of = [block[0] for block in blocks]
    headings, tables = kinds_of.count("heading"), kinds_of.count("table")
    what = request.say(
        f"{len(blocks)} 段，其中标题 {headings} 个、表格 {tables} 个",
        f"{len(blocks)} blocks, {headings} of them headings, {tables} tables",
    )
    notes = []
    if kind == "pdf":
        notes = [request.say("PDF 只有文字，图片和排版不保留", "of a PDF the text alone is kept")]
    facts = [{"file": name, "blocks": len(blocks), "headings": headings, "tables": tables}]
    return _told(request, path, name, what), notes, facts, [name]


def _picture(request, path, target):
    name = _name(request, path, target)
    goal = os.path.join(request.out, name)
    text = text_of(request)
    for file in request.parameters.get("files") or []:
        text = text.replace(os.path.basename(file), " ")
    before, after, notes = pictures.convert(path, goal, target, text, request.say)
    what = f"{after[0]}×{after[1]}"
    if after != before:
        what = f"{before[0]}×{before[1]} → {what}"
    facts = [{"file": name, "width": after[0], "height": after[1]}]
    return (
        _told(request, path, name, request.say(f"{what} 像素", f"{what} pixels")),
        notes,
        facts,
        [name],
    )


if __name__ == "__main__":
    aios_skill.main(
        {
            "convert": convert,
            "recode": recoded,
            "merge_tables": lambda r: guarded(
                r, r.parameters.get("output") or "", lambda: merge_tables(r)
            ),
            "merge_texts": merge_texts,
            "split_table": lambda r: (
                convert(r)
                if _wants_sheets(r)
                else guarded(r, files_of(r)[0], lambda: split_table(r))
            ),
            "format_data": formatted,
            "check_data": check_data,
            "tell_encoding": tell_encoding,
            "base64": lambda r: base64_text(r) if is_spoken_of(r) else convert(r),
        }
    )
