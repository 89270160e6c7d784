"""Known conversions, rounding, names, rates of a file, refusals, the command line."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from currency import RATES, Rates, amount_of, main, read_rates

WORTH = {"CNY": 1, "USD": "7.2", "EUR": "7.8", "JPY": "0.048"}


@pytest.mark.parametrize(
    ("amount", "source", "target", "wanted"),
    [
        ("100", "USD", "CNY", "720.00"),
        ("720", "cny", "usd", "100.00"),
        ("1", "EUR", "USD", "1.08"),
        ("10", "USD", "JPY", "1500"),
        ("-5", "美元", "人民币", "-36.00"),
        ("0", "$", "€", "0.00"),
    ],
)
def test_known(amount: str, source: str, target: str, wanted: str) -> None:
    assert str(Rates(WORTH).convert(Decimal(amount), source, target)) == wanted


def test_money_is_exact() -> None:
    assert Rates({"A": "0.1", "B": "1"}).convert(Decimal("3"), "A", "B") == Decimal("0.30")


def test_a_currency_is_worth_itself() -> None:
    for code in RATES:
        assert Rates().convert(Decimal(250), code, code) == 250


@pytest.mark.parametrize("name", ["", "XYZ", "dollar$"])
def test_an_unknown_currency_names_those_that_are_known(name: str) -> None:
    with pytest.raises(ValueError, match="CNY, USD"):
        Rates(WORTH).convert(Decimal(1), name, "USD")


@pytest.mark.parametrize("rate", ["0", "-1", "x", "nan", "inf", None])
def test_bad_rates_are_refused(rate: object) -> None:
    with pytest.raises(ValueError, match="no rate"):
        Rates({"USD": rate})


@pytest.mark.parametrize("text", ["", "x", "nan", "1e20", "1.2.3"])
def test_bad_amounts_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no amount"):
        amount_of(text)


def test_the_rates_of_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "rates.json"
    path.write_text(json.dumps({"usd": 8, "CNY": 1}))
    assert read_rates(path).convert(Decimal(2), "USD", "CNY") == 16
    assert main(["1,000", "美元", "人民币", "--rates", str(path)]) == 0
    assert capsys.readouterr().out == "1,000 USD = 8,000.00 CNY\n"
    path.write_text("[]")
    assert main(["1", "USD", "CNY", "--rates", str(path)]) == 1


def test_the_command_line_refuses_what_it_does_not_know() -> None:
    assert main(["1", "USD", "XYZ"]) == main(["x", "USD", "CNY"]) == 1
