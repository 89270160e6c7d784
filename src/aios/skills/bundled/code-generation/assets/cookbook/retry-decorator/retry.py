"""Retry a function that fails now and then: exponential backoff with jitter, sync and async.

    @retry(exceptions=ConnectionError, max_retries=5)
    def fetch(): ...

The wait before retry n (from 0) is `base_delay_s * factor**n`, at most `max_delay_s`; with
jitter a random share of it is waited, so that many clients do not come back at one moment.
"""

import asyncio
import functools
import inspect
import logging
import random
import time
from collections.abc import Callable, Iterator
from typing import Any, ParamSpec, TypeVar, cast

MAX_RETRIES = 3
BASE_DELAY_S = 0.5
MAX_DELAY_S = 30.0
FACTOR = 2.0

P = ParamSpec("P")
R = TypeVar("R")
Exceptions = type[BaseException] | tuple[type[BaseException], ...]

log = logging.getLogger(__name__)


def delays_s(
    max_retries: int = MAX_RETRIES,
    base_delay_s: float = BASE_DELAY_S,
    max_delay_s: float = MAX_DELAY_S,
    factor: float = FACTOR,
    jitter: bool = True,
) -> Iterator[float]:
    """The seconds to wait before each retry."""
    if max_retries < 0 or base_delay_s < 0 or max_delay_s < 0 or factor < 1:
        raise ValueError("retries and delays must not be negative, and the factor at least 1")
    delay_s = min(base_delay_s, max_delay_s)
    for _ in range(max_retries):
        yield random.uniform(0, delay_s) if jitter else delay_s
        delay_s = min(delay_s * factor, max_delay_s)


def retry(
    *,
    exceptions: Exceptions = Exception,
    max_retries: int = MAX_RETRIES,
    base_delay_s: float = BASE_DELAY_S,
    max_delay_s: float = MAX_DELAY_S,
    factor: float = FACTOR,
    jitter: bool = True,
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Call again up to `max_retries` times when one of `exceptions` is raised.

    The last exception passes through unchanged. Works on functions and on `async def`.
    """
    settings = (max_retries, base_delay_s, max_delay_s, factor, jitter)
    next(delays_s(*settings), None)  # bad settings are refused when decorating, not at the call

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        if inspect.iscoroutinefunction(function):
            return cast("Callable[P, R]", retry_async(function, exceptions, settings))
        return retry_sync(function, exceptions, settings)

    return decorate


def retry_sync(
    function: Callable[P, R], exceptions: Exceptions, settings: tuple[Any, ...]
) -> Callable[P, R]:
    @functools.wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        for delay_s in delays_s(*settings):
            try:
                return function(*args, **kwargs)
            except exceptions as error:
                report(function, error, delay_s)
                time.sleep(delay_s)
        return function(*args, **kwargs)

    return wrapper


def retry_async(
    function: Callable[..., Any], exceptions: Exceptions, settings: tuple[Any, ...]
) -> Callable[..., Any]:
    @functools.wraps(function)
    async def wrapper(*args: Any, **kwargs: Any) -> Any:
        for delay_s in delays_s(*settings):
            try:
                return await function(*args, **kwargs)
            except exceptions as error:
                report(function, error, delay_s)
                await asyncio.sleep(delay_s)
        return await function(*args, **kwargs)

    return wrapper


def report(function: Callable[..., Any], error: BaseException, delay_s: float) -> None:
    log.warning("%s failed (%r); next try in %.2f s", function.__qualname__, error, delay_s)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    outcomes: Iterator[Exception | str] = iter(
        [ConnectionError("refused"), TimeoutError("slow"), "answer"]
    )

    @retry(exceptions=(ConnectionError, TimeoutError), max_retries=2, base_delay_s=0.1)
    def flaky() -> str:
        outcome = next(outcomes)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    print(flaky())
