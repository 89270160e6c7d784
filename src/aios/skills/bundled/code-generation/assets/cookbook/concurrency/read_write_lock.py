"""A lock that many may read under at once, and one may write under alone.

with lock.read(): ...            with lock.write(): ...
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class ReadWriteLock:
    """Readers share, a writer is alone; a waiting writer goes before readers that come later."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._readers = self._waiting_writers = 0
        self._writing = False

    @contextmanager
    def read(self) -> Iterator[None]:
        """Hold the lock for reading."""
        with self._condition:
            self._condition.wait_for(lambda: not (self._writing or self._waiting_writers))
            self._readers += 1
        try:
            yield
        finally:
            with self._condition:
                self._readers -= 1
                self._condition.notify_all()

    @contextmanager
    def write(self) -> Iterator[None]:
        """Hold the lock for writing."""
        with self._condition:
            self._waiting_writers += 1
            try:
                self._condition.wait_for(lambda: not (self._writing or self._readers))
            finally:
                self._waiting_writers -= 1
            self._writing = True
        try:
            yield
        finally:
            with self._condition:
                self._writing = False
                self._condition.notify_all()


if __name__ == "__main__":
    lock, shared = ReadWriteLock(), {"value": 0}

    def add() -> None:
        """Write a thousand times."""
        for _ in range(1000):
            with lock.write():
                shared["value"] += 1

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with lock.read():
        print(shared)
