"""An event emitter: on, once, off, emit.

emitter.on("paid", send_receipt)
emitter.emit("paid", order=7)
"""

import threading
from collections.abc import Callable
from typing import Any

Listener = Callable[..., Any]


class EventEmitter:
    """Listeners by the name of an event, called in the order they came."""

    def __init__(self) -> None:
        self._listeners: dict[str, list[tuple[Listener, bool]]] = {}
        self._lock = threading.RLock()

    def on(self, event: str, listener: Listener | None = None) -> Any:
        """Call the listener at every such event; without one, a decorator."""
        if listener is None:
            return lambda function: self._add(event, function, once=False)
        return self._add(event, listener, once=False)

    def once(self, event: str, listener: Listener) -> Listener:
        """Call the listener at the next such event only."""
        return self._add(event, listener, once=True)

    def off(self, event: str, listener: Listener | None = None) -> int:
        """Forget the listener, or all of the event; how many there were."""
        with self._lock:
            before = self._listeners.get(event, [])
            kept = [] if listener is None else [each for each in before if each[0] != listener]
            self._listeners[event] = kept
            return len(before) - len(kept)

    def emit(self, event: str, *args: Any, **kwargs: Any) -> int:
        """Call the listeners of now with these arguments; how many there were.

        All are called, even if some raise; then the first exception is raised, the others noted.
        """
        with self._lock:
            called = list(self._listeners.get(event, []))
            self._listeners[event] = [each for each in called if not each[1]]
        errors: list[Exception] = []
        for listener, _ in called:
            try:
                listener(*args, **kwargs)
            except Exception as error:  # noqa: BLE001 - the others have a right to hear of it
                errors.append(error)
        if errors:
            for other in errors[1:]:
                errors[0].add_note(f"another listener of {event!r} raised {other!r}")
            raise errors[0]
        return len(called)

    def listeners(self, event: str) -> list[Listener]:
        """Who listens to the event."""
        with self._lock:
            return [listener for listener, _ in self._listeners.get(event, [])]

    def _add(self, event: str, listener: Listener, *, once: bool) -> Listener:
        with self._lock:
            self._listeners.setdefault(event, []).append((listener, once))
        return listener


if __name__ == "__main__":
    emitter = EventEmitter()
    emitter.on("greet", lambda name: print(f"hello, {name}"))
    emitter.once("greet", lambda name: print(f"first time, {name}?"))
    emitter.emit("greet", "Ann")
    emitter.emit("greet", "Bob")
