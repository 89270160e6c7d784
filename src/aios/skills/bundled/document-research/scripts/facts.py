"""What each document gives for a matter: the field, the table's cell or the sentence that tells it,
and the date, sum or number in it."""

# ruff: noqa: E501 - a pattern or a sentence in two languages is one line

import re
from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from extremes import subject_of
from moments import clocks, days
from passages import WHOLE, cut, joined
from quantities import MONTH, Quantity, quantities
from words import concepts, words_of

LABEL = re.compile(
    r"\s*(?:[-*•·]\s*)?(?:\d{1,2}[.)、]\s*)?[*_]*(?P<label>[^:：*.。,，;；]{1,32}?)[*_]*\s*[:：][*_]*\s*(?P<value>\S.*)"
)
CLOCK_CUT = re.compile(r"^[^:]*\D\d{1,2}:\d{2}(?!\d)")
ENDS = re.compile(r"[。；;]\s*|(?<=[.!?])\s+(?=[A-Z\u4e00-\u9fff])")
IN_BRACKETS = re.compile(r"[(（](元|万元|天|个月|年|%|kg|EUR|USD|days|months|years)[)）]")
# What a matter is told in, by the words that it is asked for with.
KINDS = (
    ("date", r"日期|何时|哪一?天|几[月号]|截止|有效期|到期|什么时候|\b(?:dates?|when|deadlines?|until|valid|expir\w*|meetings?)\b"),
    ("share", r"率|比例|百分|\bpercent\w*"),
    ("money", r"价|费|钱|金额|预算|成本|租金|押金|总额|首付|工资|薪|\b(?:prices?|costs?|fees?|rents?|budgets?|amounts?|deposits?|salar\w+|cheap\w*|dear\w*|expensive|charges?)\b"),
    ("share", r"率|比例|百分|\b(?:percent\w*|share|rate|yield|interest)\b"),
    ("time", r"期(?![望间待刊货末])|时间|多久|多长|多快|几天|多少天|天数|时长|\b(?:how\s+(?:long|fast|quick(?:ly)?|soon)|time|period|warrant\w*|guarante\w*|days|weeks|months|years|notice|duration)\b"),
    ("", r"数|量|几|多少|度|重|\b(?:how\s+many|how\s+much|number|count|watts?|power|size|members)\b"),
)  # fmt: skip
STARTS = re.compile(r"开始|出发|起始|启程|入住|\b(?:start|begin|depart|first\s+day|from)", re.I)
STOPS = re.compile(r"结束|返回|终止|离开|\b(?:end|last\s+day|return|until)", re.I)
CLOSES = re.compile(r"关门|关闭|打烊|结束|下班|\b(?:clos\w+|end\w*|until|shut\w*)\b", re.I)
SHORT_LINE = 50
NEAR = 0.5
UNTIL = re.compile(
    rf"\b(?:until|by|before|due|no\s+later\s+than)\s+(?:on\s+|the\s+)?(?:\d|{MONTH})|\bdeadline\b|[日号]\s?之?前|截止|截至|为止|期限",
    re.I,
)
OWN_DATE = re.compile(r"(?:举[办行]|活动|会议|开始|比赛)?(?:时间|日期)|date|when|time|day", re.I)
DEADLINE = re.compile(r"\bdeadlines?\b|截止|期限|最后一?[天日]", re.I)
HALF, ENOUGH = 0.5, 0.6
OF_LABEL = 1.6


class Statement(NamedTuple):
    """A piece of a document that tells one thing, its label if it has one, and what it tells."""

    document: object
    place: dict
    label: str
    value: str
    text: str


class Fact(NamedTuple):
    """What a document tells on a matter, how well that fits, and the quantity in it, if any."""

    statement: Statement
    score: float
    quantity: object
    shown: str
    matter: str = ""


@lru_cache(maxsize=256)
def _statements(key):
    document = _HELD[key]
    found = []
    for passage in cut(document):
        for run in runs(passage.lines):
            if run[0].kind == "row":
                found += of_row(document, run[0], passage.header)
                continue
            whole = joined([line.text for line in run])[0]
            parts = (part.strip(" |") for part in ENDS.split(whole))
            found += [of_text(document, run[0].place, part) for part in parts if part]
    return found


