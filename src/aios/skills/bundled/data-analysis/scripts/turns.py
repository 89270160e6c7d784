"""What is said of the answer before in a few words: another column, another limit, all of them, each one by itself."""

# ruff: noqa: E501 - a list of words is one line

import os
import re
from dataclasses import replace
from itertools import pairwise

from contrasted import contrasted
from fields import told_fields
from lengths import SECONDS, unit_of
from mentions import column_words, heard, mention_pattern
from operators import ANY_COMPARISON, compared
from query import Filter, Group, Measure
from rounding import without_rounding
from saving import wished
from sentence import normal, number
from table import DATE, IDENTIFIER, NUMBER, TEXT

_LIGHT = (
    r"(?<![a-z])(?:and|now|so|ok|okay|please|then|but|just|also|too|as well|show|me|tell|list|give|can|could|you|i|we|want|see|a|an|of|for|in|on|that|this|those|these|them|it|they|is|are|was|were|to|the|with|by|from|at|there|again|same|instead|columns?|fields?|each|every|all|per|within|separately|individually|one|ones|apart|it's|its|their|do|does|did|how|what|about|rows?|values?|results?|first|draw|plot|chart|graph|make)(?![a-z])"
    r"|[\s,.;:!?'\"，。；：！？、“”（）()-]"
    r"|按照?|排[序列]?|显示|列出来?|列一下|再|也|还|请|帮我|给我|里面?|这些|它们?|前面|刚才|结果|一下|分别|各自?|单独|分开|每一?个?|呢|吗|的|了|是|有|来|成|吧|一起|带上?|要|把|看|那|这一?列|列|字段|所有|全部|都"
)
_ADDS = r"^(?:and |now |please |also )*(?:add|include|with|show|give me|put in)\b|\b(?:as well|too|also)\b|^(?:再|请|把|也)*(?:加上?|带上|加一?列|补上|附上|还要|显示)|也(?:要|显示|列|带)"
_SORTS = r"\b(?:sort|order|rank|arrange)(?:ed)?\b|\bby (?P<e>[a-z_ ]+?)(?: instead)?[,.]? (?:(?:the )?(?:newest|oldest|latest|earliest|highest|lowest|largest|smallest) first|ascending|descending)|排[序列]?(?:一下)?$|排[序列]|从[早晚高低大小多少新旧]到[早晚高低大小多少新旧]"
_DOWN = r"\bfrom (?:slow|long|large|big|high|dear|expensive|new)(?:est)? to (?:fast|short|small|low|cheap|old)(?:est)?\b|\bdearest first\b|\bmost expensive first\b|\bdescending\b|\b(?:newest|latest|highest|largest|biggest|most(?: recent)?|longest) (?:ones? )?first\b|降序|倒序|从[晚高大多新]到|由[晚高大多新]到"
_UP = r"\bfrom (?:fast|short|small|low|cheap|young|old)(?:est)? to (?:slow|long|large|big|high|dear|expensive|old|new)(?:est)?\b|\bascending\b|\b(?:oldest|earliest|lowest|smallest|least|shortest|cheapest) (?:ones? )?first\b|升序|从[早低小少旧]到|由[早低小少旧]到"
_ORDERING = rf"{_DOWN}|{_UP}|{_SORTS}"
_LIMITS = r"\b(?:lower|raise|change|set|move|increase|decrease|drop|reduce|make|use|put)\b.{0,30}?\b(?:limit|threshold|bar|cut-?off|minimum|maximum|condition|it)\b.{0,20}?\b(?:to|at|as|of)\s+|(?:阈值|门槛|条件|标准|上限|下限|界限|限制)(?:降低?|提高|放宽|改|调整?|设|换|升|定)*(?:到|为|成|至)\s*|(?:降低?|提高|放宽|改|调整?)(?:到|为|成|至)\s*(?=\d)"
_VALUE = r"(?P<n>\d[\d,]*(?:\.\d+)?)\s*(?P<u>milliseconds?|ms|seconds?|secs?|s|minutes?|mins?|hours?|h|毫秒|秒|分钟|小时)?(?![a-z])"
_PARTS = r"\bper ?cent(?:ages?)?\b|\bshares?\b|%|百分[比率之]|占比|比例"
_OF_ITS_OWN = r"\bof (?:all|the total|every|its|their)(?: number of)?(?: own)?\b|\bof (?:that|each|the same|its)\b|各自|占(?:该|各|每个?|其|自己|本)|(?:该|各|每个?|其|自己|本)[^，。]{0,6}(?:全部|总[数量]?|所有)"
_APART = r"\b(?:for|in|by|per|within)(?: each| every)?\b|\bseparately\b|\beach\b|按|每|各|分别|分开"
_PER_ROW = r"\b(?P<e>average|mean|median)\b.{0,12}?\b(?:per|for each|for every|for one) (?P<noun>[a-z]+)\b|(?P<z>平均|人均)?每一?[个笔次本条单件人位]?(?P<rows>[\u4e00-\u9fff]{0,4}?)(?P<z2>平均)"
_ALL = (
    r"\b(?:all|every)(?: of)?(?: the)?\b|\bthe (?:whole|full|complete) list\b|所有|全部|每一?个|都"
)
_JUST = r"\b(?:just|only)\b|\bshow\b|只(?:要|列|显示|看|留|保留)|列出"
_TOTAL_ROW = r"\b(?:total|sum|totals) (?:row|line)\b|\brow (?:of|with|for) (?:the )?totals?\b|\btotals?\b.{0,12}\bbottom\b|合计行|总计行|汇总行|加上?(?:一行)?(?:合计|总计)"
_NAMED_KIND = r"(?:\d{2}(?:th)? ?(?:percentile|分位数?|百分位数?)|p\d{2})|longest|highest|largest|biggest|maximum|max|shortest|lowest|smallest|minimum|min|median|total|sum|average|mean|最[长大高久多]值?|最[短小低少]值?|中位数|总和|总数|合计|平均值?"
_INSTEAD = rf"\b(?:the )?(?P<a>{_NAMED_KIND})\b(?: (?:value|one|time|figure)s?)? (?:instead|rather than|not)(?: of)?(?: (?:the )?(?:{_NAMED_KIND}))?|(?:换成|改成|改用|改看|换为|改为|用)(?P<b>{_NAMED_KIND})|(?:不要|不用|别用)(?:{_NAMED_KIND})[，,]?(?:要|用|看)(?P<c>{_NAMED_KIND})"
_KINDS = {
    "max": r"longest|highest|largest|biggest|max|最[长大高久多]", "min": r"shortest|lowest|smallest|min|最[短小低少]",
    "median": r"median|中位", "sum": r"total|sum|总|合计", "mean": r"average|mean|平均",
}  # fmt: skip
_THEM = r"它们|他们|她们|[这那][几些两三四五六七八九十\d]*[个家种位名款类]?|其中|\b(?:they|them|these|those|their|each of (?:them|these|those))\b|\bit\b|它"
_FIGURES = {
    "count": "count",
    "sum": "sum",
    "mean": "avg",
    "max": "max",
    "min": "min",
    "median": "median",
}
_LINES = r"\b(?:one|a|separate|several) lines? (?:per|for each|for every|by)\b|\b(?:split|break|divide)\w*\b.{0,20}\b(?:lines?|by)\b|分成?(?:几条|多条|不同的?|各)?(?:条)?线|(?:每个?|各)[^，。]{1,6}一条线|几条线"


