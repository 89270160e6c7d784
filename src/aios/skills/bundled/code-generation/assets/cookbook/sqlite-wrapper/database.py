"""A small wrapper of SQLite: rows as dictionaries, values always bound, transactions."""

import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

DATABASE = "app.db"
NAME = re.compile(r"[A-Za-z_]\w*")

Row = dict[str, Any]


def quoted(name: str) -> str:
    """The name of a table or column, safe inside SQL; ValueError for what is no plain name."""
    if not NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name of a table or column")
    return f'"{name}"'


class Database:
    """One SQLite file. Use it in `with`; `:memory:` lives as long as the object."""

    def __init__(self, path: str | Path = DATABASE) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        self._connection.execute("PRAGMA foreign_keys = ON")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self._connection.close()

    def execute(self, sql: str, *values: Any) -> list[Row]:
        """Run one statement with its values bound to the question marks; the rows it gives."""
        return [dict(row) for row in self._connection.execute(sql, values)]

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All statements inside take effect, or none."""
        self._connection.execute("BEGIN")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def create_table(self, table: str, columns: Mapping[str, str]) -> None:
        """Make the table unless it exists: columns by name, such as {"name": "TEXT NOT NULL"}."""
        fields = ", ".join(f"{quoted(name)} {kind}" for name, kind in columns.items())
        head = f"CREATE TABLE IF NOT EXISTS {quoted(table)}"
        self.execute(f"{head} (id INTEGER PRIMARY KEY, {fields})")

    def insert(self, table: str, row: Mapping[str, Any]) -> int:
        """Add a row; its id."""
        names, marks = ", ".join(map(quoted, row)), ", ".join("?" * len(row))
        sql = f"INSERT INTO {quoted(table)} ({names}) VALUES ({marks}) RETURNING id"
        return int(self.execute(sql, *row.values())[0]["id"])

    def find(self, table: str, **equal: Any) -> list[Row]:
        """The rows whose columns have these values, all rows if none is named; by id."""
        where = " AND ".join(f"{quoted(name)} IS ?" for name in equal) or "1"
        return self.execute(
            f"SELECT * FROM {quoted(table)} WHERE {where} ORDER BY id", *equal.values()
        )

    def get(self, table: str, key: int) -> Row | None:
        """The row with this id, None if there is none."""
        return next(iter(self.find(table, id=key)), None)

    def update(self, table: str, key: int, changes: Mapping[str, Any]) -> bool:
        """Change columns of the row with this id; whether there was one."""
        fields = ", ".join(f"{quoted(name)} = ?" for name in changes)
        sql = f"UPDATE {quoted(table)} SET {fields} WHERE id = ? RETURNING id"
        return bool(self.execute(sql, *changes.values(), key))

    def delete(self, table: str, key: int) -> bool:
        """Remove the row with this id; whether there was one."""
        return bool(self.execute(f"DELETE FROM {quoted(table)} WHERE id = ? RETURNING id", key))


if __name__ == "__main__":
    with Database(":memory:") as database:
        database.create_table("people", {"name": "TEXT NOT NULL", "age": "INTEGER"})
        database.insert("people", {"name": "Ann", "age": 30})
        print(database.find("people", age=30))
