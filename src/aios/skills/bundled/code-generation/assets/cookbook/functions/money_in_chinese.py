"""Write a sum of money in formal Chinese numerals: 1002.50 is 壹仟零贰元伍角整."""

import re
from decimal import ROUND_HALF_UP, Decimal

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿", "万亿")
LIMIT = Decimal(10) ** 16


def in_chinese(amount: Decimal | int | str) -> str:
    """The sum in yuan, jiao and fen, rounded to fen; ValueError from 10^16 up."""
    cents = Decimal(str(amount)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    if abs(cents) >= LIMIT:
        raise ValueError(f"{amount} is too large")
    whole, part = divmod(int(abs(cents) * 100), 100)
    text = integer(whole) + "元" if whole or not part else ""
    jiao, fen = divmod(part, 10)
    if jiao:
        text += DIGITS[jiao] + "角"
    elif fen and whole:
        text += "零"
    text += DIGITS[fen] + "分" if fen else "整"
    return ("负" if cents < 0 else "") + text


def integer(number: int) -> str:
    """A whole number, in groups of four places."""
    text = ""
    for group in reversed(range(len(GROUPS))):
        part = number // 10 ** (4 * group) % 10_000
        unit = "万" if group == 3 and number // 10**8 % 10_000 else GROUPS[group]
        text += four_places(part) + unit if part else "零"
    return re.sub("零+", "零", text).strip("零") or "零"


def four_places(number: int) -> str:
    """0 to 9999, with a zero for every gap and a leading one for missing places."""
    digits = f"{number:04}"
    words = [DIGITS[int(d)] + PLACES[3 - i] if d != "0" else "零" for i, d in enumerate(digits)]
    return re.sub("零+", "零", "".join(words)).rstrip("零")


if __name__ == "__main__":
    for sum_of_money in ("1002.50", "10000", "0.07"):
        print(sum_of_money, in_chinese(sum_of_money))
