"""Moves in and out, what runs low, what it is worth, refusals, the command line."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from inventory import LOW, Inventory, InventoryError, cents, main


@pytest.fixture
def stock(tmp_path: Path) -> Iterator[Inventory]:
    inventory = Inventory(tmp_path / "stock.db")
    inventory.add("螺丝", "0.12", low=100)
    inventory.add("lamp", "49.90")
    inventory.move("螺丝", 500)
    inventory.move("lamp", LOW + 1)
    yield inventory
    inventory.close()


def test_the_stock_is_the_sum_of_the_moves(stock: Inventory) -> None:
    assert stock.move("螺丝", -450) == 50
    assert [quantity for _, quantity in stock.moves("螺丝")] == [500, -450]
    assert stock.items() == [("lamp", LOW + 1, 4990, LOW), ("螺丝", 50, 12, 100)]


def test_what_runs_low_is_told(stock: Inventory) -> None:
    assert stock.running_low() == []
    stock.move("lamp", -1)
    stock.move("螺丝", -399)
    assert [row[0] for row in stock.running_low()] == ["lamp"]
    stock.move("螺丝", -1)
    assert [row[0] for row in stock.running_low()] == ["lamp", "螺丝"]


def test_what_the_stock_is_worth(stock: Inventory) -> None:
    assert stock.value_cents() == 500 * 12 + (LOW + 1) * 4990


def test_more_than_there_is_cannot_go_out(stock: Inventory) -> None:
    with pytest.raises(InventoryError, match="Only 500"):
        stock.move("螺丝", -501)
    assert stock.stock("螺丝") == 500
    assert stock.move("螺丝", -500) == 0


@pytest.mark.parametrize(
    ("name", "price", "low"), [(" ", "1", 0), ("lamp", "1", 0), ("x", "-1", 0), ("x", "1", -1)]
)
def test_bad_items_are_refused(stock: Inventory, name: str, price: str, low: int) -> None:
    with pytest.raises(InventoryError):
        stock.add(name, price, low)
    assert len(stock.items()) == 2


def test_unknown_items_and_empty_moves_are_refused(stock: Inventory) -> None:
    with pytest.raises(InventoryError, match="no item 'gone'"):
        stock.move("gone", 1)
    with pytest.raises(InventoryError, match="0"):
        stock.move("lamp", 0)


@pytest.mark.parametrize("price", ["", "x", "0.001", "nan", "-1"])
def test_bad_prices_are_refused(price: str) -> None:
    with pytest.raises(InventoryError, match="no price"):
        cents(price)


def test_the_command_line_keeps_what_it_did(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for line in ("add pen --price 2.50 --low 5", "in pen 20", "out pen 16", "low", "value"):
        assert main(line.split()) == 0
    assert capsys.readouterr().out.splitlines()[1:] == [
        "pen: 20", "pen: 4", f"{'pen':<24} {4:>8} {2.5:>10.2f}", "10.00",
    ]  # fmt: skip
    assert main(["out", "pen", "5"]) == main(["in", "pen", "-5"]) == main(["moves", "cup"]) == 1
