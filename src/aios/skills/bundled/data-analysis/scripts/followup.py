"""A text that goes on from the question before: what it says replaces, conditions are added."""

# ruff: noqa: E501 - a pattern or a sentence in two languages is one line

import re
from dataclasses import replace

from afterwords import afterwords
from aios_skill import Failure
from boxes import draw_boxes
from intent import Intent
from measures import BUNDLES
from periodic import along_time, per_unit
from pieces import Pieces, main_number, measurable
from query import NUMERIC_ONLY, Filter, Measure, Query, checked_measure
from readings import Reading
from reasons import reasons
from sentence import normal
from sequels import sequel
from studies import numbers_of, usual_only
from studysql import STUDIES
from table import DATE, NUMBER
from wordforms import forms_of
from words import COMPARED, ROW_NOUNS, ROWS

_ALSO = r"\balso\b|\badditionally\b|\bfurther\b|broken down|break \w+ down|\bsplit\b|\bas well\b|\btoo\b|再按|再(?:拆|细?分)|还按|同时按|细分|并按|再分|加上|也|^分(?:开|别)?[^，。]{1,8}(?:看|统计|列)"
_LOOKED_AT = r"(?:再按|^分)(?!.*(?:拆|细分|分开|交叉)).*(?:看|列|排|统计|汇总|算)"
_UNDRAWN = r"\b(?:as|make it|just|only|back to) (?:a |the )?(?:table|list|numbers?)\b|\bno (?:plot|chart|graph|picture)s?\b|不(?:要|用|画)图|(?:只要|改成|换成|变成|用)(?:表格?|列表|数字)"
_TURNED = r"\btranspos\w+|\bswap (?:the )?(?:rows|columns)|转置|行列(?:互换|对调|转换)"
_ADDED = r"\balso\b|\badd\b|\binclude\b|\bas well\b|\btoo\b|\bplus\b|\band the\b.*\btoo\b|加上|也|还要|一起|同时"
_WITHOUT = r"\b(?:without|remove|drop|clear|forget|ignore) (?:the |that |any |all )*(?:filters?|conditions?)\b|\ball (?:of )?(?:the )?(?:regions|rows|data|them)\b|去掉(?:筛选|条件|限制)|取消(?:筛选|条件|限制)|不要(?:筛选|条件|限制)|不限"
_ALL_OF = r"\b(?:all|every|any)(?: of)?(?: the)? (?:{0})\b|(?:所有|全部|全体|不分|不限)的?(?:{0})"
_REVERSED = r"\brevers\w+|\bother way (?:a)?round\b|倒过来|反过来|反序"
_EXACT = ("=", "in", "!=")


def follow_up(earlier, question, say):
    """The Query of a text that refers to the Query before it.

    Raises the Failure `question_not_understood` when the text changes nothing.
    """
    return _FollowUp(Pieces(question, say), earlier).query()


