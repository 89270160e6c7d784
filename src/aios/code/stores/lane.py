"""A lane: a thread with its own SQLite connection that works off what event loops hand it."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Any, TypeVar, cast

from aios.code.stores.faults import store_failed
from aios.contracts.errors import StoreFailed

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]
Loop = asyncio.AbstractEventLoop

BATCH = 512


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of work, and who waits for it."""

    work: Work[Any]
    loop: Loop
    future: asyncio.Future[Any]


@dataclass(slots=True)
class Answer:
    """What came of a job."""

    job: Job
    value: Any = None
    error: Exception | None = None


class TransactionEnded(Exception):
    """A job failed so badly (a full disk) that SQLite undid the whole transaction."""

    def __init__(self, reason: Exception) -> None:
        super().__init__(str(reason))
        self.reason = reason


class Lane:
    """Runs jobs one after the other on one connection, off the event loop.

    With `writes`, all jobs that wait are one transaction: each sees those before it, one that
    fails is undone alone, and nobody is told before the commit. Every accepted job is answered.
    """

    def __init__(
        self, connect: Callable[[], sqlite3.Connection], place: str, *, writes: bool
    ) -> None:
        self._connect = connect
        self._place = place
        self._writes = writes
        self._queue: SimpleQueue[Job | None] = SimpleQueue()
        self._lock = Lock()
        self._closed = False
        self._thread = Thread(target=self._main, name=f"aios-store {place}", daemon=True)
        self._thread.start()

    async def run(self, work: Work[T]) -> T:
        """Do `work` on the lane's connection; StoreFailed when SQLite fails or it is closed."""
        loop = asyncio.get_running_loop()
        job = Job(work, loop, loop.create_future())
        with self._lock:  # nothing may be queued behind the closing mark: nobody would answer it
            if self._closed:
                raise StoreFailed(
                    f"The store at {self._place} is closed.", hint="Open the workspace again."
                )
            self._queue.put(job)
        return cast(T, await job.future)

    async def close(self) -> None:
        """Finish what was accepted, then close the connection. Idempotent."""
        with self._lock:
            if not self._closed:
                self._closed = True
                self._queue.put(None)
        await asyncio.to_thread(self._thread.join)

    # ------------------------------------------------------------ on the thread

    def _main(self) -> None:
        try:
            connection = self._connect()
        except sqlite3.Error as error:
            self._refuse(store_failed(error, self._place))
            return
        except StoreFailed as error:
            self._refuse(error)
            return
        work_off = self._commit if self._writes else self._read
        try:
            while batch := self._next_batch():
                _tell(work_off(connection, batch))
        finally:
            connection.close()

    def _refuse(self, error: StoreFailed) -> None:
        """There is no connection: answer everybody with the reason until closed."""
        while batch := self._next_batch():
            _tell([Answer(job, error=error) for job in batch])

    def _next_batch(self) -> list[Job]:
        """All the jobs that wait, at least one; empty when the lane closes."""
        first = self._queue.get()
        if first is None:
            return []
        batch = [first]
        while self._writes and len(batch) < BATCH:
            try:
                job = self._queue.get_nowait()
            except Empty:
                break
            if job is None:  # the closing mark is for the next round
                self._queue.put(None)
                break
            batch.append(job)
        return batch

    def _read(self, connection: sqlite3.Connection, batch: list[Job]) -> list[Answer]:
        return [self._attempt(connection, job) for job in batch]

    def _commit(self, connection: sqlite3.Connection, batch: list[Job]) -> list[Answer]:
        """The batch as one transaction; what cannot be committed is kept for nobody."""
        try:
            connection.execute("BEGIN IMMEDIATE")
            answers = [self._attempt_alone(connection, job) for job in batch]
            connection.execute("COMMIT")
        except TransactionEnded as end:
            if len(batch) == 1:
                return [Answer(batch[0], error=end.reason)]
            return [answer for job in batch for answer in self._commit(connection, [job])]
        except sqlite3.Error as error:
            # A rollback that fails as well is tried again by the next batch: its BEGIN fails.
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
            failure = store_failed(error, self._place)
            return [Answer(job, error=failure) for job in batch]
        return answers

    def _attempt_alone(self, connection: sqlite3.Connection, job: Job) -> Answer:
        """Do a job so that, if it fails, it alone is undone."""
        connection.execute("SAVEPOINT job")
        answer = self._attempt(connection, job)
        if answer.error:
            if not connection.in_transaction:
                raise TransactionEnded(answer.error)
            connection.execute("ROLLBACK TO job")
        connection.execute("RELEASE job")
        return answer

    def _attempt(self, connection: sqlite3.Connection, job: Job) -> Answer:
        try:
            return Answer(job, value=job.work(connection))
        except sqlite3.Error as error:
            return Answer(job, error=store_failed(error, self._place))
        except Exception as error:  # noqa: BLE001 - the waiter gets it, whatever it is
            return Answer(job, error=error)


def _tell(answers: list[Answer]) -> None:
    """Wake the waiters, each on its own loop, all of a loop's at once."""
    loops: dict[Loop, list[Answer]] = {}
    for answer in answers:
        loops.setdefault(answer.job.loop, []).append(answer)
    for loop, its_answers in loops.items():
        try:
            loop.call_soon_threadsafe(_settle, its_answers)
        except RuntimeError:  # the loop is closed, and its waiters are gone with it
            continue


def _settle(answers: list[Answer]) -> None:
    for answer in answers:
        if answer.job.future.done():  # the waiter was cancelled
            continue
        if answer.error:
            answer.job.future.set_exception(answer.error)
        else:
            answer.job.future.set_result(answer.value)
