"""What is asked of the groups that were just told: which is highest, only those above a number, all of them together."""

# ruff: noqa: E501 - a list of words is one line

import re
from dataclasses import replace

from aios_skill import Failure
from operators import AFTERWARDS, ANY_COMPARISON, compared
from query import Filter, checked_measure
from sentence import count_word, normal, number
from table import NUMBER
from words import ROW_NOUNS

_LIGHT = (
    r"(?<![a-z])(?:and|now|so|ok|okay|please|then|but|just|only|simply|show|me|tell|list|give|can|could|you|i|we|want|like|see|know|a|an|of|for|in|on|that|this|those|these|them|"
    r"it|they|ones?|is|are|was|were|be|has|have|had|does|do|did|to|which|what|who|whom|how|about|with|as|by|from|at|here|there|again|same|thing|instead|our|us|let|s|re|would|will|"
    r"values?|numbers?|results?|tables?|groups?|figures?|amounts?|if|or|use|using|switch|keep|display|comes?|came|stands?|ranks?|ranked|get|gets|got|make|makes|take|takes|took|where|than|though|want|also|too|please|order|ordered|put|arrange|sort|sorted|sorting|go|look|looks|change|everything|rest|hide|others?|all|the)(?![a-z])"
    r"|[\s,.;:!?'\"，。；：！？、“”（）()-]"
    r"|按照?|排[序列名]?|显示|列出来?|列一下|展示|看一?[看下]?|只要?|仅|就|那|再|也|请|帮我|给我|我要的?是?|告诉我|其中|里面?|这些|它们?|前面|刚才|结果|一下|分别|取|要|保留|留下|呢|吗|的|了|是|谁|有|哪一?[个家位种些组天月项类款名店处]?|换成|改成|改为|变成|换|改|用|算|统计|来|成|吧|啊|个|家|位|名|项|种|数值|数据|数字|值|把|从|在|多少|各自?|每一?个?|最终|到底|中|几|几个|一[笔单条张个件次]|那[笔单条张个件次家]|一"
)
_HIGH = r"\b(?:high|larg|bigg|great|strong|long|b)e?st\b|\bhighest\b|\bmost\b|\btop\b|\bmaximum\b|\bfirst\b|\bin the lead\b|\bwinn(?:er|ing)\b|最[高多大好强长贵]|第一|冠军|榜首|领先"
_LOW = r"\b(?:low|small|few|weak|short|wor)e?st\b|\bleast\b|\bminimum\b|\bbottom\b|\blast\b|\bat the end\b|最[低少小差弱短]|倒数第一|最后|垫底|末尾"
_DOWN = r"\b(?:high(?:est)?|larg(?:e|est)|big(?:gest)?|most|top|great(?:est)?) to (?:the )?(?:low(?:est)?|small(?:est)?|least|few(?:est)?|bottom)\b|\bdescending(?: order)?\b|\b(?:highest|largest|biggest|greatest|most|best|top)(?: ones?)? (?:first|at the top|on top)\b|从[高大多]到[低小少]|降序|倒序|由[高大多]到[低小少]"
_UP = r"\b(?:low(?:est)?|small(?:est)?|least|few(?:est)?|bottom) to (?:the )?(?:high(?:est)?|larg(?:e|est)|big(?:gest)?|most|top|great(?:est)?)\b|\bascending(?: order)?\b|\b(?:lowest|smallest|least|fewest|worst)(?: ones?)? (?:first|at the top|on top)\b|从[低小少]到[高大多]|升序|正序|由[低小少]到[高大多]"
_BY_NAME = r"\balphabetical(?:ly)?(?: order)?\b|\bby (?:their )?names?\b|\ba (?:to|-) z\b|按?(?:照)?(?:名称|名字|字母|拼音|首字母)(?:顺序)?(?=排)"
_NUM = r"(?P<n>[-+]?\d[\d,]*(?:\.\d+)?\s*(?:%|k\b|万|亿|千|百)?)"
_UNIT = r"(?:元|块钱?|个|件|次|人|分钟?|小时|天|公斤|吨|%|(?:euros?|dollars?|pounds?|minutes?|hours?|days?|times|points?|eur|usd|gbp)\b)?"
_HIDDEN = r"\b(?:hide|ignore|drop|remove|leave out|exclude|without)\b|去掉|不要|隐藏|排除|剔除"
_TURNED = {">": "<=", "<": ">=", ">=": "<", "<=": ">", "=": "!=", "!=": "="}
_WHOLE = r"\b(?:in total|overall|all ?together|all in all|in all|all of them(?: together)?|together|all (?:of )?(?:them|those|these) (?:together|combined)|combined|the (?:grand |overall )?total|taken together|everything together|for all|across all|as a whole|sum (?:of )?(?:all|them))\b|一共|总共|合计|总计|加起来|合起来|合在一起|加在一起|全部|所有|整体|总体|总的"
_COUNTS = r"(?<![a-z])(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,3})(?![a-z\d])|前?[一二两三四五六七八九十]{1,2}(?=[个名家位项种])|前[一二两三四五六七八九十\d]{1,3}|(?<![\d.])\d{1,3}(?=[个名家位项种])"
_APART = r"\b(?:differ\w*|gap|apart|how (?:much|many|far) (?:more|less|higher|lower|bigger|smaller|greater|better|apart|fewer)|by how (?:much|many)|ahead of|versus|vs)\b|相差|差多少|差距|差额|差别|差几|多[出了]?多少|少[了]?多少|高[出]?多少|低多少|多几|少几|高几|低几|差"
_AGGREGATES = (
    ("mean", r"\b(?:the )?(?:average|mean|avg)\b|\bon average\b|平均[值数]?|均值"),
    ("median", r"\bmedian\b|中位数?"),
    (
        "sum",
        r"\b(?:total|sum)s?\b|\badd(?:ed|ing)? (?:them |it |these |those )?(?:all )?up\b|\bsum(?:med)? (?:them |it )?up\b|求和|总和|合计|总计|总数|加起来|总共|一共",
    ),
    ("max", r"\b(?:maximum|max|highest|largest|biggest|greatest)\b|最大值?|最高值?|最多"),
    ("min", r"\b(?:minimum|min|lowest|smallest|least)\b|最小值?|最低值?|最少"),
)
_EACH = r"\b(?:in|of|for|from|per|within) (?:each|every)\b|\beach\b|\beveryone\b|分别|各|每"


