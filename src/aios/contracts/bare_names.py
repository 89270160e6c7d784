"""Folders called by their bare names, wherever in a sentence: "shopapp goes to a colleague"."""

import re
from collections.abc import Iterator

from aios.contracts.patterns import Pattern
from aios.contracts.trials import Trials

# A word that stands for itself, be Chinese glued to it or not; no part of a path or an address.
_WORD = Pattern(
    r"(?<![A-Za-z0-9_./\\:@~-])[A-Za-z0-9_][A-Za-z0-9_-]{1,60}(?![A-Za-z0-9_/\\@-]|\.\w)"
)
_NAME_LIKE = Pattern(r".*[A-Za-z].*[_\d].*|.*[_\d-].*[A-Za-z].*|.*-.*")
_MINE = Pattern(r"\b(?:my|our|your)\s+$", re.IGNORECASE)
# What folders are often called, and sentences about anything often say.
_COMMON_WORDS = (
    "app apps archive archives asset assets backup backups bin build cache code common config core"
    " data demo dist doc docs document documents download downloads draft drafts example examples"
    " export exports file files home image images import imports include input inputs install lib"
    " list log logs mail main misc model models music new news note notes old order orders other"
    " output outputs page pages photo photos picture pictures plot plots private program project"
    " projects public python record records release report reports resource resources result"
    " results scan scans script scripts server share site sort source sources src start static"
    " table tables temp template templates test tests text tmp tool tools user users util utils"
    " video videos web work"
)
_COMMON = frozenset(_COMMON_WORDS.split())
# A Chinese name that blanks set off: "统计 讲义 的大小".
_SET_OFF = Pattern(r"(?:(?<=\s)|^)[\w\u4e00-\u9fff-]{2,30}(?=\s)")
_HAN = Pattern(r"[\u4e00-\u9fff]")
# One of many is called in the singular: "every recipe", "the invoice files".
_EACH_ONE = Pattern(r"\b(?:every|each)\s+(?:single\s+)?$", re.IGNORECASE)
_OF_FILES = Pattern(r"\s+(?:files?|names?)\b", re.IGNORECASE)
_MOST = 60


def called(text: str, trials: Trials) -> list[str]:
    """Folders whose names look like nothing but names: "site_old", "q3-reports"."""
    return [word for word, _ in _words(text) if _NAME_LIKE.fullmatch(word) and trials(word)]


def spoken_of(text: str, trials: Trials) -> list[str]:
    """Folders whose names are words that a sentence about something else would hardly hold, or
    that are called somebody's own: "family has grown", "what is in all my photos"."""
    set_off = [m.group() for m in _SET_OFF.finditer(text) if _HAN.search(m.group())][:_MOST]
    if found := [word for word in set_off if trials(word)]:
        return found
    return [
        word
        for word, start in _words(text)
        if (word.lower() not in _COMMON or _MINE.search(text[:start])) and trials(word)
    ] or [f"{word}s" for word, start in _words(text) if _is_one_of(text, word, start, trials)]


def _is_one_of(text: str, word: str, start: int, trials: Trials) -> bool:
    one = _EACH_ONE.search(text[:start]) or _OF_FILES.match(text[start + len(word) :])
    return bool(one) and trials(f"{word}s")


def _words(text: str) -> Iterator[tuple[str, int]]:
    for place, word in enumerate(_WORD.finditer(text)):
        if place >= _MOST:
            return
        yield word.group(), word.start()
