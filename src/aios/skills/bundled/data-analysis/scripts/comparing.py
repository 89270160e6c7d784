"""What two tables differ in: rows that only one has, cells that were changed, columns of one only."""

# ruff: noqa: E501 - a sentence in two languages is one line

import os
import re

from answers import number_text
from compound import nothing_in_common, several_as_one
from feeding import preamble
from joining import blanked, opened
from lacking import NOBODY
from matching import held_by, keys_between, plain_name
from pieces import main_number
from program import run_program
from saving import export_code, wished
from sentence import normal
from table import NUMBER, literal, quote

MOST_TOLD = 20
MOST_CELLS = 4  # of a row that only one file has
MOST_ROWS = 1000
_FILE = "\uf8ff"
_LACKS = rf"(?:not|n't|missing|absent|lacks?|without|没有?|不在|不存在|找不到|查不到|对不上|缺)[^{_FILE}]*"
_FIRST_ONLY = rf"{_FILE}[^{_FILE}]*在\s*{_FILE}\s*(?:里面?|中|表)?[^{_FILE}]{{0,3}}(?:没|找不到|查不到|不存在|对不上)|{_FILE}[^{_FILE}]*{_LACKS}{_FILE}|{_FILE}[^{_FILE}]*有[^{_FILE}]*{_FILE}[^{_FILE}]*(?:没有|缺|不存在)|(?:only|只)[^{_FILE}]*{_FILE}"
_SECOND_ONLY = rf"^[^{_FILE}]*在\s*{_FILE}\s*(?:里面?|中|表)?[^{_FILE}]{{0,3}}(?:没|找不到|查不到|不存在|对不上)[^{_FILE}]*{_FILE}|(?:not in|missing (?:from|in)|absent from)[^{_FILE}]*{_FILE}[^{_FILE}]*\bin\b[^{_FILE}]*{_FILE}"
_BOTH = r"\b(?:in (?:both|common)|shared by|overlap|intersection)\b|共同的?|交集|都有|都在|重合|重叠|同时"
_ONLY_IN = r"只(?:在|有)|\bonly (?:in|on|appears? in|exists? in|found in)\b"
_UNDONE = r"\bun(?:paid|settled|returned|answered|matched|shipped|delivered|used)\b|\boutstanding\b|未(?:付款?|缴费?|结清?|还)"
_UNKNOWN = r"\b(?:unknown|non-?existent|missing|invalid) (?:customers?|members?|products?|clients?|users?)\b"
_ANY_ROWS = r"(?:哪些|哪几[条行笔]|列出)的?(?:记录|行|条目|数据)|\b(?:which|what|list) (?:rows|records|entries|lines)\b"
_NOUNS_ZH = {"order": "订单|单子?", "loan": "借阅|借书", "sale": "销售", "payment": "付款|支付", "visit": "就诊|访问", "ticket": "工单|票", "booking": "预订", "score": "成绩"}  # fmt: skip
# "…, and how much money is that altogether?": the total of the rows that only one has
_TOTAL = (
    r"\bhow much\b[^?.!]*\b(?:altogether|in total|in all|total|owe\w*|outstanding|that|worth|missing)\b"
    r"|\b(?:total|sum|combined|overall)\b[^?.!]*\b(?:amounts?|values?|money|sum|of (?:them|these|those|the missing))\b|\b(?:adds?|comes?|amounts?) (?:up )?to\b"
    r"|(?:一共|总共|合计|共计|加起来|总计?)[^，。,?？]{0,8}多少(?![个人条位名笔次张家行单件种户台])|多少钱|总(?:金?额|价|款)|金额合计"
)
_KINDS = ("first", "second", "both", "changed")


