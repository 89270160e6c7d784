"""Run functions every so often or daily at a time, in the order they are due."""

import heapq
import itertools
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from time import sleep, strftime

INTERVAL_S = 10

Job = Callable[[], object]
log = logging.getLogger(__name__)


@dataclass(order=True)
class Entry:
    """A job and when it is due next; `number` keeps equals in the order they were added."""

    due: datetime
    number: int
    job: Job = field(compare=False)
    step: timedelta = field(compare=False)
    cancelled: bool = field(default=False, compare=False)


class Scheduler:
    """Jobs by the time they are due. A job that fails is logged, and is run again in its turn."""

    def __init__(self, now: Callable[[], datetime] = datetime.now) -> None:
        self.now = now
        self._entries: list[Entry] = []
        self._numbers = itertools.count()

    def every(self, seconds: float, job: Job) -> Entry:
        """Run the job each so many seconds, for the first time after as many."""
        if seconds <= 0:
            raise ValueError(f"{seconds} s is no interval")
        step = timedelta(seconds=seconds)
        return self._add(self.now() + step, job, step)

    def daily(self, at: str, job: Job) -> Entry:
        """Run the job each day at a time like "08:30"."""
        time_of_day = time.fromisoformat(at)
        due = datetime.combine(self.now().date(), time_of_day)
        day = timedelta(days=1)
        return self._add(due if due > self.now() else due + day, job, day)

    def cancel(self, entry: Entry) -> None:
        """Never run it again."""
        entry.cancelled = True

    def run_due(self) -> int:
        """Run what is due now; how many jobs ran."""
        now, count = self.now(), 0
        while self._entries and self._entries[0].due <= now:
            entry = heapq.heappop(self._entries)
            if entry.cancelled:
                continue
            try:
                entry.job()
            except Exception:  # a job may raise anything; the others must go on
                log.exception("job %s failed", getattr(entry.job, "__name__", entry.job))
            count += 1
            entry.due += entry.step * ((now - entry.due) // entry.step + 1)  # the next after now
            heapq.heappush(self._entries, entry)
        return count

    def run(self, pause: Callable[[float], None] = sleep) -> None:
        """Wait for jobs and run them, as long as there are any."""
        while self._entries:
            wait_s = (self._entries[0].due - self.now()).total_seconds()
            if wait_s > 0:
                pause(wait_s)
            self.run_due()

    def _add(self, due: datetime, job: Job, step: timedelta) -> Entry:
        entry = Entry(due, next(self._numbers), job, step)
        heapq.heappush(self._entries, entry)
        return entry


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    scheduler = Scheduler()
    scheduler.every(INTERVAL_S, lambda: print(f"{strftime('%X')} every {INTERVAL_S} s"))
    try:
        scheduler.run()
    except KeyboardInterrupt:
        print("\nstopped")