class _FollowUp(Intent):
    def __init__(self, pieces, earlier):
        super().__init__(pieces)
        self.earlier, self.groups_alone = earlier, []
        self.out.continues = True

    def query(self):
        """An earlier question with what this text says in its place."""
        parts = self.parts
        kept = parts.picture or parts.export or parts.title or parts.unit
        kept = kept or parts.digits is not None
        if not (kept or re.sub(r"\W", "", self.pieces.plain)):  # only the name of a file
            others = [reading for reading in self.earlier.others if reading.silent]
            return replace(self.earlier, notes=[], others=others, continues=True)
        own = self._own_filters()
        why = reasons(self.pieces, self.earlier, own)
        if why:
            return why
        whole = self._on_its_own()
        filters = self._merged(own)
        if whole is not None and (
            whole.kind in (*STUDIES, "rows", "relation") or not self._speaks_of_a_table()
        ):
            whole.filters, whole.continues = filters, True
            return whole
        order = self._reordered()
        measures, groups = ([], []) if order else (self._measures(), self._groups())
        if measures and re.search(_ADDED, self.pieces.plain) and not groups:
            measures = list(dict.fromkeys([*self.earlier.measures, *measures]))
        if not (order or self._says_something(own, measures, groups)):
            raise self._not_understood()
        before = self.earlier
        out = self.out = replace(
            before, filters=filters, measures=measures or before.measures, groups=groups or before.groups,
            picture=self.parts.picture, title=self.parts.title or ("" if measures or groups else before.title), export=self.parts.export or before.export, notes=[*self.parts.notes],
            others=[], shown=(), continues=True,
        )  # fmt: skip
        if order:
            out.order = order
        elif self._speaks_of_rows():
            out.kind, out.measures, out.groups, out.chart, out.limit, out.order = (
                "rows",
                [],
                [],
                "",
                self.parts.limit,
                "",
            )
            return out
        if out.kind != "aggregate" and (measures or groups or self.parts.charts):
            out.kind, out.measures, out.order = "aggregate", measures or self._assumed(), "value"
        self._keep_apart(own, measures, groups)
        self._arrange(groups)
        self._looked_at_alone()
        if out.kind == "aggregate" and not out.groups:
            out.export = self.parts.export  # one number is no table to be kept in place of the last
        return out

    def _looked_at_alone(self):
        """ "再按门店看一下": the figures of the new groups alone are told as well."""
        if self.groups_alone and self.groups_alone != self.out.groups:
            held = {"groups": self.groups_alone, "chart": "", "others": [], "pivot": False}
            by_time = bool(self.groups_alone[0].unit)
            ways = {"order": "group" if by_time else "value", "descending": not by_time}
            alone = replace(self.out, **held, **ways, continues=False)
            self.out.others.append(Reading(("", ""), ("", ""), alone, also=True))

    def _own_filters(self):
        """The text's own conditions; "without the outliers" is of what was asked before."""
        usual = Query(filters=list(self.out.filters))
        if numbers_of(self.pieces) or "usual" not in self.parts.flags:
            usual_only(self.pieces, self.measures, usual)
        else:
            numbers = [m.column for m in self.earlier.measures if m.column]
            numbers = dict.fromkeys(c for c in numbers if c.kind == NUMBER)
            usual.filters += [Filter(column=column, operator="usual") for column in numbers]
        return usual.filters

    def _on_its_own(self):
        """The Query of the text by itself where it is of another kind; None where it is no question."""
        flags = self.parts.flags & {"outliers", "duplicates", "relation"}
        return Intent(self.pieces).query() if flags else None

    def _speaks_of_a_table(self):
        return self.earlier.kind == "aggregate"

    def _speaks_of_rows(self):
        pieces = self.pieces
        return (
            bool(re.search(ROWS, pieces.plain) and self._names_rows())
            and not (
                pieces.numbers
                or pieces.pairs
                or pieces.groups
                or self.parts.charts
                or pieces.extremes
            )
            and not pieces.aggregates
        )

    def _names_rows(self):
        """ "those orders", "show me those flights", "列出这些": the rows that were spoken of."""
        pieces = self.pieces
        pointed = rf"\b(?:those|these|them)\b(?:\W*$| (?:{'|'.join(pieces.strange()) or '(?!)'}))|[这那]些$"
        return re.search(f"{ROW_NOUNS}|{pointed}", pieces.plain) or any(
            pieces.unique(m.best()) for m in pieces.names
        )

    def _merged(self, own):
        """Earlier conditions that still hold, and the text's own in place of those on the same column."""
        if re.search(_WITHOUT, self.pieces.plain):
            return own
        kept, also = [], re.search(_ALSO, self.pieces.plain)
        apart = {group.column.name for group in self.pieces.groups}  # "按性别分开" shows them all
        ranges = _ranges(self.earlier.filters), _ranges(own)
        if all(ranges) and re.search(COMPARED, self.pieces.plain):
            return [*_but_dates(self.earlier.filters), *_but_dates(own), _both(*ranges, self.table)]
        for old in self._still_meant():
            same = [new for new in own if new.column.name == old.column.name]
            if not same:
                kept += [] if old.operator == "=" and old.column.name in apart else [old]
            elif also and old.operator == "=" and same[0].operator == "=":
                joined = replace(
                    same[0], values=tuple(dict.fromkeys((*old.values, *same[0].values)))
                )
                own[own.index(same[0])] = joined
            elif not _replaces(old, same):
                kept.append(old)
        return [*kept, *own]

    def _still_meant(self):
        """The earlier conditions but those on a column of which all are meant: "all shifts again"."""
        filters, plain = self.earlier.filters, self.pieces.plain
        return [f for f in filters if not re.search(_ALL_OF.format(_forms(f.column)), plain)]

    def _measures(self):
        """The measures the text asks for, with the earlier column or aggregate where it names one of them."""
        pieces, before = self.pieces, self.earlier.measures
        named = self.measures.named()
        numbers = [m.best(NUMBER) for m in pieces.numbers] + self._ranked_by()
        if self.parts.order and self.parts.order.best(NUMBER) and self.earlier.kind == "aggregate":
            numbers.append(self.parts.order.best(NUMBER))
        bare = [part for name in pieces.unpaired for part in BUNDLES.get(name, (name,))]
        if named:
            found = named
        elif numbers:
            old = next(
                (m.aggregate for m in before if m.aggregate in NUMERIC_ONLY and not m.over), ""
            )
            found = [
                checked_measure(aggregate, column, self.say)
                for column in numbers
                for aggregate in (bare or ([old] if old else self.measures.defaults(column)))
            ]
        elif bare == ["count"]:
            found = [self.measures.counted(m) for m in pieces.names[:1]] or [
                Measure(aggregate="count")
            ]
        elif bare and bare != ["distinct"]:
            columns = [m.column for m in before if m.column and m.column.kind == NUMBER]
            column = columns[0] if columns else main_number(self.table)
            found = [checked_measure(name, column, self.say) for name in bare] if column else []
        else:
            found = []
        return per_unit(pieces, found or (before if self.parts.over else []))

    def _reordered(self):
        """ "by votes instead" after rows sorted by rating: the column they are to be sorted by."""
        parts, before = self.parts, self.earlier
        if before.kind != "rows" or not before.order or self.pieces.aggregates or parts.charts:
            return None
        named = [m.best(NUMBER) for m in self.pieces.numbers]
        named += [g.column for g in self.pieces.groups if g.column in measurable(self.table)]
        return named[0] if named and not self.out.filters else None

    def _ranked_by(self):
        """ "and by quantity?" after a ranking by amount: a number that says how much is no group."""
        if self.earlier.order != "value":
            return []
        held = [g for g in self.pieces.groups if g.column in measurable(self.table)]
        self.pieces.groups = [g for g in self.pieces.groups if g not in held]
        return [g.column for g in held]

    def _groups(self):
        """The groups the text asks for; added to the earlier ones where it says "also"."""
        pieces = self.pieces
        measured = {m.column.name for m in self.measures.named() if m.column}
        names = [m for m in pieces.names if m.best().kind != NUMBER and m not in pieces.nouns]
        names = [m for m in names if not re.search(_ALL_OF.format(_forms(m.best())), pieces.plain)]
        filtered = {f.column.name for f in self.parts.filters if f.operator != "present"}
        named = [pieces.group(m) for m in names if m.best().name not in filtered | measured]
        groups = pieces.groups or named[:2]
        if groups and re.search(_ALSO, pieces.plain):
            self.groups_alone = groups if re.search(_LOOKED_AT, pieces.plain) else []
            held = {g.title for g in groups}
            groups = [*(g for g in self.earlier.groups if g.title not in held), *groups]
        return groups

    def _says_something(self, own, measures, groups):
        parts = self.parts
        return bool(
            own or measures or groups or parts.digits is not None or parts.charts or parts.limit or parts.flags or parts.export or parts.picture or parts.title or parts.unit
            or parts.moving or self.pieces.extremes or re.search(f"{_WITHOUT}|{_REVERSED}|{_UNDRAWN}", self.pieces.plain)
            or self._speaks_of_rows() or len(self._still_meant()) < len(self.earlier.filters)
        )  # fmt: skip

    def _keep_apart(self, own, measures, groups):
        """Where the text could stand alone, its result without the earlier conditions is shown as well."""
        kept = [f for f in self.out.filters if f not in own]
        if not (measures and groups and kept) or self.parts.charts:
            return
        alone = replace(self.out, filters=own, chart="", others=[])
        alone.order = "group" if groups[0].unit else "value"
        named = " / ".join(f.column.name for f in kept)
        reading = Reading(
            (f"保留上一个问题对 {named} 的条件", f"the earlier condition on {named} still holds"),
            ("一个新问题，没有那个条件", "a new question without it"), alone,
        )  # fmt: skip
        self.out.others.append(reading)

    def _arrange(self, groups):
        """Order, limit, drawing and what is told along the time."""
        out, parts, pieces = self.out, self.parts, self.pieces
        if out.kind == "rows":
            self._arrange_rows()
            return
        pieces.groups = out.groups
        if parts.charts or parts.flags or parts.moving:
            along_time(pieces, out)
            out.groups = pieces.groups
        if groups or out.groups is not self.earlier.groups:
            out.order = "group" if out.groups and out.groups[0].unit else "value"
            out.limit, out.per, out.descending = 0, False, out.order == "value"
        if parts.limit or pieces.extremes:
            out.limit, out.order = parts.limit or 1, "value"
            way = pieces.extremes[0][0] if pieces.extremes else "desc"
            out.descending = (parts.way or way) == "desc"
        elif "sorted" in parts.flags or parts.way:
            out.order = "value"
            out.descending = parts.way != "asc"
        elif re.search(_REVERSED, pieces.plain):
            out.descending = not out.descending
        held = out.share, out.growth, out.running, out.moving, out.chart, out.pivot
        parts.charts = parts.charts or ([out.chart] if out.chart else [])
        self._finish()
        if out.chart == "box":
            self._draw_boxes()
        if re.search(_TURNED, pieces.plain):
            self._turn()
        if not self.parts.charts[1:] and re.search(_UNDRAWN, pieces.plain):
            out.chart = out.picture = ""
        share, growth, running, moving, _, pivot = held
        out.share = out.share or (share and bool(out.groups))
        timed = bool(out.groups and out.groups[0].unit)
        out.growth, out.running = (
            out.growth or (growth if timed else ""),
            out.running or (running and timed),
        )
        out.moving, out.pivot = (
            out.moving or (moving if timed else 0),
            out.pivot or (pivot and len(out.groups) == 2),
        )

    def _turn(self):
        """ "transpose it": the second group goes down, the first across."""
        if len(self.out.groups) != 2:
            raise self._not_understood()
        self.out.groups, self.out.pivot = self.out.groups[::-1], True

    def _draw_boxes(self):
        out = self.out
        numbers = [m.column for m in out.measures if m.column and m.column.kind == NUMBER]
        columns = list({c.name: c for c in numbers or [main_number(self.table)] if c}.values())
        draw_boxes(out, columns, out.groups)

    def _arrange_rows(self):
        out, parts = self.out, self.parts
        order = parts.order.best() if parts.order else None
        number = self.measures.first_number()
        if parts.limit or self.pieces.extremes:
            out.limit = parts.limit or 1
        if order or number or (self.pieces.extremes and not out.order):
            out.order = order or number or main_number(self.table) or ""
        if parts.way or self.pieces.extremes:
            way = parts.way or self.pieces.extremes[0][0]
            out.descending = way == "desc"

    def _assumed(self):
        column = main_number(self.table)
        return (
            [Measure(aggregate=self.measures.defaults(column)[0], column=column)]
            if column
            else [Measure(aggregate="count")]
        )


