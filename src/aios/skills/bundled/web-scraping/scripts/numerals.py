"""Numbers that a sentence writes in Chinese, in digits: 三百块, 两千以上, 过万."""

import re

DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2}
UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10000}
ROUND = re.compile(r"(?:超?过|突?破|上)([百千万])(?![一-鿿]{0,1}[\d])")
NUMERAL = re.compile(
    r"(?<![第一-九\d])([零一二两三四五六七八九十百千万]+)(?=\s*(?:块|元|以上|以下|以内|多|人|次|个|条|件|分|星|米|平|公里|小时|岁))"
)


def in_digits(text):
    """The sentence with its amounts in digits; names that hold numerals stay."""
    text = ROUND.sub(lambda hit: f"超过{UNITS[hit[1]]}", text)
    return NUMERAL.sub(lambda hit: str(value_of(hit[1])), text)


def value_of(numeral):
    """What a Chinese numeral is worth: 三百二十 is 320, 一万五千 is 15000."""
    whole, part, digit = 0, 0, 0
    for sign in numeral:
        if sign in DIGITS:
            digit = DIGITS[sign]
        elif sign == "万":
            whole, part, digit = (whole + part + digit) * 10000, 0, 0
        else:
            part, digit = part + (digit or 1) * UNITS[sign], 0
    return whole + part + digit