def compared(paths, question, say):
    """The result of comparing two files, for the action `compare`."""
    tables = opened(paths[:2], question, say)
    text = blanked(wished(normal(question))[0], tables)
    held = [held_by(table, say) for table in tables]
    keys = keys_between(*tables, *held)
    if not keys:
        raise nothing_in_common(tables, say)
    asked = [k for k in keys if _named(k.left.name, text) or _named(k.right.name, text)]
    key = (asked or sorted(keys, key=_likeliest))[0]
    whole = [_means_rows(table, text) for table in tables]
    pairs = _pairs(tables, key) if all(key.unique) else []
    pairs = [pair for pair in pairs if _named(pair[0].name, text)] or pairs
    sql = _sql(tables, key, pairs, whole)
    totals = _totals(tables, key, text)
    export = wished(normal(question))[2] or "differences.csv"
    modules, written = export_code(export, say)
    code = (
        preamble(several_as_one(tables, say), (), "What two files differ in.", modules)
        + f'\nSQL = """\n{sql}\n"""\ncolumns, rows = ask(SQL)\n'
        + "".join(
            f'\nTOTAL_{kind} = ask("""\n{one}\n""")[1][0][0]\n' for kind, (_, one) in totals.items()
        )
        + 'print(*columns, sep="\\t")\nfor row in rows[:50]:\n    print(*row, sep="\\t")\n'
        + f"if len(rows) > {MOST_TOLD}:{written.replace(chr(10), chr(10) + '    ')}\n"
    )
    names, printed = run_program(code, say)
    found = {kind: [row[1:] for row in names["rows"] if row[0] == kind] for kind in _KINDS}
    sums = {kind: (name, names[f"TOTAL_{kind}"]) for kind, (name, _) in totals.items()}
    return {
        "answer": "\n".join(
            _told(tables, key, found, _asked_for(text, key, found), pairs, say, sums)
        ),
        "code": code,
        "explanation": say(f"按 {key.text} 比较", f"compared by {key.text}"),
        "output": printed,
        "data": {
            "columns": names["columns"],
            "rows": [
                [None if c is None else str(c) for c in row] for row in names["rows"][:MOST_ROWS]
            ],
            "key": key.text,
            **{f"count_{kind}": len(rows) for kind, rows in found.items()},
        },
        "notes": [],
    }


def _likeliest(key):
    """The order of keys: of one name, then those that repeat on neither side."""
    same = normal(key.left.name) == normal(key.right.name)
    return (not same, not all(key.unique), -key.weight)


def _named(name, text):
    plain = normal(name)
    return re.search(rf"(?<![a-z0-9_]){re.escape(plain)}(?:s|es)?(?![a-z0-9_])", text)


def _asked_for(text, key, found):
    """Which of the kinds the question is about; all of them where it does not say."""
    if len(re.findall(_ONLY_IN, text)) > 1:
        return ("first", "second", "changed")
    if re.search(_SECOND_ONLY, text):
        return ("second",)
    if re.search(_FIRST_ONLY, text):
        return ("first",)
    if re.search(_UNKNOWN, text) and key.unique[0] != key.unique[1]:
        return ("second",) if key.unique[0] else ("first",)
    if re.search(
        f"{NOBODY}|{_UNDONE}", text
    ):  # "customers without orders": each customer is there once
        whole = len(found["first"]) >= len(found["second"])  # of two lists the one with more to it
        return ("first",) if key.unique[0] and (whole or not key.unique[1]) else ("second",)
    return ("both",) if re.search(_BOTH, text) else ("first", "second", "changed")


def _pairs(tables, key):
    """Columns of one name in both tables, the key aside; a name may have more before it: 记账金额."""
    fellows = [c for c in tables[1].columns if c.name != key.right.name]
    return [
        (column, found)
        for column in tables[0].columns
        if column.name != key.left.name and (found := _fellow(column, fellows)) is not None
    ]


