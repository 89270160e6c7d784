"""A small module with what is hard to test: time, network, files. Its tests show how.

Fixtures, parametrized cases, mocks and monkeypatching, temporary files, printed output: see
test_orders.py.
"""

import json
import sys
import urllib.request
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

RATES_URL = "https://api.example.com/rates"
TIMEOUT_S = 5


class OrderError(Exception):
    """An order is wrong; the text says why."""


@dataclass(frozen=True)
class Order:
    """So many of a thing at a price."""

    name: str
    price: Decimal
    quantity: int = 1


def today() -> date:
    """The date of today, in a function of its own so that tests can replace it."""
    return datetime.now().astimezone().date()


def fetch_rates() -> dict[str, float]:
    """The exchange rates, from the network."""
    with urllib.request.urlopen(RATES_URL, timeout=TIMEOUT_S) as answer:
        rates: dict[str, float] = json.load(answer)
    return rates


def discount(quantity: int) -> Decimal:
    """The share that is taken off: 5 % from 10 pieces, 10 % from 100."""
    if quantity < 1:
        raise OrderError(f"at least one piece must be ordered, not {quantity}")
    return Decimal("0.10") if quantity >= 100 else Decimal("0.05") if quantity >= 10 else Decimal(0)


def total(order: Order) -> Decimal:
    """What the order costs; on the first of a month another 1 % is taken off."""
    share = discount(order.quantity) + (Decimal("0.01") if today().day == 1 else 0)
    return (order.price * order.quantity * (1 - share)).quantize(Decimal("0.01"))


def total_in(order: Order, currency: str) -> Decimal:
    """What the order costs in another currency."""
    try:
        rate = fetch_rates()[currency]
    except KeyError:
        raise OrderError(f"there is no rate for {currency}") from None
    except OSError as error:
        raise OrderError(f"the rates cannot be had: {error}") from error
    return (total(order) * Decimal(str(rate))).quantize(Decimal("0.01"))


def read_orders(path: Path) -> list[Order]:
    """The orders in a JSON file."""
    entries: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return [Order(e["name"], Decimal(str(e["price"])), e.get("quantity", 1)) for e in entries]


def main(argv: list[str]) -> int:
    """Print what the orders in a file cost."""
    try:
        for order in read_orders(Path(argv[0])):
            print(f"{order.name}: {total(order)}")
    except (IndexError, OSError, ValueError, KeyError, OrderError) as error:
        print(f"error: {error!r}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
