"""A request that can be read in two ways: the reading taken is said, the other one is shown."""

from dataclasses import dataclass

from query import Query

MOST_SHOWN = 5


@dataclass(frozen=True)
class Reading:
    """The other reading: how the one taken and the other are called (zh, en), and its Query.

    With `silent` its result is for the answer's own words and makes no line; with `instead` it
    is taken where the first has no rows; with `also` it was asked as well, and is told in full.
    """

    taken: tuple
    other: tuple
    query: Query
    silent: bool = False
    instead: bool = False
    also: bool = False


def told(reading, words, columns, rows):
    """The line that shows the other reading's result; `words` is the Answer of its query."""
    say = words.say
    shown = short_result(words, columns, rows)
    return say(
        f"这里理解为{reading.taken[0]}；若理解为{reading.other[0]}：{shown}。",
        f"Taken here: {reading.taken[1]}. Read as {reading.other[1]} instead: {shown}.",
    )


def short_result(words, columns, rows):
    """A result in one line: values, or the first few groups with theirs."""
    say, query = words.say, words.query
    keys = len(query.groups)
    if not rows or all(value is None for value in rows[0]):
        return say("没有符合的数据", "no data fits")
    if query.kind == "rows":
        return say(f"{len(rows)} 行", f"{len(rows)} rows")
    if not keys:
        return say("；", "; ").join(
            f"{words.measure(m)} {words.value(m, v)}"
            for m, v in zip(query.measures, rows[0], strict=True)
        )
    grown = columns.index("growth %") if query.growth else None
    parts = [
        f"{words.name(row[:keys])} "
        + (words.value(query.measures[0], row[keys]) if grown is None else f"{row[grown]:+.2f}%")
        for row in rows
        if grown is None or row[grown] is not None
    ]
    text = say("、", ", ").join(parts[:MOST_SHOWN])
    return (
        text
        if len(parts) <= MOST_SHOWN
        else text + say(f" 等 {len(parts)} 组", f", … ({len(parts)} groups)")
    )
