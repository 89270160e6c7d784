"""Which documents, rows or items lie beyond a bound: "end before 2027", "报价超过 120 万的有谁"."""

import re
from collections import Counter
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from asked import beside_names, matter_of, question_of
from citing import result, where
from extremes import subject_of
from passages import cut, units
from quantities import DATE, Quantity, of_date, quantities, span
from words import concepts, is_chinese, words_of

WHICH = re.compile(
    r"哪|谁|列出|找出|找到|筛|有几|几[个份家条笔]|多少[个份家条笔]|的有|有没有|有[吗么]"
    r"|\b(?:which|who|whose|list|show|find|anyone|anybody|how many)\b",
    re.IGNORECASE,
)
# How it is compared, by what stands right before a bound and what right behind it.
BEFORE = (
    ("least", r"不低于|不少于|不小于|不短于|至少|起码|达到|at least|(?:no|not) less than"),
    ("most", r"不超过|不高于|不多于|不大于|至多|最多|at most|(?:no|not) more than|up to"),
    ("over", r"超过?出?了?|高于|大于|多于|长于|高过|多过|more than|over|above|exceed(?:s|ing)?"
             r"|(?:great|high|long|larg|bigg)er than"),
    ("under", r"低于|少于|小于|不到|不足|短于|less than|under|below|fewer than"
              r"|(?:cheap|low|short|small)er than"),
)  # fmt: skip
BEHIND = (
    ("least", r"及?以上|\bor (?:more|above|over|longer|higher)"),
    ("most", r"及?以[下内]|之内|\bor (?:less|fewer|below|under|lower)"),
)
DATES_BEFORE = (
    ("least", r"不早于|自|从|since|from"),
    ("most", r"不晚于|by|not later than|(?:by|before|until) (?:the )?end of"),
    ("over", r"晚于|later than|after"),
    ("under", r"早于|earlier than|before"),
    ("in", r"\bin|during|within"),
)
DATES_BEHIND = (
    ("least", r"起|or later"),
    ("most", r"年?[底末](?:[之以]?前)?|or earlier"),
    ("over", r"[之以]?后"),
    ("under", r"[之以]?前"),
    ("in", r"(?=到期|截止|结束|过期|的)|[之以]?内|里"),
)
BETWEEN = re.compile(r"\s*(?:和|与|到|至|-|~|—|and|to)\s*", re.IGNORECASE)
YEAR = re.compile(
    r"(?<![\d$¥€£,.-])(?P<y>(?:19|20)\d{2})(?![\d,.-]*\d|\s?[%万千亿元块个天])(?:\s?年)?"
)
NOW = re.compile(
    r"(?P<month>本月|这个月|this month)|(?P<next>明年|next year)|今年|本年|this year", re.IGNORECASE
)
BRACKETED = re.compile(r"\s*[(（\[]([^)）\]]*)[)）\]]\s*")
NEAR = 40
SHOWN = 50


class Bound(NamedTuple):
    """What is asked of a quantity: how it is compared with which, and where that is said."""

    how: str
    low: Quantity
    high: Quantity
    start: int
    end: int

    def fits(self, quantity):
        """Whether a quantity is of the kind that the bound is about."""
        kind = self.high.kind
        if kind == "":
            return quantity.kind not in ("date", "share", "time")
        return quantity.kind == kind or (kind == "money" and quantity.kind == "")

    def holds(self, quantity):
        """Whether a quantity lies where the bound says."""
        value, low, high = quantity.low, self.low, self.high
        if self.how == "under":
            return value < low.low
        if self.how == "over":
            return value >= high.high if high.kind == "date" else value > high.high
        enough = value >= low.low or self.how == "most"
        little = value < high.high if high.kind == "date" else value <= high.high
        return enough and (little or self.how == "least")


class Found(NamedTuple):
    """A quantity that a unit of a document gives on the matter; the less `rank`, the surer."""

    rank: int
    document: object
    unit: object
    heading: str
    quantity: Quantity


