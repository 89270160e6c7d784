"""In which order rows are wanted: "newest first", "按金额从高到低", "sorted by person"."""

# ruff: noqa: E501 - a pattern is read as one line

import re
from datetime import date, datetime
from typing import NamedTuple

from colnames import columns_in, plain

_DOWN_ZH = r"从(?:高|大|多|新|晚|贵|长|重|好|后|近|强|久)(?:的)?到(?:低|小|少|旧|早|便宜|短|轻|差|先|远|弱)|由(?:高|大|多|新|晚|贵|长)[到至](?:低|小|少|旧|早|便宜|短)|降序|倒序|逆序"
_UP_ZH = r"[从由](?:低|小|少|旧|早|便宜|短|轻|差|先|远|弱)(?:的)?[到至](?:高|大|多|新|晚|贵|长|重|好|后|近|强)|升序|正序|先后"
_BY_ZH = re.compile(
    rf"(?:按照?|依照?|根据)(?P<c>[^，,。；;]{{1,16}}?)(?:的)?(?P<d>{_DOWN_ZH}|{_UP_ZH})?(?:顺序)?(?:来)?(?:排序?列?|(?=[，,。；;]|$))"
)
_FRONT_ZH = re.compile(
    r"(?P<c>[\u4e00-\u9fffA-Za-z_]{0,12}?)最?(?:(?P<down>大|高|多|晚|新|贵|长)|(?P<up>小|低|少|早|旧|便宜|短))的?(?:排|放|列|摆)?(?:在|到)?(?:最)?(?:前|上)面?"
)
_DOWN = r"highest|largest|biggest|newest|latest|dearest|longest|most\s+expensive|most\s+recent|most|best|descending|youngest|high(?:est)?\s+to\s+low(?:est)?|large(?:st)?\s+to\s+small(?:est)?|new(?:est)?\s+to\s+old(?:est)?|z\s*(?:to|-)\s*a|greatest|heaviest|top"
_UP = r"lowest|smallest|oldest|earliest|cheapest|least(?:\s+expensive)?|shortest|fewest|ascending|low(?:est)?\s+to\s+high(?:est)?|small(?:est)?\s+to\s+large(?:st)?|old(?:est)?\s+to\s+new(?:est)?|a\s*(?:to|-)\s*z|alphabetical(?:ly)?|lightest|first\s+to\s+last"
_BY_EN = re.compile(
    r"\b(?:sort|order|rank|arrang)(?:ed|ing|e)?\b(?:\s+\w+){0,2}?\s+(?:by|on)\s+(?P<c>[^.;,]{1,60}(?:,\s*(?:and\s+)?then\s+[^.;,]{1,30})?(?:,[^.;,]{0,30}\b(?:first|order|descending|ascending))?)",
    re.IGNORECASE,
)
_FIRST_EN = re.compile(
    rf"\b(?P<d>{_DOWN}|{_UP})\b(?P<c>(?:[\s-]+(?!first\b)[\w()]+){{0,4}})[\s)]+first\b",
    re.IGNORECASE,
)
_DATED = r"newest|oldest|earliest|latest|recent|新|旧|早|晚|先后"
_PRICED = r"cheap|expensive|dear|便宜|贵"


class Order(NamedTuple):
    """A column that rows are sorted by, and whether the largest comes first."""

    column: int
    down: bool


def orders(text, table):
    """(the orders that a text asks for, the text without that)."""
    found = []
    for pattern in (_BY_ZH, _FRONT_ZH, _BY_EN, _FIRST_EN):
        for hit in pattern.finditer(text):
            made = _order_of(hit, table)
            found += [one for one in made if one.column not in {o.column for o in found}]
            if made:
                text = text[: hit.start()] + " " * len(hit.group()) + text[hit.end() :]
    return found, text


def _order_of(hit, table):
    """The orders of a phrase; none where it names no column."""
    said = hit.group()
    down = _is_down(said)
    named = columns_in(hit["c"] or "", list(map(str, table.header)))
    columns = list(dict.fromkeys(one.column for one in named)) or _meant(said, table)
    old = re.search(r"\b(?:oldest|youngest)\b", said, re.IGNORECASE)
    if old and columns and table.types[columns[0]] in ("int", "float"):
        down = not down  # the oldest of those whose age is told has the largest number
    return [Order(column, down) for column in columns[:3]]


def _is_down(said):
    """Whether the largest is to come first, by the word that stands last where there are two."""
    marks = [(hit.start(), True) for hit in re.finditer(rf"{_DOWN_ZH}|\b(?:{_DOWN})\b", said, re.I)]
    marks += [(hit.start(), False) for hit in re.finditer(rf"{_UP_ZH}|\b(?:{_UP})\b", said, re.I)]
    front = _FRONT_ZH.search(said)
    if not marks and front:
        return bool(front["down"])
    return max(marks)[1] if marks else False


def _meant(said, table):
    """The column that is meant though none is named: the only date, the price."""
    if re.search(_DATED, said, re.IGNORECASE):
        dates = [i for i, kind in enumerate(table.types) if kind in ("date", "datetime")]
        return dates if len(dates) == 1 else []
    if re.search(_PRICED, said, re.IGNORECASE):
        return figure_of(table)
    return []


def figure_of(table):
    """The column that says what each row costs or comes to; [] where none or several do."""
    for words in (r"price|价", r"amount|total|cost|value|额|款"):
        found = [
            i
            for i, name in enumerate(table.header)
            if table.types[i] in ("int", "float") and re.search(words, plain(name))
        ]
        if found:
            return found if len(found) == 1 else []
    return []


def sorted_rows(rows, wanted):
    """The rows in the order wanted; those without a value come last."""
    for order in reversed(wanted):
        full = [row for row in rows if row[order.column] not in (None, "")]
        empty = [row for row in rows if row[order.column] in (None, "")]
        numeric = sum(_number(row[order.column]) is not None for row in full) * 2 > len(full)
        odd = [r for r in full if numeric and _number(r[order.column]) is None]
        full = [r for r in full if not (numeric and _number(r[order.column]) is None)]
        rows = [*sorted(full, key=lambda r: _key(r[order.column], numeric), reverse=order.down), *odd, *empty]  # fmt: skip
    return rows


def _key(cell, numeric):
    if numeric:
        return _number(cell)
    if isinstance(cell, (date, datetime)):
        return cell.isoformat()
    return str(cell).casefold()


def _number(cell):
    if isinstance(cell, (date, datetime)):
        return None
    try:
        return float(str(cell).replace(",", ""))
    except ValueError:
        return None