def sequel(earlier, text, say):
    """The Query of a text that asks only of the groups just told, or None for any other text."""
    if earlier is None or earlier.kind != "aggregate" or not earlier.measures:
        return None
    said = normal(text)
    for way in (_kept_above, _differ, _each_one, _sorted, _ends, _together):
        found = way(earlier, said, say) if earlier.groups else None
        if found is not None:
            base = {"notes": [], "others": [], "continues": True, "export": "", "picture": ""}
            return replace(found, **base, chart="" if found.limit == 1 else found.chart)
    return None


def _rest(earlier, said, *patterns):
    """What is left of the text without these words, light ones, and the names of what was told."""
    for pattern in patterns:
        said = re.sub(pattern, " ", said)
    columns = [g.column for g in earlier.groups] + [m.column for m in earlier.measures if m.column]
    names = {n for c in columns for n in (normal(c.name), normal(c.name).replace("_", " "))}
    for name in sorted(names, key=len, reverse=True):
        said = re.sub(rf"{re.escape(name)}(?:e?s)?(?![a-z])", " ", said)
    said = re.sub(ROW_NOUNS, " ", said)
    for _ in range(2):
        said = re.sub(_LIGHT, " ", said)
    return said.strip()


def _kept_above(earlier, said, _say):
    """ "only show the ones above 1000", "哪些超过了 50": groups whose figure fits."""
    pattern = rf"(?:(?:{ANY_COMPARISON})了?\s*{_NUM}\s*{_UNIT}|(?P<m>[-+]?\d[\d,.]*\s*(?:%|k\b|万|亿|千|百)?)\s*{_UNIT}\s*(?:{AFTERWARDS}))"
    match = re.search(pattern, said)
    if match is None or len(earlier.measures) > 1:
        return None
    named = earlier.measures[0].column
    rows = named is not None and normal(named.name) in said  # "amount over 50": rows are meant
    if rows or _rest(earlier, said, pattern, _HIDDEN):
        return None
    groups = match.groupdict()
    operator = compared(groups)
    operator = _TURNED[operator] if re.search(_HIDDEN, said) else operator
    value = number((groups["n"] or groups["m"]).replace("%", ""))
    return replace(earlier, having=(operator, value), limit=0)


