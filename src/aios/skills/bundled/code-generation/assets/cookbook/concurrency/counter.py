"""A counter that threads may share."""

import threading


class Counter:
    """Counts without losing any, however many threads count."""

    def __init__(self, start: int = 0) -> None:
        self._value, self._lock = start, threading.Lock()

    @property
    def value(self) -> int:
        """The count now."""
        with self._lock:
            return self._value

    def increment(self, by: int = 1) -> int:
        """Count on; the new value."""
        with self._lock:
            self._value += by
            return self._value

    def decrement(self, by: int = 1) -> int:
        """Count back; the new value."""
        return self.increment(-by)

    def reset(self) -> int:
        """Begin again at 0; the value before."""
        with self._lock:
            before, self._value = self._value, 0
            return before


if __name__ == "__main__":
    counter = Counter()
    threads = [
        threading.Thread(target=lambda: [counter.increment() for _ in range(10_000)])
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(counter.value)
