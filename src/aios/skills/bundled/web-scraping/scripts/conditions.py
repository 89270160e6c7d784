"""Conditions on the numbers of items in a sentence: "评论数大于20", "with more than 100 points"."""

import re

from fields import KINDS, WORDS

SIGNS = {
    ">=": r"不少于|不低于|至少有?|at least|no less than|>=|≥",
    "<=": r"不超过|不多于|不高于|至多有?|at most|no more than|<=|≤",
    ">": r"大于|超过|高于|多于|more than|greater than|higher than|over|above|>",
    "<": r"小于|低于|少于|不到|less than|fewer than|lower than|under|below|<",
}
BEHIND = {
    ">=": r"(?:个|条|元|分)?(?:或|及)?以上|or more|and up",
    "<=": r"(?:个|条|元|分)?(?:或|及)?以下",
}
NUMBER = r"[¥￥$€£]?\s*(\d[\d,]*(?:\.\d+)?)(?!\d)"
BETWEEN = r"(?:数量?|量|值|s\b)?\s*(?:is|are|be|为|在|要|必须)?\s*"


def conditions(text, fields):
    """Field → (sign, number) for every numeric field of the items that the text bounds."""
    found = {}
    for name, (_, what) in fields.items():
        kind = KINDS.get(name)
        if kind is None or what not in ("number", "count"):
            continue
        bound = bound_of(text, f"(?:{kind.words})")
        if bound is not None:
            found[name] = bound
    return found


def bound_of(text, words):
    """(sign, number) of the first bound on the field these words name; None without one."""
    for sign, said in SIGNS.items():
        after = rf"{words}{BETWEEN}(?:{said})\s*{NUMBER}"
        before = rf"(?:{said})\s*{NUMBER}\s*(?:个|条|元)?的?\s*{words}"
        for pattern in (after, before):
            if hit := re.search(pattern, text, WORDS):
                return sign, number(hit)
    for sign, said in BEHIND.items():
        for pattern in (
            rf"{words}{BETWEEN}{NUMBER}\s*(?:{said})",
            rf"{NUMBER}\s*(?:{said})\s*{words}",
        ):
            if hit := re.search(pattern, text, WORDS):
                return sign, number(hit)
    return None


def number(hit):
    """The number of a match; the words of a field may hold groups of their own."""
    digits = next(g for g in reversed(hit.groups()) if g and re.fullmatch(r"\d[\d,]*(\.\d+)?", g))
    value = float(digits.replace(",", ""))
    return int(value) if value.is_integer() else value
