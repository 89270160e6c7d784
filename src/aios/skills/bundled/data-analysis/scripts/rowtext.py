"""Rows in words: how many fit, in which order, and the first of them."""

from sqltext import MOST_ROWS
from terms import number_text, ordinal_text, rows_text

SHOWN, SOME = 50, 20  # rows told where no more fit, and of more: those are kept in a file


def matching(query, rows, matched):
    """How many rows fit a query that is told beside another: all that were found, where not cut."""
    whole = query.kind == "rows" and query.filters and not query.limit and len(rows) < MOST_ROWS
    return len(rows) if whole else matched


class RowText:
    """The part of an Answer that tells rows; it has `query`, `say`, `where()` and `_no_row()`."""

    def _rows_text(self, columns, rows, matched):
        order = self.query.order
        if matched == 0:
            return self._no_row()
        shown = rows[: self.query.limit or (SHOWN if matched <= SHOWN else SOME)]
        head = self.say(
            f"共 {matched} 行符合{self.where()}", f"{rows_text(matched)} fit{self.where()}"
        )
        if not self.query.filters:
            head = self.say(f"共 {matched} 行", f"{rows_text(matched)} in all")
        if order:
            way = self.say(
                "从大到小" if self.query.descending else "从小到大",
                "largest first" if self.query.descending else "smallest first",
            )
            head += self.say(f"，按 {order.name} {way}", f", by {order.name}, {way}")
        if self.query.place == 1:
            head += self._first_place(len(shown))
        elif self.query.place:
            place = self.query.place
            head += self.say(f"，第 {place} 位是：", f"; in {ordinal_text(place)} place:")
        else:
            head += self._some_of_them(len(shown)) if len(shown) < matched else self.say("：", ":")
        lines = [
            "- " + ", ".join(f"{c}={_cell(c, v)}" for c, v in zip(columns, row, strict=True))
            for row in shown[:SHOWN]
        ]
        return "\n".join([head, *lines])

    def _first_place(self, count):
        if count == 1:
            return self.say("，前 1 行：", "; the first 1:")
        return self.say(f"，并列第一的 {count} 行：", f"; {count} share the first place:")

    def _some_of_them(self, count):
        if not count:
            return self.say(
                f"，没有第 {self.query.skip + 1} 行。", f"; there is no row {self.query.skip + 1}."
            )
        if self.query.skip or self.query.limit > count:
            first, last = self.query.skip + 1, self.query.skip + count
            if first == last:
                return self.say(f"，第 {first} 行：", f"; row {first}:")
            return self.say(f"，第 {first}–{last} 行：", f"; rows {first} to {last}:")
        if self.query.tail:
            return self.say(f"，最后 {count} 行：", f"; the last {count}:")
        return self.say(f"，前 {count} 行：", f"; the first {count}:")


def _cell(name, value):
    """A value as it is told: "change in %=1.33%"."""
    share = name.endswith("%") and isinstance(value, int | float)
    return number_text(_plain(value)) + ("%" if share else "")


def _plain(value):
    return value if value is None or isinstance(value, str | int | float) else str(value)
