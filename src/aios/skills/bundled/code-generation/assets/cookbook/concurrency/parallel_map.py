"""Run a function over many items in threads: results in order, failures told apart.

done = run_all(fetch, urls, workers=8)
done.results    # in the order of the items, None where it failed
done.errors     # {place: exception}
"""

import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Generic, TypeVar

WORKERS = 8

T = TypeVar("T")
R = TypeVar("R")


@dataclass
class Done(Generic[R]):
    """The results in the order of the items, and the exceptions by the place of their items."""

    results: list[R | None]
    errors: dict[int, Exception] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Whether nothing failed."""
        return not self.errors


def run_all(function: Callable[[T], R], items: Iterable[T], workers: int = WORKERS) -> Done[R]:
    """Call the function with each item, so many at a time; one failure does not stop the others."""
    if workers < 1:
        raise ValueError(f"workers must be at least 1, not {workers}")
    with ThreadPoolExecutor(workers) as pool:
        futures = [pool.submit(function, item) for item in items]
    done: Done[R] = Done([])
    for place, future in enumerate(futures):
        error = future.exception()
        if error is not None and not isinstance(error, Exception):
            raise error
        if error is not None:
            done.errors[place] = error
        done.results.append(None if error else future.result())
    return done


if __name__ == "__main__":

    def inverse(number: int) -> float:
        """Slow, and impossible for 0."""
        time.sleep(0.05)
        return 1 / number

    outcome = run_all(inverse, [4, 2, 0, 1])
    print(outcome.results)
    print({place: repr(error) for place, error in outcome.errors.items()})
