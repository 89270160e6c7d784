"""Bricks: an event bus that tells what its handlers gave back."""

from collections.abc import Callable
from typing import Any


class ResultBus:
    """Calls whoever asked to hear of an event, and gives back what they returned; the error of one
    that failed stands in place of its result.

    >>> bus = ResultBus()
    >>> bus.on("add", lambda n: n + 1)
    >>> bus.once("add", lambda n: n * 10)
    >>> bus.emit("add", 2), bus.emit("add", 2), bus.emit("nothing")
    ([3, 20], [3], [])
    >>> bus.count("add")
    1
    """

    def __init__(self) -> None:
        self._handlers: dict[str, list[tuple[Callable[..., Any], bool]]] = {}

    def on(self, event: str, handler: Callable[..., Any]) -> None:
        """Have the handler called at each such event."""
        self._handlers.setdefault(event, []).append((handler, False))

    def once(self, event: str, handler: Callable[..., Any]) -> None:
        """Have the handler called at the next such event only."""
        self._handlers.setdefault(event, []).append((handler, True))

    def off(self, event: str, handler: Callable[..., Any]) -> None:
        """Have the handler called no more."""
        known = self._handlers.get(event, [])
        self._handlers[event] = [pair for pair in known if pair[0] != handler]

    def count(self, event: str) -> int:
        """How many handlers listen to the event."""
        return len(self._handlers.get(event, []))

    def emit(self, event: str, *args: Any, **kwargs: Any) -> list[Any]:
        """Call the handlers of the event, and tell what each gave back, or its error."""
        known = self._handlers.get(event, [])
        self._handlers[event] = [pair for pair in known if not pair[1]]
        results: list[Any] = []
        for handler, _ in known:
            try:
                results.append(handler(*args, **kwargs))
            except Exception as error:  # noqa: BLE001 - whatever it is, it is told of
                results.append(error)
        return results
