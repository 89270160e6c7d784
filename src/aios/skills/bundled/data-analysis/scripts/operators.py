"""The words that compare: "at least", "不低于", "or more", and the operators they mean."""

# ruff: noqa: E501 - a list of words is one line

import re

_COMPARE = (
    (">=", r"at least|no less than|not less than|no fewer than|greater than or equal to|more than or equal to|>=|≥|不少于|不低于|不小于|大于或?等于|至少|起码"),
    ("<=", r"at most|no more than|not more than|less than or equal to|<=|≤|不超过|不大于|不多于|不高于|小于或?等于|至多|最多(?=\s*\d)"),
    (">", r"greater than|more than|larger than|bigger than|higher than|older than|longer than|slower than|taller than|heavier than|hotter than|warmer than|windier than|wetter than|richer than|more expensive than|dearer than|pricier than|exceed(?:s|ed|ing)?|over|above|>|大于了?|超过了?|高于|多于|超出了?|超了?|大過|晚于"),
    ("<", r"less than|fewer than|lower than|smaller than|younger than|shorter than|faster than|cheaper than|lighter than|colder than|cooler than|drier than|under|below|<|小于|少于|低于|不到|不足|未满|不满|早于"),
    ("!=", r"!=|<>|≠|(?:is |are |does )?not equal(?: to)?|is not|isn't|aren't|不等于|不是|不为"),
    ("=", r"==?|equals?(?: to)?|is equal to|exactly|等于|恰好|正好"),
)  # fmt: skip
ANY_COMPARISON = "|".join(f"(?P<o{place}>{words})" for place, (_, words) in enumerate(_COMPARE))
AFTERWARDS = r"(?P<p>及?以上|或以上|以下|及以下|以内|or more|or above|or higher|and above|and up|and over|or over|or older|and older|or longer|or better|or later|or less|or below|or fewer|and below|or under|and under|or younger|and younger|or lower|or cheaper|or shorter)"

# What is said of what is to be left out: a no that never denies a verb ("not paid" does).
LEFT_OUT = r"(?:\b(?:excluding|exclude|not counting|not including|without counting|ignoring|ignore|leaving aside|drop|remove|omit|leave out|leaving out|take out|except(?: for)?|other than|apart from)\b|不包括|不包含|不含|不算上?|不计入?|别算上?|不要算上?|刨[去除掉开]|扣[除掉去]|抛开|撇开|除[去掉开了]|排除|剔除|去掉)"
LEFT_OUT_AFTER = r"的?(?:订单|记录|单子?|行|数据|人|都|先|全)*(?:不算(?!什么)(?:在内|进去)?|不计(?:入|在内)?|除外|不要|剔除|去掉|排除|不包[括含]|不统计|不参与(?:统计|计算)?)(?:了|掉)?|\s*(?:ones |orders |rows |items )?(?:do not|don't|does not|doesn't|should not|shouldn't|must not) (?:count|be counted|be included)\b"
NOT = rf"(?:{LEFT_OUT}|\b(?:not in|not for|not from|isn't|is not|are not|not|without)\b|不在|不属于|不是|不为|不等于|除|!=|<>|≠|非)"

# Comparisons that name what they compare, and the words that count after a number.
_DEAR = r"cheaper|expensive|dearer|pricier|costlier"
POINTS_AT = (
    ("age", r"older|younger|岁|years? old"), ("price", _DEAR), ("rent", _DEAR), ("cost", _DEAR), ("sales", _DEAR), ("latency", r"slower|faster|毫秒|ms\b"),
    ("height", r"taller"), ("high", r"hotter|warmer"), ("low", r"colder|cooler"), ("temperature", r"hotter|warmer|colder|cooler"), ("wind", r"windier"), ("weight", r"heavier|lighter|公斤|kg"),
)  # fmt: skip
COUNTED = r"\s*(?:年|元|块钱?|个|件|岁|分|分钟|秒|毫秒|ms|台|次|天|人|吨|公斤|千克|kg|个?小时|公里|千米|平方?米|平(?!均)|米|克|升|户(?!型)|套(?![餐房])|本(?![科月周年季])|单(?!位)|笔(?!记)|篇|人次|dollars?|usd|yuan|years? old|条|seconds?|points?|degrees?|度|℃|°c)?"


def compared(groups):
    """The operator of a match of ANY_COMPARISON or AFTERWARDS."""
    if groups.get("p"):
        return _postfix(groups["p"])
    return next(op for place, (op, _) in enumerate(_COMPARE) if groups.get(f"o{place}"))


def _postfix(words):
    return (
        ">="
        if re.search(r"上|more|above|higher|up$|over|older|longer|better|later", words)
        else "<="
    )
