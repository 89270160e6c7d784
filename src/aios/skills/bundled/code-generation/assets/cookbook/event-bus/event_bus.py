"""An event bus: publish objects, subscribe to their classes.

unsubscribe = bus.subscribe(OrderPaid, send_receipt)
bus.publish(OrderPaid(order=7))
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

E = TypeVar("E")


class HandlersFailed(Exception):
    """Some handlers raised; `errors` has them all. The other handlers did run."""

    def __init__(self, errors: list[Exception]) -> None:
        super().__init__("; ".join(map(repr, errors)))
        self.errors = errors


@dataclass(frozen=True, eq=False)
class Subscription:
    """Who wants to hear of what; equal ones are still two."""

    event: type
    handler: Callable[[Any], None]
    priority: int


class EventBus:
    """Handlers by the class of events; those of base classes hear subclasses too."""

    def __init__(self) -> None:
        self._subscriptions: list[Subscription] = []
        self._lock = threading.Lock()

    def subscribe(
        self, event: type[E], handler: Callable[[E], None], priority: int = 0
    ) -> Callable[[], None]:
        """Call the handler for such events, high priorities first; the result unsubscribes it."""
        entry = Subscription(event, handler, priority)
        with self._lock:
            self._subscriptions.append(entry)
            self._subscriptions.sort(key=lambda each: -each.priority)

        def unsubscribe() -> None:
            with self._lock:
                self._subscriptions = [each for each in self._subscriptions if each is not entry]

        return unsubscribe

    def publish(self, event: object) -> int:
        """Tell everybody who is subscribed now; how many there were. HandlersFailed at the end."""
        with self._lock:
            wanted = [each for each in self._subscriptions if isinstance(event, each.event)]
        errors = []
        for each in wanted:
            try:
                each.handler(event)
            except Exception as error:  # noqa: BLE001 - the others have a right to hear of it
                errors.append(error)
        if errors:
            raise HandlersFailed(errors)
        return len(wanted)


@dataclass(frozen=True)
class OrderPaid:
    """An example of an event."""

    order: int


if __name__ == "__main__":
    bus = EventBus()
    bus.subscribe(OrderPaid, lambda event: print(f"order {event.order} is paid"))
    bus.subscribe(object, lambda event: print(f"log: {event}"), priority=1)
    bus.publish(OrderPaid(7))
