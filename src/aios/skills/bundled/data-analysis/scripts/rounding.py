"""How many decimals the numbers of the answer are to have: "to one decimal", "取整", "nearest euro"."""

# ruff: noqa: E501 - a pattern is read as one line

import re
from dataclasses import replace

_ASKS = r"[,;.]?\s*(?:please |and |all )*(?:\b(?:give|show|state|write|report|express)(?: it| them| the [a-z]+| everything)? )?"
_ROUND = r"(?:\bround(?:ed)?(?: (?:it|them|off|up|down|everything|that|this|those|these|the [a-z]+))*,? )"
_COUNT = r"(?:(?:one|1|two|2) (?:or|to) )?(?P<n>one|two|three|four|zero|no|single|\d)"
_DECIMALS = r"[ -]?(?:decimals?|decimal (?:places?|points?|digits?)|digits? (?:after|behind) the (?:decimal )?point|dp)\b(?: (?:each|only|please))*"
_PATTERNS = (
    rf"{_ASKS}{_ROUND}?(?:\bto|\bwith|\bat|\bin|\bcorrect to|,|\bwithout(?= any decimals| decimals)) (?:an? |any )?{_COUNT}?{_DECIMALS}(?:,? please)?",
    rf"{_ASKS}{_ROUND}(?:to )?(?:the )?(?:nearest )?(?P<whole>(?:whole |full )(?:[a-z]+)|integers?)\b",
    rf"{_ASKS}{_ROUND}?to the nearest (?:whole )?(?P<nearest>[a-z]+)\b",
    rf"{_ASKS}\b(?:in|as) (?P<whole>(?:whole |full )(?:numbers|euros|dollars|pounds|grams|minutes|units)|integers)\b",
    # A clause, or words in brackets, of nothing else: "One decimal is fine.", "(two decimals)".
    rf"(?:(?<=[.?!;,(（:])|^)\s*(?:[a-z']+ ){{0,6}}{_COUNT}{_DECIMALS}(?: [a-z]+){{0,4}}\s*[.!]?(?=\s*(?:[;,)）]|$)|(?<=[.!])\s)",
    # "like 14.3%", "(e.g. 12.50)"
    r"[,(]?\s*\b(?:(?:written |formatted )?(?:like|such as|as in)|e\.?g\.?,?|for (?:example|instance),?|in the (?:form|style|format)(?: of)?)\s*[$€£]?\d+(?:\.(?P<example>\d+))?\s*%?\)?(?=\s*(?:[.;,!?]|$))",
    r"(?:(?<=[.?!;,(:])|^)\s*(?:(?:in|as|only|just|please|use|give|show|to|rounded to) )*(?P<whole>(?:whole|full|round) (?:numbers?|percents?|percentages?|%)|integers?|no decimals)(?: (?:only|please|is|are|will|would|be|fine|do|enough|ok|okay))*\s*[.!]?(?=\s*(?:[;,)]|$)|(?<=[.!])\s)",
    r"[,，。;；（(]\s*(?:结果|数字|金额|百分比|比例|占比|请|都|并|全部|统一)*(?:要|用|给|写|按|显示)?\s?(?:小数点后)?(?:[一二两12]位?(?:小数)?(?:或者?|到|至|-|~))?(?P<n>[一二两三四1234])位(?:小数)?(?:点)?(?:就行|即可|吧|就好|就可以了?)?(?=[,，。;；!！?？)）\s]|$)",
    r"[,，。;；]?\s*(?:结果|数字|金额|百分比|比例|占比|请|都|并|全部|统一)*(?:保留|精确到|取|四舍五入到?|留)(?:到)?小?数?点?后?(?:[一二两12]位?(?:小数)?(?:或者?|到|至|-|~))?(?P<n>[一二两三四1234])位(?:小数)?(?:点)?(?:就行|即可|吧)?(?=[,，。;；!！?？)）\s]|$)",
    r"[,，。;；]?\s*(?:结果|数字|金额|请|都|并|全部)*(?P<whole>(?:四舍五入)?(?:取整数?|保留整数|保留到整数|取到整数|取到个位|精确到个位|不要小数|不带小数)|四舍五入(?:到|为|成)?(?:整数|个位))(?:就行|即可|吧)?(?=[,，。;；!！?？)）\s]|$)",
)
_COUNTS = {"one": 1, "single": 1, "two": 2, "three": 3, "four": 4, "zero": 0, "no": 0}
_COUNTS |= {word: place for place, word in enumerate("零一二三四")} | {"两": 2}
_NEAREST = {"ten": -1, "hundred": -2, "thousand": -3, "tenth": 1, "hundredth": 2, "cent": 2, "penny": 2}  # fmt: skip


def without_rounding(text):
    """(the text without it, how many decimals are asked for); None where it does not say."""
    for pattern in _PATTERNS:
        match = re.search(pattern, text, re.I)
        if match:
            return f"{text[: match.start()]} {text[match.end() :]}", _decimals(match.groupdict())
    return text, None


def _decimals(said):
    if said.get("example"):
        return len(said["example"])
    if said.get("nearest"):
        return _NEAREST.get(said["nearest"].lower(), 0)
    count = (said.get("n") or "").lower()
    return int(count) if count.isdigit() else _COUNTS.get(count, 0)


def rounded(digits, out):
    """Give the measures of the answer, and of what is told beside it, so many decimals."""
    for query in (out, *(reading.query for reading in out.others)) if digits is not None else ():
        query.measures = [replace(measure, digits=digits) for measure in query.measures]


def fixed_text(value, digits):
    """The number with so many decimals; with fewer than none in tens and hundreds."""
    return f"{round(value, digits):.{max(digits, 0)}f}"