def _fellow(column, others):
    """The only one of the other table's columns that is called like this; None for none."""
    name = plain_name(column.name)
    same = [c for c in others if plain_name(c.name) == name]
    ends = [
        c
        for c in others
        if c.kind == column.kind and (plain_name(c.name).endswith(name) or name.endswith(plain_name(c.name)))
    ]  # fmt: skip
    return next(iter(same or (ends if len(ends) == 1 else [])), None)


def _means_rows(table, text):
    """Whether the rows of a table are asked for, by what its name says they are: "which orders"."""
    parts = re.split(r"[_\W\d]+", normal(os.path.basename(table.path).rpartition(".")[0]))
    nouns = {re.sub(r"s$", "", part) for part in parts if len(part) > 1} - {"list", "data", "table"}
    said = "|".join(map(re.escape, nouns)) or "(?!)"
    asked = rf"\b(?:which|what|list|show|any|those|the|are there|how many)(?: \w+)? (?:{said})s?\b"
    said += "".join(f"|{zh}" for en, zh in _NOUNS_ZH.items() if en in nouns)
    return bool(
        re.search(
            rf"{asked}|{_ANY_ROWS}|(?:哪些|哪几[个条笔单]?|有些|列出|多少[条个笔]?)的?(?:{said})",
            text,
        )
    )


def _sql(tables, key, pairs, whole=(False, False)):
    a, b = (quote(table.name) for table in tables)
    left, right = f"{a}.{quote(key.left.name)}", f"{b}.{quote(key.right.name)}"
    fits = f"ltrim({left}, '0') = ltrim({right}, '0')" if key.as_number else f"{left} = {right}"
    title = quote(key.left.name)
    lone = (
        'SELECT DISTINCT \'{kind}\' AS found, {cell} AS {title}, {row} AS "row", NULL AS "column", NULL AS before, NULL AS after\n'
        "FROM {one} WHERE {cell} IS NOT NULL AND {no}EXISTS (SELECT 1 FROM {two} WHERE {fits})"
    )
    rows = [
        _row(table, column, unique or asked)
        for table, column, unique, asked in zip(
            tables, (key.left, key.right), key.unique, whole, strict=True
        )
    ]
    parts = [
        lone.format(kind="first", cell=left, row=rows[0], one=a, two=b, no="NOT ", fits=fits, title=title),
        lone.format(kind="second", cell=right, row=rows[1], one=b, two=a, no="NOT ", fits=fits, title=title),
        lone.format(kind="both", cell=left, row="NULL", one=a, two=b, no="", fits=fits, title=title),
    ]  # fmt: skip
    for one, two in pairs:
        x, y = f"{a}.{quote(one.name)}", f"{b}.{quote(two.name)}"
        same = f"TRY_CAST({x} AS DOUBLE) = TRY_CAST({y} AS DOUBLE)"  # 5 and 5.0 are one number
        parts.append(
            f"SELECT 'changed', {left}, NULL, {literal(one.name)}, {x}, {y} FROM {a} JOIN {b} ON {fits}"
            f"\nWHERE {x} IS DISTINCT FROM {y} AND coalesce({same}, false) = false"
        )
    return "\nUNION ALL\n".join(parts) + "\nORDER BY 1, 2, 3"


def _row(table, key, unique):
    """The other cells of a row that stands for its key alone, in SQL: who "124" is."""
    cells = [c for c in table.columns if c.name != key.name][:MOST_CELLS]
    if not (unique and cells):
        return "NULL"
    return f"concat_ws(', ', {', '.join(f'{quote(table.name)}.{quote(c.name)}' for c in cells)})"


