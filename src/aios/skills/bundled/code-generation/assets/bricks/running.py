"""Bricks: how functions are run: in threads, again, in time, once."""

import asyncio
import functools
import random
import threading
import time
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from typing import Any


def run_parallel(
    func: Callable[[Any], Any],
    items: Iterable[Any],
    workers: int = 4,
    keep_errors: bool = False,
    none_for_errors: bool = False,
) -> list[Any]:
    """Call the function for each item in a pool of threads: the results in the order of the items;
    with `keep_errors` the error of one that fails stands in place of its result, or None.

    >>> run_parallel(str, [3, 1, 2], 2), run_parallel(str, [])
    (['3', '1', '2'], [])
    >>> run_parallel(int, ["3", "x"], keep_errors=True)[0]
    3
    """

    def one(item: Any) -> Any:
        try:
            return func(item)
        except Exception as error:
            if not keep_errors and not none_for_errors:
                raise
            return None if none_for_errors else error

    with ThreadPoolExecutor(max_workers=workers) as pool:
        return list(pool.map(one, items))


def run_processes(func: Callable[[Any], Any], items: Iterable[Any], workers: int = 4) -> list[Any]:
    """Call the function for each item in a pool of processes: the results in order.

    >>> run_processes(abs, [-1, 2], 2)
    [1, 2]
    """
    with ProcessPoolExecutor(max_workers=workers) as pool:
        return list(pool.map(func, items))


async def gather_limited(coros: Iterable[Any], limit: int = 5) -> list[Any]:
    """Await all of them, never more than `limit` at once: the results in their order.

    They are coroutines, or functions that make them.

    >>> asyncio.run(gather_limited([asyncio.sleep(0, "a"), asyncio.sleep(0, "b")], 1))
    ['a', 'b']
    """
    gate = asyncio.Semaphore(limit)

    async def one(coro: Awaitable[Any]) -> Any:
        async with gate:
            return await (coro() if callable(coro) else coro)

    return list(await asyncio.gather(*map(one, coros)))


async def map_async(
    func: Callable[[Any], Awaitable[Any]], items: Iterable[Any], limit: int = 5
) -> list[Any]:
    """Await the function for each item, never more than `limit` at once: the results in order.

    >>> asyncio.run(map_async(lambda n: asyncio.sleep(0, n * 2), [1, 2, 3], 2))
    [2, 4, 6]
    """
    gate = asyncio.Semaphore(limit)

    async def one(item: Any) -> Any:
        async with gate:
            return await func(item)

    return list(await asyncio.gather(*map(one, items)))


