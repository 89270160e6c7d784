"""Sums to the cent, stock, coupons, shipping."""

from decimal import Decimal

import cart as module
import pytest
from cart import Cart, CartError, Coupon, Product

TEA = Product("t", "Tea", Decimal("9.99"), stock=5)
POT = Product("p", "Pot", Decimal("120"), stock=1)


def test_lines_add_up_and_go() -> None:
    cart = Cart()
    cart.add(TEA, 2)
    cart.add(TEA)
    assert (cart.quantity("t"), cart.subtotal) == (3, Decimal("29.97"))
    cart.set_quantity(TEA, 1)
    cart.add(POT)
    assert cart.subtotal == Decimal("129.99")
    cart.remove("t")
    cart.set_quantity(POT, 0)
    assert (cart.lines, cart.total) == ({}, 0)


def test_no_more_than_there_is() -> None:
    cart = Cart()
    cart.add(TEA, 5)
    with pytest.raises(CartError, match="Only 5"):
        cart.add(TEA)
    assert cart.quantity("t") == 5


@pytest.mark.parametrize("quantity", [0, -1])
def test_bad_quantities(quantity: int) -> None:
    with pytest.raises(CartError, match="quantity"):
        Cart().add(TEA, quantity)


def test_unknown_products() -> None:
    with pytest.raises(CartError, match="not in the cart"):
        Cart().remove("x")


def test_coupons_take_off_percent_and_amount(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TAX_PERCENT", 0)
    monkeypatch.setattr(module, "SHIPPING", 10)
    monkeypatch.setattr(module, "FREE_SHIPPING_FROM", 99)
    cart = Cart()
    cart.add(TEA)
    cart.apply(Coupon("A", percent=Decimal(15), amount=Decimal(1)))
    assert (cart.discount, cart.total) == (Decimal("2.50"), Decimal("17.49"))
    cart.apply(Coupon("B", amount=Decimal(500)))
    assert (cart.discount, cart.total) == (Decimal("9.99"), Decimal("10.00"))


def test_a_coupon_holds_only_while_the_order_is_large_enough() -> None:
    cart, coupon = Cart(), Coupon("C", percent=Decimal(10), minimum=Decimal(100))
    cart.add(TEA)
    with pytest.raises(CartError, match="from 100"):
        cart.apply(coupon)
    cart.add(POT)
    cart.apply(coupon)
    assert cart.discount == Decimal("13.00")
    cart.remove("p")
    assert cart.discount == 0


def test_shipping_and_tax(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TAX_PERCENT", 6)
    monkeypatch.setattr(module, "SHIPPING", 8)
    monkeypatch.setattr(module, "FREE_SHIPPING_FROM", 100)
    cart = Cart()
    cart.add(TEA)
    assert cart.total == Decimal("18.59")
    cart.add(POT)
    assert (cart.shipping, cart.total) == (0, Decimal("137.79"))
    assert "137.79" in cart.receipt().splitlines()[-1]
