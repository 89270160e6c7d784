"""Rows in and out, transactions, hostile values and names."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from database import Database


@pytest.fixture
def database() -> Iterator[Database]:
    with Database(":memory:") as opened:
        opened.create_table("people", {"name": "TEXT NOT NULL", "age": "INTEGER"})
        yield opened


def test_a_row_lives_and_dies(database: Database) -> None:
    key = database.insert("people", {"name": "李雷", "age": 30})
    assert database.get("people", key) == {"id": key, "name": "李雷", "age": 30}
    assert database.update("people", key, {"age": 31})
    assert database.find("people", name="李雷", age=31) == [{"id": key, "name": "李雷", "age": 31}]
    assert database.delete("people", key)
    assert not database.delete("people", key)
    assert not database.update("people", key, {"age": 1})
    assert database.get("people", key) is None


def test_rows_without_a_value_are_found(database: Database) -> None:
    database.insert("people", {"name": "Ann"})
    database.insert("people", {"name": "Bob", "age": 4})
    assert [row["name"] for row in database.find("people", age=None)] == ["Ann"]
    assert len(database.find("people")) == 2


def test_values_are_never_sql(database: Database) -> None:
    name = "x'); DROP TABLE people; --"
    database.insert("people", {"name": name})
    assert database.find("people", name=name)[0]["name"] == name


@pytest.mark.parametrize("name", ["people; DROP TABLE people", "", 'a"b', "1a"])
def test_names_are_never_sql(database: Database, name: str) -> None:
    with pytest.raises(ValueError, match="no name"):
        database.find(name)
    with pytest.raises(ValueError, match="no name"):
        database.insert("people", {name: 1})


def test_a_transaction_takes_effect_whole_or_not_at_all(database: Database) -> None:
    with database.transaction():
        database.insert("people", {"name": "Ann"})
    with pytest.raises(sqlite3.IntegrityError), database.transaction():
        database.insert("people", {"name": "Bob"})
        database.insert("people", {"name": None})
    assert [row["name"] for row in database.find("people")] == ["Ann"]


def test_the_file_keeps_the_rows(tmp_path: Path) -> None:
    for expected in (0, 1):
        with Database(tmp_path / "a.db") as opened:
            opened.create_table("people", {"name": "TEXT"})
            assert len(opened.find("people")) == expected
            opened.insert("people", {"name": "Ann"})
