"""Box plots, heat maps and stacked bars: what of a table goes into them."""

from query import Group, Measure, Query
from readings import Reading
from studies import no_numbers
from table import NUMBER

MOST_ANSWERS = 11  # of a scale, such as 1 to 5
_FIVE = ("min", "p25", "median", "p75", "max")


def boxed(pieces, measures, out):
    """Whether a box plot is asked for; then `out` holds the five figures of each of its boxes."""
    if "box" not in pieces.parts.charts:
        return False
    columns = list({c.name: c for c in _numbers(pieces)}.values())
    columns = columns or [c for c in [measures.assumed()] if c]
    if not columns:
        raise no_numbers(pieces.table, pieces.say)
    draw_boxes(out, columns, pieces.groups or [pieces.group(m) for m in pieces.names[:1]])
    pieces.groups = out.groups
    return True


def boxes_beside(pieces, out):
    """Draw the boxes beside the outliers, where a box plot is asked for as well; always True."""
    groups = [group for group in pieces.groups if not group.unit]
    if out.kind == "outliers" and "box" in pieces.parts.charts:
        one = Query(filters=list(out.filters))
        draw_boxes(one, [m.column for m in out.measures], groups)
        out.others.append(Reading((), ("也要的", "asked as well"), one, also=True))
    return True


def draw_boxes(out, columns, groups):
    """Make the Query `out` the one of a box plot of columns, or of one of them by a group."""
    out.kind, out.chart, out.limit = "aggregate", "box", 0
    out.order, out.descending = "group", False
    out.groups = groups[:1]
    columns = columns[:1] if groups else columns
    out.measures = [Measure(aggregate=figure, column=c) for c in columns for figure in _FIVE]


def mapped(out):
    """Make `out` a heat map; a remark where it has no two groups to be one of."""
    if out.kind == "correlations":
        out.chart = "heat"
    elif out.kind == "aggregate" and len(out.groups) == 2:
        out.chart, out.pivot = "heat", True
    elif out.kind == "aggregate" and out.groups:
        out.notes.append((
            "热力图要有行和列两个分组，这里只有一个，画成了柱状图",
            "a heat map takes two groups, one down and one across: with one, bars were drawn",
        ))  # fmt: skip


def stacked(out):
    """Make bars of `out` stacked ones: of two groups, several figures, or answers on a scale."""
    column = out.measures[0].column if len(out.measures) == len(out.groups) == 1 else None
    if column and column.integer and len(column.sample) <= MOST_ANSWERS:
        out.groups, out.measures = [*out.groups, Group(column=column)], [Measure(aggregate="count")]
    if out.chart in ("bar", "stacked"):
        several = len(out.groups) + len(out.measures) > 2
        out.chart = "stacked" if several else "bar"


def _numbers(pieces):
    mentions = [*pieces.numbers, *(m for _, m in pieces.pairs)]
    return [m.best(NUMBER) for m in mentions if m.best(NUMBER)]
