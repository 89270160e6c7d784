"""A rate limiter for asyncio: so many calls a period, the others wait their turn.

limiter = AsyncRateLimiter(limit=5, period_s=1)
async with limiter: ...
"""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from types import TracebackType

LIMIT = 5
PERIOD_S = 1.0


class AsyncRateLimiter:
    """In any `period_s` seconds at most `limit` pass; the rest wait, first come first served."""

    def __init__(
        self,
        limit: int = LIMIT,
        period_s: float = PERIOD_S,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        if limit < 1 or period_s <= 0:
            raise ValueError("limit must be at least 1 and period_s above 0")
        self.limit, self.period_s = limit, period_s
        self._clock, self._sleep = clock, sleep
        self._passed: deque[float] = deque(maxlen=limit)
        self._turn = asyncio.Lock()

    async def acquire(self) -> None:
        """Wait until one may pass."""
        async with self._turn:
            if len(self._passed) == self.limit:
                wait_s = self._passed[0] + self.period_s - self._clock()
                if wait_s > 0:
                    await self._sleep(wait_s)
            self._passed.append(self._clock())

    async def __aenter__(self) -> None:
        await self.acquire()

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Nothing is to be given back."""


async def main() -> None:
    """Twelve calls, five a second."""
    limiter, start_s = AsyncRateLimiter(), time.monotonic()

    async def call(number: int) -> None:
        async with limiter:
            print(f"call {number} after {time.monotonic() - start_s:.2f} s")

    await asyncio.gather(*map(call, range(12)))


if __name__ == "__main__":
    asyncio.run(main())
