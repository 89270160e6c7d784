"""Producers and consumers: threads that hand items over by a bounded queue."""

import threading
from collections.abc import Callable, Iterable, Sequence
from queue import Queue
from typing import Any

PRODUCERS = 2
CONSUMERS = 3
QUEUE_SIZE = 10
DONE = object()  # one for each consumer tells it that nothing more comes


class Pipeline:
    """Runs sources in producer threads and one function in consumer threads, once."""

    def __init__(self, consume: Callable[[Any], Any], consumers: int, queue_size: int) -> None:
        if consumers < 1 or queue_size < 1:
            raise ValueError("at least one consumer and one place in the queue are needed")
        self.consume, self.consumers = consume, consumers
        self.queue: Queue[Any] = Queue(queue_size)
        self.results: list[Any] = []
        self.errors: list[Exception] = []

    def run(self, sources: Sequence[Iterable[Any]]) -> list[Any]:
        """The results in the order they came; raises the first error when all are done."""
        producers = [threading.Thread(target=self._produce, args=(source,)) for source in sources]
        consumers = [threading.Thread(target=self._consume) for _ in range(self.consumers)]
        for thread in [*producers, *consumers]:
            thread.start()
        for thread in producers:
            thread.join()
        for _ in consumers:
            self.queue.put(DONE)
        for thread in consumers:
            thread.join()
        if self.errors:
            raise self.errors[0]
        return self.results

    def _produce(self, source: Iterable[Any]) -> None:
        try:
            for item in source:
                self.queue.put(item)  # waits while the queue is full
        except Exception as error:  # noqa: BLE001 - a source may raise anything; run() raises it again
            self.errors.append(error)

    def _consume(self) -> None:
        while (item := self.queue.get()) is not DONE:
            try:
                self.results.append(self.consume(item))
            except Exception as error:  # noqa: BLE001 - one bad item must not stop the others
                self.errors.append(error)


def process(
    consume: Callable[[Any], Any],
    sources: Sequence[Iterable[Any]],
    consumers: int = CONSUMERS,
    queue_size: int = QUEUE_SIZE,
) -> list[Any]:
    """What the function makes of every item of every source, each source in its own thread."""
    return Pipeline(consume, consumers, queue_size).run(sources)


if __name__ == "__main__":
    parts = [range(start, 20, PRODUCERS) for start in range(PRODUCERS)]
    print(sorted(process(lambda n: n * n, parts)))
