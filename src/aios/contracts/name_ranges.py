"""Files named by the first and the last of a run: "1月.csv 到 6月.csv", "jan.csv to jun.csv"."""

import re

from aios.contracts.patterns import Pattern
from aios.contracts.trials import Exists

_TO = Pattern(
    r"[\"'`”」]?\s*(?:一直)?(?:到|至|~|～|—|–|-|\bto\b|\bthrough\b|\bthru\b|\buntil\b|\btill\b)\s*[\"'`“「]?",
    re.IGNORECASE,
)
_LAST_NAME = Pattern(r"([\w./\\-]+\.[A-Za-z]\w{0,5})[\"'`”」]?\s*$")
# "rename 1.jpg to 9.jpg" names no run.
_MAKES = Pattern(
    r"\b(?:renam|cop(?:y|ie)|mov[ei]|convert|mv|cp|turn|sav[ei]|writ|duplicat|call)", re.IGNORECASE
)
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
)
_SHORT = tuple(month[:3] for month in _MONTHS)
_HAN_MONTHS = (*"一二三四五六七八九十", "十一", "十二")
_MOST = 60


def between(text: str, found: list[tuple[int, str]], exists: Exists) -> list[str]:
    """The names in `found`, as (where, name) in order, with those that lie between two of a run."""
    names: list[str] = []
    end = 0
    for at, name in found:
        if names and _TO.fullmatch(text[end:at]):
            names += [one for one in _run(names[-1], name) if exists(one)]
        names.append(name)
        end = at + len(name)
    return names


def ends_a_run(text: str, name: str) -> bool:
    """True where `name`, after "to", is the last of a run: "total of jan.csv to mar.csv"."""
    first = _LAST_NAME.search(text)
    return first is not None and bool(_run(first[1], name)) and not _MAKES.search(text)


def _run(first: str, last: str) -> list[str]:
    """What may lie between two names that differ in one number or month."""
    start, stop = _differing(first, last)
    head, tail = first[:start], first[len(first) - stop :]
    one, other = first[start : len(first) - stop], last[start : len(last) - stop]
    if one.isdecimal() and other.isdecimal():
        width = len(one) if one.startswith("0") or len(one) == len(other) else 0
        numbers = range(int(one) + 1, min(int(other), int(one) + _MOST))
        return [f"{head}{number:0{width}d}{tail}" for number in numbers]
    for series in (_MONTHS, _SHORT, _HAN_MONTHS):
        if one.lower() in series and other.lower() in series:
            named = series[series.index(one.lower()) + 1 : series.index(other.lower())]
            return [head + _cased(month, one) + tail for month in named]
    return []


def _cased(month: str, like: str) -> str:
    return month.upper() if like.isupper() else month.title() if like[:1].isupper() else month


def _differing(first: str, last: str) -> tuple[int, int]:
    """How many letters both share at the start and at the end, never a part of a word or number."""
    words = [re.findall(r"\d+|[A-Za-z]+|[一二三四五六七八九十]+|.", name) for name in (first, last)]
    start = 0
    while start < min(map(len, words)) and words[0][start] == words[1][start]:
        start += 1
    stop = 0
    while stop < min(map(len, words)) - start and words[0][-1 - stop] == words[1][-1 - stop]:
        stop += 1
    return len("".join(words[0][:start])), len("".join(words[0][len(words[0]) - stop :]))
