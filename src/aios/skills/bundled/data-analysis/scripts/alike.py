"""Rows where two columns hold the same: "started and ended at the same station", "起点和终点相同"."""

# ruff: noqa: E501 - a pattern is read as one line

import itertools
import re

from cells import spelled
from query import Filter
from sentence import normal

_ALIKE = r"\b(?:same|identical|different)\b|相同|一样|不同|同一个?"
_AND = r"\s*(?:和|与|跟|and)\s*(?:the )?"
_GAP = r"[ _-]?"


def take_alike(sentence, table):
    """Filters on pairs of columns of one kind that the question holds to be the same, or different."""
    found = []
    columns = {_name(column): column for column in table.columns}

    def add(match, one, other):
        if one is other or one.kind != other.kind:
            return False
        differ = re.search(r"different|不同|不一样", match.group())
        found.append(Filter(column=one, operator="!=" if differ else "=", values=(other,)))
        return " "

    for take in (_take_whole, _take_verbs, _take_beginnings):
        if re.search(_ALIKE, sentence.text):
            take(sentence, columns, add)
    return found


def _name(column):
    return normal(spelled(column.name)).replace("_", " ").strip()


def _any_of(names):
    """One pattern of them all, the longest first; nothing where there is none."""
    ordered = sorted(filter(None, names), key=len, reverse=True)
    return "|".join(re.escape(name).replace(r"\ ", _GAP) for name in ordered) or "(?!)"


def _bare(text):
    return re.sub(r"[ _-]", "", text)


def _take_whole(sentence, columns, add):
    """ "the same start and end", "起点和终点是否相同": by both names."""
    text = _bare(sentence.text)
    said = {_bare(name): column for name, column in columns.items() if _bare(name) in text}
    names = _any_of(name for name in columns if _bare(name) in said)
    both = rf"(?P<a>{names}){_AND}(?P<b>{names})"
    after = r"\s*(?:都?是?(?:相同|一样|不同|同一个?)的?|(?:are|is|were|being)?\s*(?:the same|identical|different)\b)"
    for pattern in (rf"{both}{after}", rf"\b(?:the |a )?(?:same|different) {both}"):
        sentence.take(pattern, lambda m: add(m, said[_bare(m["a"])], said[_bare(m["b"])]))


def _take_verbs(sentence, columns, add):
    """ "began and ended at the same station" of begin_station and end_station."""
    text, ends = _bare(sentence.text), {}
    for name, column in columns.items():
        first, _, last = name.rpartition(" ")
        if first and name.isascii():
            stem = _bare(first[: max(3, len(first) - 2)])
            ends.setdefault(last, {}).setdefault(stem, column)
    for last, verbs in ends.items():
        if last not in sentence.text or len(verbs) < 2:
            continue
        stems = _any_of(verb for verb in verbs if verb in text)
        sentence.take(
            rf"\b(?P<a>{stems})\w*\s+and\s+(?:\w+ )?(?P<b>{stems})\w*\s+(?:at|in|from|on|with|to)?\s*(?:the )?(?:same|different) {re.escape(last)}(?:e?s)?\b",
            lambda m, v=verbs: add(m, v[m["a"]], v[m["b"]]),
        )


def _take_beginnings(sentence, columns, add):
    """ "起点和终点相同" of 起点站 and 终点站: by what sets names apart that end alike."""
    near = {n: c for n, c in columns.items() if not n.isascii() and n[0] in sentence.text}
    for one, other in itertools.permutations(near, 2):
        head = _shared_end(one, other)
        first, second = (name.removesuffix(head) for name in (one, other))
        if not head or first not in sentence.text or second not in sentence.text:
            continue
        first, second, head = map(re.escape, (first, second, head))
        sentence.take(
            rf"{first}\w?(?:和|与|跟|、){second}(?:{head})?\w?(?:都?[是在]?)(?:相同|一样|不同|同一个?)(?:{head})?的?",
            lambda m, a=near[one], b=near[other]: add(m, a, b),
        )


def _shared_end(one, other):
    """ "点站" of "起点站" and "终点站"; less than the whole of either."""
    length = 0
    while length < min(len(one), len(other)) - 1 and one[-length - 1] == other[-length - 1]:
        length += 1
    return one[len(one) - length :] if length else ""
