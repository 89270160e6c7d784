"""Bricks: classes that keep books, values and listeners."""

from collections.abc import Callable
from typing import Any


class GradeBook:
    """Grades of students.

    >>> book = GradeBook()
    >>> for grade in (80, 91):
    ...     book.add_grade("Ida", grade)
    >>> book.add_grade("Bo", 70)
    >>> book.average("Ida"), book.class_average(), book.best_student(), book.grades("Bo")
    (85.5, 80.33, 'Ida', [70])
    >>> book.ranking()
    [('Ida', 85.5), ('Bo', 70.0)]
    >>> book.average("gone")  # else
    Traceback (most recent call last):
    KeyError: gone
    """

    def __init__(self) -> None:
        self._grades: dict[str, list[float]] = {}

    def add_grade(self, name: str, grade: float) -> None:
        """Note a grade."""
        self._grades.setdefault(name, []).append(grade)

    def grades(self, name: str) -> list[float]:
        """The grades of a student."""
        return list(self._grades.get(name, []))

    def average(self, name: str) -> float:
        """The mean of a student's grades."""
        if not self._grades.get(name):
            raise KeyError(name)  # else
        return sum(self._grades[name]) / len(self._grades[name])

    def class_average(self) -> float:
        """The mean of all grades, with two decimals."""
        everything = [grade for grades in self._grades.values() for grade in grades]
        return round(sum(everything) / len(everything), 2) if everything else 0.0

    def ranking(self) -> list[tuple[str, float]]:
        """Students and their means, the best first."""
        return sorted(
            ((name, self.average(name)) for name in self._grades), key=lambda pair: -pair[1]
        )

    def best_student(self) -> str | None:
        """Who has the best mean, None without any."""
        return self.ranking()[0][0] if self._grades else None


class ContactBook:
    """Names with telephone numbers and addresses.

    >>> book = ContactBook()
    >>> book.add("Ida", "555-1", "ida@mail.example")
    >>> book.get("Ida")
    {'name': 'Ida', 'phone': '555-1', 'email': 'ida@mail.example'}
    >>> book.search("id"), len(book)
    ([{'name': 'Ida', 'phone': '555-1', 'email': 'ida@mail.example'}], 1)
    >>> book.remove("Ida")
    >>> book.get("Ida")  # else
    """

    def __init__(self) -> None:
        self._contacts: dict[str, dict[str, str]] = {}

    def add(self, name: str, phone: str, email: str = "") -> None:
        """Keep a contact, or change one."""
        self._contacts[name] = {"name": name, "phone": phone, "email": email}

    def get(self, name: str) -> dict[str, str] | None:
        """The contact, None if there is none."""
        if name not in self._contacts:
            return None  # else
        return dict(self._contacts[name])

    def remove(self, name: str) -> None:
        """Forget a contact."""
        if name not in self._contacts:
            raise KeyError(name)  # else
        del self._contacts[name]

    def search(self, text: str) -> list[dict[str, str]]:
        """The contacts in whose name the text stands, whatever its case."""
        return [c for c in self._contacts.values() if text.lower() in c["name"].lower()]

    def list(self) -> list[dict[str, str]]:
        """All contacts, by name."""
        return [self._contacts[name] for name in sorted(self._contacts)]

    def __len__(self) -> int:
        return len(self._contacts)


class Library:
    """Books that are lent and brought back.

    >>> library = Library()
    >>> library.add_book("Emma")
    >>> library.borrow("Emma")
    >>> library.is_available("Emma"), library.available_books()
    (False, [])
    >>> library.return_book("Emma")
    >>> library.is_available("Emma"), library.available_books()
    (True, ['Emma'])
    >>> library.borrow("gone")  # else
    Traceback (most recent call last):
    ValueError: gone
    """

    def __init__(self) -> None:
        self._lent: dict[str, bool] = {}

    def add_book(self, title: str) -> None:
        """Put a book on the shelf."""
        self._lent.setdefault(title, False)

    def remove_book(self, title: str) -> None:
        """Take a book away for good."""
        self._lent.pop(title, None)

    def borrow(self, title: str) -> None:
        """Lend a book; refused where it is not there."""
        if self._lent.get(title, True):
            raise ValueError(f"{title} is not there")  # else
        self._lent[title] = True

    def return_book(self, title: str) -> None:
        """Bring a book back; refused where it was not lent."""
        if not self._lent.get(title):
            raise ValueError(f"{title} was not lent")  # else
        self._lent[title] = False

    def is_available(self, title: str) -> bool:
        """Whether the book can be borrowed."""
        return self._lent.get(title) is False

    def available_books(self) -> list[str]:
        """The books that can be borrowed, by title."""
        return sorted(title for title, lent in self._lent.items() if not lent)


