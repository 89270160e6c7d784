"""Each strategy, and exchanging them."""

from decimal import Decimal

import pytest
from strategy import Basket, Item, amount_off, best_of, cheapest_free, no_discount, percent_off

ITEMS = [Item("lamp", Decimal("20")), Item("bulb", Decimal("3.50"), 4)]


@pytest.mark.parametrize(
    ("strategy", "wanted"),
    [
        (no_discount, "34.00"),
        (percent_off(12.5), "29.75"),
        (amount_off(Decimal(5), Decimal(34)), "29.00"),
        (amount_off(Decimal(5), Decimal("34.01")), "34.00"),
        (cheapest_free(3), "30.50"),
        (best_of(percent_off(1), cheapest_free(2)), "27.00"),
        (amount_off(Decimal(99), Decimal(0)), "0.00"),
    ],
)
def test_what_is_to_be_paid(strategy: object, wanted: str) -> None:
    assert Basket(list(ITEMS), strategy).total() == Decimal(wanted)  # type: ignore[arg-type]


def test_the_strategy_can_be_exchanged() -> None:
    basket = Basket(list(ITEMS))
    before = basket.total()
    basket.strategy = percent_off(50)
    assert basket.total() == before / 2
    assert Basket(strategy=cheapest_free(2)).total() == 0
    with pytest.raises(ValueError, match="between 0 and 100"):
        percent_off(101)
