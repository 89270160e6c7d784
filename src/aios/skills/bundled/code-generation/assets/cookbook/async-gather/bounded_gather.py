"""Run many coroutines with asyncio, only so many at a time."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Generic, TypeVar

MAX_CONCURRENT = 10
TIMEOUT_S = 30.0

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True)
class Outcome(Generic[T, R]):
    """What came of one item: a value, or an error."""

    item: T
    value: R | None = None
    error: Exception | None = None

    @property
    def ok(self) -> bool:
        return self.error is None


async def as_they_come(
    items: Iterable[T],
    work: Callable[[T], Awaitable[R]],
    limit: int = MAX_CONCURRENT,
    timeout_s: float | None = TIMEOUT_S,
) -> AsyncGenerator[Outcome[T, R], None]:
    """The outcome of `work` for each item as soon as it is there.

    At most `limit` run at once, and no more are started before they are needed, so `items` may be
    long. What still runs is cancelled when the caller stops.
    """
    if limit < 1:
        raise ValueError(f"limit must be at least 1, not {limit}")

    async def one(item: T) -> Outcome[T, R]:
        try:
            return Outcome(item, await asyncio.wait_for(work(item), timeout_s))
        except Exception as error:  # noqa: BLE001 - whatever it is belongs to the item
            return Outcome(item, error=error)

    waiting, running = iter(items), set[asyncio.Task[Outcome[T, R]]]()
    try:
        while True:
            for item in islice(waiting, limit - len(running)):
                running.add(asyncio.create_task(one(item)))
            if not running:
                return
            done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                yield task.result()
    finally:
        for task in running:
            task.cancel()


async def gather_bounded(
    items: Iterable[T],
    work: Callable[[T], Awaitable[R]],
    limit: int = MAX_CONCURRENT,
    timeout_s: float | None = TIMEOUT_S,
) -> list[Outcome[int, R]]:
    """All outcomes in the order of the items; `item` is the place of each."""
    listed = list(items)

    async def at(place: int) -> R:
        return await work(listed[place])

    found = [outcome async for outcome in as_they_come(range(len(listed)), at, limit, timeout_s)]
    return sorted(found, key=lambda outcome: outcome.item)


async def main() -> None:
    """Square numbers slowly, some of them wrongly."""

    async def square(number: int) -> int:
        await asyncio.sleep(0.1)
        if number == 3:
            raise ValueError("three is not for me")
        return number * number

    for outcome in await gather_bounded(range(6), square, limit=3):
        print(outcome.item, outcome.value if outcome.ok else repr(outcome.error))


if __name__ == "__main__":
    asyncio.run(main())
