"""Bricks: amounts and numbers as people write them: with signs, with units, in words."""

import re
from decimal import ROUND_HALF_UP, Decimal

_CURRENCY = (
    r"(?:rmb|cny|usd|eur|gbp|jpy|hkd|hk\$|us\$|[¥￥$€£]|人民币|美元|欧元|元整?|块钱?|圆|dollars?|euros?"
    r"|pounds?|yuan)"
)
_UNITS = {"万": 10**4, "w": 10**4, "千": 10**3, "百万": 10**6, "亿": 10**8, "k": 10**3, "m": 10**6}
_UNITS |= {"bn": 10**9, "b": 10**9, "million": 10**6, "thousand": 10**3, "billion": 10**9}
_CAPITALS = "零壹贰叁肆伍陆柒捌玖"
_FIGURES = {sign: n for n, sign in enumerate("零一二三四五六七八九")} | {
    "〇": 0, "两": 2, **{sign: n for n, sign in enumerate(_CAPITALS)},
}  # fmt: skip
_TENS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_WORDS = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TIES = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def parse_amount(text: str) -> float:
    """The amount of money that a text tells; (1,200) and -1,200 are both below zero.

    >>> parse_amount("¥1,234.50"), parse_amount("1.2万"), parse_amount("(300)")
    (1234.5, 12000, -300)
    >>> parse_amount(" 1.234,50 € "), parse_amount("-$3k"), parse_amount("3亿元")
    (1234.5, -3000, 300000000)
    >>> parse_amount("later")  # else
    Traceback (most recent call last):
    ValueError: no amount: 'later'
    """
    amount = _amount(str(text or ""))
    if amount is None:
        raise ValueError(f"no amount: {text!r}")  # else
    return int(amount) if amount == int(amount) else float(amount)


def _amount(text: str) -> Decimal | None:
    """The amount, None for what is none."""
    plain = re.sub(_CURRENCY, "", text.replace("，", ",").replace("−", "-").lower())
    plain = re.sub(r"[\s']", "", plain.replace("（", "(").replace("）", ")"))
    below = plain.startswith("-") or plain.endswith("-") or bool(re.fullmatch(r"\(.*\)", plain))
    plain = plain.strip("()+-")
    found = re.fullmatch(rf"([\d.,]*\d[\d.,]*)({'|'.join(_UNITS)})?", plain)
    if found is None:
        return None
    number, last = found[1], max(found[1].rfind("."), found[1].rfind(","))
    # The last mark parts decimals, but one that is there twice, or alone before three digits.
    lone = not re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", number) and number.count(number[last]) == 1
    both = "." in number and "," in number and number.count(number[last]) == 1
    if last >= 0 and (both or lone):
        number = re.sub(r"[.,]", "", number[:last]) + "." + number[last + 1 :]
    else:
        number = re.sub(r"[.,]", "", number)
    amount = Decimal(number) * _UNITS.get(found[2] or "", 1)
    return -amount if below else amount


def chinese_amount(
    number: float, yuan: str = "元", end: str = "整", whole_dimes: bool = False
) -> str:
    """An amount in the capital figures of Chinese cheques, with dimes and cents.

    >>> chinese_amount(1005), chinese_amount(10), chinese_amount(0), chinese_amount(120000)  # usual
    ('壹仟零伍元整', '壹拾元整', '零元整', '壹拾贰万元整')
    >>> chinese_amount(10.05), chinese_amount(1234.5), chinese_amount(0.36)  # usual
    ('壹拾元零伍分', '壹仟贰佰叁拾肆元伍角', '叁角陆分')
    >>> chinese_amount(-1)
    Traceback (most recent call last):
    ValueError: -1 is out of range
    """
    cents = int((Decimal(str(number)) * 100).quantize(Decimal(1), ROUND_HALF_UP))
    if not 0 <= cents < 10**14:
        raise ValueError(f"{number} is out of range")  # else
    (whole, rest), zero = divmod(cents, 100), "零"
    dime, cent = divmod(rest, 10)
    text = f"{_capitals(whole) or zero}{yuan}" if whole or not rest else ""
    if not rest:
        return text + end
    text += f"{_CAPITALS[dime]}角" if dime else zero if whole else ""
    return text + (f"{_CAPITALS[cent]}分" if cent else end if whole_dimes else "")


def _capitals(number: int) -> str:
    """A whole number in capital figures, "" for none."""
    text = ""
    for power, unit in ((8, "亿"), (4, "万"), (0, "")):
        size, digits = number // 10**power % 10_000, ""
        for place, name in ((1000, "仟"), (100, "佰"), (10, "拾"), (1, "")):
            digit = size // place % 10
            digits += _CAPITALS[digit] + name if digit else "零"
        text += digits.rstrip("零") + unit if size else "零"
    return re.sub("零+", "零", text).strip("零")


def chinese_to_number(text: str) -> int:
    """The whole number that Chinese figures tell.

    >>> chinese_to_number("一百二十三"), chinese_to_number("十五"), chinese_to_number("两万零五")
    (123, 15, 20005)
    >>> chinese_to_number("三亿四千万"), chinese_to_number("二〇二四")
    (340000000, 2024)
    >>> chinese_to_number("猫")  # else
    Traceback (most recent call last):
    ValueError: no number: '猫'
    """
    text = text.strip().rstrip("元整")
    if not text or any(c not in _FIGURES and c not in _TENS and c not in "万亿" for c in text):
        raise ValueError(f"no number: {text!r}")  # else
    if all(c in _FIGURES for c in text):
        return int("".join(str(_FIGURES[c]) for c in text))
    high = myriads = part = digit = 0
    for char in text:
        if char in _FIGURES:
            digit = _FIGURES[char]
        elif char in _TENS:
            part += (digit or 1) * _TENS[char]
            digit = 0
        elif char == "万":
            myriads, part, digit = (part + digit) * 10**4, 0, 0
        else:
            high, myriads, part, digit = (myriads + part + digit) * 10**8, 0, 0, 0
    return high + myriads + part + digit


def number_to_words(number: int) -> str:
    """A whole number in English words.

    >>> number_to_words(0), number_to_words(42), number_to_words(115)
    ('zero', 'forty-two', 'one hundred fifteen')
    >>> number_to_words(1_002_030), number_to_words(-7)
    ('one million two thousand thirty', 'minus seven')
    """
    if number < 0:
        return f"minus {number_to_words(-number)}"
    if number < 20:
        return _WORDS[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TIES[tens] + (f"-{_WORDS[ones]}" if ones else "")
    for size, name in (
        (10**9, "billion"),
        (10**6, "million"),
        (1000, "thousand"),
        (100, "hundred"),
    ):
        if number >= size:
            count, rest = divmod(number, size)
            words = f"{number_to_words(count)} {name}"
            return f"{words} {number_to_words(rest)}" if rest else words
    return ""
