"""What to draw where only a chart is asked for, and no column is named."""

# ruff: noqa: E501 - a sentence in two languages is one line

from aios_skill import Failure
from pieces import intensive, main_number
from query import Group, Measure
from table import DATE, IDENTIFIER, TEXT


def plain_chart(pieces, line):
    """(groups, measures): the first names of the table against its number, or counted.

    A line runs along the dates, where there are any. The Failure `nothing_to_plot` where the
    table has neither a number nor names that repeat.
    """
    table, number = pieces.table, main_number(pieces.table)
    names = [c for c in [*table.of_kind(TEXT), *table.of_kind(IDENTIFIER)] if not _addresses(c)]
    dates = [Group(column=c, unit="month" if c.months > 3 else "day") for c in table.of_kind(DATE)]
    repeated = [c for c in names if c.kind == TEXT and not pieces.unique(c)]
    if number is None and not repeated:
        raise _nothing(pieces)
    if number is None:
        return [Group(column=repeated[0])], [Measure(aggregate="count")]
    labels = [Group(column=column) for column in names]
    groups = [*dates, *labels] if line else [*labels, *dates]
    if not groups:
        raise _nothing(pieces)
    mean = intensive(number) and not pieces.unique(groups[0].column)
    return groups[:1], [Measure(aggregate="mean" if mean else "sum", column=number)]


def _addresses(column):
    return bool(column.sample) and all(cell.startswith(("http", "/")) for cell in column.sample)


def _nothing(pieces):
    names = ", ".join(column.name for column in pieces.table.columns[:20])
    return Failure(
        "nothing_to_plot",
        pieces.say("这个表里没有可以画成图的数：要有一列名称和一列数值。", "The table holds nothing to plot: that takes a column of names and one of numbers."),
        pieces.say(f"列有：{names}。请说明要画哪一列，例如“画 X 的直方图”。", f'Its columns: {names}. Say what to plot, such as "histogram of X".'),
    )
