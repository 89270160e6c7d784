"""Producers and consumers with asyncio.Queue.

results = await run(range(100), work, consumers=3)
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar

CONSUMERS = 3
QUEUE_SIZE = 10

T = TypeVar("T")
R = TypeVar("R")


async def run(
    items: Iterable[T],
    work: Callable[[T], Awaitable[R]],
    consumers: int = CONSUMERS,
    queue_size: int = QUEUE_SIZE,
) -> tuple[list[R], list[tuple[T, Exception]]]:
    """Put the items into a queue that `consumers` work off; what came out, and what failed.

    The producer waits while the queue is full, so there is never much in memory.
    """
    if consumers < 1 or queue_size < 1:
        raise ValueError("consumers and queue_size must be at least 1")
    queue: asyncio.Queue[T] = asyncio.Queue(queue_size)
    results: list[R] = []
    failed: list[tuple[T, Exception]] = []

    async def consume() -> None:
        while True:
            item = await queue.get()
            try:
                results.append(await work(item))
            except Exception as error:  # noqa: BLE001 - whatever it is belongs to the item
                failed.append((item, error))
            finally:
                queue.task_done()

    tasks = [asyncio.create_task(consume()) for _ in range(consumers)]
    try:
        for item in items:
            await queue.put(item)
        await queue.join()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return results, failed


async def main() -> None:
    """Square numbers, slowly."""

    async def square(number: int) -> int:
        await asyncio.sleep(0.05)
        return number * number

    print(await run(range(10), square))


if __name__ == "__main__":
    asyncio.run(main())
