"""The strategy pattern: a calculation that can be exchanged, here the discount of a basket.

Basket(items, strategy=percent_off(10)).total()
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True)
class Item:
    """So many of one thing at one price."""

    name: str
    price: Decimal
    quantity: int = 1

    @property
    def cost(self) -> Decimal:
        """What they cost together."""
        return self.price * self.quantity


Strategy = Callable[[Sequence[Item]], Decimal]  # the discount for the items


def no_discount(items: Sequence[Item]) -> Decimal:
    """Nothing off."""
    return Decimal(0)


def percent_off(percent: float) -> Strategy:
    """So many percent off everything."""
    if not 0 <= percent <= 100:
        raise ValueError(f"percent must be between 0 and 100, not {percent}")
    return lambda items: total_of(items) * Decimal(str(percent)) / 100


def amount_off(amount: Decimal, above: Decimal) -> Strategy:
    """An amount off where the items cost at least so much."""
    return lambda items: amount if total_of(items) >= above else Decimal(0)


def cheapest_free(buy: int) -> Strategy:
    """Of every `buy` pieces, the cheapest is free."""

    def discount(items: Sequence[Item]) -> Decimal:
        prices = sorted((i.price for i in items for _ in range(i.quantity)), reverse=True)
        return sum(prices[buy - 1 :: buy], Decimal(0))

    return discount


def best_of(*strategies: Strategy) -> Strategy:
    """Whichever takes most off."""
    return lambda items: max(strategy(items) for strategy in strategies)


def total_of(items: Iterable[Item]) -> Decimal:
    """What the items cost without any discount."""
    return sum((item.cost for item in items), Decimal(0))


@dataclass
class Basket:
    """Items, and the strategy that says what is taken off."""

    items: list[Item] = field(default_factory=list)
    strategy: Strategy = no_discount

    def total(self) -> Decimal:
        """What is to be paid: never below zero, in whole cents."""
        due = max(total_of(self.items) - self.strategy(self.items), Decimal(0))
        return due.quantize(Decimal("0.01"), ROUND_HALF_UP)


if __name__ == "__main__":
    basket = Basket([Item("lamp", Decimal("20")), Item("bulb", Decimal("3.50"), 4)])
    for name, chosen in [
        ("none", no_discount),
        ("10 %", percent_off(10)),
        ("3 for 2", cheapest_free(3)),
    ]:
        basket.strategy = chosen
        print(f"{name:<8} {basket.total()}")
