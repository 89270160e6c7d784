"""Bricks: functions put together, jobs in queues, and the best of every group."""

import asyncio
import fnmatch
import queue
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any


class Pipeline:
    """Functions that a value goes through, one after the other.

    >>> Pipeline().add(str.strip).add(len).run(" ab ")
    2
    >>> line = Pipeline(abs).add(str)
    >>> line(-3), len(line)
    ('3', 2)
    """

    def __init__(self, *functions: Callable[[Any], Any]) -> None:
        self._functions = list(functions)

    def add(self, func: Callable[[Any], Any]) -> "Pipeline":
        """One more function at the end."""
        self._functions.append(func)
        return self

    def run(self, value: Any) -> Any:
        """What becomes of a value."""
        for func in self._functions:
            value = func(value)
        return value

    def __call__(self, value: Any) -> Any:
        return self.run(value)

    def __len__(self) -> int:
        return len(self._functions)


class TaskQueue:
    """Threads that work off the calls they are given; results and errors are kept.

    >>> tasks = TaskQueue(2)
    >>> tasks.add(abs, -1)
    >>> tasks.add(int, "x")
    >>> tasks.wait()
    [1]
    >>> tasks.results, [type(error).__name__ for error in tasks.errors]
    ([1], ['ValueError'])
    """

    def __init__(self, workers: int = 4) -> None:
        self.results: list[Any] = []
        self.errors: list[Exception] = []
        self._made: dict[int, Any] = {}
        self._given = 0
        self._waiting: queue.Queue[Any] = queue.Queue()
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._work, daemon=True) for _ in range(workers)]
        for thread in self._threads:
            thread.start()

    def add(self, func: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
        """One more call to do."""
        self._waiting.put((self._given, func, args, kwargs))
        self._given += 1

    def wait(self) -> list[Any]:
        """Wait until all is done: the results in the order of the calls."""
        self._waiting.join()
        self.results[:] = [self._made[number] for number in sorted(self._made)]
        return self.results

    def close(self) -> None:
        """Wait, and end the threads."""
        self.wait()
        for _ in self._threads:
            self._waiting.put(None)

    def _work(self) -> None:
        while (job := self._waiting.get()) is not None:
            number, func, args, kwargs = job
            try:
                result = func(*args, **kwargs)
                with self._lock:
                    self._made[number] = result
            except Exception as error:  # noqa: BLE001 - whatever it is, it is kept
                with self._lock:
                    self.errors.append(error)
            finally:
                self._waiting.task_done()


class ObjectPool:
    """Things that are lent out and come back: no more than so many are made.

    >>> pool = ObjectPool(list, 2)
    >>> one, other = pool.acquire(), pool.acquire()
    >>> pool.available(), pool.in_use()
    (0, 2)
    >>> pool.acquire()  # else
    Traceback (most recent call last):
    RuntimeError: none
    >>> pool.release(one)
    >>> pool.acquire() is one
    True
    """

    def __init__(self, factory: Callable[[], Any], max_size: int = 10) -> None:
        self._factory = factory
        self.max_size = max_size
        self._free: list[Any] = []
        self._lent: list[Any] = []

    def acquire(self) -> Any:
        """A thing that is free, or a new one."""
        if not self._free and len(self._lent) >= self.max_size:
            raise RuntimeError("all are in use")  # else
        thing = self._free.pop() if self._free else self._factory()
        self._lent.append(thing)
        return thing

    def release(self, thing: Any) -> None:
        """Give a thing back."""
        place = next((n for n, lent in enumerate(self._lent) if lent is thing), None)
        if place is None:
            raise ValueError("it was not lent out")
        self._free.append(self._lent.pop(place))

    def available(self) -> int:
        """How many can still be had."""
        return self.max_size - len(self._lent)

    def in_use(self) -> int:
        """How many are lent out."""
        return len(self._lent)


class AsyncLimiter:
    """Lets so many through in a time, whoever comes more waits: `async with limiter`.

    >>> async def tried() -> bool:
    ...     limiter = AsyncLimiter(2, 0.05)
    ...     begun = time.monotonic()
    ...     for _ in range(3):
    ...         async with limiter:
    ...             pass
    ...     return time.monotonic() - begun >= 0.045
    >>> asyncio.run(tried())
    True
    """

    def __init__(self, max_calls: int, period: float = 1.0) -> None:
        self.max_calls = max_calls
        self.period = period
        self._times: list[float] = []
        self._lock = asyncio.Lock()

    async def acquire(self) -> None:
        """Wait until one more may go through."""
        async with self._lock:
            while True:
                now = time.monotonic()
                self._times = [at for at in self._times if now - at < self.period]
                if len(self._times) < self.max_calls:
                    break
                await asyncio.sleep(self._times[0] + self.period - now)
            self._times.append(now)

    async def __aenter__(self) -> "AsyncLimiter":
        await self.acquire()
        return self

    async def __aexit__(self, *_: Any) -> None:
        return None


class TopicBus:
    """Functions that are told of what is published under topics; "user.*" stands for many.

    >>> seen, bus = [], TopicBus()
    >>> bus.subscribe("user.*", seen.append)
    >>> bus.publish("user.made", 1), bus.publish("shop", 2), seen
    (1, 0, [1])
    >>> bus.unsubscribe("user.*", seen.append)
    True
    """

    def __init__(self) -> None:
        self._handlers: defaultdict[str, list[Callable[..., Any]]] = defaultdict(list)

    def subscribe(self, topic: str, handler: Callable[..., Any]) -> None:
        """Have a function told of what is published under the topic."""
        self._handlers[topic].append(handler)

    def unsubscribe(self, topic: str, handler: Callable[..., Any]) -> bool:
        """Tell a function no more; False if it was not told."""
        if handler not in self._handlers[topic]:
            return False
        self._handlers[topic].remove(handler)
        return True

    def publish(self, topic: str, *data: Any) -> int:
        """Tell everybody: how many were told."""
        told = [
            handler
            for wanted, handlers in list(self._handlers.items())
            if fnmatch.fnmatchcase(topic, wanted)
            for handler in list(handlers)
        ]
        for handler in told:
            handler(*data)
        return len(told)


def top_per_group(
    rows: Iterable[Mapping[str, Any]], group: str, value: str, n: int = 3
) -> dict[Any, list[Any]]:
    """For each group the rows with the highest values, so many of them.

    >>> rows = [{"g": "a", "v": 1}, {"g": "a", "v": 3}, {"g": "b", "v": 2}]
    >>> top_per_group(rows, "g", "v", 1)
    {'a': [{'g': 'a', 'v': 3}], 'b': [{'g': 'b', 'v': 2}]}
    """
    groups: dict[Any, list[Any]] = {}
    for row in rows:
        groups.setdefault(row[group], []).append(row)
    return {
        name: sorted(own, key=lambda row: row[value], reverse=True)[:n]
        for name, own in groups.items()
    }


def rows_to_markdown(rows: Iterable[Mapping[str, Any]], headers: list[str] | None = None) -> str:
    """A list of dicts as a Markdown table, its columns as wide as what stands in them.

    >>> rows_to_markdown([{"a": 1, "b": "xyz"}, {"a": 22}]).splitlines()
    ['| a  | b   |', '| -- | --- |', '| 1  | xyz |', '| 22 |     |']
    """
    rows = list(rows)
    names = list(headers or dict.fromkeys(name for row in rows for name in row))
    cells = [["" if row.get(n) is None else str(row[n]) for n in names] for row in rows]
    widths = [max(2, *(len(row[i]) for row in [names, *cells])) for i in range(len(names))]
    lines = [names, ["-" * width for width in widths], *cells]
    padded = ([c.ljust(w) for c, w in zip(line, widths, strict=True)] for line in lines)
    return "\n".join(f"| {' | '.join(line)} |" for line in padded)