def bound_of(question):
    """The bound that a question names, None for none."""
    marks = dated(question) + quantities(question)
    marks.sort(key=lambda one: (one.start, one.kind != "date"))
    for first, second in pairwise(marks):
        between = question[first.end : second.start]
        if BETWEEN.fullmatch(between) and first.start < second.start:
            first = first._replace(kind=second.kind) if first.kind == "" else first
            if first.kind == second.kind:
                scaled = scaled_alike(first, second)
                return Bound("between", scaled, second, first.start, second.end)
    for mark in marks:
        how, start, end = compared(question, mark)
        if how:
            return Bound(how, mark, mark, start, end)
    return None


def scaled_alike(first, second):
    """The first of "80 到 120 万", which is in the unit of the second."""
    scale = re.search(r"百万|千万|万|亿", second.text)
    if not scale or scale[0] in first.text or first.kind == "date":
        return first
    (same,) = quantities(first.text + scale[0])[:1]
    return first._replace(low=same.low, high=same.high)


def dated(question):
    """Years alone, and the year or month that it is or will be."""
    found = [of_date(hit) for hit in YEAR.finditer(question)]
    found = [q._replace(end=q.start + len(q.text)) for q in found if q]
    today = datetime.now().astimezone()
    for hit in NOW.finditer(question):
        months = today.month if hit["month"] else 0
        low, high = span(today.year + bool(hit["next"]), months)
        found.append(Quantity("date", low, high, hit.start(), hit.end(), hit.group()))
    taken = [hit.span() for hit in DATE.finditer(question)]
    return [q for q in found if not any(a <= q.start and q.end < b for a, b in taken)]


def compared(question, mark):
    """(how a quantity of a question is a bound, where the bound begins and ends); "" for none."""
    is_date = mark.kind == "date"
    for how, words in (DATES_BEHIND if is_date else ()) + BEHIND:
        behind = re.compile(rf"\s*(?:{words})", re.IGNORECASE).match(question, mark.end)
        if behind and (how != "in" or not early(question, mark)):
            return how, mark.start, behind.end()
    for how, words in (DATES_BEFORE if is_date else ()) + BEFORE:
        before = re.search(rf"(?:{words})\s*(?:the )?$", question[: mark.start], re.IGNORECASE)
        if before:
            return how, before.start(), mark.end
    return ("in", mark.start, mark.end) if NOW.fullmatch(mark.text) else ("", 0, 0)


def early(question, mark):
    """Whether a word before a date compares it already: "早于 2027 年的"."""
    words = "|".join(words for _, words in DATES_BEFORE + BEFORE)
    return bool(re.search(rf"(?:{words})\s*$", question[: mark.start], re.IGNORECASE))


def bounded(request, reading, names):
    """What lies beyond the bound of the question; None where it names none, or nothing has one."""
    question = question_of(request)
    bound = bound_of(question) if WHICH.search(question) else None
    if bound is None:
        return None
    matters = ordered(request, question, bound, names)
    found = [one for d in reading.documents for one in in_document(d, bound, matters, reading)]
    if len(found) < 2 and not any(bound.holds(one.quantity) for one in found):
        return None
    return told(request, reading, question[bound.start : bound.end].strip(), bound, found)


def ordered(request, question, bound, names):
    """What the bound is about: the concepts before it, the nearest first, then those behind; the
    other way about for a date in Chinese, which stands before its verb ("2027 年到期")."""
    before, behind = (
        beside_names(request, names, concepts(matter_of(request, text, names)))
        for text in (question[: bound.start], question[bound.end :])
    )
    before.reverse()
    leads = bound.high.kind == "date" and is_chinese(question)
    return [*behind, *before] if leads else [*before, *behind]


