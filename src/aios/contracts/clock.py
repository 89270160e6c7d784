"""A clock that stands still until it is told to go, for tests of whatever waits."""

import asyncio
import heapq
from datetime import UTC, datetime, timedelta


class ManualClock:
    """Time that passes only by `advance`; sleepers wake in the order of their deadlines."""

    def __init__(self, start: datetime | None = None) -> None:
        self._start = start or datetime(2026, 1, 1, tzinfo=UTC)
        self._passed_s = 0.0
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._count = 0

    def now(self) -> datetime:
        """The wall time, in UTC."""
        return self._start + timedelta(seconds=self._passed_s)

    def monotonic(self) -> float:
        """Seconds since the start."""
        return self._passed_s

    def set(self, now: datetime) -> None:
        """Set the wall clock, as people and time servers do; no time passes."""
        self._start = now - timedelta(seconds=self._passed_s)

    async def sleep(self, seconds: float) -> None:
        """Wait until the clock was advanced so far."""
        waking = asyncio.get_running_loop().create_future()
        self._count += 1
        heapq.heappush(self._sleepers, (self._passed_s + seconds, self._count, waking))
        await waking

    async def advance(self, seconds: float) -> None:
        """Let time pass; whoever slept so long has run when this returns."""
        self._passed_s += seconds
        while self._sleepers and self._sleepers[0][0] <= self._passed_s:
            waking = heapq.heappop(self._sleepers)[2]
            if not waking.done():
                waking.set_result(None)
            await asyncio.sleep(0)
        await asyncio.sleep(0)
