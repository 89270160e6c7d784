"""What to draw where only a chart is asked for, and no column is named."""

from aios_skill import Failure
from pieces import intensive, main_number, measurable
from query import Group, Measure
from table import DATE, IDENTIFIER, TEXT


def plain_chart(pieces, out, number=None):
    """Fill the Query `out`: the `number`, or the table's main one, along its dates or names.

    A line along dates unless bars or slices are asked for; the spread of a number that stands
    alone; names counted where there is no number. The Failure `nothing_to_plot` where the table
    has neither a number nor names that repeat.
    """
    table, charts = pieces.table, set(pieces.parts.charts)
    given, number = number, number or main_number(table)
    names = [c for c in table.of_kind(TEXT) if not _addresses(c)]
    repeated = [c for c in names if not pieces.unique(c)]
    labels = [Group(column=c) for c in [*names, *table.of_kind(IDENTIFIER)]]
    dates = [Group(column=c, unit="month" if c.months > 3 else "day") for c in table.of_kind(DATE)]
    if number is None and not repeated:
        raise _nothing(pieces)
    groups = [*labels, *dates] if {"bar", "pie"} & charts else [*dates, *labels]
    if number is None:
        groups, measure = [Group(column=repeated[0])], Measure(aggregate="count")
    elif not groups:
        out.kind, out.chart = "histogram", "histogram"
        out.measures = [Measure(aggregate="count", column=number)]
        return
    else:
        mean = intensive(number) and not pieces.unique(groups[0].column)
        measure = Measure(aggregate="mean" if mean else "sum", column=number)
    out.groups, out.measures = groups[:1], [measure]
    out.order = "group" if out.groups[0].unit else "value"
    _remark(out, groups[1:], [] if given else [c for c in measurable(table) if c is not number])


def _remark(out, groups, numbers):
    """Say what was taken, and what else could be drawn."""
    taken = [out.groups[0].column.name, *(m.column.name for m in out.measures if m.column)]
    others = [*(g.column.name for g in groups), *(c.name for c in numbers)][:5]
    if others:
        out.notes.append((
            f"没有指明要画的列，取 {'、'.join(taken)}；也可以画 {'、'.join(others)}",
            f"no columns were named: {' and '.join(taken)} were taken;"
            f" {', '.join(others)} would also do",
        ))  # fmt: skip


def _addresses(column):
    return bool(column.sample) and all(cell.startswith(("http", "/")) for cell in column.sample)


def _nothing(pieces):
    names = ", ".join(column.name for column in pieces.table.columns[:20])
    return Failure(
        "nothing_to_plot",
        pieces.say(
            "这个表里没有可以画成图的数：要有一列名称和一列数值。",
            "The table holds nothing to plot: that takes a column of names and one of numbers.",
        ),
        pieces.say(
            f"列有：{names}。请说明要画哪一列，例如“画 X 的直方图”。",
            f'Its columns: {names}. Say what to plot, such as "histogram of X".',
        ),
        {"columns": [column.name for column in pieces.table.columns]},
    )
