"""Bricks: what else is asked for: logs, dates, small classes."""

import calendar
import codecs
import json
import logging
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from heapq import heappop, heappush
from itertools import groupby
from pathlib import Path
from typing import Any

SAMPLE = Path("sample.log")


def setup_logger(name: str, path: Path, level: int = logging.INFO) -> logging.Logger:
    """A logger that writes to the screen and to a file; asked for again, it is the same.

    >>> logger = setup_logger("tried", SAMPLE)
    >>> logger.propagate = False
    >>> setup_logger("tried", SAMPLE) is logger, len(logger.handlers)
    (True, 2)
    """
    logger = logging.getLogger(name)
    logger.setLevel(level)
    if not logger.handlers:
        form = logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s")
        for handler in (logging.StreamHandler(), logging.FileHandler(path, encoding="utf-8")):
            handler.setFormatter(form)
            logger.addHandler(handler)
    return logger


def date_range(start: str | date, end: str | date, step: int = 1) -> list[str]:
    """All dates from one to another, both of them included, or every so many days.

    >>> date_range("2024-01-30", "2024-02-01")
    ['2024-01-30', '2024-01-31', '2024-02-01']
    >>> date_range("2024-01-30", "2024-02-01", 2)
    ['2024-01-30', '2024-02-01']
    """
    first, last = (date.fromisoformat(str(each).strip()) for each in (start, end))
    days = range(0, (last - first).days + 1, step)
    return [(first + timedelta(days=n)).isoformat() for n in days]


def days_in_month(year: int, month: int) -> int:
    """How many days a month has.

    >>> days_in_month(2024, 2), days_in_month(2023, 2)
    (29, 28)
    """
    return calendar.monthrange(year, month)[1]


def clean_texts(items: Iterable[str]) -> list[str]:
    """The texts without blanks at their ends, without empty ones, each once, in their order.

    >>> clean_texts([" a ", "", "b", "a"])
    ['a', 'b']
    """
    trimmed = (item.strip() for item in items)
    return list(dict.fromkeys(item for item in trimmed if item))


def json_keys(source: Path) -> list[str]:
    """The keys of the object in a JSON file, those at the top.

    >>> _ = SAMPLE.write_text('{"a": 1, "b": 2}')
    >>> json_keys(SAMPLE)
    ['a', 'b']
    """
    content = json.loads(Path(source).read_text(encoding="utf-8-sig"))
    if not isinstance(content, dict):
        raise ValueError("the file must hold an object")
    return list(content)


def max_and_min(nums: Iterable[float]) -> tuple[float, float]:
    """The largest and the smallest of the numbers.

    >>> max_and_min([3, 1, 2])
    (3, 1)
    """
    ordered = sorted(nums)
    if not ordered:
        raise ValueError("there are no numbers")  # else
    return ordered[-1], ordered[0]


def min_and_max(nums: Iterable[float]) -> tuple[float, float]:
    """The smallest and the largest of the numbers.

    >>> min_and_max([3, 1, 2])
    (1, 3)
    """
    ordered = sorted(nums)
    if not ordered:
        raise ValueError("there are no numbers")  # else
    return ordered[0], ordered[-1]


def rot13(text: str) -> str:
    """The text in ROT13: each Latin letter moved on by thirteen.

    >>> rot13("Hello")
    'Uryyb'
    """
    return codecs.encode(text, "rot13")


def text_statistics(text: str) -> dict[str, int]:
    """How many lines, words and characters a text has.

    >>> text_statistics("a b\\nc")
    {'lines': 2, 'words': 3, 'chars': 5}
    """
    return {"lines": len(text.splitlines()), "words": len(text.split()), "chars": len(text)}


def find_anagrams(word: str, candidates: Iterable[str]) -> list[str]:
    """The candidates that have the letters of the word; case does not count.

    >>> find_anagrams("listen", ["enlists", "google", "Silent"])
    ['Silent']
    """
    letters = sorted(word.lower())
    return [each for each in candidates if sorted(each.lower()) == letters]


def evaluate_polynomial(coefficients: Sequence[float], x: float) -> float:
    """The value of a polynomial whose coefficients go from the lowest power to the highest.

    >>> evaluate_polynomial([1, 2, 3], 2)
    17
    """
    value: float = 0
    for coefficient in reversed(coefficients):
        value = value * x + coefficient
    return value


def compress_runs(text: str) -> str:
    """Runs of a character as the character and their length; a single one stays as it is.

    >>> compress_runs("aaabccc")
    'a3bc3'
    """
    runs = ((char, len(list(run))) for char, run in groupby(text))
    return "".join(char + (str(count) if count > 1 else "") for char, count in runs)


class Countdown:
    """Counts down to 1 in a loop.

    >>> list(Countdown(3))
    [3, 2, 1]
    """

    def __init__(self, start: int) -> None:
        self.current = start

    def __iter__(self) -> Iterator[int]:
        return self

    def __next__(self) -> int:
        if self.current < 1:
            raise StopIteration
        self.current -= 1
        return self.current + 1


class MaxPriorityQueue:
    """A queue in which the highest priority number goes first; of the same, what came first.

    >>> queue = MaxPriorityQueue()
    >>> queue.push("a", 1)
    >>> queue.push("b", 5)
    >>> len(queue), queue.peek(), queue.pop(), queue.pop(), queue.is_empty()
    (2, 'b', 'b', 'a', True)
    >>> queue.pop()  # else
    Traceback (most recent call last):
    IndexError: empty
    """

    def __init__(self) -> None:
        self._heap: list[tuple[float, int, Any]] = []
        self._count = 0

    def push(self, item: Any, priority: float = 0) -> None:
        """Put an item in."""
        heappush(self._heap, (-priority, self._count, item))
        self._count += 1

    def pop(self) -> Any:
        """Take the item with the highest priority number away and return it."""
        if not self._heap:
            raise IndexError("the queue is empty")  # else
        return heappop(self._heap)[-1]

    def peek(self) -> Any:
        """The item that goes next, which stays."""
        if not self._heap:
            raise IndexError("the queue is empty")  # else
        return self._heap[0][-1]

    def is_empty(self) -> bool:
        """Whether there is nothing."""
        return not self._heap

    def size(self) -> int:
        """How many items there are."""
        return len(self._heap)

    def __len__(self) -> int:
        return len(self._heap)


class Money:
    """An amount of one currency; amounts of the same can be added and compared.

    >>> Money(1, "EUR") + Money(2, "EUR") == Money(3, "EUR")
    True
    >>> (Money(5, "EUR") - Money(2, "EUR")).amount, Money(1, "EUR") < Money(2, "EUR")
    (3, True)
    >>> Money(1, "EUR") + Money(1, "USD")
    Traceback (most recent call last):
    ValueError: currencies
    """

    def __init__(self, amount: float, currency: str = "EUR") -> None:
        self.amount = amount
        self.currency = currency

    def _check(self, other: "Money") -> None:
        if self.currency != other.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not mix")

    def __add__(self, other: "Money") -> "Money":
        self._check(other)
        return Money(self.amount + other.amount, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        self._check(other)
        return Money(self.amount - other.amount, self.currency)

    def __lt__(self, other: "Money") -> bool:
        self._check(other)
        return self.amount < other.amount

    def __eq__(self, other: object) -> bool:
        same = isinstance(other, Money) and self.currency == other.currency
        return same and self.amount == other.amount

    def __hash__(self) -> int:
        return hash((self.amount, self.currency))

    def __repr__(self) -> str:
        return f"Money({self.amount!r}, {self.currency!r})"