def turn(past, text, table):
    """The Query of a text that says one such thing of the last of the answers `past`; None for any other."""
    if not past or not text:
        return None
    earlier = past[-1]
    plain, fields = told_fields(text)
    rest, digits = without_rounding(plain)
    said, picture, export = wished(normal(rest))
    columns = _named(said, table)
    found = contrasted(past, said, columns, table)
    if fields and export and not _left(said, []):
        found = replace(earlier)
    for way in (
        _instead,
        _odd_ones,
        _of_them,
        _scattered,
        _limited,
        _own_share,
        _apart,
        _lines,
        _per_row,
        _everyone,
        _ordered,
        _widened,
        _narrowed,
        _totalled,
    ):
        found = found or way(earlier, said, columns, table)
        if found is not None:
            found = replace(found, notes=[], others=[], continues=True, export=export, picture=picture)  # fmt: skip
            found.fields = fields or found.fields
            if digits is not None:
                found.measures = [replace(m, digits=digits) for m in found.measures]
            return found
    return None


def _named(said, table):
    """[(Column, the words it is named by)] in the order of the text, the longest words first."""
    found, words = [], sorted(heard(column_words(table), said), key=lambda pair: -len(pair[0]))
    for word, mention in words:
        match = re.search(rf"{mention_pattern(word)}(?:(?<=[a-z])e?s(?![a-z]))?", said)
        if match and match.group():
            found.append((match.start(), mention.best(), match.group()))
            said = said[: match.start()] + "\0" * len(match.group()) + said[match.end() :]
    return [(column, words) for _, column, words in sorted(found, key=lambda f: f[0])]


