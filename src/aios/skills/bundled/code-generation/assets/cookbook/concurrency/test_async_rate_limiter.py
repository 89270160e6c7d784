"""The pace, on a clock of the tests' own."""

import asyncio

import pytest
from async_rate_limiter import AsyncRateLimiter


class Clock:
    """Time that passes only while somebody sleeps."""

    now_s = 0.0

    def __call__(self) -> float:
        return self.now_s

    async def sleep(self, seconds: float) -> None:
        self.now_s += seconds


def passed(limit: int, period_s: float, count: int) -> list[float]:
    clock = Clock()
    times = list[float]()

    async def main() -> None:
        limiter = AsyncRateLimiter(limit, period_s, clock=clock, sleep=clock.sleep)

        async def call() -> None:
            async with limiter:
                times.append(clock())

        await asyncio.gather(*(call() for _ in range(count)))

    asyncio.run(main())
    return times


def test_the_rest_wait() -> None:
    assert passed(3, 1, 7) == [0, 0, 0, 1, 1, 1, 2]


@pytest.mark.parametrize(("limit", "period_s"), [(1, 0.5), (4, 10), (5, 1)])
def test_no_period_has_more_than_allowed(limit: int, period_s: float) -> None:
    times = passed(limit, period_s, 25)
    assert all(later - one >= period_s for one, later in zip(times, times[limit:], strict=False))


def test_few_do_not_wait() -> None:
    assert passed(5, 1, 5) == [0] * 5
    with pytest.raises(ValueError, match="at least 1"):
        AsyncRateLimiter(0)
