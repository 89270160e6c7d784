"""Everything is worked off, by so many, with failures told apart."""

import asyncio
from collections.abc import Iterator

import pytest
from async_pipeline import run


async def doubled(number: int) -> int:
    await asyncio.sleep(0)
    if number == 3:
        raise ValueError("three is not for me")
    return number * 2


def test_everything_is_worked_off() -> None:
    results, failed = asyncio.run(run(range(6), doubled))
    assert sorted(results) == [0, 2, 4, 8, 10]
    assert [(item, str(error)) for item, error in failed] == [(3, "three is not for me")]
    assert asyncio.run(run([], doubled)) == ([], [])


def test_so_many_consumers_at_once() -> None:
    running, most = [0], [0]

    async def work(_: int) -> None:
        running[0] += 1
        most[0] = max(most[0], running[0])
        await asyncio.sleep(0.005)
        running[0] -= 1

    asyncio.run(run(range(12), work, consumers=4))
    assert most == [4]


def test_the_producer_waits_while_the_queue_is_full() -> None:
    made = list[int]()

    def items() -> Iterator[int]:
        for number in range(20):
            made.append(number)
            yield number

    ahead = list[int]()

    async def work(number: int) -> None:
        await asyncio.sleep(0)
        ahead.append(len(made) - number)

    asyncio.run(run(items(), work, consumers=1, queue_size=2))
    assert max(ahead) <= 5


def test_no_consumer_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        asyncio.run(run([1], doubled, consumers=0))
