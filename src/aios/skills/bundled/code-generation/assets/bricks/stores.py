"""Bricks: classes that keep what they are told in a file or a database."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any


class TaskStore:
    """Tasks in an SQLite database.

    >>> store = TaskStore(":memory:")
    >>> store.add("milk"), store.add("bread"), store.done(2), store.done(9)
    (1, 2, True, False)
    >>> [task["title"] for task in store.list(done=False)], store.count()
    (['milk'], 2)
    >>> store.get(1)
    {'id': 1, 'title': 'milk', 'done': False}
    >>> store.delete(1), store.delete(1)
    (True, False)
    """

    def __init__(self, path: str | Path = "tasks.db") -> None:
        self._db = sqlite3.connect(path)
        with self._db:
            self._db.execute(
                "CREATE TABLE IF NOT EXISTS tasks (id INTEGER PRIMARY KEY AUTOINCREMENT, "
                "title TEXT NOT NULL, done INTEGER NOT NULL DEFAULT 0)"
            )

    def add(self, title: str) -> int:
        """Keep a task: its number."""
        with self._db:
            made = self._db.execute("INSERT INTO tasks (title) VALUES (?)", (title,))
        return made.lastrowid or 0

    def done(self, task_id: int) -> bool:
        """Mark a task as done; False without it."""
        with self._db:
            made = self._db.execute("UPDATE tasks SET done = 1 WHERE id = ?", (task_id,))
        return made.rowcount > 0

    def get(self, task_id: int) -> dict[str, Any] | None:
        """The task with this number; None without it."""
        found = self._rows("WHERE id = ?", (task_id,))
        return found[0] if found else None  # else

    def list(self, done: bool | None = None) -> list[dict[str, Any]]:
        """The tasks, all or those that are done or not, by number."""
        if done is None:
            return self._rows("", ())
        return self._rows("WHERE done = ?", (int(done),))

    def delete(self, task_id: int) -> bool:
        """Take a task away; False without it."""
        with self._db:
            made = self._db.execute("DELETE FROM tasks WHERE id = ?", (task_id,))
        return made.rowcount > 0

    def count(self) -> int:
        """How many tasks there are."""
        return int(self._db.execute("SELECT COUNT(*) FROM tasks").fetchone()[0])

    def close(self) -> None:
        """Close the database."""
        self._db.close()

    def _rows(self, where: str, values: tuple[Any, ...]) -> Any:
        query = f"SELECT id, title, done FROM tasks {where} ORDER BY id"
        found = self._db.execute(query, values).fetchall()
        return [{"id": number, "title": title, "done": bool(d)} for number, title, d in found]


class SqliteStore:
    """Values by their keys in an SQLite database, as JSON.

    >>> store = SqliteStore(":memory:")
    >>> store.set("a", [1, 2])
    >>> store.get("a"), store.keys(), len(store), "a" in store
    ([1, 2], ['a'], 1, True)
    >>> store.get("x")  # else
    >>> store.delete("a"), store.delete("a")
    (True, False)
    """

    def __init__(self, path: str | Path = "store.db") -> None:
        self._db = sqlite3.connect(path)
        with self._db:
            self._db.execute("CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, value TEXT)")

    def set(self, key: str, value: Any) -> None:
        """Keep a value under a key."""
        with self._db:
            told = json.dumps(value, ensure_ascii=False)
            self._db.execute("INSERT OR REPLACE INTO kept VALUES (?, ?)", (key, told))

    def get(self, key: str, default: Any = None) -> Any:
        """The value of the key."""
        found = self._db.execute("SELECT value FROM kept WHERE key = ?", (key,)).fetchone()
        if found is None:
            return default  # else
        return json.loads(found[0])

    def delete(self, key: str) -> bool:
        """Forget a key; False without it."""
        with self._db:
            return self._db.execute("DELETE FROM kept WHERE key = ?", (key,)).rowcount > 0

    def keys(self) -> list[str]:
        """All keys, sorted."""
        return [row[0] for row in self._db.execute("SELECT key FROM kept ORDER BY key")]

    def close(self) -> None:
        """Close the database."""
        self._db.close()

    def __contains__(self, key: str) -> bool:
        return key in self.keys()

    def __len__(self) -> int:
        return len(self.keys())


class JsonStore:
    """Values by their keys, kept in a JSON file.

    >>> store = JsonStore("kept.json")
    >>> store.set("a", 1)
    >>> JsonStore("kept.json").get("a"), store.keys(), "a" in store, len(store)
    (1, ['a'], True, 1)
    >>> store.get("x")  # else
    >>> store.delete("a"), store.delete("a"), store.all()
    (True, False, {})
    """

    def __init__(self, path: str | Path = "store.json") -> None:
        self._path = Path(path)
        there = self._path.exists()
        self._values = json.loads(self._path.read_text(encoding="utf-8")) if there else {}

    def set(self, key: str, value: Any) -> None:
        """Keep a value under a key."""
        self._values[key] = value
        self._save()

    def get(self, key: str, default: Any = None) -> Any:
        """The value of the key."""
        if key not in self._values:
            return default  # else
        return self._values[key]

    def delete(self, key: str) -> bool:
        """Forget a key; False without it."""
        if key not in self._values:
            return False  # else
        del self._values[key]
        self._save()
        return True

    def keys(self) -> list[str]:
        """All keys in the order in which they came."""
        return list(self._values)

    def all(self) -> dict[str, Any]:
        """Everything that is kept."""
        return dict(self._values)

    def clear(self) -> None:
        """Forget everything."""
        self._values.clear()
        self._save()

    def _save(self) -> None:
        beside = self._path.with_suffix(".new")
        beside.write_text(json.dumps(self._values, ensure_ascii=False), encoding="utf-8")
        beside.replace(self._path)

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def __len__(self) -> int:
        return len(self._values)


class Section:
    """Settings that are read as attributes: settings.db.host.

    >>> settings = Section({"db": {"host": "here", "ports": [1, 2]}, "debug": True})
    >>> settings.db.host, settings.db.ports, settings.debug, "db" in settings
    ('here', [1, 2], True, True)
    >>> settings.nothing
    Traceback (most recent call last):
    AttributeError: nothing
    >>> settings["debug"], settings.get("none", 3), list(settings), settings.to_dict()["debug"]
    (True, 3, ['db', 'debug'], True)
    """

    def __init__(self, values: dict[str, Any] | str | Path = "settings.json") -> None:
        if not isinstance(values, dict):
            values = json.loads(Path(values).read_text(encoding="utf-8"))
        self._values = values

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name not in self._values:
            raise AttributeError(f"there is no setting {name!r}")
        value = self._values[name]
        return Section(value) if isinstance(value, dict) else value

    def __getitem__(self, name: str) -> Any:
        if name not in self._values:
            raise KeyError(name)
        return getattr(self, name)

    def get(self, name: str, default: Any = None) -> Any:
        """The setting of this name, or what is given instead."""
        return getattr(self, name) if name in self._values else default

    def to_dict(self) -> dict[str, Any]:
        """All settings as they are."""
        return dict(self._values)

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)
