"""Measure how long functions and blocks take."""

import functools
import inspect
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any, ParamSpec, TypeVar, cast

P = ParamSpec("P")
R = TypeVar("R")


def timed(function: Callable[P, R], report: Callable[[str], None] = print) -> Callable[P, R]:
    """The function, reporting the time of every call, also of those that raise."""
    name = getattr(function, "__qualname__", repr(function))

    @functools.wraps(function)
    def plain(*args: P.args, **kwargs: P.kwargs) -> R:
        with measured(name, report):
            return function(*args, **kwargs)

    @functools.wraps(function)
    async def waiting(*args: P.args, **kwargs: P.kwargs) -> Any:
        with measured(name, report):
            return await cast(Awaitable[Any], function(*args, **kwargs))

    # A coroutine function gives an awaitable, which is its R.
    return cast(Callable[P, R], waiting) if inspect.iscoroutinefunction(function) else plain


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
