"""Highest and lowest that rank nothing: aggregates among others, or part of a column's name."""

import re

from lengths import unit_of
from mentions import EXTENTS, Mention
from sentence import AGGREGATE, COLUMN, EXTREME, JOIN, normal
from table import NUMBER
from words import WHICH


def spaced(name):
    """A column's name as its words are said: temp_max as \"temp max\"."""
    return normal(name).replace("_", " ")


def way_by_name(column):
    """ "temp_max" is told by its highest; "delay_min" is in minutes, and no lowest."""
    if unit_of(column) == "min":
        return "mean"
    name = spaced(column.name)
    return next((way for way, words in EXTENTS.items() if re.search(words, name)), "mean")


class Extents:
    """The part of Pieces that reads them; it has `text`, `things`, `parts`, `plain`, `question`."""

    def _named_extents(self):
        """ "average max temperature": of the column of highest temperatures, where there is one."""

        def use(match):
            thing, mention = self.things[match["m"]], self.things[match["c"]]
            way = thing if isinstance(thing, str) else {"desc": "max", "asc": "min"}[thing[0]]
            words = EXTENTS.get(way, "(?!)")
            columns = [c for _, c in mention.candidates if re.search(words, spaced(c.name))]
            if not columns or self.things[match["a"]] in EXTENTS:
                return match.group()
            named = Mention(mention.text, ((100, columns[0]),))
            return match["a"] + self.question.sentence.mark("column", named)

        pattern = rf"(?P<a>{AGGREGATE})\s*(?:the )?(?P<m>{AGGREGATE}|{EXTREME})\s*(?P<c>{COLUMN})"
        self.text = re.sub(pattern, use, self.text)

    def _extremes_beside_others(self):
        """ "平均工资和最高工资", "count and highest price": an extreme among aggregates is one."""
        if self.parts.limit or re.search(WHICH, self.plain) or not re.search(AGGREGATE, self.text):
            return
        some = rf"(?P<e>{EXTREME}(?:{JOIN}(?:the )?{EXTREME})*)"
        one = rf"(?:the )?{some}\s*的?\s*(?P<c>{COLUMN})"
        for pattern in (
            rf"(?P<before>{JOIN}){one}",
            rf"(?P<before>){one}(?={JOIN}(?:the )?{AGGREGATE})",
            rf"(?P<before>){some}(?P<c>)(?={JOIN}(?:the )?{AGGREGATE})",
        ):
            self.text = re.sub(pattern, self._as_aggregate, self.text)

    def _as_aggregate(self, match):
        found = [self.things[mark] for mark in re.findall(EXTREME, match["e"])]
        named = self.things.get(match["c"])
        if any(meaning for _, meaning in found) or (named and not named.best(NUMBER)):
            return match.group()
        names = ("max" if way == "desc" else "min" for way, _ in found)
        marks = (self.question.sentence.mark("aggregate", name) for name in names)
        return f"{match['before']}{','.join(marks)} {match['c']}"
