"""How many: counts and numbers in a Chinese or English sentence, in digits or in words."""

import re
import unicodedata
from functools import lru_cache

from aios.contracts.patterns import Pattern

_CN_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_CN_UNITS = {"十": 10, "百": 100, "千": 1000}
_CN = "零〇一二两三四五六七八九十百千万"
_EN_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen"
)
_EN_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_EN = {word: i for i, word in enumerate(_EN_ONES.split())}
_EN |= {word: 10 * i for i, word in enumerate(_EN_TENS.split(), 2)}
_EN |= {"dozen": 12, "a dozen": 12, "hundred": 100, "a hundred": 100}
_EN_WORD = "|".join(sorted((w for w in _EN if w not in ("zero", "one")), key=len, reverse=True))

_N = rf"(?P<n>\d{{1,6}}|[{_CN}]{{1,6}}|(?:{_EN_WORD}|one)\b)"
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
        rf"(?<![\d.第A-Za-z])(?!一(?!\w{{0,6}}最))(?:{_N})\s*{_COUNTER}{_TIME}(?!月|小时|大于)",
    )
)
_DIGITS = Pattern(
    r"(?<![\w.:/\\-])-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\w.]*[/\\]|\.\d|[A-Za-z_]*\.[A-Za-z]|:\d)"
)
_CN_NUMBER = Pattern(f"(?:百分之)?(?P<n>[{_CN}]{{0,8}}[十百千万][{_CN}]{{0,8}})")
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
                return value
    return None


def numbers(text: str) -> list[float]:
    """Every number in the text, in order; those in names of files, addresses and dates are none."""
    spelled = _PATHLIKE.sub(" ", unicodedata.normalize("NFKC", text))
    found = [float(m.group().replace(",", "")) for m in _DIGITS.finditer(spelled)]
    return found or [float(value_of(m["n"]) or 0) for m in _CN_NUMBER.finditer(spelled)]


def value_of(word: str) -> int | None:
    """The value of a whole number in digits, Chinese or English: "25", "二十五", "a dozen"."""
    word = word.strip().lower()
    if word.isdecimal():
        return int(word)
    if word in _EN:
        return _EN[word]
    return _chinese(word) if word and all(c in _CN for c in word) else None


def _chinese(word: str) -> int:
    if "万" in word:
        high, _, low = word.partition("万")
        return (_chinese(high) or 1) * 10_000 + (_chinese(low) if "万" not in low else 0)
    total = digit = 0
    for sign in word:
        if sign in _CN_UNITS:
            total += (digit or 1) * _CN_UNITS[sign]
            digit = 0
        else:
            digit = digit * 10 + _CN_DIGITS[sign] if _plain(word) else _CN_DIGITS[sign]
    return total + digit


def _plain(word: str) -> bool:
    """True for digits read one by one, as in 二〇二四."""
    return not any(unit in word for unit in _CN_UNITS)
