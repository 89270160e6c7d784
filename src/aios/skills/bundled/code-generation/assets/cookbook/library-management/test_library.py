"""Lending, limits and the command line."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from library import LOAN_DAYS, MAX_LOANS, Library, LibraryError, main

TODAY = date(2026, 3, 1)


@pytest.fixture
def library() -> Iterator[Library]:
    library = Library(":memory:")
    yield library
    library.close()


def test_copies_are_lent_and_come_back(library: Library) -> None:
    book = library.add("三体", "刘慈欣")
    assert library.add("三体", "刘慈欣") == book
    assert (library.lend(book, "甲", TODAY) - TODAY).days == LOAN_DAYS
    library.lend(book, "乙", TODAY)
    with pytest.raises(LibraryError, match="All copies"):
        library.lend(book, "丙")
    library.give_back(book, "甲")
    assert library.find("三") == [(book, "三体", "刘慈欣", 2, 1)]


def test_limits(library: Library) -> None:
    books = [library.add(f"book {n}", "x", 2) for n in range(MAX_LOANS + 1)]
    library.lend(books[0], "ada")
    with pytest.raises(LibraryError, match="already"):
        library.lend(books[0], "ada")
    for book in books[1:-1]:
        library.lend(book, "ada")
    with pytest.raises(LibraryError, match=str(MAX_LOANS)):
        library.lend(books[-1], "ada")


def test_overdue(library: Library) -> None:
    due = library.lend(library.add("Emma", "Austen"), "ada", TODAY)
    assert library.overdue(due) == []
    assert library.overdue(date(2027, 1, 1)) == [("ada", "Emma", due.isoformat())]


def test_refusals(library: Library) -> None:
    book = library.add("Emma", "Austen")
    library.lend(book, "ada")
    for wrong in (
        lambda: library.remove(book),
        lambda: library.give_back(book, "bob"),
        lambda: library.lend(99, "bob"),
        lambda: library.add(" ", "x"),
        lambda: library.add("x", "y", 0),
    ):
        with pytest.raises(LibraryError):
            wrong()
    assert library.find("AUST")[0][0] == book
    assert library.find("%") == []


def test_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for line in ("add Emma Austen", "lend 1 ada", "list emma", "return 1 ada", "remove 1"):
        assert main(line.split()) == 0
    assert "Emma / Austen  0 of 1 here" in capsys.readouterr().out
    assert main(["lend", "1", "ada"]) == 1