def _left(said, columns, *patterns):
    """What the text says beside these words, light ones and the columns."""
    for _, words in columns:
        said = said.replace(words, " ", 1)
    for pattern in patterns:
        said = re.sub(pattern, " ", said)
    return re.sub(_LIGHT, " ", said).strip()


def _instead(earlier, said, columns, _table):
    """ "the longest instead of the mean": another figure of the same column."""
    column = earlier.measures[0].column if len(earlier.measures) == 1 else None
    match = re.search(_INSTEAD, said)
    if match is None or column is None or column.kind != NUMBER or earlier.measures[0].aggregate not in _FIGURES:  # fmt: skip
        return None
    wanted = next(filter(None, match.groupdict().values()))
    centile = re.search(r"\d{2}", wanted)
    kinds = (name for name, words in _KINDS.items() if re.search(words, wanted))
    name = f"p{centile.group()}" if centile else next(kinds, "")
    if not name or _left(said, columns, _INSTEAD):
        return None
    return replace(earlier, measures=[Measure(aggregate=name, column=column)], limit=0, share=False)


def _odd_ones(earlier, said, _columns, _table):
    """ "only the ones above 150" after outliers: those of them."""
    match = re.search(rf"(?:{ANY_COMPARISON})了?\s*(?P<v>\d[\d,]*(?:\.\d+)?)", said)
    if earlier.kind != "outliers" or match is None or not earlier.measures:
        return None
    column = earlier.measures[0].column
    bound = Filter(
        column=column, operator=compared(match.groupdict()), values=(number(match["v"]),)
    )
    odd = Filter(column=column, operator="unusual")
    return replace(earlier, kind="rows", measures=[], groups=[], filters=[*earlier.filters, odd, bound], order=column, limit=0)  # fmt: skip


def _of_them(earlier, said, columns, _table):
    """ "它们在各地区分别卖了多少" after the first three: theirs alone, by another column as well."""
    keys = [g.column for g in earlier.groups]
    named = [c for c, _ in columns if c.kind != NUMBER and c not in keys]
    told = earlier.measures[0].aggregate if earlier.measures else ""
    if not (earlier.limit and len(keys) == 1 and named and told in _FIGURES):
        return None
    if not (re.search(_THEM, said) and re.search(_APART, said)):
        return None
    column = earlier.measures[0].column
    values = (tuple(earlier.filters), earlier.descending, earlier.limit, _FIGURES[told], column)
    first = Filter(column=keys[0], operator="leader", values=values)
    groups = [*(earlier.groups if earlier.limit > 1 else []), *map(_group, named[:1])]
    return replace(earlier, groups=groups, filters=[*earlier.filters, first], limit=0, order="value", share=False, chart="")  # fmt: skip


