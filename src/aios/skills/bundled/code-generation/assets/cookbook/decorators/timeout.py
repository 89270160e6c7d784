"""A time limit for functions: TimeoutError where one takes too long, plain or async."""

import asyncio
import functools
import inspect
import threading
import time
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast

TIMEOUT_S = 5.0

P = ParamSpec("P")
R = TypeVar("R")


def timeout(seconds: float = TIMEOUT_S) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """A decorator: the caller gets TimeoutError after so many seconds.

    A plain function runs in a thread of its own, which nothing can stop: it goes on unheard. A
    coroutine is cancelled.
    """
    if seconds <= 0:
        raise ValueError(f"seconds must be above 0, not {seconds}")

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        if inspect.iscoroutinefunction(function):
            return cast("Callable[P, R]", _limited_async(function, seconds))
        return _limited(function, seconds)

    return decorate


def _limited(function: Callable[P, R], seconds: float) -> Callable[P, R]:
    @functools.wraps(function)
    def limited(*args: P.args, **kwargs: P.kwargs) -> R:
        values: list[R] = []
        errors: list[BaseException] = []

        def run() -> None:
            try:
                values.append(function(*args, **kwargs))
            except BaseException as error:  # noqa: BLE001 - it is raised where it was called
                errors.append(error)

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        thread.join(seconds)
        if errors:
            raise errors[0]
        if not values:
            raise TimeoutError(f"{function.__qualname__} took longer than {seconds:g} s")
        return values[0]

    return limited


def _limited_async(function: Callable[..., Any], seconds: float) -> Callable[..., Any]:
    @functools.wraps(function)
    async def limited(*args: Any, **kwargs: Any) -> Any:
        limit = asyncio.timeout(seconds)
        try:
            async with limit:
                return await function(*args, **kwargs)
        except TimeoutError as error:
            if not limit.expired():  # the function's own
                raise
            told = f"{function.__qualname__} took longer than {seconds:g} s"
            raise TimeoutError(told) from error

    return limited


if __name__ == "__main__":

    @timeout(0.1)
    def slow() -> None:
        """Take a second."""
        time.sleep(1)

    try:
        slow()
    except TimeoutError as late:
        print(late)
