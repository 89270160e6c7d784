"""Conditions that hold one column against another, or against its own average."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from bare import number_of
from derived import difference
from operators import compared
from table import DATE
from table import NUMBER as NUMERIC

TIMES = r"(?:twice|double|triple|(?:two|three|four|five|\d+(?:\.\d+)?) times|[两二三四五]倍|\d+(?:\.\d+)?\s*倍)"


def times_of(said):
    """2.0 of "twice", "两倍", "2 times"."""
    figure = re.search(r"\d+(?:\.\d+)?", said)
    words = (r"twice|double|two|[两二]", r"triple|three|三", r"four|四", r"five|五")
    if figure:
        return float(figure.group())
    return next(float(n) for n, word in enumerate(words, 2) if re.search(word, said))


class Beside:
    """The part of Conditions on two columns; it has `sentence`, `_add` and `_column`."""

    def _beyond(self, match):
        """ "salary above average", "高于平均分": compared with the column's own mean or median."""
        column, aggregate = self._column(match, NUMERIC), self.sentence.things[match.group("a")]
        if column is None or aggregate not in ("mean", "median"):
            return False
        said = next((match[g] for g in ("k", "m") if match.groupdict().get(g)), "")
        times = (times_of(said),) if said else ()
        return self._add(column, f"{compared(match.groupdict())} {aggregate}", *times)

    def _beside(self, match):
        """ "stock below reorder level": one column compared with another."""
        columns = [self.sentence.things[match.group(g)].best(NUMERIC, DATE) for g in ("c", "d")]
        if None in columns or columns[0].kind != columns[1].kind or columns[0] is columns[1]:
            return False
        way = match.groupdict().get("way")
        low = ("before", "earlier than", "ahead of", *"低小少差弱早")
        operator = compared(match.groupdict()) if not way else "<" if way in low else ">"
        return self._add(columns[0], operator, columns[1])

    def _ahead(self, match):
        """ "英语比数学高20分以上": one column less another."""
        one, other = (self.sentence.things[match.group(g)].best(NUMERIC) for g in ("c", "d"))
        if one is None or other is None or one is other:
            return False
        pair = (one, other) if match.group("way") in "高多" else (other, one)
        operator = ">" if match.group("over") else ">="
        return self._add(difference(*pair), operator, number_of(match.group("n")))
