"""How far the first is ahead: "by how much more than the second", "比最少的多多少", "比上个月多了多少"."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from query import Measure
from table import TEXT
from terms import measured

_BEST = r"最|更|(?:谁|哪一?[个边方种家类])的?[^,，。;；?？]{0,8}?[高多大低少小快慢贵长好](?=[,，。;；?？]|$)|\b(?:\w+est|most|least|best|worst|top)\b"
_BOTH = r"最[多高大好长快贵].*最[少低小差短慢便]|\b(?:most|highest|largest|best|longest)\b.*\b(?:least|fewest|lowest|smallest|worst|shortest)\b"
_UNITS = "month|week|quarter|year|day|hour"
_WAY_ZH = r"(?:高|多|少|低|贵|便宜|长|短|大|小|快|慢|好|差|领先|超出?|落后)"
_MUCH_ZH = rf"(?:要|还|又|得|就)?(?:{_WAY_ZH})(?:出|了|用|卖|花|赚|产|收|跑|借|耗)*(?:到|了)?(?:多少|几)[^,，。;；?？\s]{{0,3}}"
_LEAD_ZH = r"[,，。;；?？、]?\s*(?:而?且|并且?|再|请?算一?[算下]|那|它|他|她|这个)?(?:[^,，。;；?？比最\s]{0,3}?)"
_THAN_ZH = rf"{_LEAD_ZH}[比较](?:起)?(?P<what>第二(?:[名位高多大]|家|个)?(?:的)?[^,，。;；?？]{{0,4}}?|排?(?:在)?第二(?:名|位)?的[^,，。;；?？]{{0,4}}?|[^,，。;；?？比]{{0,8}}?最[少低小差短慢后多高大好长快贵][^,，。;；?？]{{0,8}}?|(?:它的?)?(?:上|前)一?个?(?:月|周|星期|季度|年|天|日)(?:份)?|(?:总?体|整体|所有[^,，。;；?？]{{0,4}}?|全部)?平均(?:水平|值|数)?)(?:的)?(?:总共|一共)?{_MUCH_ZH}"
_ALONE_ZH = rf"[,，。;；?？]\s*(?:那|又|分别|具体|大概)?(?:{_MUCH_ZH}|(?:相差|差距?|差了|差额)(?:是|有|为)?(?:多少|几)[^,，。;；?？\s]{{0,2}})(?=[\s。?？!！]*$)"
_HIGHER_ZH = r"更(?=[高低多少大小长短快慢贵好差])"
_MUCH_EN = r"(?:by )?how (?:much|many|far)"
_MORE_EN = r"(?:more|higher|less|fewer|lower|better|worse|ahead|above|larger|bigger|greater|longer|shorter|warmer|colder|hotter|faster|older|younger|dearer|busier|over|behind|beat|exceed\w*|differ\w*|lead\w*)"
_WHAT_EN = rf"(?P<what>(?:second|2nd)(?:[- ](?:best|highest|place|largest|biggest|lowest|most|one))?|next(?:[- ](?:best|highest|largest|one))?|runner[- ]up|(?:lowest|worst|least|smallest|shortest|weakest|slowest|poorest|bottom|highest|best|most|largest|biggest|longest|fastest|top|other(?: one)?)|(?:{_UNITS}) (?:before|earlier)(?: it| that)?|(?:previous|preceding|prior) (?:{_UNITS})|(?:overall )?(?:average|mean))"
_THAN_EN = rf"[,.?;]?\s*(?:and |also |so )*{_MUCH_EN}\b[^,.?;]{{0,40}}?\b{_MORE_EN}\b[^,.?;]{{0,40}}?\b(?:the |its |in the |that of the |than |of )(?:the )?{_WHAT_EN}(?: (?!(?:and|with|in|for|by)\b)[a-z]+){{0,3}}"
_ALONE_EN = rf"[,.?;]\s*(?:and )?(?:by how (?:much|many)|how (?:much|many)(?: [a-z]+)? {_MORE_EN})(?:(?: (?:is|was|are|were|did|does|do) (?:it|they|that|he|she|this)(?: [a-z]+){{0,2}})?)(?=[\s?.!]*$)"
_KINDS = (
    ("next", r"^(?:second|2nd|next|runner|other)|第二"),
    ("before", r"^(?:它的?)?[上前]|\b(?:before|earlier|previous|preceding|prior)\b"),
    ("mean", r"平均|average|mean"),
    (
        "last",
        r"最|lowest|worst|least|smallest|shortest|weakest|slowest|poorest|bottom|highest|best|most|largest|biggest|longest|fastest|top",
    ),
)


def without_gap(text):
    """(the text without what the first of a ranking is held against, what that is or "")."""
    for pattern in (_THAN_ZH, _THAN_EN, _ALONE_ZH, _ALONE_EN):
        match = re.search(pattern, text, re.I)
        before = text[: match.start()] if match else ""
        if re.search(_BEST, before, re.I):
            what = (match.groupdict().get("what") or "").lower()
            both = (
                "最" if re.search(_BOTH, before, re.I) else ""
            )  # "most, ... fewest, how far apart"
            kind = next((kind for kind, said in _KINDS if re.search(said, what or both)), "next")
            rest = f"{before} {text[match.end() :]}"
            return re.sub(_HIGHER_ZH, "最", rest), kind
    return text, ""


def hold_apart(out, kind):
    """Have all the groups told where the first is held against one of them."""
    if kind == "next" and out.kind == "rows" and out.place == 1:
        out.place, out.limit, out.gap = 0, 2, kind
    ranked = out.kind == "aggregate" and len(out.groups) == 1 and out.order == "value"
    if not kind or not (ranked and (out.limit == 1 or out.compared)) or out.place > 1:
        return
    if kind == "before" and not out.groups[0].unit:
        return
    out.limit, out.compared, out.gap = 0, True, kind
    if kind == "last":  # the other end is in the list
        out.others[:] = [one for one in out.others if not one.also]


def gap_lines(answer, rows):
    """By how much the first is ahead of what it is held against."""
    query = answer.query
    values = [row[1] for row in rows]
    if not query.gap or len(rows) < 2 or not all(isinstance(v, int | float) for v in values):
        return []
    name, value = _against(query, rows, answer)
    if value is None:
        return [answer.say("它前面没有可比的一期。", "There is none before it to compare with.")]
    first = answer.name(rows[0][:1])
    return [_ahead(answer.say, query.measures[0], (first, values[0]), (name, value))]


def gap_of_rows(answer, columns, rows):
    """By how much the first of two rows is ahead of the second."""
    query = answer.query
    if not query.gap or len(rows) < 2 or query.order.name not in columns:
        return ""
    place = columns.index(query.order.name)
    values = [row[place] for row in rows[:2]]
    if not all(isinstance(value, int | float) for value in values):
        return ""
    names = [column.name for column in answer.table.of_kind(TEXT) if column.name in columns][:1]
    said = [str(row[columns.index(name)]) for row in rows[:2] for name in names]
    one, two = said or answer.say(("第一行", "第二行"), ("the first row", "the second"))
    measure = Measure(aggregate="max", column=query.order)
    return "\n" + _ahead(answer.say, measure, (one, values[0]), (two, values[1]))


def _ahead(say, measure, first, other):
    """ "A is 5 above B (20)"."""
    apart = first[1] - other[1]
    part = f"{abs(apart) * 100 / abs(other[1]):.2f}%" if other[1] else "–"
    told, by = (measured(measure, value) for value in (other[1], abs(apart)))
    more = apart >= 0
    return say(
        f"{first[0]} 比 {other[0]}（{told}）{'多' if more else '少'} {by}（{part}）",
        f"{first[0]} is {by} ({part}) {'above' if more else 'below'} {other[0]} ({told})",
    )


def _against(query, rows, answer):
    """(name, value) of what the first row is held against; the value None where there is none."""
    if query.gap == "mean":
        return answer.say("平均", "the average"), sum(row[1] for row in rows) / len(rows)
    if query.gap == "before":
        earlier = [row for row in rows if str(row[0]) < str(rows[0][0])]
        row = max(earlier, key=lambda row: str(row[0]), default=None)
    else:
        row = rows[-1 if query.gap == "last" else 1]
    return (answer.name(row[:1]), row[1]) if row else ("", None)
