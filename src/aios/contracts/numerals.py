"""How many: counts and numbers in a Chinese or English sentence, in digits or in words."""

import re
import unicodedata
from functools import lru_cache

from aios.contracts.carried.aios_numerals import ENGLISH, SIGNS
from aios.contracts.carried.aios_numerals import value_of as value_of
from aios.contracts.patterns import Pattern

_N = rf"(?P<n>\d{{1,6}}|[{SIGNS}]{{1,6}}|{ENGLISH}\b)"
_TIME = (
    r"(?!\s*(?:天|日|页|周|月|个月|年|小时|个小时|分钟?|秒|点|号|季|%|％|倍|[./:：]\d|-?(?:days?|pages?|weeks?|months?"
    r"|years?|hours?|minutes?|seconds?|quarters?|percent|times?|px|[kmgt]i?b)\b))"
)
_MOST = (
    r"(?:largest|biggest|smallest|longest|shortest|highest|lowest|best|worst|newest|latest|oldest"
    r"|most|least|top|heaviest|busiest|cheapest)"
)
_THINGS = (
    r"(?:items?|titles?|links?|headlines?|stories|posts?|articles?|results?|rows?|lines?|entries"
    r"|files?|process(?:es)?|records?|products?|names?|values?|words?|news|books?|quotes?)"
)
_COUNTER = "[个條条篇名行张款位项則则件部首本种家种只大]"
# "Summarise it in 3 points", "概括成三点": what a text is to be told in.
_POINTS = r"(?:points?|sentences?|bullets?|takeaways?|lines|ideas|facts)"
# From the surest way of saying a count to the least sure.
_COUNTS = tuple(
    Pattern(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:排名|排行)?前\s*{_N}(?![\d.]){_TIME}",
        rf"\b(?:top|first|last|limit|head|tail)[\s:=-]*(?:the\s+)?{_N}(?![\d.]\d){_TIME}",
        rf"(?<![\d.\w]){_N}\s+(?:\w+\s+)?{_MOST}\b",
        rf"(?<!at )\b(?:{_MOST}|most\s+recent|recent|priciest)\s+{_N}(?![\d.]\d){_TIME}",
        rf"最\w{{1,3}}?的?\s*{_N}(?![\d.]){_TIME}",
        rf"[后最近新末]\s*{_N}\s*{_COUNTER}{_TIME}",
        rf"\b(?:in|into|as)\s+{_N}\s+(?:\w+\s+)?{_POINTS}\b",
        rf"\b{_N}\s+(?:key|main|bullet|most\s+important)\s+{_POINTS}\b",
        rf"(?:成|为|出|分|用|列)\s*{_N}\s*(?:点|句)",
        rf"(?<![\d.\w第]){_N}(?=大(?:文件|进程|城市|客户|产品|新闻|热))",
        rf"(?<![\d.\w])(?!one\b){_N}\s+(?:[a-z]+\s+)?{_THINGS}\b",
        rf"(?<![\d.第A-Za-z])(?<!保留)(?<!精确到)(?!一(?!\w{{0,6}}最))(?:{_N})\s*{_COUNTER}{_TIME}(?!月|小时|大于|小数|有效)",
    )
)
_DIGITS = Pattern(
    r"(?<![\w.:/\\-])-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\w.]*[/\\]|\.\d|[A-Za-z_]*\.[A-Za-z]|:\d)"
)
_CN_NUMBER = Pattern(f"(?:百分之)?(?P<n>[{SIGNS}]{{0,8}}[十百千万亿][{SIGNS}]{{0,8}})")
_PATHLIKE = Pattern(
    r"https?://\S+|[^\s，,；;]{0,120}[\w-]\.[A-Za-z]{1,5}\b|\d{4}-\d{1,2}(?:-\d{1,2})?"
)


@lru_cache(maxsize=64)  # planning asks the same few texts for every action
def count(text: str) -> int | None:
    """How many things the text asks for: "前十名", "top 5", "三个", "a dozen"; None if it does not.

    Spans of time ("前 7 天"), pages, ordinals, percentages and sizes are no counts of things.
    """
    spelled = unicodedata.normalize("NFKC", text)
    for pattern in _COUNTS:
        for found in pattern.finditer(spelled):
            value = value_of(found["n"])
            if value:
                return int(value)
    return None


def numbers(text: str) -> list[float]:
    """Every number in the text, in order; those in names of files, addresses and dates are none."""
    spelled = _PATHLIKE.sub(" ", unicodedata.normalize("NFKC", text))
    found = [float(m.group().replace(",", "")) for m in _DIGITS.finditer(spelled)]
    said = (value_of(m["n"]) for m in _CN_NUMBER.finditer(spelled))
    return found or [float(value) for value in said if value is not None]
