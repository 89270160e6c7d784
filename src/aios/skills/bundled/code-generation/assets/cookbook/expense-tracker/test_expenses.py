"""Sums, months, refusals and the command line."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from expenses import DATABASE, Book, ExpenseError, main


@pytest.fixture
def book() -> Iterator[Book]:
    book = Book(":memory:")
    yield book
    book.close()


def test_sums_are_exact_by_month_and_category(book: Book) -> None:
    for _ in range(10):
        book.add("0.10", "food", day="2026-03-05")
    book.add("99", "房租", day="2026-03-31")
    book.add("-50", "salary", day="2026-04-01")
    assert book.totals("2026-03") == {"房租": 9900, "food": 100}
    assert sum(book.totals().values()) == 5000
    assert [row[1] for row in book.entries("2026-04")] == ["2026-04-01"]


@pytest.mark.parametrize("amount", ["", "x", "1.005", "0", "NaN", "1e20", "inf"])
def test_bad_amounts_are_refused(book: Book, amount: str) -> None:
    with pytest.raises(ExpenseError, match="amount"):
        book.add(amount, "food")


def test_bad_days_categories_and_numbers_are_refused(book: Book) -> None:
    with pytest.raises(ExpenseError, match="date"):
        book.add("1", "food", day="2026-02-30")
    with pytest.raises(ExpenseError, match="category"):
        book.add("1", " ")
    with pytest.raises(ExpenseError, match="no entry 7"):
        book.remove(7)


def test_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["add", "12.5", "food", "午饭", "--date", "2026-03-01"]) == 0
    assert main(["report", "2026-03"]) == 0
    assert main(["export"]) == 0
    shown = capsys.readouterr().out
    assert "total                   12.50" in shown
    assert "1,2026-03-01,food,12.5,午饭" in shown
    assert main(["remove", "1"]) == 0
    assert main(["remove", "1"]) == 1
    assert (tmp_path / DATABASE).exists()
