"""Bricks: classes that let in, keep in a database, and call later."""

import heapq
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any


class KeyedRateLimiter:
    """So many calls in any period for each key, such as a user.

    >>> limiter = KeyedRateLimiter(1, 0.1)
    >>> limiter.allow("ida"), limiter.allow("ida"), limiter.allow("bo")
    (True, False, True)
    >>> limiter.remaining("ida"), limiter.remaining("new")
    (0, 1)
    >>> limiter.retry_after("new"), 0 < limiter.retry_after("ida") <= 0.1
    (0.0, True)
    >>> limiter.reset("ida")
    >>> limiter.remaining("ida")
    1
    """

    def __init__(
        self,
        max_calls: int = 10,
        period: float = 1.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._clock = clock
        self.max_calls = max_calls
        self.period = period
        self._calls: dict[Any, deque[float]] = {}
        self._lock = threading.Lock()

    def allow(self, key: Any) -> bool:
        """Whether this one may make a call now; one that may counts."""
        with self._lock:
            now = self._clock()
            calls = self._calls.setdefault(key, deque())
            while calls and now - calls[0] >= self.period:
                calls.popleft()
            if len(calls) >= self.max_calls:
                return False
            calls.append(now)
            return True

    def remaining(self, key: Any) -> int:
        """How many calls this one may make now."""
        now = self._clock()
        recent = [t for t in self._calls.get(key, ()) if now - t < self.period]
        return self.max_calls - len(recent)

    def retry_after(self, key: Any) -> float:
        """After how many seconds this one may make a call, 0 where it may now."""
        if self.remaining(key) > 0:
            return 0.0
        return max(0.0, self._calls[key][-self.max_calls] + self.period - self._clock())

    def reset(self, key: Any) -> None:
        """Forget the calls of this one."""
        self._calls.pop(key, None)


class SqliteContacts:
    """Names and phone numbers in an SQLite file.

    >>> book = SqliteContacts(":memory:")
    >>> book.add("Ida", "1")
    >>> book.add("Bo", "2")
    >>> book.find("ID"), [one["name"] for one in book.all()], book.get("Bo")
    ([{'name': 'Ida', 'phone': '1'}], ['Bo', 'Ida'], {'name': 'Bo', 'phone': '2'})
    >>> book.update("Bo", "3"), book.delete("Ida"), book.delete("Ida"), book.count()
    (True, True, False, 1)
    >>> book.add("Bo", "9")
    Traceback (most recent call last):
    ValueError: there
    """

    def __init__(self, path: Path | str = "contacts.db") -> None:
        self._database = sqlite3.connect(str(path))
        self._database.row_factory = sqlite3.Row
        with self._database:
            self._database.execute(
                "CREATE TABLE IF NOT EXISTS contacts (name TEXT PRIMARY KEY, phone TEXT NOT NULL)"
            )

    def add(self, name: str, phone: str) -> None:
        """Keep a contact; refused where the name is there."""
        try:
            with self._database:
                self._database.execute("INSERT INTO contacts VALUES (?, ?)", (name, phone))
        except sqlite3.IntegrityError:
            raise ValueError(f"{name} is there already") from None

    def get(self, name: str) -> dict[str, str] | None:
        """The contact of this name."""
        found = self._rows("WHERE name = ?", name)
        if not found:
            return None  # else
        return found[0]

    def find(self, text: str) -> list[dict[str, str]]:
        """The contacts whose name contains the text, whatever its case."""
        return [one for one in self._rows() if text.lower() in one["name"].lower()]

    def update(self, name: str, phone: str) -> bool:
        """Change the phone number; whether the name is there."""
        with self._database:
            done = self._database.execute(
                "UPDATE contacts SET phone = ? WHERE name = ?", (phone, name)
            )
        return done.rowcount > 0

    def delete(self, name: str) -> bool:
        """Away with a contact; whether there was one."""
        with self._database:
            done = self._database.execute("DELETE FROM contacts WHERE name = ?", (name,))
        return done.rowcount > 0

    def all(self) -> list[dict[str, str]]:
        """Every contact, by name."""
        return self._rows()

    def count(self) -> int:
        """How many there are."""
        return len(self._rows())

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def _rows(self, where: str = "", *values: str) -> list[dict[str, str]]:
        query = f"SELECT name, phone FROM contacts {where} ORDER BY name"
        return [dict(row) for row in self._database.execute(query, values)]


class DelayedCalls:
    """Calls functions after a time, in the order of their times.

    >>> heard = []
    >>> calls = DelayedCalls()
    >>> calls.add(0.02, lambda: heard.append("late"))
    >>> calls.add(0.0, lambda: heard.append("soon"))
    >>> calls.add(0.01, heard.clear)
    >>> calls.cancel(heard.clear)
    True
    >>> calls.run()
    >>> heard, len(calls)
    (['soon', 'late'], 0)
    """

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._clock = clock
        self._waiting: list[tuple[float, int, Callable[[], Any]]] = []
        self._count = 0

    def add(self, delay: float, func: Callable[[], Any]) -> None:
        """Have the function called after so many seconds."""
        self._count += 1
        heapq.heappush(self._waiting, (self._clock() + delay, self._count, func))

    def cancel(self, func: Callable[[], Any]) -> bool:
        """Have the function not called; whether it was waiting."""
        left = [entry for entry in self._waiting if entry[2] != func]
        found = len(left) < len(self._waiting)
        self._waiting = left
        heapq.heapify(self._waiting)
        return found

    def run(self) -> None:
        """Call everything that waits, each at its time."""
        while self._waiting:
            at, _, func = heapq.heappop(self._waiting)
            time.sleep(max(0.0, at - self._clock()))
            func()

    def __len__(self) -> int:
        return len(self._waiting)