def in_document(document, bound, matters, reading):
    """What a document gives of the matter: of rows, items and a lone document all, else the first
    of those that are surest."""
    found = []
    for passage in cut(document):
        for unit in units(passage):
            quantity, rank = nearest(passage, unit, bound, matters)
            if quantity:
                found.append(Found(rank, document, unit, passage.heading, quantity))
    best = [one for one in found if one.rank == min(other.rank for other in found)]
    many = len(reading.documents) == 1 or all(one.unit.kind in ("row", "item") for one in best)
    return best if many else best[:1]


def nearest(passage, unit, bound, matters):
    """(the quantity of a unit that is said nearest of the matter, how far), (None, 0) for none."""
    text = columns(passage, unit)
    every = quantities(text)
    ends = [0, *(one.end for one in every)]
    best = (None, 0)
    for quantity, last in zip(every, ends, strict=False):
        rank = spoken(text[last : quantity.start][-NEAR:], matters)
        rank = spoken(text, matters, len(matters)) if rank is None else rank
        rank = spoken(passage.heading, matters, 2 * len(matters)) if rank is None else rank
        rank = 0 if rank is None and not matters else rank
        if bound.fits(quantity) and rank is not None and (best[0] is None or rank < best[1]):
            best = (quantity, rank)
    return best


def spoken(text, matters, more=0):
    """The place of the first of these that a text speaks of, None for none."""
    words = Counter(words_of(text))
    return next((more + n for n, matter in enumerate(matters) if matter.times(words)), None)


def columns(passage, unit):
    """The text of a unit; of a row each cell behind the name of its column, in its unit."""
    heads, cells = passage.header.split(" | "), unit.text.split(" | ")
    if unit.kind != "row" or len(heads) != len(cells):
        return unit.text
    whole = []
    for head, cell in zip(heads, cells, strict=True):
        kind = BRACKETED.search(head)
        bare = re.fullmatch(r"[\d,.]+", cell)
        whole.append(f"{BRACKETED.sub('', head)}: {cell}{kind[1] if kind and bare else ''}")
    return "; ".join(whole)


def told(request, reading, said, bound, found):
    """The result: those within the bound with their places, then those not, and who is silent."""
    within = [one for one in found if bound.holds(one.quantity)]
    beyond = [one for one in found if one not in within]
    total = len(found)
    lines = [
        request.say(
            f"符合“{said}”的有 {len(within)} 个（共 {total} 个写明）：",
            f"{len(within)} of {total} that say so meet “{said}”:",
        )
    ]
    lone = len({one.document.path for one in found}) < len(found)
    for number, one in enumerate(within[:SHOWN], 1):
        place = where(request, one.document.name, one.unit.place)
        name = "" if lone else f"{called(one)}: {one.quantity.text} — "
        section = f" [{one.heading}]" if lone and one.heading else ""
        lines.append(f"{number}. {name}“{one.unit.text[:300]}” — {place}{section}")
    comma = request.say("、", ", ")
    if beyond and not lone:
        listed = comma.join(f"{called(one)} ({one.quantity.text})" for one in beyond[:SHOWN])
        lines.append(request.say(f"不符合的：{listed}", f"Not so: {listed}"))
    silent = [d.name for d in reading.documents if all(d is not one.document for one in found)]
    if silent:
        listed = comma.join(silent[:SHOWN])
        lines.append(request.say(f"没有写明的：{listed}", f"Silent on this: {listed}"))
    data = {"within": list(map(as_data, within)), "beyond": list(map(as_data, beyond))}
    return result(request, reading, lines, {"bound": said, **data})


def called(one):
    """The name of a document, with what it is about where that says more."""
    subject = subject_of(one.document)
    more = subject and Path(one.document.name).stem.lower() not in subject.lower()
    return f"{one.document.name} ({subject})" if more else one.document.name


def as_data(one):
    """What was found as plain data."""
    return {
        "source": one.document.name, **one.unit.place, "value": one.quantity.text,
        "text": one.unit.text[:500], "heading": one.heading,
    }  # fmt: skip
