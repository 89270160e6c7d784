"""What is told to be far out of the usual in words of its size: "took unusually long", "比平时慢得多"."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from table import NUMBER

_LONG = r"long(?:er)?|slow(?:er)?|short(?:er)?|fast(?:er)?|quick(?:er)?|[长久慢短快]"
_DEAR = r"expensive|more expensive|dear(?:er)?|cheap(?:er)?|pricey|[贵]|便宜"
_WARM = r"hot(?:ter)?|cold(?:er)?|warm(?:er)?|cool(?:er)?|[热冷]"
_HEAVY = r"heav(?:y|ier)|light(?:er)?|[重轻]"
_OTHER = r"high(?:er)?|low(?:er)?|large(?:r)?|big(?:ger)?|small(?:er)?|[高低大小多少]"
_SIZE = rf"(?P<size>{_LONG}|{_DEAR}|{_WARM}|{_HEAVY}|{_OTHER})"
_COLUMNS = (
    (_LONG, r"dur|min(?:ute)?s?\b|_min|sec|_s\b|_ms\b|hours?|_h\b|time|took|elapsed|latency|wait|delay|length|耗时|时长|用时|时间|分钟|秒|小时|天数|时延|延迟"),
    (_DEAR, r"price|cost|amount|fee|fare|rent|价|费|金额|成本|租金"),
    (_WARM, r"temp|°|温"),
    (_HEAVY, r"weight|kg|gram|重"),
)  # fmt: skip
_FAR_OUT = (
    rf"\b(?:unusual|abnormal|odd|strange|exceptional|suspicious|extraordinari|extraordinary|unexpected|remarkabl|weird|surprising|freakish)(?:ly|y) {_SIZE}\b(?: (?:time|durations?|values?))?",
    rf"\b(?:much|far|way|a lot|significantly|noticeably|considerably|clearly|markedly) {_SIZE} than (?:is |it )?(?:usual(?:ly)?|normal(?:ly)?|typical|expected|(?:it |they )?(?:normally|usually|should)(?: (?:be|do|does))?|(?:all )?the (?:rest|others?)|most(?: others?)?)\b",
    rf"(?:特别|异常|格外|出奇|反常|不正常|超乎寻常)地?{_SIZE}(?![\u4e00-\u9fff]*?(?:店|品|类)|额|量|数)",
    rf"比(?:平时|平常|往常|正常|一般|通常|其[他它余](?:[天日晚次月]|时候)?|别的?(?:[天日次])?)(?:情况)?(?:都|要|明显|还)*{_SIZE}(?:出)?(?:很多|得多|太多|不少|好多|一大截|了很多)",
    r"(?:突然|忽然|猛地)?(?:飙升|飙高|暴增|激增|骤增|暴涨|猛增|骤降|暴跌|猛降)",
    r"\b(?:(?:any|sudden|sharp|unexpected|big) )*(?:spikes?|surges?|sudden (?:jumps?|drops?))(?: (?:in|of)(?: the)?)?\b",
)
_PICKED = r"有没有|有无|是否|哪|找|列|什么时候|\b(?:any|which|what|when|find|list|were|was|did|are|is|show|on)\b"


def outstanding(text, table):
    """The text with such words as outliers of the column that they speak of, where one is meant."""
    if not re.search(_PICKED, text, re.I):
        return text
    outliers = "异常值" if re.search("[\u4e00-\u9fff]", text) else "outliers in"
    for pattern in _FAR_OUT:
        found = re.search(pattern, text, re.I)
        if found:
            name = _column(found.groupdict().get("size") or "", table)
            said = f" {name} {outliers} " if outliers == "异常值" else f" {outliers} {name} "
            return text[: found.start()] + said + text[found.end() :]
    return text


def _column(size, table):
    """The name of the only column of numbers that may be so; "" where none, or several, may."""
    wanted = next((names for sizes, names in _COLUMNS if re.fullmatch(sizes, size, re.I)), "")
    numbers = table.of_kind(NUMBER)
    fitting = [c.name for c in numbers if wanted and re.search(wanted, c.name, re.I)]
    return fitting[0] if len(fitting) == 1 else ""
