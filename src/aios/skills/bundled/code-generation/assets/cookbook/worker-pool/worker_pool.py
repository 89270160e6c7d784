"""A pool of threads that work through a queue of jobs.

with WorkerPool(4) as pool:
    future = pool.submit(fetch, url)
"""

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from types import TracebackType
from typing import Any

WORKERS = 4
QUEUE_SIZE = 100


class PoolClosed(Exception):
    """The pool takes no more jobs."""


Job = tuple[Future[Any], Callable[[], Any], int]


class WorkerPool:
    """Runs jobs in `workers` threads; producers wait while the queue is full."""

    def __init__(self, workers: int = WORKERS, queue_size: int = QUEUE_SIZE) -> None:
        if workers < 1 or queue_size < 1:
            raise ValueError("workers and queue_size must be at least 1")
        self._jobs: queue.Queue[Job | None] = queue.Queue(queue_size)
        self._closed, self._lock = False, threading.Lock()
        self._threads = [threading.Thread(target=self._work) for _ in range(workers)]
        for thread in self._threads:
            thread.start()

    def submit(
        self, function: Callable[..., Any], *args: Any, retries: int = 0, **kwargs: Any
    ) -> Future[Any]:
        """Queue a call; the future gives its value or, after the retries, its exception."""
        future: Future[Any] = Future()
        with self._lock:  # so that no job comes after the last one
            if self._closed:
                raise PoolClosed("the pool takes no more jobs")
            self._jobs.put((future, lambda: function(*args, **kwargs), retries))
        return future

    def close(self, finish: bool = True) -> None:
        """Take no more jobs and wait for the threads; without `finish`, what waits is cancelled."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
        while not finish:
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                break
            if job:
                job[0].cancel()
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            future, call, retries = job
            if not future.set_running_or_notify_cancel():
                continue
            for left in range(retries, -1, -1):
                try:
                    future.set_result(call())
                    break
                except Exception as error:  # noqa: BLE001 - whatever it is belongs to the future
                    if not left:
                        future.set_exception(error)

    def __enter__(self) -> "WorkerPool":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close(finish=kind is None)


if __name__ == "__main__":
    with WorkerPool() as pool:
        futures = [pool.submit(pow, number, 2) for number in range(10)]
        print([future.result() for future in futures])