def runs(lines):
    """The lines of a passage, those together that are one running text: a field and an item begin
    anew, and so does what follows a short field or a whole sentence."""
    found = []
    for line in lines:
        before = found[-1][-1] if found else None
        whole = (
            before is None
            or before.kind != "text"
            or line.kind != "text"
            or WHOLE.search(before.text)
        )
        field = before is not None and LABEL.match(before.text) and len(before.text) < SHORT_LINE
        if whole or field or LABEL.match(line.text):
            found.append([line])
        else:
            found[-1].append(line)
    return found


_HELD = {}


def statements(document):
    """The statements of a document, in order."""
    _HELD[document.path] = document
    return _statements(document.path)


def of_text(document, place, text):
    """A sentence, or a field where it begins with a label."""
    field = LABEL.match(text)
    if field and CLOCK_CUT.search(f"{field['label']}:{field['value']}"):
        field = None  # "from 8:00 to 17:00" is no field of "from 8"
    if field and not re.match(r"//|\d", field["value"][:2] if "//" in field["value"][:2] else "x"):
        return Statement(document, place, field["label"].strip(), field["value"].strip(), text)
    return Statement(document, place, "", text, text)


def of_row(document, unit, header):
    """The cells of a row: of two the first is the label; of more the table's header has these."""
    cells = [cell.strip() for cell in unit.text.split(" | ")]
    heads = [cell.strip() for cell in header.split(" | ")] if header else []
    if unit.text == header or len(cells) < 2:
        return [of_text(document, unit.place, unit.text)]
    if len(cells) == 2:
        unit_of = IN_BRACKETS.search(heads[-1]) if heads else None
        value = f"{cells[1]} {unit_of[1]}" if unit_of and cells[1][-1:].isdigit() else cells[1]
        return [Statement(document, unit.place, cells[0], value, unit.text)]
    if len(heads) != len(cells):
        return [Statement(document, unit.place, "", unit.text, unit.text)]
    named = zip(heads, cells, strict=True)
    return [Statement(document, unit.place, h, c, unit.text) for h, c in named if c]


def kind_asked(matter):
    """What a matter is told in: date, money, share, time, "" for any number; None for words."""
    return next((kind for kind, said in KINDS if re.search(said, matter, re.I)), None)


def fact_on(document, matter, asked=None, kind=None, said="", by_label=False):
    """The statement of a document that tells best of a matter, None where none does; `said` is
    how the question calls it. What others tell in a field (`by_label`) no title tells."""
    asked = asked or concepts(matter)
    kind = kind if kind is not None else kind_asked(matter)
    best = None
    title = subject_of(document)
    for statement in statements(document):
        if by_label and statement.text.strip("# ") == title:
            continue
        score = fit(statement, matter, asked, kind, title)
        if score > (best.score if best else 0):
            quantity = quantity_in(statement, kind, asked, said or matter)
            cell = shown(statement, quantity, kind, said or matter)
            best = Fact(statement, score, quantity, cell, said or matter)
    return best


def fit(statement, matter, asked, kind, title=""):
    """How well a statement tells of a matter; 0 for not enough. The date alone, in a document that
    is about the matter by its title, is the matter's."""
    label, body = Counter(words_of(statement.label)), Counter(words_of(statement.value))
    exact = statement.label.lower() == matter.strip().lower()
    if not asked and not exact:
        return 0.0
    if kind == "date" and OWN_DATE.fullmatch(statement.label):
        label.update(words_of(title))
    total = sum(max(OF_LABEL * holds(c, label), holds(c, body)) for c in asked)
    said = {word for c in asked for form, weight in c.forms if weight >= 1 for word in form}
    score = total / max(len(asked), 1)
    if kind == "date" and DEADLINE.search(matter) and UNTIL.search(statement.text):
        score = max(score, ENOUGH)
    told = kind is not None and any_of_kind(statement.value, kind)
    if not exact and score < (HALF if told else ENOUGH):
        return 0.0
    if statement.label and not (
        kind == "date" and OWN_DATE.fullmatch(statement.label)
    ):  # of "warranty" and "extended warranty" the first says just what is asked
        score -= 0.05 * len(set(label) - said)
        score += OF_LABEL * exact
    if kind is not None:
        told = quantities(statement.value) or (
            kind == "date" and any_of_kind(statement.value, kind)
        )
        score += 0.2 * bool(kind == "" and in_units(quantities(statement.value), asked))
        score += 0.3 if any_of_kind(statement.value, kind) else (-0.2 if told else -0.6)
    return max(score, 0.0)


