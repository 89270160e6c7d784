"""What a question says of the looks of its picture: the title, how many bars of a histogram."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from words import CHARTS

_LEAD = r"(?:[,，;；]?\s*(?:\band\s+|\badd\s+|\bput\s+|\bchange\s+|\bmake\s+|\bwith\s+|\buse\s+|\bgive it\s+|\bset\s+)*(?:\bthe\s+|\ba\s+)?(?:\b(?:chart|plot|graph)\s+)?\b(?:en)?(?:titled|title)(?:\s+(?:it|is|as|of|to|be))?\s*[:：]?\s*|[,，;；]?\s*(?:给它)?(?:并|且|把|用|加上?|换|改|设)?(?:一?个)?(?:图的?|图表的?)?标题(?:设为|改[成为]|换[成为]|设成|定为|写成?|叫做?|就叫|用|为|是)?\s*[:：]?\s*)"
_QUOTED = r"[\"“”'‘「『《](?P<quoted>[^\"”’」』》]+?)[\"”'’」』》]"
_PLAIN = r"(?P<plain>[^\s,，。；;'\"“](?:[^,，。；;]*?[^\s,，。；;])?)(?=\s*(?:[,，。；;]|$|\b(?:and|then)\s+(?:save|label|store|export|write)|并?保存|存[为成到]))"
_TITLE = re.compile(f"{_LEAD}(?:{_QUOTED}|{_PLAIN})", re.I)
_ALONE = re.compile(
    r"\s*(?:add|put|give it|set|use|change|make) (?:the |a )?title|\s*(?:给它)?(?:加上?|换|改|设)?[^，,。]{0,3}标题",
    re.I,
)
_DRAWN = re.compile("|".join(pattern for _, pattern in CHARTS), re.I)


def without_title(text):
    """(the text without it, the title) of a question for a picture; "" where it gives none."""
    if not (_DRAWN.search(text) or _ALONE.match(text)):
        return text, ""
    match = _TITLE.search(text)
    if not match:
        return text, ""
    return f"{text[: match.start()]} {text[match.end() :]}", match["quoted"] or match["plain"]


_BINS = re.compile(
    r"[,，]?\s*(?:(?:with|in|into|using|and|use)\s+)?(?:about\s+)?(?P<n>\d{1,3})\s*(?:equal\s+)?(?:bins|buckets|bars)\b|\bbins\s*(?:=|:|of)\s*(?P<b>\d{1,3})"
    r"|[,，]?(?:并|请)?(?:平?均?(?:分成?为?|划分[成为]|用|共|以))?(?P<z>\d{1,3})\s*(?:个?(?:区间|分组|箱|桶|柱子?)|组|段|档)",
    re.I,
)
_HISTOGRAM = re.compile(next(pattern for name, pattern in CHARTS if name == "histogram"), re.I)


def without_bins(text):
    """(the text without them, how many bars a histogram is to have); 0 where it does not say."""
    match = _BINS.search(text) if _HISTOGRAM.search(text) else None
    if not match:
        return text, 0
    count = int(next(filter(None, match.groups())))
    return f"{text[: match.start()]} {text[match.end() :]}", min(count, 200)
