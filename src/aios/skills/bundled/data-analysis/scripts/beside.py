"""Conditions that hold one column against another, or against its own average."""

from bare import number_of
from derived import difference
from operators import compared
from table import DATE
from table import NUMBER as NUMERIC


class Beside:
    """The part of Conditions on two columns; it has `sentence`, `_add` and `_column`."""

    def _beyond(self, match):
        """ "salary above average", "高于平均分": compared with the column's own mean or median."""
        column, aggregate = self._column(match, NUMERIC), self.sentence.things[match.group("a")]
        if column is None or aggregate not in ("mean", "median"):
            return False
        return self._add(column, f"{compared(match.groupdict())} {aggregate}")

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
