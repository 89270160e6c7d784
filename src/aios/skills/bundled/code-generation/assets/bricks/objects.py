"""Bricks: shapes, people with a salary, and what moves from one state to another."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import Any


@dataclass
class Rectangle:
    """A rectangle.

    >>> box = Rectangle(2, 3)
    >>> box.area(), box.perimeter(), box.is_square(), box.scale(2) == Rectangle(4, 6)
    (6, 10, False, True)
    >>> Rectangle(-1, 2)
    Traceback (most recent call last):
    ValueError: negative
    """

    width: float
    height: float

    def __post_init__(self) -> None:
        if self.width < 0 or self.height < 0:
            raise ValueError("a side cannot be negative")

    def area(self) -> float:
        """Width times height."""
        return self.width * self.height

    def perimeter(self) -> float:
        """The length of all sides."""
        return 2 * (self.width + self.height)

    def is_square(self) -> bool:
        """Whether all sides are equally long."""
        return self.width == self.height

    def diagonal(self) -> float:
        """From corner to corner."""
        return math.hypot(self.width, self.height)

    def scale(self, factor: float) -> "Rectangle":
        """A rectangle that many times as wide and high."""
        return Rectangle(self.width * factor, self.height * factor)


@dataclass
class Circle:
    """A circle.

    >>> circle = Circle(1)
    >>> round(circle.area(), 2), round(circle.circumference(), 2), circle.diameter()
    (3.14, 6.28, 2)
    >>> Circle(-1)
    Traceback (most recent call last):
    ValueError: negative
    """

    radius: float

    def __post_init__(self) -> None:
        if self.radius < 0:
            raise ValueError("the radius cannot be negative")

    def area(self) -> float:
        """How much it covers."""
        return math.pi * self.radius**2

    def circumference(self) -> float:
        """The way round it."""
        return 2 * math.pi * self.radius

    def diameter(self) -> float:
        """The way across."""
        return 2 * self.radius

    def scale(self, factor: float) -> "Circle":
        """A circle with a radius that many times as long."""
        return Circle(self.radius * factor)


@dataclass
class Triangle:
    """A triangle of three sides.

    >>> triangle = Triangle(3, 4, 5)
    >>> triangle.area(), triangle.perimeter(), triangle.is_right(), triangle.kind()
    (6.0, 12, True, 'scalene')
    >>> Triangle(1, 1, 9)
    Traceback (most recent call last):
    ValueError: sides
    """

    a: float
    b: float
    c: float

    def __post_init__(self) -> None:
        short, middle, long = sorted((self.a, self.b, self.c))
        if short <= 0 or short + middle <= long:
            raise ValueError("these sides make no triangle")

    def area(self) -> float:
        """How much it covers, by Heron's formula."""
        half = self.perimeter() / 2
        return math.sqrt(half * (half - self.a) * (half - self.b) * (half - self.c))

    def perimeter(self) -> float:
        """The length of all sides."""
        return self.a + self.b + self.c

    def is_right(self) -> bool:
        """Whether it has a right angle."""
        short, middle, long = sorted((self.a, self.b, self.c))
        return math.isclose(short**2 + middle**2, long**2)

    def kind(self) -> str:
        """Equilateral, isosceles or scalene."""
        return {1: "equilateral", 2: "isosceles"}.get(len({self.a, self.b, self.c}), "scalene")


@dataclass
class Product:
    """So many of something, at a price each.

    >>> Product("pen", 2.5, 4).total(), Product("pen", 10).discounted(20)
    (10.0, 8.0)
    """

    name: str
    price: float
    quantity: int = 1

    def total(self) -> float:
        """The price of all of them."""
        return self.price * self.quantity

    def discounted(self, percent: float) -> float:
        """The price of one with so many percent taken off."""
        return self.price * (100 - percent) / 100


class Employee:
    """Somebody with a salary.

    >>> ann = Employee("Ann", 1000)
    >>> ann.raise_salary(10)
    1100.0
    >>> ann.annual_salary(), str(ann)
    (13200.0, 'Ann: 1100.00')
    """

    def __init__(self, name: str, salary: float = 0) -> None:
        self.name = name
        self.salary = salary

    def raise_salary(self, percent: float) -> float:
        """Pay more by so many percent; the new salary."""
        self.salary = round(self.salary * (100 + percent) / 100, 10)
        return self.salary

    def annual_salary(self) -> float:
        """Twelve months of it."""
        return self.salary * 12

    def __str__(self) -> str:
        return f"{self.name}: {self.salary:.2f}"

    def __repr__(self) -> str:
        return f"Employee({self.name!r}, {self.salary!r})"


class TrafficLight:
    """A light that goes from red to green, to yellow, and to red again.

    >>> light = TrafficLight()
    >>> light.state, light.next(), light.next(), light.next()
    ('red', 'green', 'yellow', 'red')
    """

    def __init__(self, state: str = "red") -> None:
        self.order = ["red", "green", "yellow"]
        self.state = state

    def next(self) -> str:
        """Go on to the next state, and tell it."""
        self.state = self.order[(self.order.index(self.state) + 1) % len(self.order)]
        return self.state

    def reset(self) -> None:
        """Start again with the first state."""
        self.state = self.order[0]