def _scattered(earlier, said, _columns, table):
    """ "a scatter plot for D-Canteen" after a correlation: its points, of that one."""
    two = [c for m in earlier.measures for c in (m.column, m.whole) if c and c.kind == NUMBER]
    corr = earlier.kind == "relation" or any(m.aggregate == "corr" for m in earlier.measures)
    if not corr or len(two) < 2 or not re.search(r"\bscatter|散点", said):
        return None
    cells = [(len(str(cell)), column, cell) for column in table.of_kind(TEXT) for cell in column.sample if len(str(cell)) > 1 and normal(str(cell)) in said]  # fmt: skip
    held = [Filter(column=c, operator="=", values=(cell,)) for _, c, cell in sorted(cells, key=lambda k: -k[0])[:1]]  # fmt: skip
    measures = [Measure(aggregate="mean", column=column) for column in two[:2]]
    return replace(earlier, kind="relation", measures=measures, groups=[], order="", chart="scatter", filters=[*earlier.filters, *held])  # fmt: skip


def _limited(earlier, said, columns, _table):
    """ "lower the limit to 2 seconds", "门槛改成 50": another value in the only comparison."""
    match = re.search(f"(?:{_LIMITS}){_VALUE}", said)
    bounds = [f for f in earlier.filters if f.operator in (">", ">=", "<", "<=") and f.column.kind == NUMBER]  # fmt: skip
    if match is None or len(bounds) != 1:
        return None
    value, unit = number(match["n"]), match["u"] or ""
    held = SECONDS.get(unit_of(bounds[0].column))
    if unit and held:
        value = value * (SECONDS.get(unit) or _scale(unit)) / held
    new = replace(bounds[0], values=(value,))
    return replace(earlier, filters=[new if f is bounds[0] else f for f in earlier.filters])


def _scale(unit):
    """So many seconds are in a unit that is written out."""
    starts = (("mil", 0.001), ("s", 1), ("m", 60), ("h", 3600))
    return next(scale for start, scale in starts if unit.startswith(start))


def _own_share(earlier, said, columns, _table):
    """ "as percentages of all requests of that host": of the group's own rows, not of those told."""
    keys = {g.column.name for g in earlier.groups}
    held = [f for f in earlier.filters if f.column.name not in keys]
    counted = [m.aggregate for m in earlier.measures] == ["count"] and not earlier.measures[
        0
    ].column
    asked = re.search(_PARTS, said) and re.search(_OF_ITS_OWN, said)
    if not (asked and keys and counted and len(held) == 1):
        return None
    condition, column = held[0], held[0].column
    measures = [
        Measure(aggregate=a, column=column, condition=condition) for a in ("fitting", "rate")
    ]
    return replace(earlier, filters=[f for f in earlier.filters if f is not condition], measures=measures[::-1], share=False, order="value", descending=True, chart="")  # fmt: skip


def _apart(earlier, said, columns, _table):
    """ "for each building separately" after the relation of two columns: that of each."""
    if earlier.kind != "relation" or len(earlier.measures) < 2 or not re.search(_APART, said):
        return None
    groups = [column for column, _ in columns if column.kind != NUMBER]
    if len(groups) != 1 or _left(said, columns, _APART):
        return None
    one, other = (m.column for m in earlier.measures[:2])
    corr = Measure(aggregate="corr", column=one, whole=other, digits=4)
    return replace(earlier, kind="aggregate", measures=[corr], groups=[_group(groups[0])], order="value", chart="")  # fmt: skip


def _lines(earlier, said, columns, _table):
    """ "one line per branch": the groups of a plot along the time, told apart once more."""
    timed = [g for g in earlier.groups if g.unit]
    apart = [column for column, _ in columns if column.kind not in (NUMBER, DATE)]
    if not timed or len(apart) != 1 or not re.search(_LINES, said):
        return None
    return replace(earlier, groups=[timed[0], _group(apart[0])], order="group", descending=False, limit=0, chart="line")  # fmt: skip


def _per_row(earlier, said, columns, table):
    """ "average per loan instead of the total": the mean over the rows of the same groups."""
    match = re.search(_PER_ROW, said)
    column = earlier.measures[0].column if earlier.measures else None
    if match is None or column is None or column.kind != NUMBER:
        return None
    noun = match["noun"] or match["rows"] or ""
    stem = os.path.basename(table.path).split(".")[0].lower()
    own = noun and (noun in stem or any(noun in normal(c.name) and c.kind == IDENTIFIER for c in table.columns))  # fmt: skip
    if not own and match["noun"]:
        return None
    name = "median" if match["e"] == "median" else "mean"
    return replace(earlier, measures=[Measure(aggregate=name, column=column)], share=False)


