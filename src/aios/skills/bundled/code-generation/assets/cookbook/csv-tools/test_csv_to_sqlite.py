"""Types, all or nothing, names with signs."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from csv_to_sqlite import load, main, type_of

TEXT = "id,Unit Price,code,note\n1,2.5,007,a\n2,3.0,010,\n"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "sales.csv"
    path.write_text(TEXT, encoding="utf-8-sig")
    return path


def rows(database: Path, sql: str) -> list[Any]:
    with closing(sqlite3.connect(database)) as db:
        return db.execute(sql).fetchall()


def test_rows_and_types(source: Path, tmp_path: Path) -> None:
    database = tmp_path / "x.db"
    assert load(source, database) == 2
    assert rows(database, "SELECT * FROM sales") == [(1, 2.5, "007", "a"), (2, 3.0, "010", None)]
    assert rows(database, 'SELECT sum("Unit Price") FROM sales') == [(5.5,)]
    with pytest.raises(sqlite3.Error, match="already exists"):
        load(source, database)
    assert load(source, database, replace=True) == 2


@pytest.mark.parametrize(("cells", "wanted"), [(["1", ""], "INTEGER"), (["1", "2.5"], "REAL"),
                                               (["007"], "TEXT"), ([], "TEXT"),
                                               (["1", "x"], "TEXT")])  # fmt: skip
def test_types(cells: list[str], wanted: str) -> None:
    assert type_of(cells) == wanted


def test_all_or_nothing(tmp_path: Path) -> None:
    source, database = tmp_path / "x.csv", tmp_path / "x.db"
    source.write_text("a,b\n1,2\n1,2,3\n")
    with pytest.raises(ValueError, match="row 2 has more cells"):
        load(source, database)
    assert rows(database, "SELECT count(*) FROM sqlite_master") == [(0,)]
    source.write_text("a,A\n1,2\n")
    with pytest.raises(ValueError, match="names that differ"):
        load(source, database)


def test_many_rows_and_strange_names(tmp_path: Path) -> None:
    source, database = tmp_path / "x.csv", tmp_path / "x.db"
    source.write_text('"say ""hi"""\n' + "".join(f"{n}\n" for n in range(2500)))
    assert load(source, database, 'my "table"') == 2500
    assert rows(database, 'SELECT sum("say ""hi""") FROM "my ""table"""') == [(3123750,)]


def test_the_command_line(source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(source), str(tmp_path / "d.db"), "--table", "t"]) == 0
    assert "2 rows in table t" in capsys.readouterr().out
    assert main([str(tmp_path / "none.csv"), str(tmp_path / "d.db")]) == 1