class KeyValueStore:
    """Values by key.

    >>> store = KeyValueStore()
    >>> store.set("a", 1)
    >>> store.get("a"), store.exists("a"), store.keys(), len(store)
    (1, True, ['a'], 1)
    >>> store.delete("a")
    True
    >>> store.get("a", 5), store.exists("a")
    (5, False)
    """

    def __init__(self) -> None:
        self._values: dict[str, Any] = {}

    def set(self, key: str, value: Any) -> None:
        """Keep a value."""
        self._values[key] = value

    def get(self, key: str, default: Any = None) -> Any:
        """The value of the key, the default if it is not there."""
        if key not in self._values:
            return default  # else
        return self._values[key]

    def delete(self, key: str) -> bool:
        """Forget a key; whether it was there."""
        if key not in self._values:
            return False  # else
        del self._values[key]
        return True

    def exists(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self._values

    def keys(self) -> list[str]:
        """All keys."""
        return list(self._values)

    def clear(self) -> None:
        """Forget everything."""
        self._values.clear()

    def __len__(self) -> int:
        return len(self._values)


class EventBus:
    """Calls whoever asked to hear of an event.

    >>> bus, heard = EventBus(), []
    >>> bus.subscribe("saved", heard.append)
    >>> bus.publish("saved", 5)
    1
    >>> bus.unsubscribe("saved", heard.append)
    >>> bus.once("saved", heard.append)
    >>> bus.publish("saved", 6), bus.publish("saved", 7), heard
    (1, 0, [5, 6])
    """

    def __init__(self) -> None:
        self._handlers: dict[str, list[tuple[Callable[..., Any], bool]]] = {}

    def subscribe(self, event: str, handler: Callable[..., Any]) -> None:
        """Have the handler called at each such event."""
        self._handlers.setdefault(event, []).append((handler, False))

    def unsubscribe(self, event: str, handler: Callable[..., Any]) -> None:
        """Have the handler called no more."""
        known = self._handlers.get(event, [])
        found = next((pair for pair in known if pair[0] == handler), None)
        if found is not None:
            known.remove(found)

    def publish(self, event: str, *args: Any, **kwargs: Any) -> int:
        """Call the handlers of the event with what is given; how many there were."""
        handlers = self._handlers.get(event, [])
        self._handlers[event] = [pair for pair in handlers if not pair[1]]
        for handler, _ in handlers:
            handler(*args, **kwargs)
        return len(handlers)

    def once(self, event: str, handler: Callable[..., Any]) -> None:
        """Have the handler called at the next such event only."""
        self._handlers.setdefault(event, []).append((handler, True))


class NumberLog:
    """Numbers that are noted, and what they tell.

    >>> log = NumberLog()
    >>> log.average()  # else
    >>> for number in (10, 20, 15):
    ...     log.add(number)
    >>> log.average(), log.max(), log.min(), log.count(), log.total(), log.last(), len(log)
    (15.0, 20, 10, 3, 45, 15, 3)
    >>> log.median(), log.values()
    (15, [10, 20, 15])
    """

    def __init__(self) -> None:
        self._values: list[float] = []

    def add(self, value: float) -> None:
        """Note a number."""
        self._values.append(value)

    def average(self) -> float | None:
        """The mean, None without any number."""
        if not self._values:
            return None  # else
        return sum(self._values) / len(self._values)

    def median(self) -> float | None:
        """The middle value, None without any number."""
        if not self._values:
            return None  # else
        ordered, half = sorted(self._values), len(self._values) // 2
        if len(ordered) % 2:
            return ordered[half]
        return (ordered[half - 1] + ordered[half]) / 2

    def max(self) -> float | None:
        """The largest number, None without any."""
        if not self._values:
            return None  # else
        return sorted(self._values)[-1]

    def min(self) -> float | None:
        """The smallest number, None without any."""
        if not self._values:
            return None  # else
        return sorted(self._values)[0]

    def last(self) -> float | None:
        """The number noted last, None without any."""
        if not self._values:
            return None  # else
        return self._values[-1]

    def total(self) -> float:
        """The sum."""
        return sum(self._values)

    def count(self) -> int:
        """How many numbers there are."""
        return len(self._values)

    def values(self) -> list[float]:
        """The numbers in their order."""
        return list(self._values)

    def clear(self) -> None:
        """Forget all numbers."""
        self._values.clear()

    def __len__(self) -> int:
        return len(self._values)
