"""Sheets that belong together: late days per department, the departments on another sheet."""

# ruff: noqa: E501 - a pattern is read as one line

import os
import re
from dataclasses import replace

from aios_skill import Failure
from joining import alike, of_several
from reading import open_table
from sayings import money_of
from sentence import normal
from table import IDENTIFIER, TEXT
from workbooks import opened

MOST_SHEETS = 6
_MEASURED = r"(?:的)?(?:总?[金数]?[额量]|总[数和]|次数|笔数|金额)"
_NUMBERING = r"(?:的?编?号码?|[ _-]?(?:id|no|nr|number|code))$"
_COUNTED = r"(?:多少|几)[个笔条张份次件]?的?(?:ROWS)(?![编号])|(?:ROWS)的?(?:总数|数量?|笔数|次数|个数)|\b(?:how many|number of|count of|most|fewest)\s+(?:\w+ )?(?:ROWS)s?\b"
_ORDERED = r"[下买成](?:了|过|交)?(?:多少|几|\d+)?[笔个]?单|单数|单量"
_PAID = r"花(?:了|费|掉|钱|得|的钱)|消费|付了|多少钱|\bspen[dt]\b|\bspending\b|\bpaid\b"
_FORMATS = (".xlsx", ".xlsm", ".xls")


def related_sheets(path, question, named, say):
    """(Table, what is still asked) of two sheets that only together hold what is asked of.

    None where one sheet holds it all, or no column joins them.
    """
    names = opened(path, say)[1] if path.lower().endswith(_FORMATS) else []
    if not 1 < len(names) <= MOST_SHEETS:
        return None
    text = plain = question.replace(path, " ").replace(os.path.basename(path), " ")
    for name in named:
        text = re.sub(re.escape(name), " ", text, flags=re.I)
    tables = [t for t in (_table(path, n, say) for n in (named if len(named) > 1 else names)) if t]
    words = [_touched(table, normal(text)) for table in tables]
    rest = [set().union(*words[:place], *words[place + 1 :]) for place in range(len(words))]
    touched = [
        (_by_itself(own, others) | _said(table, question, named) | _meant(table, plain), table)
        for own, others, table in zip(words, rest, tables, strict=True)
    ]
    touched = sorted((pair for pair in touched if pair[0]), key=lambda pair: -pair[1].size)
    if len(touched) != 2 or touched[0][0] <= touched[1][0] or touched[1][0] <= touched[0][0]:
        return None
    pair = [table for _, table in touched]
    if alike(pair):
        return None
    try:
        table, rest = of_several(pair, _without(_rows_counted(question, pair, say), named), say)
    except Failure:
        return None
    return replace(table, path=path), rest


def _by_itself(own, others):
    """The words that are no part of a longer one that another table has: 金额 of 退款金额."""
    return {word for word in own if not any(word in other and word != other for other in others)}


def _said(table, question, named):
    """The name of a sheet that says what a number is of: "退款总额"."""
    of = rf"{re.escape(table.name)}{_MEASURED}"
    return {table.name} if table.name in named and re.search(of, question) else set()


def _meant(table, text):
    """What is meant of the table without its columns' names: its rows counted, its money spent."""
    found = re.search(_counted(table), normal(text))
    meant = {found.group()} if found else set()
    return meant | ({"$"} if re.search(_PAID, text, re.I) and money_of(table) else set())


def _rows_counted(text, pair, say):
    """The text with rows for what the larger sheet's rows are called where they are counted."""
    rows = say("多少行", "how many rows")
    return re.sub(_counted(pair[0]), f" {rows} ", text, count=1, flags=re.I)


def _counted(table):
    """The pattern of the table's rows being counted: by the sheet's name, or the key's without "id"."""
    names = [normal(c.name) for c in table.of_kind(IDENTIFIER, TEXT)]
    stems = [re.sub(_NUMBERING, "", n) for n in names if re.search(_NUMBERING, n)][:1]
    rows = [stem for stem in {*stems, normal(table.name).rstrip("s")} if len(stem) > 1]
    counted = _COUNTED.replace("ROWS", "|".join(map(re.escape, rows)) or "(?!)")
    if any(stem.endswith("单") for stem in rows):
        counted += f"|{_ORDERED}"
    return counted


def _without(question, named):
    """The question without the names of the sheets and what is said of them."""
    for name in named:
        question = re.sub(
            rf"{re.escape(name)}(?!{_MEASURED})(?:表|工作表|sheet|页)?",
            "\uf8fe",
            question,
            flags=re.I,
        )
    joint = r"\s*(?:里?有|和|与|、|,|and|the|sheets?)?\s*"
    told = rf"(?:{joint}\uf8fe{joint})+(?:[两三]个?(?:工作)?[表张]+|sheets?)?"
    return re.sub(told, " ", question, flags=re.I)


def _table(path, name, say):
    try:
        table = open_table(path, say, f"工作表“{name}”")
    except Failure:
        return None
    return replace(table, name=name, notes=table.notes[1:], said=())


def _touched(table, text):
    """The names of columns and the cells of the table that stand in the question."""
    words = {normal(column.name) for column in table.columns}
    words |= {normal(cell) for column in table.of_kind(TEXT) for cell in column.sample}
    return {
        word for word in words if re.search(rf"(?<![a-z0-9]){re.escape(word)}{_tail(word)}", text)
    }


def _tail(word):
    """What must stand after the word: "金卡" and "金客户" are the cell 金, "资金" is not."""
    if len(word) > 1:
        return "(?![a-z0-9])"
    return "(?:[卡级牌]|客户|会员|用户)" if re.fullmatch(r"[\u4e00-\u9fff]", word) else "(?!)"
