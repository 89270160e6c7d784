"""An event loop whose time jumps to the next timer: hours of waiting take no time, hangs show."""

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

T = TypeVar("T")


class Hang(Exception):
    """Everybody waits and no timer is set: nothing would ever happen."""


class Jumping(selectors.SelectSelector):
    """Instead of waiting so long, says that it is so late now; `at_rest` is called before."""

    now = 0.0
    at_rest: Callable[[], None] = staticmethod(lambda: None)

    def select(self, timeout: float | None = None) -> list[Any]:
        if timeout is None:
            raise Hang("everybody waits, and nothing is going to happen")
        if timeout > 0:
            self.at_rest()
            self.now += timeout
        return super().select(0)


class VirtualLoop(asyncio.SelectorEventLoop):
    """A loop that lives in virtual time, from 0 on."""

    def __init__(self) -> None:
        self._jumping = Jumping()
        super().__init__(self._jumping)

    def time(self) -> float:
        return self._jumping.now

    def check_at_rest(self, check: Callable[[], None]) -> None:
        """Call `check` whenever nothing is left to be done at one moment."""
        self._jumping.at_rest = check


class LoopClock:
    """The time of the running loop, as the kernel reads it."""

    def now(self) -> datetime:
        return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=self.monotonic())

    def monotonic(self) -> float:
        return asyncio.get_running_loop().time()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


def run(work: Coroutine[Any, Any, T]) -> T:
    """The outcome of the work, in virtual time; Hang when it would never end."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(work)
