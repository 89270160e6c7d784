"""How to test with pytest: fixtures, parametrized cases, mocks, temporary files, output, errors."""

import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from unittest.mock import Mock, patch

import orders
import pytest
from orders import Order, OrderError


# A fixture makes what several tests need; each test gets its own.
@pytest.fixture
def lamp() -> Order:
    return Order("lamp", Decimal("20.00"), 2)


# An autouse fixture is active in every test: none depends on the day it runs.
@pytest.fixture(autouse=True)
def ordinary_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(orders, "today", lambda: date(2024, 3, 5))


# The tmp_path fixture is a folder of the test's own.
@pytest.fixture
def order_file(tmp_path: Path) -> Path:
    path = tmp_path / "orders.json"
    path.write_text(json.dumps([{"name": "lamp", "price": 20, "quantity": 10}]), encoding="utf-8")
    return path


# One test, many cases: the edges of each rule.
@pytest.mark.parametrize(
    ("quantity", "share"),
    [(1, "0"), (9, "0"), (10, "0.05"), (99, "0.05"), (100, "0.10"), (5000, "0.10")],
)
def test_discount(quantity: int, share: str) -> None:
    assert orders.discount(quantity) == Decimal(share)


# What must fail, and with which message.
@pytest.mark.parametrize("quantity", [0, -1], ids=["none", "below zero"])
def test_discount_refuses(quantity: int) -> None:
    with pytest.raises(OrderError, match=f"not {quantity}"):
        orders.discount(quantity)


def test_total(lamp: Order) -> None:
    assert orders.total(lamp) == Decimal("40.00")


# Time is replaced, not waited for.
def test_total_on_the_first_of_a_month(lamp: Order, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(orders, "today", lambda: date(2024, 3, 1))
    assert orders.total(lamp) == Decimal("39.60")


# A mock stands for the network, and says how it was called.
def test_total_in_another_currency(lamp: Order) -> None:
    rates = Mock(return_value={"EUR": 0.5})
    with patch.object(orders, "fetch_rates", rates):
        assert orders.total_in(lamp, "EUR") == Decimal("20.00")
        with pytest.raises(OrderError, match="no rate for XXX"):
            orders.total_in(lamp, "XXX")
    assert rates.call_count == 2


# A mock can fail, too: side_effect is raised.
def test_rates_that_cannot_be_had(lamp: Order) -> None:
    with (
        patch.object(orders, "fetch_rates", side_effect=TimeoutError("slow")),
        pytest.raises(OrderError, match="slow"),
    ):
        orders.total_in(lamp, "EUR")


# Only the outermost call is replaced, so that all of our own code runs.
def test_rates_are_read_from_the_answer() -> None:
    with patch("urllib.request.urlopen", return_value=io.BytesIO(b'{"EUR": 0.5}')) as urlopen:
        assert orders.fetch_rates() == {"EUR": 0.5}
    urlopen.assert_called_once_with(orders.RATES_URL, timeout=orders.TIMEOUT_S)


def test_reading_a_file(order_file: Path) -> None:
    assert orders.read_orders(order_file) == [Order("lamp", Decimal(20), 10)]


# The capsys fixture has what was printed.
def test_the_command_line(order_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert orders.main([str(order_file)]) == 0
    assert capsys.readouterr().out == "lamp: 190.00\n"
    assert orders.main([str(order_file) + ".none"]) == 1
    assert "error" in capsys.readouterr().err
