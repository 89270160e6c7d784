"""A job queue that outlives the program: jobs in SQLite, retries with a growing pause.

queue = JobQueue(Path("jobs.db"))
queue.put("send_mail", {"to": "ann@example.org"})
queue.work({"send_mail": send_mail})            # until nothing is due
"""

import json
import sqlite3
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DATABASE = "jobs.db"
MAX_ATTEMPTS = 3
PAUSE_S = 5.0  # before the first retry; twice as long before each further one
LEASE_S = 60.0  # a job that a worker has not finished by then is given to another

SCHEMA = """
CREATE TABLE IF NOT EXISTS jobs (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    arguments TEXT NOT NULL,
    priority INTEGER NOT NULL DEFAULT 0,
    due_s REAL NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL DEFAULT 'waiting',
    error TEXT NOT NULL DEFAULT ''
);
CREATE INDEX IF NOT EXISTS jobs_due ON jobs (state, due_s);
"""
TAKE = """
UPDATE jobs SET state = 'running', attempts = attempts + 1, due_s = :lease
WHERE id = (
    SELECT id FROM jobs WHERE state IN ('waiting', 'running') AND due_s <= :now
    ORDER BY priority DESC, due_s, id LIMIT 1
)
RETURNING id, name, arguments, attempts
"""

Handler = Callable[..., Any]


@dataclass(frozen=True)
class Job:
    """A job that was taken, and how often it has been tried, this time included."""

    id: int
    name: str
    arguments: dict[str, Any]
    attempts: int


class JobQueue:
    """Jobs in one file, which several threads or processes may put in and take out."""

    def __init__(
        self,
        path: Path | str = DATABASE,
        *,
        max_attempts: int = MAX_ATTEMPTS,
        pause_s: float = PAUSE_S,
        clock: Callable[[], float] = time.time,
    ) -> None:
        if max_attempts < 1:
            raise ValueError(f"max_attempts must be at least 1, not {max_attempts}")
        self.max_attempts, self.pause_s, self._clock = max_attempts, pause_s, clock
        self._lock = threading.Lock()
        self._db = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
        self._db.executescript(SCHEMA)

    def put(
        self,
        name: str,
        arguments: Mapping[str, Any] | None = None,
        *,
        delay_s: float = 0,
        priority: int = 0,
    ) -> int:
        """Queue a job, to be done after the delay, high priorities first; its number."""
        sql = "INSERT INTO jobs (name, arguments, priority, due_s) VALUES (?, ?, ?, ?) RETURNING id"
        values = (name, json.dumps(dict(arguments or {})), priority, self._clock() + delay_s)
        return int(self._rows(sql, values)[0][0])

    def take(self) -> Job | None:
        """The next job that is due, None if there is none; nobody else gets it."""
        now_s = self._clock()
        rows = self._rows(TAKE, {"now": now_s, "lease": now_s + LEASE_S})
        if not rows:
            return None
        number, name, arguments, attempts = rows[0]
        return Job(number, name, json.loads(arguments), attempts)

    def done(self, job: Job) -> None:
        """The job is finished."""
        self._rows("UPDATE jobs SET state = 'done', error = '' WHERE id = ?", (job.id,))

    def failed(self, job: Job, error: Exception) -> None:
        """The job failed: it waits for another try, or is given up."""
        given_up = job.attempts >= self.max_attempts
        due_s = self._clock() + self.pause_s * 2 ** (job.attempts - 1)
        sql = "UPDATE jobs SET state = ?, due_s = ?, error = ? WHERE id = ?"
        self._rows(sql, ("failed" if given_up else "waiting", due_s, repr(error), job.id))

    def work(self, handlers: Mapping[str, Handler]) -> int:
        """Do what is due, one job after the other; how many were taken."""
        count = 0
        while job := self.take():
            count += 1
            try:
                if job.name not in handlers:
                    raise LookupError(f"nobody does {job.name!r}")
                handlers[job.name](**job.arguments)
            except Exception as error:  # noqa: BLE001 - whatever it is belongs to the job
                self.failed(job, error)
            else:
                self.done(job)
        return count

    def counts(self) -> dict[str, int]:
        """How many jobs there are in each state."""
        return dict(self._rows("SELECT state, count(*) FROM jobs GROUP BY state ORDER BY state"))

    def errors(self) -> dict[int, str]:
        """The errors of the jobs that were given up."""
        return dict(self._rows("SELECT id, error FROM jobs WHERE state = 'failed' ORDER BY id"))

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def _rows(self, sql: str, values: Any = ()) -> list[Any]:
        with self._lock:
            return self._db.execute(sql, values).fetchall()


if __name__ == "__main__":
    jobs = JobQueue(":memory:")
    jobs.put("greet", {"name": "Ann"})
    jobs.put("greet", {"name": "Bob"}, priority=1)
    jobs.work({"greet": lambda name: print(f"hello, {name}")})
    print(jobs.counts())
