"""Pivot tables: which columns go down and across, the program that spreads them, their words."""

# ruff: noqa: E501 - a pattern or a sentence in two languages is one line

import re

from sentence import AGGREGATE, COLUMN, JOIN, UNIT

_KEY = f"(?:{COLUMN}|{UNIT})"
_KEYS = rf"{_KEY}(?:{JOIN}{_KEY})*"
_IS = r"(?:\s*(?:标签|字段|头|名)?\s*(?:是|为|用|:|=|are|is|as|should be|with)?\s*(?:the )?)"
_DOWN = (
    rf"(?:\brows?\b|(?<![列下])行){_IS}(?P<k>{_KEYS})",
    rf"(?P<k>{_KEYS})\s*(?:as|in|on|for|down)\s*(?:the )?rows?\b|(?P<z>{_KEYS})\s*(?:为|作为|做|放在?|当)\s*行",
)
_ACROSS = (
    rf"(?:\b(?:columns?|cols?)\b|(?<![行哪])列){_IS}(?P<k>{_KEYS})",
    rf"(?P<k>{_KEYS})\s*(?:as|in|on|for|across)\s*(?:the )?(?:columns?|cols?)\b|(?P<z>{_KEYS})\s*(?:为|作为|做|放在?|当)\s*列",
)
_VALUES = rf"(?:\bvalues?\b|值){_IS}(?=(?:the )?\s*(?:{COLUMN}|{AGGREGATE}))"
_CROSSED = rf"(?P<a>{_KEY})\s*(?:by|×|x|\*|vs\.?|against|和|与|、|,|and|对)\s*(?P<b>{_KEY})"
_GROUPED = rf"(?:\b(?:by|per|for each)|按照?|各|每个?)\s*(?:the )?{_CROSSED}"
_NAMED_AGAIN = (
    rf"\b(?:for each|for every|per|each|by)\s+(?:the )?{_KEYS}|\b(?:per|each|every) {UNIT}|{UNIT}"
)
MOST_ACROSS = 60
# How a cross table is to look, said by where things stand.
_RUNS = r"(?:\b(?:running|going|listed|placed|arranged) )?"
_PLACES = (
    (rf"{_RUNS}\b(?:down|along|on|at) (?:the |its )?(?:left(?:[- ]hand)?(?: side| edge| column)?|side|page)\b|{_RUNS}\bvertically\b|(?<!rows )(?<!columns )\b(?:as|in|on) (?:the )?rows\b", " as rows "),
    (rf"{_RUNS}\b(?:across|along|on|at|over) (?:the |its )?(?:top|page)(?: row| edge)?\b|{_RUNS}\bhorizontally\b|(?<!rows )(?<!columns )\b(?:as|in|on) (?:the )?columns\b", " as columns "),
    (r"(?:竖着|竖向|纵向|竖排|最?左[边侧面]|左手边)(?:的?(?:那?一?)?[列栏])?", "行"),
    (r"(?:横着|横向|横排|最?上[边面方]|顶[上部端])(?:的?(?:那?一?)?[行排栏])?", "列"),
)  # fmt: skip
# "每个班级一行，每个科目一列", "一行一个班级，一列一个科目", "one row per doctor, one column per status"
_KEY_ZH = r"[^,，。;；:：每各一\s]{1,8}?"
_LINE_EACH = (
    rf"(?:[每各]一?[个种家名位天款]?|一个)\s*(?P<k>{_KEY_ZH})\s*(?:各自?|都|单独|占|为|是|作|做|成)*(?:一|单独)[个]?(?P<w>[行列])",
    rf"一(?P<w>[行列])(?:是|为|对应|代表|放|就是)?(?:一[个种家名位天款]|每[个种家名位天款])(?P<k>{_KEY_ZH})(?=[,，。;；\s]|$)",
)
# "行是班级、列是科目": a cross table, whatever it is called
_ROWS_ARE, _COLUMNS_ARE = (
    rf"(?:^|[,，、。:：;；\s]){word}(?:是|为|放)[\u4e00-\u9fffa-z]" for word in "行列"
)
_LINE_EACH += (
    rf"每一?(?P<w>[行列])(?:各?是|各?为|各?放|代表|对应|就是)?(?:一[个种家名位天款]|每[个种家名位天款])?(?P<k>{_KEY_ZH})(?=[,，。;；\s]|$)",
)
_CELLS = r"\b(?:in|inside|into|at) (?:each (?:of the )?|the |every )?(?:cells?|middle|body|intersections?)(?: of (?:the|that) table)?\b"
_CELLS_ZH = r"(?:单元格|格子?|交叉处?|中间|(?<=[,，])里面?)(?:里面?|内|中|处|上)?(?:填写?|放|写|显示)?(?=[^,，。;；]*[\u4e00-\u9fffa-z])"