def retry(
    times: int = 3,
    delay: float = 1.0,
    backoff: float = 1.0,
    exceptions: type[BaseException] | tuple[type[BaseException], ...] = Exception,
    jitter: float = 0.0,
) -> Callable[..., Any]:
    """A decorator that calls a function up to so many times until it does not fail.

    The wait after each failure is multiplied by `backoff`; the last exception is raised.

    >>> seen = []
    >>> @retry(times=3, delay=0)
    ... def flaky():
    ...     seen.append(1)
    ...     return 1 / (len(seen) - 2)
    >>> flaky(), len(seen)
    (-1.0, 1)
    >>> @retry(times=2, delay=0)
    ... def broken():
    ...     seen.append(2)
    ...     raise KeyError("x")
    >>> broken()
    Traceback (most recent call last):
    KeyError: x
    >>> seen
    [1, 2, 2]
    """

    def decorate(func: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(func)
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            wait = delay
            for attempt in range(1, times + 1):
                try:
                    return func(*args, **kwargs)
                except exceptions:
                    if attempt == times:
                        raise
                time.sleep(wait + random.uniform(0, jitter))
                wait *= backoff
            return None

        return wrapper

    return decorate


def retry_call(func: Callable[[], Any], times: int = 3, delay: float = 1.0) -> Any:
    """Call the function up to so many times until it does not fail; the last exception is raised.

    >>> seen = []
    >>> retry_call(lambda: seen.append(1) or 5, 3, 0), len(seen)
    (5, 1)
    >>> retry_call(lambda: seen.append(1) or 1 / 0, 3, 0)
    Traceback (most recent call last):
    ZeroDivisionError: x
    >>> len(seen)
    4
    """
    for attempt in range(1, times + 1):
        try:
            return func()
        except Exception:
            if attempt == times:
                raise
        time.sleep(delay)
    return None


def timed(func: Callable[..., Any]) -> Callable[..., Any]:
    """A decorator that prints how long each call of the function takes.

    >>> timed(len)("abc")  # doctest: +ELLIPSIS
    len took ... s
    3
    """

    @functools.wraps(func)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        start = time.perf_counter()
        try:
            return func(*args, **kwargs)
        finally:
            print(f"{func.__name__} took {time.perf_counter() - start:.6f} s")

    return wrapper


def memoize(func: Callable[..., Any]) -> Callable[..., Any]:
    """A decorator that remembers what the function gave for the same arguments.

    >>> seen = []
    >>> double = memoize(lambda n: seen.append(n) or 2 * n)
    >>> double(2), double(2), seen
    (4, 4, [2])
    """
    cache: dict[Any, Any] = {}

    @functools.wraps(func)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        key = (args, tuple(sorted(kwargs.items())))
        if key not in cache:
            cache[key] = func(*args, **kwargs)
        return cache[key]

    return wrapper


def cached_for(seconds: float) -> Callable[..., Any]:
    """A decorator that remembers what the function gave for the same arguments, for a time.

    >>> seen = []
    >>> double = cached_for(0.05)(lambda n: seen.append(n) or 2 * n)
    >>> double(2), double(2), len(seen)
    (4, 4, 1)
    >>> time.sleep(0.06)
    >>> double(2), len(seen)
    (4, 2)
    """

    def decorate(func: Callable[..., Any]) -> Callable[..., Any]:
        cache: dict[Any, tuple[float, Any]] = {}

        @functools.wraps(func)
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            key, now = (args, tuple(sorted(kwargs.items()))), time.monotonic()
            if key not in cache or cache[key][0] <= now:
                cache[key] = (now + seconds, func(*args, **kwargs))
            return cache[key][1]

        wrapper.clear = wrapper.cache_clear = cache.clear  # type: ignore[attr-defined]
        return wrapper

    return decorate


def log_calls(func: Callable[..., Any]) -> Callable[..., Any]:
    """A decorator that prints each call of the function with its arguments and its result.

    >>> log_calls(max)(1, 2)
    max(1, 2) -> 2
    2
    """

    @functools.wraps(func)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        given = ", ".join([*map(repr, args), *(f"{k}={v!r}" for k, v in kwargs.items())])
        result = func(*args, **kwargs)
        print(f"{func.__name__}({given}) -> {result!r}")
        return result

    return wrapper


def count_calls(func: Callable[..., Any]) -> Callable[..., Any]:
    """A decorator that counts the calls of a function in its attribute `calls`.

    >>> counted = count_calls(len)
    >>> counted("ab"), counted(""), counted.calls
    (2, 0, 2)
    """

    @functools.wraps(func)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        wrapper.calls += 1
        return func(*args, **kwargs)

    wrapper.calls = 0
    return wrapper


def rate_limited(max_calls: int, period: float = 1.0) -> Callable[..., Any]:
    """A decorator that waits so that the function is called so many times in any period.

    >>> quick = rate_limited(2, 0.05)(time.monotonic)
    >>> first, second, third = quick(), quick(), quick()
    >>> third - first >= 0.049
    True
    """

    def decorate(func: Callable[..., Any]) -> Callable[..., Any]:
        calls: list[float] = []
        lock = threading.Lock()

        @functools.wraps(func)
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            with lock:
                calls[:] = [at for at in calls if time.monotonic() - at < period]
                if len(calls) >= max_calls:
                    time.sleep(max(0.0, period - (time.monotonic() - calls[0])))
                calls.append(time.monotonic())
            return func(*args, **kwargs)

        return wrapper

    return decorate


def debounce(seconds: float) -> Callable[..., Any]:
    """A decorator that calls the function once, when it was not called again for a time.

    >>> seen = []
    >>> note = debounce(0.02)(seen.append)
    >>> note(1), note(2)
    (None, None)
    >>> time.sleep(0.1)
    >>> seen
    [2]
    """

    def decorate(func: Callable[..., Any]) -> Callable[..., Any]:
        timer: list[threading.Timer] = []

        @functools.wraps(func)
        def wrapper(*args: Any, **kwargs: Any) -> None:
            for waiting in timer:
                waiting.cancel()
            timer[:] = [threading.Timer(seconds, func, args, kwargs)]
            timer[0].start()

        return wrapper

    return decorate


def with_timeout(func: Callable[..., Any], seconds: float, *args: Any, **kwargs: Any) -> Any:
    """Call the function; TimeoutError where it takes longer.

    >>> with_timeout(len, 1, "abc")
    3
    >>> with_timeout(time.sleep, 0.02, 0.2)
    Traceback (most recent call last):
    TimeoutError: long
    """
    pool = ThreadPoolExecutor(max_workers=1)
    try:
        return pool.submit(func, *args, **kwargs).result(timeout=seconds)
    except TimeoutError as error:
        raise TimeoutError(f"it took longer than {seconds} seconds") from error
    finally:
        pool.shutdown(wait=False)


def compose(*functions: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """One function of several: the last is called first.

    >>> compose(str, abs)(-3)
    '3'
    """
    return lambda value: functools.reduce(lambda given, func: func(given), functions[::-1], value)


def lru(maxsize: int = 128) -> Callable[..., Any]:
    """A decorator that remembers what the function gave for the arguments used last.

    >>> seen = []
    >>> double = lru(2)(lambda n: seen.append(n) or 2 * n)
    >>> [double(n) for n in (1, 1, 2, 3, 1)], seen
    ([2, 2, 4, 6, 2], [1, 2, 3, 1])
    """

    def decorate(func: Callable[..., Any]) -> Callable[..., Any]:
        cache: dict[Any, Any] = {}

        @functools.wraps(func)
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            key = (args, tuple(sorted(kwargs.items())))
            value = cache.pop(key) if key in cache else func(*args, **kwargs)
            cache[key] = value
            if len(cache) > maxsize:
                del cache[next(iter(cache))]
            return value

        return wrapper

    return decorate


def limit_calls(max_calls: int, period: float = 1.0) -> Callable[..., Any]:
    """A decorator that refuses the function when it was called so many times in the period.

    >>> twice = limit_calls(2, 5)(abs)
    >>> twice(-1), twice(-2)
    (1, 2)
    >>> twice(-3)  # else
    Traceback (most recent call last):
    RuntimeError: calls
    """

    def decorate(func: Callable[..., Any]) -> Callable[..., Any]:
        times: list[float] = []

        @functools.wraps(func)
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            now = time.monotonic()
            times[:] = [at for at in times if now - at < period]
            if len(times) >= max_calls:
                raise RuntimeError(f"more than {max_calls} calls in {period} s")  # else
            times.append(now)
            return func(*args, **kwargs)

        return wrapper

    return decorate
