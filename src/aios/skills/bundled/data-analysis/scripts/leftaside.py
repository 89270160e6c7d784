"""What an English text says to leave aside, as a clause of its own: "Ignore rides over 120 minutes", "skip what hasn't arrived"."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from operators import AFTERWARDS, ANY_COMPARISON
from pieces import main_number
from query import Filter
from rates import yes_of
from table import NUMBER

_VERB = r"(?:ignor(?:e|ing)|skip(?:ping)?|leav(?:e|ing) (?:out|aside)|disregard(?:ing)?|drop(?:ping)?|discard(?:ing)?|throw(?:ing)? (?:out|away)|exclud(?:e|ing)|omit(?:ting)?|remov(?:e|ing)|filter(?:ing)? out|without counting|(?:do not|don't|never|not) (?:count|include|consider|use|look at|counting|including|considering))"
_PASSIVE = r"(?:(?:are|is|were|should be|must be|being|to be) )?(?:(?:to be )?(?:excluded|left (?:out|aside)|ignored|omitted|disregarded|not (?:counted|included))|do(?:es)? not count|don't count|doesn't count)"
_ALL = r"(?:(?:all|any|every|the|those|anything|everything|whatever) )*"
_END = (
    r"(?=\s*(?:[.;!?)]|,(?!\d)|$|\b(?:and|then) (?:give|tell|show|list|sort|round|save|please)\b))"
)
_LEFT = (
    rf"(?:^|(?<=[.;!?])|[,(]|\b(?:and|but|then))\s*(?:please |but |and )*{_VERB}\s+{_ALL}(?P<what>[^.;!?()\ue000]*?(?:\d\.\d[^.;!?()]*?)?)\)?{_END}",
    rf"[(]\s*{_ALL}(?P<what>[^.;!?()]+?),? {_PASSIVE}\s*[)]",
    rf"(?:(?<=[.;!?])|^|,)\s*(?:please |but |and |with )*{_ALL}(?P<what>[^.,;!?()]+?),? {_PASSIVE}(?=\s*[.;!?,]|$)",
)
# Words of a condition that the reader of plain sentences has no words of its own for.
_WORTH = rf"{re.sub('[?]P<[a-z0-9]+>', '?:', f'{ANY_COMPARISON}|{AFTERWARDS}')}|\b(?:what|who|whose|that|which|(?:is|are|was|were|has|have|had|did|does|do)(?:n't| not)?|still|without|with no|before|after|between)\b"
# Said with words that nothing else reads.
_ODD = rf"\b(?:leav(?:e|ing) (?:out|aside)|skip|disregard|discard|throw|filter|everything|anything|whatever)|\w (?:{_PASSIVE})[\s)]*$"
_OPPOSITE = {
    "=": "!=", "!=": "=", ">": "<=", ">=": "<", "<": ">=", "<=": ">", "in": "not_in",
    "not_in": "in", "contains": "not_contains", "not_contains": "contains", "missing": "present",
    "present": "missing",
}  # fmt: skip


def left_aside(text):
    """(the text without it, what is to be left aside): each said in words that hold a condition."""
    said = []

    def use(match):
        what = match["what"].strip()
        if len(what) < 3 or not re.search(f"{_WORTH}|{_ODD}", match.group(), re.I):
            return match.group()
        said.append(what)
        return " "

    for pattern in _LEFT:
        text = re.sub(pattern, use, text, flags=re.I)
    return text, said


def opposite(filters):
    """The conditions that hold where those, all at once, do not; None where that cannot be said."""
    each = [_not(one) for one in filters]
    if not each or None in each:
        return None
    if len(each) == 1 or _never_both(filters):
        return [part for several in each for part in several]
    parts = tuple(one for several in each for one in several)
    if len(parts) > len(each):
        return None  # one of them was "either … or …": its opposite are several at once
    return [Filter(column=parts[0].column, operator="any", values=parts)]


def _never_both(filters):
    """ "over 45 and under 0" of one column: either is meant."""
    if len(filters) != 2 or filters[0].column.name != filters[1].column.name:
        return False
    ends = {one.operator[0]: one.values[0] for one in filters if one.operator[0] in "<>"}
    return len(ends) == 2 and ends[">"] >= ends["<"]


def _not(one):
    if one.operator == "any":
        several = [_not(value) for value in one.values]
        return None if None in several else [part for held in several for part in held]
    if one.operator == "between":
        low, high = one.values
        ends = (("<", low), (">", high))
        parts = tuple(Filter(column=one.column, operator=o, values=(v,)) for o, v in ends)
        return [Filter(column=one.column, operator="any", values=parts)]
    if one.operator not in _OPPOSITE:
        return None
    operator = _OPPOSITE[one.operator]
    if one.operator == "=" and len(one.values) > 1:
        operator = "!="
    return [Filter(column=one.column, operator=operator, values=one.values)]


def opposites(what, question, asking):
    """The conditions that leave out what these words say, read by themselves; None where they say none.

    Without a column of their own they speak of the number that the question itself names.
    """
    mentions = question.sentence.all("column")
    named = next((m.best(NUMBER) for m in mentions if m.best(NUMBER)), None)
    found = []
    for side in re.split(
        r"\s+or\s+(?!(?:more|less|above|below|over|under|older|higher|later)\b(?! \d))", what
    ):
        one = asking(side, lambda: named or main_number(question.table))
        held = opposite([*one.parts.filters, *_of_answers(one)])
        if held is None:
            return None
        found += held
    return found


def _of_answers(one):
    """ "cancelled ones": a column of yes and no that is named and nothing said of it."""
    held = {f.column.name for f in one.parts.filters}
    columns = [m.best() for m in one.sentence.all("column")]
    return [
        Filter(column=c, operator="=", values=(yes_of(c),))
        for c in columns
        if c.name not in held and yes_of(c) is not None
    ]