def holds(concept, words):
    """Whether a bag of words has a concept, in its own words or in others for it: 1, else 0."""
    return int(concept.times(words) >= NEAR)


def any_of_kind(text, kind):
    """Whether a text tells a quantity of a kind."""
    if kind == "date":
        return bool(days(text) or clocks(text))
    return any(q.kind == kind or (kind == "" and q.kind != "date") for q in quantities(text))


def quantity_in(statement, kind, asked, matter):
    """The quantity of the kind asked for: in a sentence the one nearest to the words for it."""
    found = [q for q in quantities(statement.value) if kind in (None, "", q.kind)]
    if statement.label and not found and kind == "" and (listed := listed_in(statement.value)):
        return listed
    found = found or [q for q in quantities(statement.value) if kind != "date" and q.kind == ""]
    if not statement.label and kind in (None, ""):
        found = in_units(quantities(statement.value), asked) or found
    if len(found) < 2 or statement.label:
        if kind == "date" and STOPS.search(matter) and len(found) > 1:
            return found[-1]
        return found[0] if found else None
    at = place_of(statement.value, telling(asked)) or place_of(statement.value, asked)
    return min(found, key=lambda q: abs(q.start - at) if q.start >= at else 2 * (at - q.start))


def in_units(found, asked):
    """Those quantities whose unit is what is asked for: 48 rooms, of how many rooms there are."""
    words = ((q, Counter(words_of(q.kind))) for q in found if len(q.kind) > 1)
    return [q for q, unit in words if any(c.times(unit) >= 1 for c in asked)]


def telling(asked):
    """The concepts that say of what a figure is, without those that only say of which kind:
    the breakfast of "what does breakfast cost"."""
    return [c for c in asked if kind_asked(c.written) is None]


def listed_in(value):
    """How many are named in a list: "王磊、李娜、赵强" are three; None for no list."""
    items = re.split(r"[、，,；;]\s*|\s+and\s+", value.strip(" .。"))
    short = len(items) > 1 and all(
        0 < len(item) <= 24 and not re.search(r"\d", item) for item in items
    )
    return Quantity("", len(items), len(items), 0, len(value), str(len(items))) if short else None


def place_of(text, asked):
    """Where a text first speaks of what is asked."""
    ends = []
    for hit in re.finditer(r"[A-Za-z]+|[一-鿿]{2}", text):
        words = Counter(words_of(hit.group()))
        ends += [hit.end()] if any(c.times(words) >= 1 for c in asked) else []
    return min(ends, default=0)


def shown(statement, quantity, kind, matter):
    """What is told, as a table's cell: the field's value, of a sentence the quantity asked for."""
    value = re.sub(r"[*_`]+", "", statement.value).strip(" .。;；")
    if kind == "date" and (told := list(days(value).values())):
        if STOPS.search(matter) and not STARTS.search(matter):
            return told[-1]
        return told[0] if STARTS.search(matter) or not statement.label else value
    if kind == "date" and (spans := list(clocks(value).values())):
        return spans[-1] if CLOSES.search(matter) else spans[0] if len(spans) < 3 else value
    if quantity is not None and quantity.text.isdigit() and quantity.text not in value:
        return f"{quantity.text}（{value}）"
    if statement.label or quantity is None:
        return value
    return quantity.text if kind is not None else value


def named(document):
    """A document as it is told of: its name, and what it is about."""
    subject = subject_of(document)
    return f"{document.name} ({subject})" if subject else document.name


def clock_of(fact, matter):
    """The time of day that a fact tells, as (hour, minute): of a span its end where that is asked."""
    told = list(clocks(fact.statement.value))
    return (told[-1] if CLOSES.search(matter) else told[0]) if told else None


def first_day(fact):
    """The day that a fact tells, as (year, month, day); None for none."""
    told = list(days(fact.shown) or days(fact.statement.value))
    return told[0] if told else None
