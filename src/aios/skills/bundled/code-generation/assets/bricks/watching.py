"""Bricks: what is watched, measured, limited and found in a grid."""

import csv
import re
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

SAMPLE = Path("sample.txt")


class Observable:
    """Tells everything that is subscribed.

    >>> told = []
    >>> subject = Observable()
    >>> subject.subscribe(told.append)
    >>> subject.notify(1)
    >>> subject.unsubscribe(told.append)
    >>> subject.notify(2)
    >>> told
    [1]
    """

    def __init__(self) -> None:
        self._observers: list[Callable[..., Any]] = []

    def subscribe(self, callback: Callable[..., Any]) -> None:
        """Have this called too."""
        self._observers.append(callback)

    def unsubscribe(self, callback: Callable[..., Any]) -> None:
        """Call this no longer."""
        if callback in self._observers:
            self._observers.remove(callback)

    def notify(self, *args: Any, **kwargs: Any) -> None:
        """Call all of them, in the order they came; objects by their `update`."""
        for observer in list(self._observers):
            getattr(observer, "update", observer)(*args, **kwargs)


class Stopwatch:
    """Measures seconds between start and stop; started again it goes on.

    >>> watch = Stopwatch()
    >>> watch.start()
    >>> watch.stop() >= 0, watch.elapsed >= 0
    (True, True)
    >>> watch.reset()
    >>> watch.elapsed
    0.0
    """

    def __init__(self) -> None:
        self._since: float | None = None
        self._kept = 0.0

    def start(self) -> None:
        """Begin, if it does not run."""
        self._since = time.perf_counter() if self._since is None else self._since

    def stop(self) -> float:
        """End; the seconds so far."""
        self._kept, self._since = self.elapsed, None
        return self._kept

    def reset(self) -> None:
        """Back to nothing."""
        self._kept, self._since = 0.0, None

    @property
    def elapsed(self) -> float:
        """The seconds so far."""
        return self._kept + (time.perf_counter() - self._since if self._since is not None else 0.0)


class BoundedQueue:
    """A queue that holds so many items and no more.

    >>> queue = BoundedQueue(1)
    >>> queue.put(1), queue.is_full(), queue.get(), queue.is_empty(), len(queue)
    (None, True, 1, True, 0)
    >>> queue.get()  # else
    Traceback (most recent call last):
    IndexError: empty
    """

    def __init__(self, maxsize: int) -> None:
        self.maxsize = maxsize
        self._items: deque[Any] = deque()

    def put(self, item: Any) -> None:
        """Put an item at the end."""
        if self.is_full():
            raise OverflowError("the queue is full")  # else
        self._items.append(item)

    def get(self) -> Any:
        """Take the first item."""
        if not self._items:
            raise IndexError("the queue is empty")  # else
        return self._items.popleft()

    def is_full(self) -> bool:
        """Whether nothing more goes in."""
        return len(self._items) >= self.maxsize

    def is_empty(self) -> bool:
        """Whether there is nothing in it."""
        return not self._items

    def size(self) -> int:
        """How many items there are."""
        return len(self._items)

    def __len__(self) -> int:
        return len(self._items)


def grid_steps(
    grid: Sequence[Sequence[int]], start: tuple[int, int], end: tuple[int, int]
) -> int | None:
    """The fewest steps through a grid in which 0 is free, None if there is no way.

    >>> grid_steps([[0, 1, 0], [0, 0, 0]], (0, 0), (0, 2))
    4
    >>> grid_steps([[0, 1], [1, 0]], (0, 0), (1, 1))  # else
    """
    waiting, seen = deque([(tuple(start), 0)]), {tuple(start)}
    while waiting:
        (row, column), steps = waiting.popleft()
        if (row, column) == tuple(end):
            return steps
        for place in ((row + 1, column), (row - 1, column), (row, column + 1), (row, column - 1)):
            inside = 0 <= place[0] < len(grid) and 0 <= place[1] < len(grid[0])
            if inside and place not in seen and not grid[place[0]][place[1]]:
                seen.add(place)
                waiting.append((place, steps + 1))
    return None  # else


def parse_log(path: Path) -> list[dict[str, str]]:
    """Time, level and message of each line of a log.

    >>> _ = SAMPLE.write_text("2024-05-01 12:00:01 ERROR disk full\\n")
    >>> parse_log(SAMPLE)
    [{'time': '2024-05-01 12:00:01', 'level': 'ERROR', 'message': 'disk full'}]
    """
    pattern = r"^\[?(\d{4}-\d\d-\d\d[T ][\d:.,]+)\]?\s+\[?([A-Z]+)\]?:?\s+(.*)$"
    text = Path(path).read_text(encoding="utf-8", errors="replace")
    found = re.findall(pattern, text, re.MULTILINE)
    return [{"time": at, "level": level, "message": told} for at, level, told in found]


def merge_all(*mappings: Mapping[str, Any]) -> dict[str, Any]:
    """All of them in one new mapping, later ones going first; mappings in them are merged too.

    >>> merge_all({"a": {"b": 1}}, {"a": {"c": 2}}, {"d": 3})
    {'a': {'b': 1, 'c': 2}, 'd': 3}
    """
    merged: dict[str, Any] = {}
    for mapping in mappings:
        for key, value in mapping.items():
            known = merged.get(key)
            both = isinstance(known, Mapping) and isinstance(value, Mapping)
            merged[key] = merge_all(known or {}, value) if both else value
    return merged


def split_by_lines(source: Path, count: int = 1000) -> list[str]:
    """Split a text file into files of so many lines each: their names.

    >>> _ = SAMPLE.write_text("a\\nb\\nc\\n")
    >>> [Path(name).stem.split("_")[-1] for name in split_by_lines(SAMPLE, 2)]
    ['1', '2']
    """
    path = Path(source)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    names = []
    for number, at in enumerate(range(0, len(lines), count), 1):
        target = path.with_name(f"{path.stem}_{number}{path.suffix}")
        target.write_text("".join(lines[at : at + count]), encoding="utf-8")
        names.append(str(target))
    return names


def rows_only_in(left: Path, right: Path) -> list[str]:
    """The rows of a CSV file that another one does not have.

    >>> _ = SAMPLE.write_text("x,y\\n1,2\\n")
    >>> rows_only_in(SAMPLE, SAMPLE)
    []
    """
    tables = []
    for path in (left, right):
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            tables.append([tuple(row) for row in csv.reader(file)][1:])
    others = set(tables[1])
    return [",".join(row) for row in tables[0] if row not in others]
