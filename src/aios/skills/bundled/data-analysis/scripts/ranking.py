"""Which question is a ranking: top so many, the most of something, the extreme of a column."""

# ruff: noqa: E501 - a pattern is read as one line

import re
from dataclasses import replace

from aside import told_aside
from derived import days_between
from ends import WHOSE, ends_of, joined_numbers
from extents import spaced
from linetotals import product_column
from mentions import EXTENTS, happened, meanings_of
from onerow import SINGLE, is_one_row
from pieces import intensive, measurable
from query import NUMERIC_ONLY, Group, Measure, unknown_column
from readings import Reading
from rownouns import workers
from sentence import COLUMN, EXTREME
from table import DATE, NUMBER
from words import CONCEPTS, WHICH
from worse import worse_when_more

_WHO = r"\bwho\b|\b(?:earn|scor)ers?\b|\bperson\b|\bperformers?\b|谁|第一|冠军|[名位个]"
_PAID = r"\bpa(?:y|ys|id)\b|付|交"
_WHEN = (
    r"^\W*when\b|\band when\b|\bon (?:which|what) (?:day|date)\b|什么时候|何时|哪一?[天日](?!志)"
)
_WHO_HAD = r"\bwho\b|谁"
_MOMENT = r"\bwhen\b|\bwhat time\b|什么时候|何时|什么时间|几点"
_TIME = r"\btime\b(?! zone)|duration|用时|时长|耗时"
# "the fastest woman", "最快的女生": somebody of a kind that is a cell
_KIND = (
    r"(?:wom[ae]n|m[ae]n|girls?|boys?|females?|males?|lady|ladies|kids?|child(?:ren)?|teenagers?)"
)
_SOMEBODY = (
    rf"\b(?:\w+est|most \w+|best|worst|top) {_KIND}\b"
    r"|最[^，,。多少]{1,2}的?(?:女|男)(?:生|性|人|士|孩|选手|同学|员工)"
)
_BESIDE = r"\b(?:and|with) (?:its|their|his|her)\b|[和及](?:它|他|她|其)|[,，?？。;；](?:它|其|他|她)?的?[^,，?？。;；最]{1,10}(?:分别|都)?(?:是什么|是谁|叫什么|是哪[个位家种里天])"
_MOST = r"\b(?:most|fewest|least|more|fewer)\b|[多少]"
# "续航最长的车": the thing that has it, by whatever name
_OF_ONE = (
    rf"{EXTREME}的?(?![是值数多时点分价额量年月日天温在出])[\u4e00-\u9fff]{{1,3}}\s*(?:$|[是?。])"
)
_LONG = r"\b(?:longest|shortest)\b|最[长短]"
_COMMON = r"\bmost (?:common|frequent)\b|最常见|出现(?:次数)?最多"
_INSTEAD = {
    "sales": ("quantity",),
    "price": ("rent", "cost", "unit_cost", "sales"),
    "cost": ("sales",),
    "temperature": ("high", "low"),
}