def _forms(column):
    """A pattern of the column's name, one and several of it."""
    name = normal(column.name).replace("_", " ")
    return "|".join(map(re.escape, (name, *forms_of(name))))


def _ranges(filters):
    """(first day, day after the last) of a range of dates among the filters, else ()."""
    dated = {f.operator: f.values[0] for f in filters if f.column.kind == DATE and f.values}
    return (dated[">="], dated["<"]) if {">=", "<"} <= set(dated) else ()


def _but_dates(filters):
    return [f for f in filters if f.column.kind != DATE]


def _both(one, two, table):
    """The rows of either of two ranges of dates."""
    return Filter(column=table.of_kind(DATE)[0], operator="periods", values=(one, two))


def _replaces(old, new):
    """Whether new conditions on the same column take the old one's place; bounds may add to it."""
    if old.column.kind == DATE:
        return ("months" in {f.operator for f in new}) == (old.operator == "months")
    return old.operator in _EXACT or any(
        f.operator in _EXACT or f.operator[0] == old.operator[0] for f in new
    )


def understood(texts, read, say, at_once):
    """(Query, question) of the last text, going on from those before it that can be understood.

    `read(text)` gives a Question that has been read; `at_once(text, past)` the Query of a text
    that needs no reading after those of the texts before, or None.
    """
    from intent import query_of

    def goes_on(text):
        plain = afterwords(text) if earlier else text
        after = at_once(text, past) or sequel(earlier, plain, say)
        if after is not None:
            return after, read("")
        question = read(plain)
        return (follow_up(earlier, question, say) if earlier else query_of(question, say)), question

    earlier, past = None, []
    for text in texts[:-1]:
        try:
            query, _ = goes_on(text)
        except Failure:
            continue  # it was no question about this table
        earlier = None if query.kind == "summary" else query
        past = [*past, earlier] if earlier else []
    return goes_on(texts[-1])