def _everyone(earlier, said, columns, _table):
    """ "list all countries": every value, where one or a few were told."""
    if (
        not columns
        and earlier.limit
        and re.search(_ALL, said)
        and re.fullmatch(rf"(?:{_LIGHT}|{_ALL})+", said)
    ):
        return replace(earlier, limit=0, per=False)
    if len(columns) != 1 or not re.search(_ALL, said) or _left(said, columns, _ALL, _ORDERING, r"\bback\b|回到|恢复"):  # fmt: skip
        return None
    earlier = replace(earlier, descending=not re.search(_UP, said)) if re.search(_ORDERING, said) else earlier  # fmt: skip
    column = columns[0][0]
    keyed = column.name in {g.column.name for g in earlier.groups}
    held = [f for f in earlier.filters if f.column.name != column.name]
    if earlier.kind != "aggregate" or not (
        keyed or len(held) < len(earlier.filters) or earlier.limit
    ):
        return None
    if earlier.focus is not None and earlier.focus.column.name == column.name:
        return replace(earlier, focus=None, limit=0)
    freed = len(held) < len(earlier.filters)
    groups = earlier.groups if keyed or (freed and earlier.groups) else [_group(column)]
    return replace(earlier, filters=held, groups=groups, limit=0)


def _ordered(earlier, said, columns, _table):
    """ "按入职日期从早到晚排" after rows: by another of their columns."""
    if earlier.kind != "rows" or len(columns) != 1 or not re.search(_ORDERING, said):
        return None
    if _left(said, columns, _ORDERING):
        return None
    column = columns[0][0]
    down = re.search(_DOWN, said) or (column.kind == NUMBER and not re.search(_UP, said))
    return replace(earlier, order=column, descending=bool(down), tail=False, skip=0)


def _widened(earlier, said, columns, _table):
    """ "加上入职日期" after rows: they are told again, with that column among theirs."""
    if earlier.kind != "rows" or not columns or not re.search(_ADDS, said):
        return None
    if _left(said, columns, _ADDS):
        return None
    fields = earlier.fields and (*earlier.fields, *(column.name for column, _ in columns))
    return replace(earlier, fields=tuple(dict.fromkeys(fields)) if fields else ())


def _narrowed(earlier, said, columns, _table):
    """ "show just the date, the product and the revenue, dearest first" after rows."""
    if earlier.kind != "rows" or len(columns) < 2 or not re.search(_JUST, said):
        return None
    if _left(said, columns, _JUST, _ORDERING, r"\b(?:first|sorted|ordered)\b"):
        return None
    numbers = [column for column, _ in columns if column.kind == NUMBER]
    found = replace(earlier, fields=tuple(column.name for column, _ in columns))
    if re.search(_ORDERING, said) and len(numbers) == 1:
        found = replace(found, order=numbers[0], descending=not re.search(_UP, said))
    return found


def _totalled(earlier, said, _columns, _table):
    """ "add a total row at the bottom" of a pivot."""
    if not earlier.pivot or not re.search(_TOTAL_ROW, said):
        return None
    return replace(earlier, totals=True)


def _group(column):
    return Group(column=column, unit="day" if column.kind == DATE else "")


def united(filters):
    """The conditions, where two ranges of one column that share nothing are alternatives: 4xx and 5xx."""
    ranges = [f for f in filters if f.operator == "between" and f.column.kind == NUMBER]
    for one, other in pairwise(ranges):
        (low, high), (start, end) = one.values[:2], other.values[:2]
        if one.column == other.column and (float(high) < float(start) or float(end) < float(low)):
            either = Filter(column=one.column, operator="any", values=(one, other))
            return [either if f is one else f for f in filters if f is not other]
    return filters
