"""The bus: tells whoever listens what happened; watchers may come late and miss nothing."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import suppress

from aios.contracts.events import Event, OutputArrived, TaskEnded, TokenArrived

Listener = Callable[[Event], None]
KEPT_TASKS = 256
KEPT_EVENTS = 2_000
FINE_GRAINED = (OutputArrived, TokenArrived)


class Bus:
    """Facts go to every listener at once, in order; listeners must not block or raise."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []
        self._history: OrderedDict[str, list[Event]] = OrderedDict()
        self._watchers: set[asyncio.Queue[Event | None]] = set()

    def close(self) -> None:
        """Let every watcher go; nothing more will happen here."""
        for queue in self._watchers:
            queue.put_nowait(None)

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` for every event from now on; returns what ends it."""
        self._listeners.append(listener)

        def stop() -> None:
            with suppress(ValueError):
                self._listeners.remove(listener)

        return stop

    def publish(self, event: Event) -> None:
        """Tell everybody."""
        self._keep(event)
        for listener in tuple(self._listeners):
            listener(event)

    def _keep(self, event: Event) -> None:
        if not event.task_id:
            return
        events = self._history.setdefault(event.task_id, [])
        if len(events) < KEPT_EVENTS or not isinstance(event, FINE_GRAINED):
            events.append(event)
        while len(self._history) > KEPT_TASKS:
            self._history.popitem(last=False)

    def history(self, task_id: str) -> tuple[Event, ...]:
        """What is remembered of a task, oldest first; () for one long gone."""
        return tuple(self._history.get(task_id, ()))

    async def watch(self, task_id: str = "") -> AsyncIterator[Event]:
        """Events as they happen; of one task from its beginning until it ends."""
        queue: asyncio.Queue[Event | None] = asyncio.Queue()
        for event in self.history(task_id) if task_id else ():
            queue.put_nowait(event)

        def hear(event: Event) -> None:
            if not task_id or event.task_id == task_id:
                queue.put_nowait(event)

        stop = self.listen(hear)
        self._watchers.add(queue)
        try:
            while (next_one := await queue.get()) is not None:
                yield next_one
                if task_id and isinstance(next_one, TaskEnded):
                    return
        finally:
            self._watchers.discard(queue)
            stop()
