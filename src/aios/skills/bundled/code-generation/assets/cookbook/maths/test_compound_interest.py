"""Balances that come out at zero."""

import pytest
from compound_interest import equal_payments, falling_payments, future_value


def test_equal_payments_repay_the_loan() -> None:
    balance, payment = 200_000.0, equal_payments(200_000, 4.2, 240)
    for _ in range(240):
        balance = balance * (1 + 0.042 / 12) - payment
    assert balance == pytest.approx(0, abs=0.01)
    assert equal_payments(1200, 0, 12) == 100


def test_falling_payments_cost_less() -> None:
    payments = falling_payments(120_000, 6, 12)
    assert payments[0] == 10_600
    assert payments == sorted(payments, reverse=True)
    assert sum(payments) < 12 * equal_payments(120_000, 6, 12)


def test_compound_interest() -> None:
    assert future_value(1000, 10, 2, per_year=1) == pytest.approx(1210)
    with pytest.raises(ValueError, match="above 0"):
        equal_payments(0, 5, 12)
