"""A task that is handed in again and again, by the clock."""

from dataclasses import dataclass
from datetime import datetime

from aios.contracts.record import Record
from aios.contracts.task import TaskSpec

OVERLAPS = ("skip", "queue")


@dataclass(frozen=True, kw_only=True, eq=True)
class Schedule(Record):
    """When (`cron` in the time of `zone`) and what (`spec`).

    While its last task still runs, a due one is left out (`overlap` skip; `skipped` counts them)
    or waits for its end (queue). What was missed while nobody was there is caught up by one task.
    `problem` says why the last one was not accepted.
    """

    id: str
    cron: str
    zone: str
    spec: TaskSpec
    overlap: str = "skip"
    paused: bool = False
    created_at: datetime | None = None
    next_at: datetime | None = None
    last_task: str = ""
    last_at: datetime | None = None
    skipped: int = 0
    problem: str = ""
