"""Order, retries, what outlives the program, several workers."""

import threading
from pathlib import Path

import pytest
from job_queue import LEASE_S, JobQueue


class Clock:
    """Time that passes when told to."""

    now_s = 1000.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def queue(tmp_path: Path, clock: Clock) -> JobQueue:
    return JobQueue(tmp_path / "jobs.db", max_attempts=3, pause_s=10, clock=clock)


def test_jobs_in_order_high_priorities_first(queue: JobQueue) -> None:
    for name, priority in (("a", 0), ("b", 5), ("c", 0)):
        queue.put("say", {"what": name}, priority=priority)
    said = list[str]()
    assert queue.work({"say": lambda what: said.append(what)}) == 3
    assert said == ["b", "a", "c"]
    assert queue.counts() == {"done": 3}


def test_a_failure_is_tried_again_later_and_then_given_up(queue: JobQueue, clock: Clock) -> None:
    number, calls = queue.put("bad"), list[float]()

    def bad() -> None:
        calls.append(clock.now_s)
        raise ValueError("no")

    for _ in range(60):
        queue.work({"bad": bad})
        clock.now_s += 1
    assert calls == [1000, 1010, 1030]
    assert queue.counts() == {"failed": 1}
    assert queue.errors() == {number: "ValueError('no')"}


def test_delays_and_unknown_jobs(queue: JobQueue, clock: Clock) -> None:
    queue.put("later", delay_s=5)
    assert queue.take() is None
    clock.now_s += 5
    job = queue.take()
    assert job is not None
    assert (job.name, job.arguments, job.attempts) == ("later", {}, 1)
    queue.failed(job, KeyError("x"))
    clock.now_s += 10
    assert queue.work({}) == 1
    assert queue.counts() == {"waiting": 1}


def test_jobs_outlive_the_program(queue: JobQueue, tmp_path: Path, clock: Clock) -> None:
    queue.put("x", {"文": [1, None]})
    queue.take()  # by a worker that dies
    queue.close()
    again = JobQueue(tmp_path / "jobs.db", clock=clock)
    assert again.take() is None
    clock.now_s += LEASE_S
    job = again.take()
    assert job is not None
    assert (job.arguments, job.attempts) == ({"文": [1, None]}, 2)


def test_workers_never_get_the_same_job(tmp_path: Path) -> None:
    path = tmp_path / "jobs.db"
    queue, done = JobQueue(path), list[int]()
    for number in range(60):
        queue.put("count", {"number": number})

    def work() -> None:
        mine = JobQueue(path)
        mine.work({"count": lambda number: done.append(number)})
        mine.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == list(range(60))
    assert queue.counts() == {"done": 60}
    with pytest.raises(ValueError, match="at least 1"):
        JobQueue(path, max_attempts=0)
