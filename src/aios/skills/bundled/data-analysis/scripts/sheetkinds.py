"""Sheets that are each one of a kind: "two classes" of a workbook with the sheets 一班 and 二班."""

# ruff: noqa: E501 - a pattern is read as one line

import re
from itertools import takewhile

from reading import open_table
from sentence import normal
from workbooks import opened

_ZH = r"(?:[两二三四五六七八九十\d]+个?|各个?|每一?个?|哪一?个?|不同的?|按照?)(?:不同的?)?{kind}(?:级|别|铺|面)?(?![\w\u4e00-\u9fff]{{0,2}}[率额价量])的?"
_EN = (
    r"\b(?:(?:each|every|per|by|which|what|both|all|the|of|two|three|four|five) )+{kind}(?:e?s)?\b"
)
_WHICH = r"\bwhich|\bwhat|哪"


def by_kind(path, question, say):
    """The question with "sheet" for what each sheet is: "which class", "两个班"; "" where it asks none.

    A column of that name is meant rather than the sheets.
    """
    names = opened(path, say)[1]
    kind = _kind_of([name.strip().lower() for name in names])
    pattern = (_EN if kind.isascii() else _ZH).format(kind=re.escape(kind))
    if not kind or not re.search(pattern, question, re.I):
        return ""
    tables = [open_table(path, say, f"工作表“{name}”") for name in names]
    if any(kind in normal(column.name) for table in tables for column in table.columns):
        return ""
    which = re.search(pattern, question, re.I).group()
    if re.search(_WHICH, which, re.I):
        return re.sub(pattern, say("哪个工作表", "which sheet"), question, flags=re.I)
    return re.sub(pattern, " ", question, flags=re.I) + say(" 按工作表", " by sheet")


def _kind_of(names):
    """What all the names end or begin with: "班" of 一班 and 二班, "class" of Class A and Class B."""
    if len(names) < 2:
        return ""
    for word in (_shared([name[::-1] for name in names])[::-1], _shared(names)):
        word = word.strip(" -_()（）0123456789")
        whole = rf"(?<![a-z]){re.escape(word)}(?![a-z])" if word.isascii() else re.escape(word)
        long = len(word) > 2 or (word and not word.isascii())
        if long and word not in names and all(re.search(whole, name) for name in names):
            return word
    return ""


def _shared(names):
    """The letters that all the names begin with."""
    same = takewhile(lambda letters: len(set(letters)) == 1, zip(*names, strict=False))
    return "".join(letters[0] for letters in same)
