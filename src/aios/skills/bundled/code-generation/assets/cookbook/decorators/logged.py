"""Log the calls of a function."""

import functools
import logging
import time
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

LONGEST = 100

P = ParamSpec("P")
R = TypeVar("R")


def short(value: Any) -> str:
    """The value as text, cut when long."""
    text = repr(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def logged(
    logger: logging.Logger, level: int = logging.INFO
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """A decorator: arguments, result and duration go to the logger, exceptions as errors."""

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
            given = [*map(short, args), *(f"{name}={short(v)}" for name, v in kwargs.items())]
            call = f"{function.__qualname__}({', '.join(given)})"
            start_s = time.perf_counter()
            try:
                value = function(*args, **kwargs)
            except Exception as error:  # whatever it is is logged, and goes on
                logger.error("%s raised %r", call, error)
                raise
            taken_ms = (time.perf_counter() - start_s) * 1000
            logger.log(level, "%s -> %s in %.1f ms", call, short(value), taken_ms)
            return value

        return wrapped

    return decorate


@logged(logging.getLogger(__name__))
def divide(a: float, b: float) -> float:
    """An example that may fail."""
    return a / b


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    print(divide(6, b=4))
