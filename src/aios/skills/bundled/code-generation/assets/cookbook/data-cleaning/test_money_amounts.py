"""Marks for thousands and decimals, signs, units, and what is no amount."""

from decimal import Decimal

import pytest
from money_amounts import parse_amount


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("¥1,234.50", "1234.50"), ("1.234,50 €", "1234.50"), ("$1234", "1234"),
        ("1,234", "1234"), ("1.234.567", "1234567"), ("1 234 567,8", "1234567.8"),
        ("12,5", "12.5"), ("0.125", "0.125"), (".5", "0.5"), ("1'000.00", "1000.00"),
        ("-1,200", "-1200"), ("(1,200.00)", "-1200.00"), ("1200-", "-1200"), ("−5", "-5"),
        ("3.5万", "35000"), ("2亿元", "200000000"), ("12k", "12000"), ("RMB 88.00", "88.00"),
        ("1，234.5", "1234.5"), ("0", "0"),
    ],
)  # fmt: skip
def test_amounts(text: str, wanted: str) -> None:
    assert parse_amount(text) == Decimal(wanted)


@pytest.mark.parametrize("text", ["", "free", "12 apples", "1,23,4", "1.2.3", "--", "¥"])
def test_what_is_no_amount(text: str) -> None:
    with pytest.raises(ValueError, match="no amount"):
        parse_amount(text)
