"""One side held against another: "are smokers' bills higher?", "members vs non-members", "do women earn less than men"."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from mentions import Mention, meanings_of
from operators import POINTS_AT
from query import Filter
from rates import yes_of
from sentence import AGGREGATE, COLUMN, VALUE
from table import NUMBER

_MORE = r"\b(?:(?:more|less) (?:expensive|often)|more|less|fewer|higher|lower|bigger|larger|smaller|greater|longer|shorter|better|worse|older|younger|faster|slower|cheaper|pricier|dearer|costlier|heavier|lighter|taller|warmer|hotter|colder|cooler)\b"
_ASKS = r"^\W*(?:is|are|was|were|do|does|did|have|has)\b|\b(?:if|whether)\b"
_REST = r"(?:(?:all |the |any )*(?:others?|rest|remaining)(?: (?:ones|of them|people))?|(?:every|any)(?:one|body) else)"
_DENIED = rf"(?:not|non-?|without|the other)\s*(?:{COLUMN})"
_OWN = r"(?:'s?)?"
_LINK = r"\s*(?:and|or|vs\.?|versus|against|to|with|than|compared (?:to|with))\s*(?:the )?"


def take_contrast(sentence, table, parts):
    """Put what is compared in place of the sides: the group, and the average or rate that tells them apart."""
    truths = "".join(m for m, t in sentence.things.items() if _is_truth(t)) or "\ufffe"
    truth = f"[{truths}]"
    _take_pairs(sentence, parts, truth)
    side = rf"(?:{VALUE}|{truth}|{_DENIED}|{_REST})"
    than = rf"(?P<m>{_MORE})(?P<b>[^,.?]{{0,30}}?)\s+than\s+(?:(?:the|those|that|of|for|in|from|among|with|on|at|during|by)\s+)*(?P<s>{side}{_OWN})(?P<t>\s*{COLUMN})?"
    asks = rf"(?P<m>{_MORE})(?!\s+than\b)(?P<b>)(?P<s>)(?P<t>)"
    match = re.search(than, sentence.text)
    if match is None and re.search(_ASKS, sentence.text):
        match = re.search(asks, sentence.text)
    if match:
        _use(match, sentence, table, parts, truth)


def _is_truth(thing):
    return isinstance(thing, Mention) and yes_of(thing.best()) is not None


def _take_pairs(sentence, parts, truth):
    """ "smokers vs non-smokers": both sides of a column of yes and no are its groups."""
    differs = re.search(r"\bdiffer", sentence.text)

    def use(match):
        one, other = (sentence.things[m] for m in re.findall(COLUMN, match.group()))
        if one.best() is not other.best():
            return False
        parts.groups.append(one)
        wanted = differs and not re.search(AGGREGATE, sentence.text)
        return f" {sentence.mark('aggregate', 'mean') if wanted else ''} "

    both = rf"\b(?:with|for|of) (?P<c>{truth}){_LINK}without(?: (?:it|one|any))?\b|\bwithout (?P<d>{truth}){_LINK}with(?: (?:it|one|any))?\b"
    sentence.take(both, lambda m: parts.groups.append(sentence.things[m["c"] or m["d"]]))
    denied = rf"(?:\bnot|\bnon-?)\s*{truth}{_OWN}"
    taken = sentence.take(rf"{truth}{_OWN}{_LINK}{denied}", use)
    taken += sentence.take(rf"{denied}{_LINK}{truth}{_OWN}", use)
    if taken:
        sentence.take(r"\bdiffer(?:s|ed|ences?)?\b(?: (?:in|between|of)\b)*")


def _use(match, sentence, table, parts, truth):
    """The comparative as the aggregate it stands for, where sides are found; else as it is."""
    told = [sentence.things[m] for m in re.findall(truth, sentence.text)]
    values = [v for v in sentence.all("value") if v.cells]
    column = _column_of(values, match["s"]) if values else told[0].best() if told else None
    if column is None:
        return
    rated = bool(values and told and told[0].best() is not column)
    measure = "" if rated else _measure(match, sentence, table, averaged=not values)
    kept = "" if re.search(_REST, match["s"]) or not values else match["s"]
    after = f"{match['b']} {kept} {_unless_said(match, sentence)}"
    sentence.text = (
        f"{match.string[: match.start()]} {measure} {after} {match.string[match.end() :]}"
    )
    if rated:  # "do women survive more than men": how many of each did
        yes = yes_of(told[0].best())
        parts.rate = Filter(column=told[0].best(), operator="=", values=(yes,))
    if told and (rated or not values):
        sentence.take(rf"(?:(?:\bnot|\bnon-?)\s*)?{truth}{_OWN}")
    if values and not kept:
        sentence.take(rf"{VALUE}{_OWN}")
    if not kept or rated:
        parts.groups.append(Mention(column.name, ((100, column),)))


def _column_of(values, side):
    """The column whose values are the sides, of which one may be held against the rest; or None."""
    columns = {v.cells[0][0].name: v.cells[0][0] for v in values}
    enough = len(values) > 1 or re.search(_REST, side)
    return next(iter(columns.values())) if len(columns) == 1 and enough else None


def _unless_said(match, sentence):
    """What follows the second side, unless it was named before: "dinner bills than lunch bills"."""
    mark = (match["t"] or "").strip()
    before = [sentence.things[m] for m in re.findall(COLUMN, match.string[: match.start()])]
    said = mark and any(sentence.things[mark].best() is t.best() for t in before)
    return "" if said else mark


def _measure(match, sentence, table, *, averaged):
    """An average of the number that is named or that the comparative points at."""
    numbers = [t for t in sentence.all("column") if t.best().kind == NUMBER]
    if re.search("often", match["m"]):
        return sentence.mark("aggregate", "count")
    pointed = "" if numbers else _pointed(match["m"], sentence, table)
    plain = match["m"] in ("more", "less", "fewer") and not averaged and not pointed
    if plain or re.search(AGGREGATE, sentence.text):
        return pointed
    return sentence.mark("aggregate", "mean") + pointed


def _pointed(comparative, sentence, table):
    """The mark of the column that "older", "cheaper" speaks of, or nothing."""
    for meaning, words in POINTS_AT:
        found = [c for c in table.of_kind(NUMBER) if meaning in meanings_of(c)]
        if found and re.search(words, comparative):
            return sentence.mark("column", Mention(found[0].name, ((100, found[0]),)))
    return ""
