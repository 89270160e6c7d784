"""Numbers by how far they lie from the others: z-scores, and columns scaled to 0 to 1."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from bare import NUM
from operators import ANY_COMPARISON, compared
from pieces import main_number, measurable
from query import Filter, Measure
from sentence import number
from studies import numbers_of
from table import NUMBER, Column

_Z = r"(?:\bz[- ]?(?:scores?|values?)|\bstandard scores?|\bz(?=\s*\|?\s*[<>≥≤])|\bz ?(?:分数|得分|值)|标准分数?|标准化得分)"
_SIZE = r"(?P<size>\||\b(?:abs(?:olute)?(?: value)?(?: of)?[ (]*)|绝对值\s*)?"
_FAR = rf"{_SIZE}{_Z}(?P<mid>\s*(?:of|for|in|on|the|的|列|[|)]|绝对值|\w+[ \w]*?(?:\s*[\[(][^\])]*[\])])?)*?)\s*(?:is|are|was|were)?\s*(?:{ANY_COMPARISON})\s*(?P<n>{NUM})"
_RANGE = r"(?:\s*(?:in)?to|\s*between|\s*within|\s*到|\s*至)?(?:\s*(?:the )?(?:range|区间|范围))?\s*[\[(]?\s*0\s*(?:-|–|~|to|and|到|至|,|和)\s*1\s*[\])]?(?:\s*(?:之间|区间|范围|range))?"
_SCALE = rf"(?:\b(?:min[- ]?max(?:[- ](?:scal\w+|normali[sz]\w+))?|normali[sz](?:e|ed|ing|ation)|re-?scal(?:e|ed|ing))\b|\bscale\b(?=.*0\s*(?:-|–|to|,|and)\s*1)|最[大小]最[大小]值?(?:归一化|标准化|缩放)|归一化?)(?P<mid>[^,;，；。]{{0,40}}?)(?:{_RANGE}|(?=[,;，；。]|$))"
_STANDARD = rf"(?:\b(?:standardi[sz](?:e|ed|ing|ation))\b|(?:做|进行)?标准化(?!得分))(?P<mid>[^,;，；。(]{{0,40}}?)(?:\s*[(]?\s*(?:as |to |with |by |using |into )?{_Z}\s*[)]?|(?=[,;，；。]|$))|\b(?:add|compute|calculate)(?: the| an?)?(?: column of)? {_Z}|(?:计算|加上?|算出?)(?:一列)?{_Z}"
_NO_NUMBER = (
    r"date|日期|时间|格式|电话|手机|姓名|地址|名称|\b(?:names?|phones?|formats?|case|email)"
)
_HOW_MANY = r"\bhow many\b|\bcount\b|\bnumber of\b|多少|几[个行条]"


def take_scaled(sentence, parts):
    """Keep in `parts.scaled` what is said of z-scores and of scales; the columns' names are left."""

    def far(match):
        sized = match["size"] or re.search(r"\||绝对值", match["mid"])
        parts.scaled = ("far", compared(match.groupdict()), number(match["n"]), bool(sized))
        return f" {re.sub(r'[|]|绝对值', ' ', match['mid'])} "

    def added(way):
        def use(match):
            if re.search(_NO_NUMBER, match.string) or parts.scaled:
                return False
            parts.scaled = (way,)
            return f" {match['mid'] or ''} "

        return use

    sentence.take(_FAR, far)
    sentence.take(_STANDARD, added("standard"))
    sentence.take(_SCALE, added("unit"))


def scaled(pieces, out):
    """Whether numbers are to be scaled; then `out` is the rows with them, or those that lie far out."""
    asked = pieces.parts.scaled
    if not asked:
        return False
    named = numbers_of(pieces)
    if asked[0] == "far":
        column = next(iter(named), None) or main_number(pieces.table)
        return bool(column) and _far(pieces, out, column, asked)
    way = _z if asked[0] == "standard" else _unit
    out.added = tuple(way(c, pieces.say) for c in named or measurable(pieces.table))
    out.kind, out.export = "rows", out.export or "result.csv"
    return bool(out.added)


def _far(pieces, out, column, asked):
    """The rows whose z-score is compared, those outermost first, or how many they are."""
    _, operator, value, sized = asked
    z = _z(column, pieces.say, sized)
    out.filters.append(Filter(column=z, operator=operator, values=(value,)))
    if re.search(_HOW_MANY, pieces.plain):
        out.measures = [Measure(aggregate="count")]
    else:
        out.kind, out.order, out.descending = "rows", z, operator[0] == ">"
    return True


def _z(column, say, sized=False):
    far = "({0} - avg({0}) OVER ()) / nullif(stddev_samp({0}) OVER (), 0)"
    name = say(f"{column.name} 的 z 分数", f"z-score of {column.name}")
    return Column(
        name=f"|{name}|" if sized else name, kind=NUMBER, factors=(column,), averaged=True,
        formula=f"abs({far})" if sized else far,
    )  # fmt: skip


def _unit(column, say):
    low, high = "min({0}) OVER ()", "max({0}) OVER ()"
    return Column(
        name=say(f"{column.name} (归一化)", f"{column.name} (0 to 1)"), kind=NUMBER, factors=(column,), averaged=True,
        formula=f"({{0}} - {low}) / nullif({high} - {low}, 0)",
    )  # fmt: skip