def _totals(tables, key, text):
    """{kind: (name, SQL)} of the total of the rows that only one of the tables has, where it is asked."""
    if not re.search(_TOTAL, text):
        return {}
    found = {}
    for kind, places in (("first", (0, 1)), ("second", (1, 0))):
        one, other = (tables[place] for place in places)
        named = [c for c in one.of_kind(NUMBER) if _named(c.name, text)]
        column = next(iter(named), None) or main_number(one)
        ends = (key.left, key.right)[:: -1 if kind == "second" else 1]
        if column is not None and column.name != ends[0].name:
            cells = [f"{quote(t.name)}.{quote(c.name)}" for t, c in zip((one, other), ends, strict=True)]  # fmt: skip
            fits = " = ".join(f"ltrim({cell}, '0')" if key.as_number else cell for cell in cells)
            value = f"TRY_CAST(replace({quote(one.name)}.{quote(column.name)}, ',', '') AS DOUBLE)"
            found[kind] = (column.name, f"SELECT fsum({value}) FROM {quote(one.name)} WHERE {cells[0]} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {quote(other.name)} WHERE {fits})")  # fmt: skip
    return found


def _told(tables, key, found, asked, pairs, say, totals=None):
    first, second = (os.path.basename(table.path) for table in tables)
    by = key.left.name
    heads = {
        "first": say(f"{first} 有而 {second} 没有的 {by}", f"{by} in {first} but not in {second}"),
        "second": say(f"{second} 有而 {first} 没有的 {by}", f"{by} in {second} but not in {first}"),
        "both": say(f"两个文件都有的 {by}", f"{by} in both {first} and {second}"),
        "changed": say("两边不同的单元格", "cells that differ"),
    }
    lines = []
    for kind in asked:
        if kind == "changed" and not pairs:
            continue
        rows = found[kind]
        keys = len({row[0] for row in rows})
        more = say(f" 行（{keys} 个不同的 {by}）", f" rows ({keys} different {by})")
        lines.append(
            f"{heads[kind]}{say('：', ': ')}{len(rows)}{more if keys < len(rows) and kind != 'changed' else ''}"
        )
        lines += [_line(kind, row, say) for row in rows[:MOST_TOLD]]
        if len(rows) > MOST_TOLD:
            lines.append(
                say(
                    f"……其余 {len(rows) - MOST_TOLD} 个见文件",
                    f"… {len(rows) - MOST_TOLD} more in the file",
                )
            )
        name, total = (totals or {}).get(kind, ("", None))
        if total is not None and len(asked) == 1:
            lines.append(
                say(f"{name} 合计：{number_text(total)}", f"total {name}: {number_text(total)}")
            )
    others = [
        f"{heads[kind]}{say('：', ': ')}{len(found[kind])}"
        for kind in _KINDS
        if kind not in asked and kind != "changed"
    ]
    for one, two in ((tables[0], tables[1]), (tables[1], tables[0])):
        names = {plain_name(c.name) for c in two.columns} | {
            plain_name(key.left.name),
            plain_name(key.right.name),
        }
        lone = [c.name for c in one.columns if plain_name(c.name) not in names]
        if lone and "changed" in asked:
            others.append(
                say(
                    f"只有 {os.path.basename(one.path)} 有的列：{'、'.join(lone)}",
                    f"columns only in {os.path.basename(one.path)}: {', '.join(lone)}",
                )
            )
    others.append(say(f"按 {key.text} 比较", f"compared by {key.text}"))
    notes = [note for table in tables for note in table.notes]
    return [*lines, say("；", "; ").join([*others, *notes]) + say("。", ".")]


def _line(kind, row, say):
    if kind == "changed":
        return f"- {row[0]} · {row[2]}{say('：', ': ')}{row[3]} → {row[4]}{_by_how_much(*row[3:5], say)}"
    return f"- {row[0]}" + (say(f"（{row[1]}）", f" ({row[1]})") if row[1] else "")


def _by_how_much(before, after, say):
    """How much more or less a number is after a change, and in percent; nothing of other cells."""
    try:
        one, two = float(before), float(after)
    except (TypeError, ValueError):
        return ""
    more = f"{round(two - one, 6):+.15g}"
    percent = f"{say('，', ', ')}{(two - one) / abs(one):+.1%}" if one else ""
    return say(f"（{more}{percent}）", f" ({more}{percent})")
