"""What a machine may send and fetch: requests, bytes, and bytes a second, counted by the proxy."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aios.contracts.record import Record

_BURST_S = 0.25  # so much of a second's bytes may go at once


@dataclass(frozen=True, kw_only=True, eq=True)
class EgressLimits(Record):
    """Of one machine, over its whole life; 0 is no limit."""

    requests: int = 2_000
    bytes: int = 1024**3
    bytes_per_s: int = 0


class Spent(Exception):
    """A limit is reached; it says which."""


class Meter:
    """Counts for one machine; both ways together."""

    def __init__(
        self,
        limits: EgressLimits,
        *,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._limits = limits
        self._now, self._sleep = now, sleep
        self._requests = self._bytes = 0
        self._free_at = now()

    @property
    def over(self) -> bool:
        """Whether requests were refused already: once is told, the rest are not listed."""
        most = self._limits.requests
        return bool(most) and self._requests > most

    def request(self) -> None:
        """One more is asked for; Spent when it was the last one before."""
        self._requests += 1
        if self.over:
            raise Spent(f"limit reached: {self._limits.requests:,} requests of one machine")
        self._check_bytes()

    async def passed(self, count: int) -> None:
        """So many bytes went through: wait as long as the rate wants it; Spent beyond the limit."""
        self._bytes += count
        self._check_bytes()
        if rate := self._limits.bytes_per_s:
            now = self._now()
            self._free_at = max(self._free_at, now - _BURST_S) + count / rate
            if self._free_at > now:
                await self._sleep(self._free_at - now)

    def _check_bytes(self) -> None:
        most = self._limits.bytes
        if most and self._bytes > most:
            raise Spent(f"limit reached: {most / 2**20:,.3g} MiB of one machine")