class Ranking:
    """The part of reading an intent that fills `out` for rankings.

    Whoever mixes it in has `pieces`, `parts`, `table`, `say`, `out`, `measures`, `compares` and
    `counted`.
    """

    def _ranking(self):
        """Top or bottom so many; of several extremes each, the later ones told after the first."""
        if self._extreme_of_each():
            return True
        ends = ends_of(self.pieces)
        if not self._ranked():
            return False
        first, notes = self.out, self.out.notes
        if first.kind != "rows" and not (first.groups and first.limit):
            return True  # values, not things in an order
        for place, (extreme, number) in enumerate(ends):
            self.pieces.extremes = [extreme]
            self.pieces.numbers = [number] if number else self.pieces.numbers
            plain = {"notes": [], "others": [], "chart": "", "picture": "", "export": ""}
            self.out = replace(first, **plain) if place else first
            if self._ranked() and place:
                first.others.append(Reading((), ("也要的", "asked as well"), self.out, also=True))
        self.out, notes[:] = first, list(dict.fromkeys(notes))
        return True

    def _extreme_of_each(self):
        """ "各科最高分": the numbers themselves, where it is not asked who has them."""
        pieces = self.pieces
        several = joined_numbers(pieces) and not (pieces.names or self.parts.limit)
        whose = re.search(WHOSE, pieces.plain)
        return bool(several and not whose) and self._extreme_value(None)

    def _ranked(self):
        """Top or bottom so many, "which X has the most Y"; and extremes of a column by itself."""
        pieces = self.pieces
        if not self._asks_for_order():
            return False
        way, meaning = pieces.extremes[0] if pieces.extremes else ("desc", "")
        self.out.descending = (self.parts.way or way) == "desc"
        hinted = self._hinted(meaning)
        self._worse_when_more(hinted)
        entities = self._entities(hinted)
        if "each_row" in self.parts.flags:
            return self._rank_rows(hinted)
        if self._told_in_the_list(entities, hinted):
            return False
        if self._ranked_in_time(hinted):
            return True
        named = self._named_in_groups(entities)
        if named:
            return self._rank_named(named, hinted)
        if is_one_row(self.pieces):
            return self._rank_rows(hinted)
        if pieces.asked_units or (
            self.pieces.groups and not entities and (self._asks_which() or self.parts.limit)
        ):
            inside = bool(pieces.asked_units and self.parts.groups)  # "peak hour for each site"
            return self._rank_groups(self.pieces.groups, hinted, inside=inside)
        if entities:
            return self._rank_entities(entities, hinted)
        if (
            not self.pieces.groups
            and not pieces.aggregates
            and (
                pieces.speaks_of_rows()
                or self.parts.limit
                or self._asks_which()
                or self._single()
                or re.search(_OF_ONE, pieces.text)
                or re.search(_SOMEBODY, pieces.plain)
            )
        ):
            return self._rank_rows(hinted)
        return self._one_place(hinted) or self._extreme_value(hinted)

    def _asks_for_order(self):
        """Whether an end of an order is asked for, and not what grew most or the first rows."""
        flags = self.parts.flags
        if flags & {"growth", "same_period"} and self.table.of_kind(DATE):
            return False  # what grew most is told by its growth
        first = "head" in flags and self._names_nothing()
        return bool(self.pieces.extremes or self.parts.limit) and not first

    def _worse_when_more(self, hinted):
        """ "the worst PM2.5", "最差的响应时间": of what is the worse the more there is of it."""
        numbers = [hinted, self.measures.first_number()]
        numbers += [mention.best(NUMBER) for _, mention in self.pieces.pairs]
        column = next((column for column in numbers if column), None)
        most = worse_when_more(self.pieces.plain, column)
        if most is not None and not self.parts.way:
            self.out.descending = most

    def _told_in_the_list(self, entities, hinted):
        """ "the fare of each driver, and who is the dearest": the list of them, and its highest."""
        pieces = self.pieces
        listed = {group.column.name for group in pieces.groups if not group.unit}
        again = entities and all(group.column.name in listed for group in entities)
        each = [unit for unit in self.parts.groups if isinstance(unit, str)]
        again = again or (len(each) == 1 and pieces.asked_units == [pieces.group(each[0])])
        measured = [m.best(NUMBER) for _, m in self.pieces.pairs]
        measured += [m.best(NUMBER) for m in self.pieces.numbers]
        if not again or self.parts.limit or (hinted and hinted not in measured):
            return False
        self.parts.marked = "desc" if self.out.descending else "asc"
        return True

    def _rank_named(self, named, hinted):
        """The best of each group; of all, where the people named are the groups themselves."""
        groups = self.pieces.groups
        if groups[0].column in (group.column for group in named):  # "三科总分前十的同学"
            return self._rank_groups(named, hinted, inside=False)
        return self._rank_groups([*groups, *named], hinted, inside=True)

    def _ranked_in_time(self, hinted):
        """ "the highest temperature and when it was", "on which day did it move most"."""
        pieces, dates = self.pieces, self.table.of_kind(DATE)
        if is_one_row(self.pieces):
            return False
        moves = any("lag(" in m.best().formula for m in pieces.numbers)  # it is of a day
        if pieces.groups or not (moves or re.search(_WHEN, pieces.plain)):
            return False
        if not moves and self._of_a_moment(hinted):
            return self._rank_rows(hinted)
        day = [Group(column=self._date_named() or column, unit="day") for column in dates[:1]]
        return bool(day) and self._rank_groups(day, hinted, inside=False)

    def _single(self):
        """ "the biggest single expense", "哪一笔最大": one row is meant."""
        return not self.pieces.names and bool(re.search(SINGLE, self.pieces.plain))

    def _names_nothing(self):
        """Whether the first rows of the file are meant, not those of an order."""
        pieces = self.pieces
        named = (pieces.extremes, pieces.numbers, pieces.names, pieces.groups, pieces.pairs)
        return not (any(named) or self.parts.order)

    def _of_a_moment(self, hinted):
        """Whether a reading's own row tells when it was."""
        column = hinted or self.measures.first_number()
        return bool(
            re.search(rf"{_MOMENT}|{_WHO_HAD}", self.pieces.plain)
            and column is not None
            and column.kind == NUMBER
            and intensive(column)
        )

    def _rank_entities(self, entities, hinted):
        """The named things in their order; the rows themselves where more of them is asked."""
        groups, unique = self.pieces.groups, self.pieces.unique
        if "mean" in self.pieces.aggregates:  # "the most fuel per trip on average": a trip is a row
            groups = [g for g in groups if g.unit or not self.pieces.each_row(g.column)]
        beside = re.search(_BESIDE, self.pieces.plain) and not groups
        numbered = (
            not groups
            and not self.pieces.aggregates
            and self.pieces.only_numbers(entities[0].column)
        )
        if numbered and not self.pieces.parts.charts:
            return self._rank_rows(hinted)
        if beside and all(unique(group.column) for group in entities):
            return self._rank_rows(hinted)
        return self._rank_groups([*groups, *entities], hinted, inside=bool(groups))

    def _one_place(self, hinted):
        """ "the second highest salary", "second largest total by region"."""
        if self.parts.place < 2:
            return False
        if self.pieces.groups:
            return self._rank_groups(self.pieces.groups, hinted, inside=False)
        return self._rank_rows(hinted)

    def _named_in_groups(self, entities):
        """Who is best in each group, where people are named once each: "每个班数学第一名"."""
        pieces = self.pieces
        if entities or not pieces.groups or pieces.groups[0].unit or pieces.aggregates:
            return []
        if pieces.unique(pieces.groups[0].column):
            return []  # "points for each player, top 5"
        if self.compares and not (self.parts.limit or re.search(r"\bwho\b|谁", pieces.plain)):
            return []  # "男生和女生哪个数学最好"
        asked = self.parts.limit or re.search(_WHO, pieces.plain)
        rows = pieces.speaks_of_rows() or any(map(pieces.noun_of_rows, pieces.leftovers))
        if not (asked or (pieces.extremes and rows)):
            return []
        return [Group(column=c) for c in pieces.each_called(alone=not self.compares)]

    def _asks_which(self):
        return bool(re.search(WHICH, self.pieces.plain))

    def _hinted(self, meaning):
        """The column an adjective points at: "cheapest" at the price."""
        if not meaning and re.search(_LONG, self.pieces.plain) and not self.pieces.numbers:
            numbers = self.table.of_kind(NUMBER)
            long = ({"latency"}, {"distance", "extent"})
            return next((c for held in long for c in numbers if held & meanings_of(c)), None)
        if not meaning or (meaning == "sales" and self.pieces.numbers):
            return None
        if any(m.best().factors for m in self.pieces.numbers):
            return None  # "每平米租金最贵": by what is named
        instead = _INSTEAD.get(meaning, ())
        if meaning in ("sales", "cost") and product_column(self.table):
            return product_column(self.table)
        for wanted in (meaning, *(instead if self.out.descending else instead[::-1])):
            columns = [
                c
                for c in self.table.columns
                if wanted in meanings_of(c) and c.kind in (NUMBER, DATE)
            ]
            if columns:  # the hottest day has the highest of the highest temperatures
                own = EXTENTS["max" if self.out.descending else "min"]
                return next((c for c in columns if re.search(own, spaced(c.name))), columns[0])
        if meaning == "date" and self.table.of_kind(DATE):
            return self._date_named() or self.table.of_kind(DATE)[0]
        if self.pieces.numbers:
            return None
        instead = self._in_place_of(meaning)
        if instead is not None:
            return instead
        raise unknown_column(CONCEPTS[meaning][0], self.table, self.say)

    def _in_place_of(self, meaning):
        """What else an adjective speaks of: the oldest came first, the slowest took longest."""
        dates = self.table.of_kind(DATE)
        if meaning == "age" and dates:
            self.out.descending = not self.out.descending
            return self._date_named() or dates[0]
        if meaning == "sales" and re.search(_PAID, self.pieces.plain):
            return next((c for c in self.table.of_kind(NUMBER) if "cost" in meanings_of(c)), None)
        if meaning == "sales":  # "卖得最好的书" by 册数, the only number
            only = measurable(self.table)
            return only[0] if len(only) == 1 and not intensive(only[0]) else None
        if meaning != "latency":
            return None
        if self._lasting() is None and len(dates) > 1:
            return days_between(self.table, zh=not self.pieces.plain.isascii())
        return self._lasting()

    def _lasting(self):
        """The first number that is a time by its name: "finish time", 用时."""
        numbers = self.table.of_kind(NUMBER)
        return next((c for c in numbers if re.search(_TIME, spaced(c.name))), None)

    def _entities(self, hinted):
        """What is ranked: the name beside the extreme that is not what is counted."""
        names = list(self.pieces.names)
        averaged = set(self.pieces.unpaired) & NUMERIC_ONLY
        if len(names) > 1 and not (self.pieces.numbers or self.pieces.pairs or averaged or hinted):
            self.counted = self._beside_extreme(names)
            names = [m for m in names if m != self.counted]
        if len(names) > 1 and "mean" in self.pieces.aggregates:
            names = self.pieces.of_several(names)
        by_date = bool(hinted and hinted.kind == DATE)
        others = [self.pieces.by_name(m) for m in names if m.best().kind != DATE]
        others.sort(key=lambda m: "name" not in meanings_of(m.best()))  # "which customer name"
        happens = (m for m in names if m.best().kind != DATE)  # "who visited most often"
        rows_only = all(self.pieces.each_row(m.best()) for m in happens)  # "who has most orders"
        if rows_only and re.search(r"\bwho\b|谁", self.pieces.plain):
            others = self.pieces.persons() or workers(self.pieces) or others
        return [self.pieces.group(m) for m in (others or ([] if by_date else names))[:1]]

    def _beside_extreme(self, names):
        """ "which region has the most customers", "哪个地区客户最多": the customers are counted."""
        pieces = self.pieces
        marks = re.findall(rf"{COLUMN}|{EXTREME}", pieces.text)
        place = next((i for i, mark in enumerate(marks) if re.match(EXTREME, mark)), None)
        if place is None or not re.search(_MOST, pieces.plain):  # "the biggest customer"
            return None
        beside = (
            marks[place + 1 : place + 2]
            if pieces.plain.isascii()
            else marks[max(place - 1, 0) : place]
        )
        mention = pieces.things.get(beside[0]) if beside else None
        return mention if mention in names else None

    def _rank_groups(self, groups, hinted, inside):
        out, groups = self.out, list({(g.column.name, g.unit): g for g in groups}.values())
        out.groups, out.order, out.per = groups, "value", inside and len(groups) > 1
        out.limit = self.parts.limit or (0 if self.compares else 1)
        if self.counted and any(map(happened, self.pieces.names)):
            self.counted = None  # "borrowed the most books": how often, not how many kinds
            out.measures = [Measure(aggregate="count")]
            told_aside(self.pieces, out)
            return True
        out.measures = [
            self.measures.ranked_by(groups[-1].column, hinted, self.counted, out.descending)
        ]
        told_aside(self.pieces, out)
        return True

    def _rank_rows(self, hinted):
        pieces = self.pieces
        paired = next((m.best(NUMBER) for _, m in pieces.pairs if m.best(NUMBER)), None)
        column = (
            hinted
            or self.measures.first_number()
            or paired
            or self._date_named()
            or self.measures.assumed()
        )
        if column is None:
            return False
        self.out.kind, self.out.order, self.out.limit = "rows", column, self.parts.limit or 1
        return True

    def _extreme_value(self, hinted):
        out, named = self.out, self.measures.named()
        column = hinted or self.measures.first_number() or self._date_named()
        if column is None and not named:
            column = self.measures.assumed()
        if column is None and not named:
            return False
        if column and re.search(_COMMON, self.pieces.plain):
            out.measures = [Measure(aggregate="mode", column=column)]
            out.groups = self.pieces.groups
            return True
        ways = [way for way, _ in self.pieces.extremes] or ["desc"]
        columns = [m.best(NUMBER) for m in self.pieces.numbers if not hinted]  # "各科最高分"
        found = [
            Measure(aggregate="max" if way == "desc" else "min", column=one)
            for one in columns or [column]
            for way in dict.fromkeys(ways)
        ]
        out.measures = found if column else named
        out.groups, out.order = self.pieces.groups, "value" if self.pieces.groups else ""
        return True

    def _date_named(self):
        return next((m.best(DATE) for m in self.pieces.names if m.best(DATE)), None)
