"""Values named beside each other: which of them are compared, and which are told apart."""

import re

from query import Filter, Group
from words import COMPARED

_EACH_OF = r"各|分别|\beach\b|\brespectively\b"
_POINTS = 11  # answers on a scale
_EACH_SO_MANY = r"(?:各|分别)(?:自|有|是|占)*(?:多少|几)|\bhow many of each\b"
_MORE_THAN = r"比.{1,8}[多少高低贵]"


def _of_scale(condition):
    """Whether it picks a range of whole numbers of which there are few, as answers are."""
    column = condition.column
    return condition.operator == "between" and column.integer and len(column.sample) <= _POINTS


class Versus:
    """The part of the intent that makes groups of values; it has `pieces`, `parts` and `out`."""

    def _compared(self):
        """ "West or East, which sells more": the values named are the groups."""
        self._merge_values()
        several = [f for f in self.out.filters if f.operator == "=" and len(f.values) > 1]
        for one in several:
            if self.pieces.groups and set(one.values) == set(one.column.sample):
                # "各部门男女人数": every value of a column leaves nothing out
                self.out.filters.remove(one)
                self.pieces.groups = [*self.pieces.groups, Group(column=one.column)]
                return
        if self._each_so_many(several):
            return
        timed = self.pieces.groups and all(g.unit for g in self.pieces.groups)
        if several and timed and re.search(COMPARED, self.pieces.plain):
            self.pieces.groups = [*self.pieces.groups, Group(column=several[0].column)]
        if several and not self.pieces.groups:
            self._held_apart(several)

    def _held_apart(self, several):
        """The values of a condition as groups, where they are compared or each is asked for."""
        if self.parts.rate:
            if re.search(rf"{COMPARED}|{_EACH_OF}|哪", self.pieces.plain):
                self.pieces.groups = [Group(column=several[0].column)]
            return
        if re.search(rf"{COMPARED}|\bwhich\b|哪|{_MORE_THAN}", self.pieces.plain):
            self.pieces.groups, self.compares = [Group(column=several[0].column)], True
        elif self._joined(several[0]):
            self.pieces.joined = several[0].column
            apart = re.search(_EACH_OF, self.pieces.plain)
            if apart or not {"sum", "count"} & set(self.pieces.aggregates):  # a total is of both
                self.pieces.groups = [Group(column=several[0].column)]

    def _each_so_many(self, several):
        """ "每个人迟到、请假各几次", "满意度1到5分各有多少": what is named are groups within."""
        groups, scales = self.pieces.groups, [f.column for f in self.out.filters if _of_scale(f)]
        within = several[:1] if groups else []
        columns = [*(f.column for f in within), *([] if groups else scales[:1])]
        if not columns or not re.search(_EACH_SO_MANY, self.pieces.plain):
            return False
        self.pieces.groups = [*groups, *(Group(column=column) for column in columns)]
        return True

    def _merge_values(self):
        """A cell cannot be two values at once: "手机比电脑多卖多少" speaks of both."""
        filters = self.out.filters
        for place, one in enumerate(filters):
            same = [
                f
                for f in filters[place + 1 :]
                if f.column is one.column and f.operator == one.operator == "="
            ]
            if same:
                values = dict.fromkeys(v for f in (one, *same) for v in f.values)
                filters[place] = Filter(column=one.column, operator="=", values=tuple(values))
                filters[:] = [f for f in filters if all(f is not other for other in same)]

    def _joined(self, several):
        """Whether an aggregate of values joined by "and" is asked: "北京和上海的平均气温"."""
        asked = self.pieces.pairs or self.pieces.numbers or self.pieces.unpaired
        values = [self._as_said(several.column, v) for v in several.values]
        and_ = r"\s*(?:\band\b|和|与|及|、|跟|,)\s*"
        apart = any(
            re.search(f"{a}.{{0,3}}{and_}.{{0,3}}{b}", self.pieces.plain)
            or (not a.isascii() and re.search(f"{a}{b}", self.pieces.plain))  # "男女的平均年龄"
            for a in values
            for b in values
            if a != b
        )
        return bool(asked and apart and "share" not in self.parts.flags)

    def _as_said(self, column, value):
        """A pattern of the words that a cell is said in: "WARNING" is 警告 as well."""
        things = self.pieces.question.sentence.things.values()
        cells = (column, value)
        said = [t.text for t in things if any(c == cells for c in getattr(t, "cells", ()))]
        words = dict.fromkeys(re.escape(word.lower()) for word in (*said, str(value)))
        return f"(?:{'|'.join(words)})"
