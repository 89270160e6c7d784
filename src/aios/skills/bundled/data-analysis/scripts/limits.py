"""How many are asked for, from which end, and by what they are sorted."""

import re

from aios_numerals import ENGLISH
from sentence import AGGREGATE, CHINESE_NUMBER, COLUMN, EXTREME, count_word

SORT = "\uf400"  # stands for "sorted"
_COUNT = rf"(?P<n>\d{{1,4}}|{CHINESE_NUMBER}|{ENGLISH}\b)"
_MEASURE = r"(?:个|名|位|条|大|行|项|款|种|家|强|笔|单|部|本|首|场|篇|间|套|辆|座|件|支|张|城市?)?"
_LIMITS = (
    rf"(?:{EXTREME})\s*的?\s*(?:前\s*)?{_COUNT}\s*{_MEASURE}",
    # but not "with status 500 most often"
    rf"(?<![\ue000-\ue3ff])(?<![\ue000-\ue3ff]\s)\b{_COUNT}\s*(?:{EXTREME})",
    rf"(?:前|后|倒数)\s*{_COUNT}\s*{_MEASURE}(?!\s*[月日年%％\d])",
    rf"\b(?:(?P<best>top|bottom)|first|last)[\s-]*{_COUNT}(?!\s*%|\d|\s*percent)(?(best)|(?!\s*(?:days?|weeks?|months?|years?)))",
    r"(?P<n>十|五|三|\d+)大(?=\s*[\ue000-\ue3ff])",
    r"\blimit(?: to)?\s*(?P<n>\d+)",
)
# "the 3 rows with the largest amount"
_WITH = rf"(?P<kept>(?:[a-z]+s|{COLUMN})\s+(?:with|(?:that|which) have|having|of)\s+(?:the )?)"
_WITH_THE_MOST = rf"\b{_COUNT}\s+{_WITH}(?={EXTREME})"
# "which three programs log most", "the two shops that sell least": of an order that is asked for.
_WHICH = (
    rf"哪\s*{_COUNT}\s*{_MEASURE}(?=\s*的?{COLUMN})",
    rf"\b(?:which|what|the)\s+{_COUNT}\s+(?=(?:\w+\s+)?{COLUMN}|(?:has|have|had|are|is|were|was|do|did)\b)",
    rf"(?P<lead>哪)\s*{_COUNT}\s*(?=个?(?:天|日|周|星期|月|季度?|年|小时))",
    rf"\b(?P<lead>which|what)\s+{_COUNT}\s+(?=(?:days|weeks|months|quarters|years|hours)\b)",
)
_ASKED = r"(?:show|print|display|list|give|see|get|view|me|看|显示|列出|给我|来)"
_ONLY_ROWS = (
    rf"^\W*(?:{_ASKED}\s*)*{_COUNT}\s*(?:rows|records|lines|entries|[行条](?:数据|记录)?)\W*$"
)


def take_order(sentence, parts):
    """ "sorted by price", "按价格排序": keep the column in `parts.order`."""

    def use(match):
        parts.order = sentence.things[match.group("c")]
        return f" {SORT} "

    sentence.take(rf"{SORT}\s*(?:by|on|according to)\s*(?:the )?(?P<c>{COLUMN})", use)
    figure = rf"(?:{AGGREGATE}\s*的?\s*)?"  # "按平均天数从长到短"
    sentence.take(
        rf"(?:按照?|根据|依据?)\s*{figure}(?P<c>{COLUMN})\s*(?:的|进行|来)?\s*{SORT}", use
    )


def take_limit(sentence, parts):
    """ "top 5", "前五名", "bottom 3", "最高的3个", "5 largest": the limit and the direction."""
    ways = set()

    def use(match):
        parts.limit = count_word(match.group("n"))
        extreme = next((ch for ch in match.group() if re.match(EXTREME, ch)), "")
        if extreme:
            return extreme
        parts.flags.add("top")
        ways.add("asc" if re.search(r"bottom|last|倒数|后", match.group()) else "desc")
        if re.search(r"first|last|[条行]|前", match.group()) and not re.search(
            r"[名大]", match.group()
        ):
            parts.flags.add("head")
        return match.groupdict().get("lead", "") + " "

    sentence.take(_WITH_THE_MOST, lambda m: use(m) and f" {m['kept']} ")
    for pattern in _LIMITS:
        sentence.take(pattern, use)
    if not parts.limit and re.search(EXTREME, sentence.text):
        for pattern in _WHICH:
            sentence.take(pattern, use)
    sentence.take(_ONLY_ROWS, lambda m: parts.flags.add("head") or use(m))
    if ways == {"asc"}:
        parts.way = "asc"
    elif len(ways) == 2:  # "top 3 and bottom 3"
        parts.flags.add("both_ends")
