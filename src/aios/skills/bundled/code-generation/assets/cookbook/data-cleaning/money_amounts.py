"""Amounts of money as people write them, as exact numbers.

parse_amount("¥1,234.50")  → Decimal("1234.50")      parse_amount("1.234,50 €")  → the same
"""

import re
import sys
from decimal import Decimal

UNITS = {"万": 10_000, "亿": 100_000_000, "k": 1_000, "m": 1_000_000}
CURRENCY = re.compile(
    r"(?:rmb|cny|usd|eur|gbp|jpy|hk\$|us\$|[¥￥$€£]|元|块|dollars?|euros?|pounds?|yuan)",
    re.IGNORECASE,
)
NUMBER = re.compile(r"(?P<number>\d[\d.,'\s]*|[.,]\d+)(?P<unit>[万亿km])?")


def parse_amount(text: str) -> Decimal:
    """The amount; ValueError if the text is none. (1,200) and -1,200 are both below zero."""
    plain = CURRENCY.sub("", text.replace("，", ",").replace("−", "-")).strip().lower()
    below = plain.startswith("-") or plain.endswith("-") or re.fullmatch(r"\(.*\)", plain)
    found = NUMBER.fullmatch(plain.strip("()+- ").strip())
    if found is None:
        raise ValueError(f"no amount: {text!r}")
    amount = Decimal(_plain(found["number"], text)) * UNITS.get(found["unit"] or "", 1)
    return -amount if below else amount


def _plain(number: str, text: str) -> str:
    """The number with a point for its decimals and no other mark."""
    number = re.sub(r"[\s']", "", number)
    marks = re.findall(r"[.,]", number)
    last = marks[-1] if marks else ""
    # A lone mark before three digits parts thousands: 1,234 and 1.234, but not 0.125.
    many = len(set(marks)) == 2 and marks.count(last) == 1
    lone = len(marks) == 1 and not re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", number)
    whole, decimals = number.rsplit(last, 1) if many or lone else (number, "")
    groups = re.split(r"[.,]", whole)
    if any(len(group) != 3 for group in groups[1:]) or not groups[0] + decimals:
        raise ValueError(f"no amount: {text!r}")
    return (
        "".join(groups) + (f".{decimals}" if decimals else "") if any(groups) else f"0.{decimals}"
    )


if __name__ == "__main__":
    for each in sys.argv[1:] or ["¥1,234.50", "1.234,50 €", "3.5万", "(120)"]:
        print(f"{each:<16} {parse_amount(each)}")
