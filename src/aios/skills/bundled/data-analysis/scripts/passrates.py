"""Rates that say beside their name what counts: "及格率（60分及以上）", "优秀率(>=90)"."""

# ruff: noqa: E501 - a pattern is read as one line

import re

_LIMIT = r"(?:[^()（）\d]{0,6}(?:>=?|<=?|≥|≤|大于|小于|高于|低于|不低于|不小于|超过|达到|不足)\s*\d+(?:\.\d+)?\s*分?|\d+(?:\.\d+)?\s*分?(?:及|或者?)?以[上下])"
_RATE = rf"(?:以及|[、,，和与及])?\s*(?:他们的)?(?P<name>[\u4e00-\u9fff]{{2}}率)\s*[(（](?:即|就是|指)?(?P<limit>{_LIMIT})[^()（）]{{0,6}}[)）](?:分别|各)?(?:是多少|多少)?"
_GROUPED = r"按照?(?P<a>[\u4e00-\u9fff]{1,5}?)(?:分组|统计|分别|分开|来?[看算]|计算|汇总|列)|(?:各个?|每一?个)(?P<b>[\u4e00-\u9fff]{1,4}?)(?=的|平均|最|总|人数|[\u4e00-\u9fff]{2}率)"
_ASKS = r"平均|均值|最[高低大小]|中位|总|多少|几|人数|标准差|率|[哪谁]"


def told_rates(text):
    """The text with a sentence of its own for each such rate, of the same groups as the rest."""
    text = re.sub(rf"{_RATE}(?=的?最)", lambda m: f"{_plain(m['limit'])}的占比", text)
    rates = list(re.finditer(_RATE, text))
    if not rates:
        return text
    rest = re.sub(_RATE, " ", text).strip()
    grouped = re.search(_GROUPED, rest)
    of = f"各{grouped['a'] or grouped['b']}" if grouped else ""
    asked = [f"{of}{_plain(rate['limit'])}的占比是多少？" for rate in rates]
    first = [f"{rest.rstrip('。？?，,、 ')}是多少？"] if re.search(_ASKS, rest) else []
    return "".join([*first, *asked])


def _plain(limit):
    return limit.replace("≥", ">=").replace("≤", "<=").strip()