_CODE = """
# Spread the second group over columns.
across = sorted({{row[1] for row in rows}}, key=lambda key: (key is None, key))[:{most}]
cells = {{}}
for down, key, value, *_ in rows:
    cells.setdefault(down, {{}})[key] = value
columns = [columns[0], *({missing!r} if key is None else str(key) for key in across){total_title}]
rows = [
    [down, *(held.get(key) for key in across){total}]
    for down, held in sorted(cells.items(), key=lambda item: (item[0] is None, item[0]))
]
"""

_TOTALS = """
rows.append([{title!r}, *(sum(row[place] or 0 for row in rows) for place in range(1, len(columns)))])
"""


# A pivot table has the totals of its rows anyway.
_PIVOT = r"\bpivot|\bcross[- ]?tab|透视|交叉表|列联表"
_WITH_TOTALS = r"[,，]?\s*(?:\b(?:and|with|plus|including|incl\.?) (?:the )?(?:(?:row|column|grand|sub|and) )*(?:totals?|margins?)|(?:并|要|请)?(?:带上?|加上?|含|显示|附上?)(?:行列?|列)?的?(?:合计|总计|小计|总和))(?=\s*(?:$|[,，.。;!?]))"
_TOTAL_COLUMN = r"[,，]?\s*(?:(?:最后|末尾)?(?:再|还|并|另)?(?:加|增加|附|添加?|带)上?一?[列栏](?:[每各]一?个?[\u4e00-\u9fff]{1,4})?的?(?:合计|总计|小计|总和)|\b(?:and |plus |with )(?:also )?(?:add )?an? (?:extra |last |final )?(?:totals?|sum) column)(?=\s*(?:$|[,，.。;!?]))"


def laid_out(text):
    """The text with "regions down the side, fruits across the top" as rows and columns of a pivot."""
    if re.search(_PIVOT, text):
        text = re.sub(f"{_TOTAL_COLUMN}|{_WITH_TOTALS}", " ", text)
    elif re.search(_ROWS_ARE, text) and re.search(_COLUMNS_ARE, text):
        return re.sub(_CELLS_ZH, "值", f"{text}，透视表")
    for pattern in _LINE_EACH:
        found = list(re.finditer(pattern, text))
        if sorted(match["w"] for match in found) == ["列", "行"]:
            text = re.sub(_CELLS_ZH, "值", re.sub(pattern, r"\g<w>是\g<k>", text))
            return text if re.search(_PIVOT, text) else f"{text}，透视表"
    said = [place for place in _PLACES if re.search(place[0], text)]
    if len({plain.split()[-1][0] for _, plain in said}) < 2 or len(said) != 2:
        return text
    for pattern, plain in said:
        text = re.sub(pattern, plain, text)
    text = re.sub(_CELLS_ZH, "值", re.sub(_CELLS, " ", text))
    return f"{text} pivot table" if text.isascii() else f"{text}，透视表"


def with_totals(text):
    """Whether the totals of the columns are asked for as well."""
    return bool(re.search(_WITH_TOTALS, text.lower()))