def _differ(earlier, said, _say):
    """ "how much more does A have than B": two of the groups, and what lies between."""
    column = earlier.groups[0].column
    if len(earlier.groups) != 1 or earlier.groups[0].unit or not re.search(_APART, said):
        return None
    cells = sorted((c for c in column.sample if normal(str(c)) in said), key=lambda c: -len(str(c)))
    if len(cells) != 2:
        return None
    names = "|".join(re.escape(normal(str(c))) for c in cells)
    than = r"\bthan\b|\bbetween\b|\bcompared? (?:to|with)\b|\bmore\b|\bless\b|比|和|与|跟|同|之间"
    if _rest(earlier, said, names, _APART, than):
        return None
    kept = [f for f in earlier.filters if f.column is not column]
    wanted = tuple(sorted(cells, key=lambda c: said.index(normal(str(c)))))
    among = Filter(column=column, operator="=", values=wanted)
    return replace(earlier, filters=[*kept, among], compared=True, limit=0, share=False)


def _each_one(earlier, said, say):
    """ "the smallest one of each", "add them up instead": another aggregate of the same column."""
    column = earlier.measures[0].column
    if column is None or column.kind != NUMBER or len(earlier.measures) > 1:
        return None
    for name, words in _AGGREGATES:
        ends = name in ("max", "min")
        bare = re.search(r"\b(?:maximum|minimum|max|min)\b|值", said)
        if not re.search(words, said) or (ends and not bare and not re.search(_EACH, said)):
            continue
        if re.search(r"\b(?:which|who)\b|哪|谁|第一|倒数", said) or re.search(_DOWN, said):
            continue
        if name == "sum" and earlier.measures[0].aggregate == "sum":
            continue
        if _rest(earlier, said, words, _EACH):
            continue
        try:
            return replace(earlier, measures=[checked_measure(name, column, say)], share=False)
        except Failure:
            return None
    return None


def _sorted(earlier, said, _say):
    """ "largest first", "从低到高排": the same groups in another order."""
    down, up = re.search(_DOWN, said), re.search(_UP, said)
    plain = re.search(r"\b(?:sort|rank|order)\b|排[序名]", said)
    if re.search(_BY_NAME, said) and not _rest(earlier, said, _BY_NAME, _DOWN, _UP):
        return replace(earlier, order="group", descending=False, limit=0)
    if not (down or up or plain) or _rest(earlier, said, _DOWN, _UP):
        return None
    groups = "|".join(re.escape(normal(g.column.name).replace("_", " ")) for g in earlier.groups)
    if re.search(rf"(?:\bby (?:the )?|按照?)(?:{groups})", said):
        return replace(earlier, order="group", descending=bool(down))
    return replace(earlier, order="value", descending=not up)


def _ends(earlier, said, _say):
    """ "who comes last?", "just the top two": the first or the last of the groups."""
    low, high = re.search(_LOW, said), re.search(_HIGH, said)
    if not (low or high) or _rest(earlier, said, _LOW, _HIGH, _COUNTS):
        return None
    count = re.search(_COUNTS, said)
    wanted = count_word(count.group().removeprefix("前")) if count else 1
    descending = not low or bool(
        high and high.start() < low.start() and "first" not in high.group()
    )
    return replace(earlier, order="value", descending=descending, limit=wanted or 1, per=False)


def _together(earlier, said, say):
    """ "and in total?", "总共呢": all that the groups are made of."""
    measure = earlier.measures[0]
    if (
        not re.search(_WHOLE, said)
        or re.search(_EACH, said)
        or _rest(earlier, said, _WHOLE, r"\b(?:much|many|altogether)\b")
    ):
        return None
    wanted = re.search(r"加起来|合计|总计|总共|一共|\bsum\b|\btotal\b", said)
    if measure.aggregate in ("mean", "median") and wanted and measure.column:
        return replace(earlier, groups=[], measures=[measure, checked_measure("sum", measure.column, say)], chart="")  # fmt: skip
    return replace(earlier, groups=[], limit=0, chart="", share=False, having=())