class StateMachine:
    """Moves from state to state by events: {(state, event): next} or {state: {event: next}}.

    >>> machine = StateMachine("open", {("open", "close"): "closed", ("closed", "open"): "open"})
    >>> machine.can("close"), machine.trigger("close"), machine.state, machine.history()
    (True, 'closed', 'closed', ['open', 'closed'])
    >>> StateMachine("a", {"a": {"go": "b"}}).trigger("go")
    'b'
    >>> machine.trigger("close")  # else
    Traceback (most recent call last):
    ValueError: closed
    """

    def __init__(self, initial: Any, transitions: Mapping[Any, Any] | None = None) -> None:
        self.state = initial
        self._states = [initial]
        self._ways: dict[tuple[Any, Any], Any] = {}
        for key, value in (transitions or {}).items():
            if isinstance(value, Mapping):
                self._ways |= {(key, event): after for event, after in value.items()}
            elif isinstance(value, list | set):
                self._ways |= {(key, after): after for after in value}
            else:
                self._ways[key] = value

    def add_transition(self, source: Any, event: Any, target: Any) -> None:
        """Let an event lead from one state to another."""
        self._ways[source, event] = target

    def can(self, event: Any) -> bool:
        """Whether the event is allowed now."""
        return (self.state, event) in self._ways

    def trigger(self, event: Any) -> Any:
        """Go where the event leads, and tell the state."""
        if not self.can(event):
            raise ValueError(f"{event!r} is not allowed in the state {self.state!r}")  # else
        self.state = self._ways[self.state, event]
        self._states.append(self.state)
        return self.state

    def history(self) -> list[Any]:
        """All states, the first one first."""
        return list(self._states)


class TextEditor:
    """A text that is typed and deleted at its end, with undo and redo.

    >>> editor = TextEditor()
    >>> editor.type("hello"), editor.delete(3), editor.text
    ('hello', 'he', 'he')
    >>> editor.undo(), editor.undo(), editor.redo()
    ('hello', '', 'hello')
    >>> editor.type("!").endswith("!"), editor.undone(), editor.redone(), editor.redone()
    (True, True, True, False)
    """

    def __init__(self, text: str = "") -> None:
        self.text = text
        self._before: list[str] = []
        self._after: list[str] = []

    def type(self, text: str) -> str:
        """Put text at the end."""
        return self._change(self.text + text)

    def delete(self, n: int = 1) -> str:
        """Take the last characters away."""
        return self._change(self.text[: max(len(self.text) - n, 0)])

    def undo(self) -> str:
        """Take the last change back, if there is one."""
        return self._move(self._before, self._after)

    def redo(self) -> str:
        """Do again what was taken back last, if anything was."""
        return self._move(self._after, self._before)

    def undone(self) -> bool:
        """Take the last change back; whether there was one."""
        there = bool(self._before)
        self._move(self._before, self._after)
        return there

    def redone(self) -> bool:
        """Do again what was taken back last; whether anything was."""
        there = bool(self._after)
        self._move(self._after, self._before)
        return there

    def show(self) -> str:
        """The text as it is."""
        return self.text

    def _change(self, text: str) -> str:
        self._before.append(self.text)
        self._after.clear()
        self.text = text
        return text

    def _move(self, source: list[str], target: list[str]) -> str:
        if source:
            target.append(self.text)
            self.text = source.pop()
        return self.text


class ThreadPool:
    """Threads that do what is submitted.

    >>> pool = ThreadPool(2)
    >>> for number in (1, 2, 3):
    ...     _ = pool.submit(pow, number, 2)
    >>> pool.wait(), pool.map(abs, [-1, 2])
    ([1, 4, 9], [1, 2])
    >>> pool.shutdown()
    """

    def __init__(self, workers: int = 4) -> None:
        self._pool = ThreadPoolExecutor(max_workers=workers)
        self._given: list[Future[Any]] = []

    def submit(self, func: Callable[..., Any], *args: Any, **kwargs: Any) -> "Future[Any]":
        """Have a function called; its result() waits for it."""
        self._given.append(self._pool.submit(func, *args, **kwargs))
        return self._given[-1]

    def wait(self) -> list[Any]:
        """Wait until all is done: the results in the order they were asked for."""
        given, self._given = self._given, []
        return [each.result() for each in given]

    def map(self, func: Callable[[Any], Any], items: Iterable[Any]) -> list[Any]:
        """What the function makes of each item, in order."""
        return list(self._pool.map(func, items))

    def shutdown(self) -> None:
        """End the threads when all is done."""
        self._pool.shutdown(wait=True)

    def __enter__(self) -> "ThreadPool":
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()


class Polygon:
    """A polygon given by its corners.

    >>> shape = Polygon([(0, 0), (4, 0), (4, 3)])
    >>> shape.area(), shape.perimeter()
    (6.0, 12.0)
    """

    def __init__(self, points: Sequence[Sequence[float]]) -> None:
        self.points = [tuple(point) for point in points]

    def area(self) -> float:
        """How much it covers."""
        round_trip = pairwise([*self.points, self.points[0]])
        return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in round_trip)) / 2

    def perimeter(self) -> float:
        """The length of all sides."""
        return sum(math.dist(a, b) for a, b in pairwise([*self.points, self.points[0]]))
