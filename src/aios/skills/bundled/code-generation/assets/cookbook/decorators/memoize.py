"""Remember the results of a function."""

import functools
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])


def memoize(limit: int | None = None) -> Callable[[F], F]:
    """A decorator: equal hashable arguments are computed once; with a limit, the oldest use goes.

    The function gets `.clear()` and `.counts()`, which gives (hits, misses).
    """
    if limit is not None and limit < 1:
        raise ValueError(f"limit must be at least 1, not {limit}")

    def decorate(function: F) -> F:
        known: OrderedDict[Any, Any] = OrderedDict()
        lock = threading.Lock()
        counts = [0, 0]

        @functools.wraps(function)
        def remembering(*args: Any, **kwargs: Any) -> Any:
            key = (args, tuple(sorted(kwargs.items())))
            with lock:
                if key in known:
                    counts[0] += 1
                    known.move_to_end(key)
                    return known[key]
                counts[1] += 1
            value = function(*args, **kwargs)  # outside the lock: it may call itself
            with lock:
                known[key] = value
                if limit is not None and len(known) > limit:
                    known.popitem(last=False)
            return value

        remembering.clear = known.clear  # type: ignore[attr-defined]
        remembering.counts = lambda: tuple(counts)  # type: ignore[attr-defined]
        return remembering  # type: ignore[return-value]

    return decorate


@memoize()
def fibonacci(n: int) -> int:
    """Fast only because it remembers."""
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


if __name__ == "__main__":
    print(fibonacci(90))
