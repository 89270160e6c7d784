"""Rows where two columns hold the same: "started and ended at the same station", "起点和终点相同"."""

# ruff: noqa: E501 - a pattern is read as one line

import itertools
import re

from cells import spelled
from query import Filter
from sentence import normal


def take_alike(sentence, table):
    """Filters on pairs of columns of one kind that the question holds to be the same, or different."""
    found = []
    for one, other in itertools.permutations(table.columns, 2):
        if one.kind != other.kind:
            continue
        for words in _said(*map(_name, (one, other))):
            sentence.take(words, lambda m, a=one, b=other: _add(found, m, a, b))
    return found


def _add(found, match, one, other):
    differ = re.search(r"different|不同|不一样", match.group())
    found.append(Filter(column=one, operator="!=" if differ else "=", values=(other,)))
    return " "


def _name(column):
    return normal(spelled(column.name)).replace("_", " ").strip()


def _said(one, other):
    """Patterns: by both names, and by what sets names apart that end alike."""
    head = _shared_end(one, other)
    names = [re.escape(name).replace(r"\ ", "[ _-]?") for name in (one, other)]
    whole = rf"{names[0]}\s*(?:和|与|跟|and)\s*(?:the )?{names[1]}"
    patterns = [
        rf"{whole}\s*(?:都?是?(?:相同|一样|不同|同一个?)的?|(?:are|is|were|being)?\s*(?:the same|identical|different)\b)",
        rf"\b(?:the |a )?(?:same|different) {whole}",
    ]
    if not head:
        return patterns
    first, second = (re.escape(name.removesuffix(head).strip()) for name in (one, other))
    if one.isascii():  # the verbs of the names: "began" and "ended" of begin and end
        first, second = (verb[: max(3, len(verb) - 2)] for verb in (first, second))
        ends = rf"{re.escape(head.strip())}(?:e?s)?\b"
        patterns.append(
            rf"\b{first}\w*\s+and\s+(?:\w+ )?{second}\w*\s+(?:at|in|from|on|with|to)?\s*(?:the )?(?:same|different) {ends}"
        )
    else:
        patterns.append(
            rf"{first}\w?(?:和|与|跟|、){second}(?:{re.escape(head)})?\w?(?:都?[是在]?)(?:相同|一样|不同|同一个?)(?:{re.escape(head)})?的?"
        )
    return patterns


def _shared_end(one, other):
    """ "station" of "start station" and "end station"; nothing where a name is all of it."""
    if one.isascii() and other.isascii():
        a, b = one.split(" "), other.split(" ")
        return f" {a[-1]}" if a[-1] == b[-1] and min(len(a), len(b)) > 1 else ""
    length = 0
    while length < min(len(one), len(other)) - 1 and one[-length - 1] == other[-length - 1]:
        length += 1
    return one[len(one) - length :] if length else ""
