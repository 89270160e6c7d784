"""Convert money at rates of your own: python currency.py 100 USD CNY [--rates rates.json]

The rates file says what one unit of each currency is worth in a common one:
{"CNY": 1, "USD": 7.2, "EUR": 7.8}. Without a file the rates below are used: put in today's.
"""

import argparse
import json
import sys
from collections.abc import Mapping
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from pathlib import Path

# Examples, not of any day: what one unit is worth in yuan.
RATES = {"CNY": "1", "USD": "7.2", "EUR": "7.8", "GBP": "9.1", "JPY": "0.048", "HKD": "0.92"}
PLACES = {"JPY": 0, "KRW": 0, "VND": 0}  # currencies without cents; all others have two places
NAMES = {
    "人民币": "CNY", "元": "CNY", "美元": "USD", "美金": "USD", "欧元": "EUR", "英镑": "GBP",
    "日元": "JPY", "港币": "HKD", "港元": "HKD", "RMB": "CNY", "¥": "CNY", "$": "USD",
    "€": "EUR", "£": "GBP",
}  # fmt: skip


class Rates:
    """What each currency is worth, all in the same one; exact decimals throughout."""

    def __init__(self, worth: Mapping[str, object] = RATES) -> None:
        self.worth = {code.upper(): positive(str(rate)) for code, rate in worth.items()}

    def code(self, name: str) -> str:
        """The code of a currency named by code, sign or Chinese name; ValueError if unknown."""
        text = name.strip().upper()
        code = NAMES.get(text, text)
        if code not in self.worth:
            raise ValueError(f"there is no rate for {name!r}; there is {', '.join(self.worth)}")
        return code

    def convert(self, amount: Decimal, source: str, target: str) -> Decimal:
        """The amount in the other currency, rounded to its smallest unit."""
        one, other = self.code(source), self.code(target)
        exact = amount * self.worth[one] / self.worth[other]
        unit = Decimal(1).scaleb(-PLACES.get(other, 2))
        return exact.quantize(unit, ROUND_HALF_EVEN)


def positive(text: str) -> Decimal:
    """A rate; ValueError unless it is a number above zero."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal(0)
    if not value.is_finite() or value <= 0:
        raise ValueError(f"{text!r} is no rate")
    return value


def amount_of(text: str) -> Decimal:
    """An amount such as 1,234.50; ValueError for anything else."""
    try:
        value = Decimal(text.replace(",", ""))
    except InvalidOperation:
        raise ValueError(f"{text!r} is no amount") from None
    if not value.is_finite() or abs(value) >= 10**15:
        raise ValueError(f"{text!r} is no amount")
    return value


def read_rates(path: Path) -> Rates:
    """The rates of a JSON file; ValueError if it holds none."""
    worth = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(worth, dict) or not worth:
        raise ValueError(f"{path} holds no rates")
    return Rates(worth)


def main(argv: list[str] | None = None) -> int:
    """Convert what the command line says."""
    parser = argparse.ArgumentParser(description="Convert money at given rates.")
    parser.add_argument("amount")
    parser.add_argument("source")
    parser.add_argument("target")
    parser.add_argument("--rates", type=Path, help="a JSON file of rates")
    given = parser.parse_args(argv)
    try:
        rates = read_rates(given.rates) if given.rates else Rates()
        amount = amount_of(given.amount)
        value = rates.convert(amount, given.source, given.target)
        print(f"{amount:,} {rates.code(given.source)} = {value:,} {rates.code(given.target)}")
    except (ValueError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
