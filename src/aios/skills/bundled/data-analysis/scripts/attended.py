"""Rates of those who were there, where the rows say how each of them was: "出勤率" of 正常, 迟到, 请假."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from query import Filter
from sentence import JOIN, VALUE, normal
from table import TEXT

_THERE = r"出勤|到岗|到课|到校|出席|上课|签到|到场|attendance|presence"
_AWAY = r"缺勤|缺席|缺课|旷课|旷工|absence|absenteeism"
_NOT_THERE = r"缺[勤席课考]|旷[课工]|[病事年婚产公]假|请假|休假|未[到来签出]\S{0,2}|没[到来]|不在|absent\w*|(?:on |sick |annual )?leave|sick|excused|unexcused|missing|no[- ]?show"
_CAME = r"正常|出勤|出席|到|已到|到[课校岗场]|准时|按时|迟到|早退|上班|在岗|present|late|tardy|on[- ]?time|attended|here"
_FEW = 12
# "出勤率(正常和迟到都算出勤)": what counts for the rate.
COUNTED = rf"[,，;]?\s*[(]?\s*(?P<vs>{VALUE}(?:{JOIN}{VALUE})*)(?:的?都?|也|就|均|全)*(?:算|视为|视作|记为|记作|当作?|属于|计入)(?:是|作)?(?:(?:{VALUE}|[\u4e00-\u9fff]{{2,3}})(?=[)]|[,，。;?？]|\s|$)|进去|在内)?[)]?"


def came(word, table):
    """The Filter of the rows of those who were there, or were not, as the word asks; or None."""
    there = re.fullmatch(_THERE, word)
    if not there and not re.fullmatch(_AWAY, word):
        return None
    for column in table.of_kind(TEXT):
        away = [c for c in column.sample if re.fullmatch(_NOT_THERE, normal(c).strip())]
        rest = [c for c in column.sample if c not in away]
        if (
            len(column.sample) <= _FEW
            and away
            and any(re.fullmatch(_CAME, normal(c)) for c in rest)
        ):
            return among(column, away, not there)
    return None


def counted_as(match, sentence):
    """The Filter of the cells that are said to count for the rate."""
    cells = [
        pair for mark in re.findall(VALUE, match["vs"]) for pair in sentence.things[mark].cells
    ]
    if not cells or any(c is not cells[0][0] for c, _ in cells):
        return None
    return among(cells[0][0], [cell for _, cell in cells], True)


def among(column, cells, inside):
    """The Filter of rows with one of the cells, or with none of them."""
    one, several = ("=", "in") if inside else ("!=", "not_in")
    return Filter(column=column, operator=several if len(cells) > 1 else one, values=tuple(cells))
