"""Every job once, and an orderly end."""

import threading
from collections import Counter

import pytest
from worker_pool import PoolClosed, WorkerPool


def test_every_job_is_done_once() -> None:
    done: Counter[int] = Counter()
    lock = threading.Lock()

    def work(number: int) -> int:
        with lock:
            done[number] += 1
        return number * 2

    with WorkerPool(5, queue_size=3) as pool:
        futures = [pool.submit(work, number) for number in range(300)]
    assert [future.result() for future in futures] == [number * 2 for number in range(300)]
    assert set(done.values()) == {1}


def test_exceptions_go_to_the_future_and_retries_help() -> None:
    attempts: list[int] = []

    def flaky() -> str:
        attempts.append(1)
        if len(attempts) < 3:
            raise OSError("busy")
        return "done"

    with WorkerPool(1) as pool:
        assert pool.submit(flaky, retries=2).result(5) == "done"
        with pytest.raises(ZeroDivisionError):
            pool.submit(lambda: 1 / 0, retries=1).result(5)


def test_closing_without_finishing_cancels_what_waits() -> None:
    started, go = threading.Event(), threading.Event()

    def block() -> None:
        started.set()
        go.wait(5)

    pool = WorkerPool(1)
    first = pool.submit(block)
    started.wait(5)
    waiting = [pool.submit(int) for _ in range(5)]
    threading.Timer(0.05, go.set).start()
    pool.close(finish=False)
    assert first.done()
    assert all(future.cancelled() for future in waiting)
    with pytest.raises(PoolClosed):
        pool.submit(int)


def test_bad_settings() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        WorkerPool(0)
