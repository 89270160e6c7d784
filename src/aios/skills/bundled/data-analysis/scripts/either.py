"""Two conditions of which one is enough: "systolic over 140 or diastolic over 90", "低于10或高于50"."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from bare import IS, NUM
from operators import AFTERWARDS, ANY_COMPARISON, COUNTED
from query import Filter
from sentence import COLUMN, VALUE, Sentence

_COMPARE = re.sub(r"\(\?P<\w+>", "(?:", ANY_COMPARISON)
_AFTER = re.sub(r"\(\?P<\w+>", "(?:", AFTERWARDS)
_BOUND = rf"(?:(?:{_COMPARE})\s*{NUM}{COUNTED}|在?{NUM}{COUNTED}\s*{_AFTER})"
_LINK = r"\s*(?:值|数值|的|that |which |who |is |are |was |were |has |have |of |in )*\s*"
_NUMBER = rf"(?:{COLUMN}{_LINK}{_BOUND}|{_BOUND}\s*{COLUMN})"
_CELL = rf"(?:{COLUMN}\s*(?:{IS})?\s*)?{VALUE}"
_OR = r"\s*,?\s*(?:\bor\b(?: else)?|或者?是?|要么)\s*(?:(?:with|has|have|had|who|that|is|are|was|were|an?|the|a)\s+)*"
_PAIRS = (
    rf"(?:\beither )?(?P<a>{_NUMBER}){_OR}(?P<b>{_NUMBER}|{_BOUND}|{_CELL})",
    rf"(?:\beither )?(?P<a>{_CELL}){_OR}(?P<b>{_NUMBER})",
    rf"(?:\beither )?(?P<a>{COLUMN}{_LINK}(?:{_COMPARE})\s*(?:the |its )?{COLUMN}){_OR}(?P<b>(?:{COLUMN}{_LINK})?(?:{_COMPARE})\s*(?:the |its )?{COLUMN})",
)


class Either:
    """The part of Conditions on them; it has `sentence`, `table`, `found` and `default_number`."""

    def _either(self):
        for pattern in _PAIRS:
            self.sentence.take(pattern, self._one_or_other)

    def _one_or_other(self, match):
        """Each side is read by itself; one that says more than a condition leaves both as they are."""
        named = re.search(COLUMN, match["a"])
        other = match["b"]
        if named and (re.fullmatch(_BOUND, other) or re.match(_COMPARE, other)):
            other = f"{named.group()} {other}"
        sides = [self._alone(side) for side in (match["a"], other)]
        if None in sides:
            return False
        self.found.append(Filter(column=sides[0].column, operator="any", values=tuple(sides)))
        return " "

    def _alone(self, text):
        """The one condition that the text is; or None."""
        sentence = Sentence(text)
        sentence.things, sentence.original = self.sentence.things, self.sentence.original
        found = type(self)(sentence, self.table, self.default_number).take()
        return (
            found[0]
            if len(found) == 1 and not re.search(r"[\ue000-\uf8ff]", sentence.text)
            else None
        )