def take_pivot(sentence, groups, units):
    """Take what goes down and across out of the sentence, appended to `groups` in that order."""
    for unit, words in units.items():
        sentence.take(
            rf"(?<![a-z])(?:{words})(?![a-z])", lambda _, u=unit: sentence.mark("unit", u)
        )
    found = {"down": [], "across": []}
    for place, patterns in (("down", _DOWN), ("across", _ACROSS)):
        for pattern in patterns:
            sentence.take(pattern, lambda m, p=place: _keep(m, sentence, found[p]))
    sentence.take(_VALUES, lambda _: " ")
    laid = [*found["down"], *found["across"]]
    if found["across"] and not found["down"]:  # "by source with room types as columns"
        sentence.take(
            rf"\b(?:by|per|for each) (?:the )?(?P<k>{_KEYS})",
            lambda m: _keep(m, sentence, found["down"]),
        )
        laid = [*found["down"], *laid]
    if laid:  # "monthly spend for each campaign, months as rows": what goes where is said at last
        groups[:] = laid
        sentence.take(_NAMED_AGAIN, lambda m: _laid_already(m, sentence, laid))
    if not groups:
        for pattern in (_GROUPED, _CROSSED):
            sentence.take(pattern, lambda m: _keep(m, sentence, groups))


def _laid_already(match, sentence, laid):
    """False for what is not laid out yet; " " for what is, named again in the question itself."""
    things = [sentence.things.get(mark) for mark in re.findall(_KEY, match.group())]
    named = {t if isinstance(t, str) else t.best().name for t in laid}
    return (
        " " if all((t if isinstance(t, str) else t.best().name) in named for t in things) else False
    )


def _keep(match, sentence, held):
    if held:
        return False
    keys = re.findall(_KEY, match.group())
    apart = re.search(
        r"\b(?:for each|for every|per|each|every|by)\s+(?:the )?$", match.string[: match.start()]
    )
    if apart and len(keys) > 1 and re.match(rf"{_KEY}\s*,", match.group()):
        held += [sentence.things[mark] for mark in keys[1:]]  # "for each campaign, months as rows"
        return f"{keys[0]} "
    measured = re.search(rf"{AGGREGATE}(?: of| the|\s)*$", match.string[: match.start()])
    kept = keys[: 1 if measured and len(keys) > 1 else 0]  # "the average boxes, regions as rows"
    held += [sentence.things[mark] for mark in keys[len(kept) :]]
    return f"{''.join(kept)} "


def pivot_code(query, say):
    """The part of the program that makes `columns` and `rows` a cross table; sums have totals."""
    adds = adds_up(query)
    return _CODE.format(
        most=MOST_ACROSS, missing=say("（空）", "(missing)"),
        total_title=f", {say('合计', 'total')!r}" if adds else "",
        total=", sum(held.get(key) or 0 for key in across)" if adds else "",
    ) + (_TOTALS.format(title=say("合计", "total")) if adds and query.totals else "")  # fmt: skip


def adds_up(query):
    """Whether the values of the table can be added."""
    return query.measures[0].aggregate in ("sum", "count") and not query.measures[0].over


def pivot_text(words, columns, rows, most_rows=30, most_columns=14):
    """The cross table as a small Markdown table."""
    say, query = words.say, words.query
    down, across = (words.group(group) for group in query.groups[:2])
    head = say(
        f"{words.measure(query.measures[0])} 的透视表：行是 {down}，列是 {across}{words.where()}，全表存为 {query.export or 'pivot.csv'}：",
        f"Pivot of the {words.measure(query.measures[0])}: {down} down, {across} across{words.where()}; the whole is {query.export or 'pivot.csv'}:",
    )
    shown = columns[:most_columns]
    lines = ["| " + " | ".join(str(c) for c in shown) + " |", "|" + " --- |" * len(shown)]
    for row in rows[:most_rows]:
        cells = [
            words.name(row[:1]),
            *("" if v is None else words.value(query.measures[0], v) for v in row[1 : len(shown)]),
        ]
        lines.append("| " + " | ".join(cells) + " |")
    if len(columns) > len(shown) or len(rows) > most_rows:
        lines.append(
            say(
                f"……共 {len(rows)} 行 {len(columns) - 1} 列",
                f"… {len(rows)} rows and {len(columns) - 1} columns in all",
            )
        )
    return "\n".join([head, *lines])
