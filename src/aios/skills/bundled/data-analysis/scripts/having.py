"""Conditions on groups: "customers who bought more than 3 times", "products with total sales over 1000"."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from bare import NUM
from mentions import Mention
from never import fitting
from operators import AFTERWARDS, ANY_COMPARISON, compared
from pieces import main_number
from query import Measure, checked_measure
from sentence import AGGREGATE, COLUMN, UNIT, count_word, number
from table import DATE, IDENTIFIER, NUMBER, TEXT

_TIMES = r"(?:times?\b|orders?\b|purchases?\b|visits?\b|transactions?\b|rows?\b|records?\b|次|单|笔|个?订单|条记录|遍)"
_ONCE = r"\b(?:more than once|repeatedly|multiple times|several times)\b|(?:多次|不止一次)"
_BOTH = r"\bboth\b|同时|既.*又|都(?:买|购买|有)"
_DAYS = rf"\b(?:days|weeks|months)\b|{UNIT}"
_WHICH_UNIT = r"\bwhich (?:hours?|days?|weeks?|months?|quarters?|years?|weekdays?)\b"
_WHOLE = {"sum", "mean", "max", "min", "median", "count"}
_ASKS_COUNT = r"\bhow many\b|\bnumber of\b|\bcount\b|多少|几[个位名家种]|个数|数量"


def take_having(sentence, table, parts):
    """Take a condition on groups out of the sentence into `parts.having`."""
    compare = rf"(?:{ANY_COMPARISON})\s*(?P<n>{NUM})"

    def times(match):
        if not _entity(sentence, table, match):
            return False
        groups = match.groupdict()
        value = number(groups["n"]) if re.search(r"\d", groups["n"]) else count_word(groups["n"])
        parts.having = (compared(groups), value, "count", None)
        return " "

    def once(_):
        parts.having = (">", 1, "count", None)
        return " "

    def total(match):
        aggregate, mention = sentence.things[match.group("a")], sentence.things[match.group("c")]
        if (
            aggregate not in _WHOLE - {"count"}  # "多少人月薪超过30000" counts rows that fit
            or not mention.best(NUMBER)
            or not (_entity(sentence, table, match) or re.search(_WHICH_UNIT, sentence.text))
        ):
            return False
        groups = match.groupdict()
        parts.having = (compared(groups), number(groups["n"]), aggregate, mention)
        return " "

    def whole(match):
        """ "with a total of more than 500", "over 40 hours altogether": of the number named or meant."""
        named = sentence.things[match["c"]] if match["c"] else main
        if sentence.things[match["a"]] != "sum" or not (named and named.best(NUMBER)):
            return False
        if not (_entity(sentence, table, match) or re.search(_DAYS, match.string)):
            return False
        groups = match.groupdict()
        parts.having = (compared(groups), number(groups["n"]), "sum", named)
        return " "

    column = main_number(table)
    main = Mention(column.name, ((100, column),)) if column else None
    noun = f"(?:{COLUMN})"
    sentence.take(rf"{compare}\s*(?:{_TIMES}|{noun}(?=\s*(?:$|[?？的,，.])))", lambda m: times(m) if _counts(m, sentence) else False)  # fmt: skip
    sentence.take(
        rf"(?P<n>{NUM})\s*{_TIMES}?\s*(?:{AFTERWARDS})",
        lambda m: times(m) if _counts(m, sentence) else False,
    )
    if any(_is_entity(thing) for thing in sentence.all("column")):
        sentence.take(_ONCE, once)
    link = r"\s*(?:of |的|is |are |was |were |that |which |in )*\s*"
    sentence.take(rf"(?P<a>{AGGREGATE}){link}(?P<c>{COLUMN}){link}{compare}", total)
    sentence.take(rf"(?P<c>{COLUMN}){link}(?P<a>{AGGREGATE}){link}{compare}", total)
    amount = rf"\s*(?P<c>{COLUMN})?"
    told = r"(?:\s*(?:were|was|are|is|did|have|has|been|\b[a-z]+ed|worth))*\s*"
    sentence.take(rf"(?P<a>{AGGREGATE}){link}{compare}{amount}", whole)
    sentence.take(rf"{compare}{amount}{told}(?P<a>{AGGREGATE})", whole)
    parts.counted = bool(parts.having and re.search(_ASKS_COUNT, parts.said))


def _counts(match, sentence):
    """Whether what is compared is how often, not how much."""
    if re.search(_TIMES, match.group()):
        before = match.string[: match.start()].rstrip()
        return (
            not before
            or not re.match(COLUMN, before[-1])
            or not sentence.things[before[-1]].best(NUMBER)
        )
    mark = re.findall(COLUMN, match.group())
    return bool(mark) and sentence.things[mark[-1]].best().kind == IDENTIFIER


def _entity(sentence, table, match):
    """Whether something is named that may have several rows."""
    rest = match.string[: match.start()] + match.string[match.end() :]
    things = [sentence.things[m] for m in re.findall(COLUMN, rest)]
    return any(_is_entity(t) and not table.unique(t.best()) for t in things)


def _is_entity(thing):
    return thing.best().kind in (TEXT, IDENTIFIER)


def _has_all(pieces, out):
    """ "customers who bought both Laptop and Phone": each of the values occurs in the group."""
    several = [f for f in out.filters if f.operator == "=" and len(f.values) > 1]
    things = [m for m in pieces.names if _is_entity(m) and not pieces.unique(m.best())]
    if not several or not things or things[0].best() is several[0].column:
        return False
    out.measures = [Measure(aggregate="distinct", column=several[0].column)]
    out.groups, out.order = [pieces.group(things[0])], "value"
    out.having = ("=", len(several[0].values))
    return True


def _held(aggregate, mention, pieces):
    """The Measure that the groups are held against."""
    if aggregate == "fitting":
        return fitting(mention)
    column = mention.best(NUMBER) if mention else None
    if column is None or aggregate == "count":
        return Measure(aggregate="count")
    return checked_measure(aggregate, column, pieces.say)


def having(pieces, measures, out):
    """Whether groups that fit a condition are asked for; then `out` lists them."""
    if re.search(_BOTH, pieces.plain) and _has_all(pieces, out):
        return True
    if not pieces.parts.having:
        return False
    operator, value, aggregate, mention = pieces.parts.having
    said = [m for _, m in pieces.pairs] + pieces.names
    names = [m for m in said if _is_entity(m) and not pieces.unique(m.best())]
    names = names or (pieces.persons() if aggregate == "fitting" else [])
    groups = [g for g in pieces.groups if g.column.kind != DATE] or [
        pieces.group(m) for m in names[:1]
    ]
    groups = groups or pieces.groups
    if not groups:
        return False
    out.measures = [_held(aggregate, mention, pieces)]
    out.groups, out.having, out.order = groups, (operator, value), "value"
    return True
