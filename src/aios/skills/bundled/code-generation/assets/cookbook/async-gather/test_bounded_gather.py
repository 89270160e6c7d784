"""Limits, order, failures and cancelling."""

import asyncio

import pytest
from bounded_gather import MAX_CONCURRENT, as_they_come, gather_bounded


class Work:
    """Counts how many run at once."""

    def __init__(self) -> None:
        self.now = self.most = self.started = self.cancelled = 0

    async def __call__(self, number: int) -> int:
        self.now, self.started = self.now + 1, self.started + 1
        self.most = max(self.most, self.now)
        try:
            await asyncio.sleep(0.001 * (7 - number % 7))
            if number == 13:
                raise ValueError("unlucky")
            return number * number
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        finally:
            self.now -= 1


@pytest.mark.parametrize("limit", [1, 3, 100])
def test_order_limit_and_failures(limit: int) -> None:
    work = Work()
    found = asyncio.run(gather_bounded(range(20), work, limit))
    assert [o.value for o in found] == [n * n if n != 13 else None for n in range(20)]
    assert [o.item for o in found if not o.ok] == [13]
    assert work.most == min(limit, 20)


def test_the_default_limit_is_the_constant() -> None:
    work = Work()
    asyncio.run(gather_bounded(range(MAX_CONCURRENT + 5), work))
    assert work.most == MAX_CONCURRENT


def test_timeouts_are_errors_of_the_item() -> None:
    async def slow(seconds: float) -> float:
        await asyncio.sleep(seconds)
        return seconds

    fast, late = asyncio.run(gather_bounded([0, 5], slow, timeout_s=0.02))
    assert fast.ok
    assert isinstance(late.error, TimeoutError)


def test_stopping_early_starts_no_more_and_cancels_the_rest() -> None:
    work = Work()

    async def first() -> int:
        stream = as_they_come(range(10_000), work, 4)
        found = await anext(stream)
        await stream.aclose()
        await asyncio.sleep(0.02)
        return found.item

    assert asyncio.run(first()) < 4
    assert work.started <= 8
    assert work.now == 0


def test_nothing_and_a_bad_limit() -> None:
    assert asyncio.run(gather_bounded([], Work())) == []
    with pytest.raises(ValueError, match="at least 1"):
        asyncio.run(gather_bounded([1], Work(), limit=0))
