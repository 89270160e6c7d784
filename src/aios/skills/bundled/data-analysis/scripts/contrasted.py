"""What is said of the answers before about some of their rows: both side by side, compared with another, without the returned."""

# ruff: noqa: E501 - a list of words is one line

import re
from dataclasses import replace

from query import Filter, Group
from sentence import normal
from table import DATE, TEXT

_BOTH = r"[两二]个|\b(?:both|the two|two)\b|\bside by side\b|\bnext to each other\b|\b(?:in one|same) (?:table|chart|plot)\b|两[个者种年半份]|放(?:在)?一起|合在一起|一起(?:比|看|对比)"
_TOGETHER = r"同一[张幅个]?(?:图|表)|一张图|\b(?:in|on) (?:one|the same) (?:plot|chart|graph|table|picture)\b|\bside by side\b|\bcompar\w*|\btogether\b|\bnext to\b|\bin one\b|\bas (?:two )?lines\b|对比|比较|放(?:在)?一起|一起|并排|并列"
_COMPARED = r"^(?:and |now |then |please )*compare (?:that|it|this|them|those)?\s*(?:with|to|against)\b|\b(?:versus|vs\.?|compared (?:to|with)|next to)\b|^(?:再|请)?(?:和|与|跟|同)[^，。]{1,20}(?:比|对比|比较|相比)"
_WITHOUT = r"\b(?:leave out|leaving out|without|exclud\w+|except|not counting|ignor\w+|drop|remove|skip|omit)\b|去掉|不要|不算|排除|除去|除了|剔除|不含|不包括"
_ONLY = r"\b(?:only|just)\b|只|仅"
_YES, _NO = ("yes", "y", "true", "1", "是", "有", "已"), ("no", "n", "false", "0", "否", "无", "未")
_DRAWN = r"\b(?:plot|draw|chart|graph|lines?|bars?)\b|画|图"
_FEW = r"(?P<o>不到|少于|低于|小于|不足|未满|超过|大于|多于|高于|\b(?:fewer|less|more) than\b|\bunder\b|\bover\b)\s*(?P<n>\d+)\s*(?:个|名|位|条|笔|次|家|单)?\s*(?:人|行|记录|订单|rows|people|persons|employees|members|orders|entries|students|customers|loans|visits)"
_SHARES = r"\b(?:shares?|percent(?:ages?)?)\b|占比|百分比|比例"
_REVERSED = (
    r"\bother way (?:a)?round\b|\brevers\w+|\bin the opposite order\b|倒过来|反过来|反序|反着"
)


def contrasted(past, said, columns, table):
    """The Query of such a text after the Queries `past`; None for any other."""
    earlier = past[-1]
    for way in (_both, _compared, _flagged, _sized):
        found = way(past, said, columns, table)
        if found is not None:
            return found
    sums = [m for m in earlier.measures if m.aggregate == "sum"]
    if re.search(_SHARES, said) and len(said) < 30 and len(sums) == 1 and earlier.groups and not columns:  # fmt: skip
        return replace(earlier, measures=sums, share=True)
    if re.search(_REVERSED, said) and earlier.order and len(said) < 40 and not columns:
        return replace(earlier, descending=not earlier.descending)
    return None


def _both(past, said, _columns, _table):
    """ "put both side by side": the rows of the last two, told apart by what they differ in."""
    if len(past) < 2 or not (re.search(_BOTH, said) and re.search(_TOGETHER, said)):
        return None
    pairs = [(a, b) for a in past[-2].filters for b in past[-1].filters if a.column.name == b.column.name and a != b]  # fmt: skip
    if len(pairs) != 1 or pairs[0][0].operator != pairs[0][1].operator:
        return None
    one, other = pairs[0]
    if one.operator not in ("=", "months"):
        return None
    united = replace(other, values=tuple(dict.fromkeys((*one.values, *other.values))))
    unit = {"months": _unit(one, other)}.get(one.operator, "day" if one.column.kind == DATE else "")
    drawn = bool(re.search(_DRAWN, said))
    return _apart(past[-1], other, united, Group(column=one.column, unit=unit), drawn)


def _unit(one, other):
    """The unit of time that holds both spans of months."""
    return "half" if max(len(one.values), len(other.values)) == 6 else "quarter" if len(one.values) == 3 else "month"  # fmt: skip


def _apart(earlier, old, new, group, drawn=False):
    """The Query with a wider condition, its groups told apart by the column of that."""
    filters = [new if f is old else f for f in earlier.filters]
    held = [g for g in earlier.groups if g.column.name != group.column.name or g.unit != group.unit]
    timed = bool(held and held[0].unit)
    groups = [*held, group] if timed else [group, *held]
    ways = {"order": "group", "descending": False} if timed or group.unit else {"order": "value"}
    chart = earlier.chart if earlier.chart in ("line", "bar") else ""
    if drawn:
        chart = "line" if timed else "bar"
    return replace(earlier, filters=filters, groups=groups, limit=0, chart=chart, **ways)


def _compared(past, said, _columns, table):
    """ "compare that with B-Office": the rows of the one before and of that one."""
    earlier = past[-1]
    if earlier.kind != "aggregate" or not re.search(_COMPARED, said):
        return None
    for old in (f for f in earlier.filters if f.operator == "=" and f.column.kind == TEXT):
        cells = [c for c in old.column.sample if normal(str(c)) in said and c not in old.values]
        if len(cells) == 1:
            new = replace(old, values=(*old.values, cells[0]))
            return _apart(earlier, old, new, Group(column=old.column))
    return None


def _flagged(past, said, columns, _table):
    """ "leave out the returned ones": a column of yes and no says which those are."""
    earlier = past[-1]
    out, only = re.search(_WITHOUT, said), re.search(_ONLY, said)
    for column, _ in columns if out or only else ():
        cells = {normal(str(cell)): cell for cell in column.sample}
        yes, no = (next((cells[w] for w in words if w in cells), None) for words in (_YES, _NO))
        if len(cells) == 2 and yes is not None and no is not None:
            held = [f for f in earlier.filters if f.column.name != column.name]
            condition = Filter(column=column, operator="=", values=(no if out else yes,))
            return replace(earlier, filters=[*held, condition])
    return None


def _sized(past, said, _columns, _table):
    """ "人数不到 10 个人的部门不要": only groups of so many rows."""
    earlier, match = past[-1], re.search(_FEW, said)
    if match is None or not earlier.groups or earlier.groups[0].unit or earlier.kind != "aggregate":
        return None
    less = bool(re.match(r"不|少|低|小|未|fewer|less|under", match["o"]))
    operator = "<" if less else ">"
    if re.search(_WITHOUT, said):
        operator = ">=" if less else "<="
    values = (tuple(earlier.filters), operator, int(match["n"]))
    condition = Filter(column=earlier.groups[0].column, operator="sized", values=values)
    return replace(earlier, filters=[*earlier.filters, condition])
