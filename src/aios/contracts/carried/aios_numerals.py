"""Numbers as people write them: "1.2万", "两万五", "三点五", "三分之一", "twenty-five", "a dozen".

This file stands alone: it also lies beside the skills' scripts, in the machines they run in.
"""

import re
from decimal import Decimal

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_BIG = {"亿": 10**8, "万": 10**4}
DIGITS = "".join(_DIGITS)
# Every sign of a whole number, to be put into a class of letters.
SIGNS = DIGITS + "".join((*_UNITS, *_BIG))
SCALES = {
    "千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8,
    "k": 10**3, "m": 10**6, "bn": 10**9,
    "thousand": 10**3, "million": 10**6, "billion": 10**9,
}  # fmt: skip
_UP_TO_NINE = "one two three four five six seven eight nine"
_UP_TO_NINETEEN = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_UP_TO_NINETY = "twenty thirty forty fifty sixty seventy eighty ninety"
_ONES, _TEENS, _TENS = (w.split() for w in (_UP_TO_NINE, _UP_TO_NINETEEN, _UP_TO_NINETY))
_WORDS = {word: value for value, word in enumerate(["zero", *_ONES, *_TEENS])}
_WORDS |= {word: 10 * value for value, word in enumerate(_TENS, 2)}
_GROUPS = {"dozen": 12, "hundred": 100}
_THOUSANDS = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
_WHOLES = {"a": 1, "an": 1, "half a dozen": 6}
_HALVES = ("半", "half", "half a", "half an")
_SMALL = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES)})\b)?"
    rf"|{'|'.join(_TEENS[::-1])}|{'|'.join(_ONES[::-1])})"
)
# A number in English words, the longest way to say it first.
ENGLISH = (
    rf"(?:half\s+a\s+dozen|(?:(?:{_SMALL}|a)\s+)?(?:dozen|hundred|thousand)\b"
    rf"(?:\s+and\s+{_SMALL}\b)?|{_SMALL})"
)
_WRITTEN = rf"([-+]?(?:\d[\d,]{{0,99}}(?:\.\d{{0,99}})?|\.\d{{1,99}}))\s*({'|'.join(SCALES)})?"


def value_of(word: str) -> int | float | None:
    """The number that a word stands for, whole where it is; None for what is none.

    "十几" and "两三" are none: they say about how many.
    """
    word = " ".join(word.lower().split())
    if word in _HALVES:
        return 0.5
    if found := re.fullmatch(_WRITTEN, word):
        return _plain(Decimal(found[1].replace(",", "")) * SCALES.get(found[2] or "", 1))
    return _english(word) if word.isascii() else _chinese(word)


def about(word: str) -> int | float | None:
    """The number that a word stands for, or the larger of the two that "两三百" names."""
    value, word = value_of(word), word.strip()
    return value_of(word[1:]) if value is None and word[:1] in _DIGITS else value


def _plain(value: float | Decimal) -> int | float:
    return int(value) if value == int(value) else float(value)


def _chinese(word: str) -> int | float | None:
    below, over, above = word.partition("分之")
    if over:
        parts, share = _chinese(below) if below != "百" else 100, value_of(above)
        return _plain(share / parts) if parts and share is not None else None
    return _decimal(word) if "点" in word else _whole(word)


def _decimal(word: str) -> int | float | None:
    found = re.fullmatch(rf"([{SIGNS}]+)点([{DIGITS}]+)(百万|千万|[千万亿])?", word)
    whole = _whole(found[1]) if found else None
    if found is None or whole is None:
        return None
    told = Decimal(f"{whole}.{''.join(str(_DIGITS[sign]) for sign in found[2])}")
    return _plain(told * SCALES.get(found[3] or "", 1))


def _whole(word: str) -> int | None:
    for sign, times in _BIG.items():
        high, found, low = word.rpartition(sign)
        if found:
            many, rest = _whole(high) if high else 1, _rest(low, times)
            return None if many is None or rest is None else many * times + rest
    return _one_by_one(word) if all(sign in _DIGITS for sign in word) else _section(word)


def _rest(low: str, times: int) -> int | None:
    """What follows 万 or 亿: in "两万五" a digit counts thousands."""
    if not low:
        return 0
    return _DIGITS[low] * times // 10 if low in _DIGITS else _whole(low)


def _one_by_one(word: str) -> int | None:
    """二〇二四 is read sign by sign; 两三 and 三四 are about how many."""
    values = [_DIGITS[sign] for sign in word]
    about = len(values) == 2 and 0 < values[0] == values[1] - 1
    if not values or about or (len(values) > 1 and "两" in word):
        return None
    return int("".join(map(str, values)))


def _section(word: str) -> int | None:
    """A number below ten thousand."""
    total, digit = 0, None
    last, follows = 10_000, 1  # what a digit at the end counts: hundreds in "三千五"
    for sign in word:
        unit = _UNITS.get(sign)
        if unit:
            if unit >= last:
                return None
            total, digit = total + (digit or 1) * unit, None
            last, follows = unit, unit // 10
        elif digit or sign not in _DIGITS:
            return None
        else:
            digit = _DIGITS[sign]
            follows = follows if digit else 1
    return total + (digit or 0) * follows


def _english(word: str) -> int | None:
    if word in _WHOLES:
        return _WHOLES[word]
    total = part = 0
    words = word.replace("-", " ").split()
    for at, one in enumerate(words):
        if one in _THOUSANDS:
            total, part = total + (part or 1) * _THOUSANDS[one], 0
        elif one in _GROUPS:
            part = (part or 1) * _GROUPS[one]
        elif one in _WORDS and _fits(_WORDS[one], part):
            part += _WORDS[one]
        elif not ((one == "a" and at == 0) or (one == "and" and 0 < at < len(words) - 1)):
            return None
    return total + part if words else None


def _fits(value: int, part: int) -> bool:
    """True for what may follow: five after twenty or a hundred, but not after ten."""
    if value >= 10:
        return part % 100 == 0
    return part % 10 == 0 and part % 100 != 10
