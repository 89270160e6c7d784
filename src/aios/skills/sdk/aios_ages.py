"""How old files are said to be: "older than a year", "最近三天", "nobody has touched for weeks"."""

import math
import re

from aios_numerals import DIGITS, ENGLISH, about

FLAGS = re.IGNORECASE | re.ASCII  # a Chinese neighbour ends an English word
SOME = {"几": 3, "few": 3}
# A whole number in digits or words; with N also a half, or none at all.
WHOLE = rf"\d+|[{DIGITS}十百]+|\b(?:{ENGLISH}|an?|few)\b"
N = rf"(\d+\.\d+|{WHOLE}|[半几])?"
PERIODS = {
    r"小时|小時|hours?": 3600, r"天|日|days?": 86400, r"分钟|分鐘|minutes?": 60,
    r"周|週|星期|weeks?": 7 * 86400, r"月|months?": 30 * 86400, r"年|years?": 365 * 86400,
}  # fmt: skip
PERIOD = f"({'|'.join(PERIODS)})"
SPAN = rf"{N}\s*个?\s*{PERIOD}"
TOUCHED = (
    r"(?:modified|changed|touched|updated|edited|used|opened|accessed|written(?:\s+to)?"
    r"|looked\s+at)"
)
UNTOUCHED = (
    r"(?:没有?人?|未|不曾|无人?|从未)(?:被|有|人)?(?:再)?(?:动|改|修改|更新|打开|访问|用|碰"
    r"|编辑|写|变)"
    rf"|(?:n.t|\bnot|\bnever|\bno(?:body|\s+one)(?:\s+has|\s+have)?"
    rf"|\bnone\s+of\s+us\s+has)\s+(?:been\s+)?(?:last\s+)?{TOUCHED}"
    r"|\buntouched\b|\bunmodified\b|\bunchanged\b|\bunused\b|\bno\s+(?:longer\s+)?(?:changes?"
    r"|edits?|modifications?)\b"
)
_OLD = (
    rf"(?:(?:older|earlier) than|over|more than|longer than|at least|beyond|超过|早于|至少"
    rf"|大于|不少于|满)\s*{SPAN}"
    rf"|{SPAN}\s*(?:以上|多|之前|以前|前|ago|没|未|无人|(?:or|and) (?:older|more|longer)|old\b)"
)
_NEW = (
    r"(?:last|past|previous|within|最近|近|过去|這|这|(?:newer|younger|less|fewer) than|不到"
    r"|少于|小于|不超过)\s*"
    rf"(?:the\s+(?:last|past)\s+)?{SPAN}"
    rf"|{SPAN}\s*(?:之内|以内|内|来)"
)
_LEFT = rf"\b(?:for|in)\s+(?:the\s+(?:last|past)\s+|over\s+|more than\s+|at least\s+)?{SPAN}"


def ages(text, now):
    """Bounds of times of change that a text names by an age; None when it names none."""
    untouched = bool(re.search(UNTOUCHED, text, FLAGS))
    for pattern, is_old in ((_NEW, untouched), (_OLD, True), *([(_LEFT, True)] * untouched)):
        found = re.search(pattern, text, FLAGS)
        if found:
            number, unit = (found.groups()[i : i + 2] for i in (0, 2) if found[i + 2]).__next__()
            edge = now - amount(number) * seconds_of(unit)
            return (-math.inf, edge) if is_old else (edge, math.inf)
    return None


def amount(word):
    """The number a word stands for, one when there is none: "7", "三十", "a"."""
    word = (word or "1").lower()
    return SOME.get(word) or about(word) or 0


def seconds_of(unit):
    """How long a unit of time is."""
    return next(span for words, span in PERIODS.items() if re.fullmatch(words, unit, FLAGS))
