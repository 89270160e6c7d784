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


def told(others, say):
    """The lines that show other readings' results, as `others` of the answer's data hold them.

    What was taken is said once, with all that it could have been instead; what was asked as well
    is a text of its own.
    """
    lines, taken = [], {}
    for other in others:
        if "also" in other:
            lines.append(other["text"])
        else:
            same = taken.setdefault(other["taken"], [])
            same += [other] if other["text"] not in [o["text"] for o in same] else []
    for words, found in taken.items():
        found = [other for other in found if other["text"]]
        if not found:
            continue
        zh = "；".join(f"若理解为{other['other']}：{other['text']}" for other in found)
        en = "; ".join(f"as {other['other']} instead: {other['text']}" for other in found)
        lines.append(say(f"这里理解为{words}；{zh}。", f"Taken here: {words}. Read {en}."))
    return lines


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
    grown, form = (grown, "+.2f") if query.order != "change" else (columns.index("change"), "+,.6g")
    sign = "%" if form == "+.2f" else ""
    parts = [
        f"{words.name(row[:keys])} "
        + (
            words.value(query.measures[0], row[keys])
            if grown is None
            else f"{row[grown]:{form}}{sign}"
        )
        for row in rows
        if grown is None or row[grown] is not None
    ]
    text = say("、", ", ").join(parts[:MOST_SHOWN])
    return (
        text
        if len(parts) <= MOST_SHOWN
        else text + say(f" 等 {len(parts)} 组", f", … ({len(parts)} groups)")
    )
