"""Measure how long functions and blocks take."""

import functools
import inspect
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])


def timed(function: F, report: Callable[[str], None] = print) -> F:
    """The function, reporting the time of every call, also of those that raise."""
    name = getattr(function, "__qualname__", repr(function))

    @functools.wraps(function)
    def plain(*args: Any, **kwargs: Any) -> Any:
        with measured(name, report):
            return function(*args, **kwargs)

    @functools.wraps(function)
    async def waiting(*args: Any, **kwargs: Any) -> Any:
        with measured(name, report):
            return await function(*args, **kwargs)

    return waiting if inspect.iscoroutinefunction(function) else plain  # type: ignore[return-value]


@contextmanager
def measured(name: str, report: Callable[[str], None] = print) -> Iterator[None]:
    """Report how long the block took."""
    start_s = time.perf_counter()
    try:
        yield
    finally:
        report(f"{name} took {time.perf_counter() - start_s:.6f} s")


@timed
def total(count: int) -> int:
    """Something that takes time."""
    return sum(range(count))


if __name__ == "__main__":
    print(total(1_000_000))
