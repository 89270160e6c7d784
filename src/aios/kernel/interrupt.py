"""Breaks off what a task awaits, from outside, and lets the task itself go on."""

import asyncio
from types import TracebackType


class Interrupt:
    """`with interrupt:` around an await; `fire()` ends it there, and `fired` tells.

    It is the way of asyncio.timeout: the task is cancelled and the cancel is taken back, so that a
    cancel from elsewhere at the same time still counts. One that fires before the `with` is only
    remembered: look at `fired` first.
    """

    __slots__ = ("_before", "_task", "fired")

    def __init__(self) -> None:
        self.fired = False
        self._task: asyncio.Task[object] | None = None
        self._before = 0

    def fire(self) -> None:
        """Break it off; once is enough."""
        if not self.fired:
            self.fired = True
            if self._task is not None:
                self._task.cancel()

    def __enter__(self) -> None:
        self._task = asyncio.current_task()
        assert self._task is not None
        self._before = self._task.cancelling()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> bool:
        task, self._task = self._task, None
        if not self.fired or task is None:
            return False
        nobody_else = task.uncancel() <= self._before
        return nobody_else and kind is not None and issubclass(kind, asyncio.CancelledError)
