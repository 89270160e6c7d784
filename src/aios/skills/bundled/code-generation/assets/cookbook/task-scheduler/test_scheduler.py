"""Jobs by a clock that the tests set."""

from datetime import datetime, timedelta

import pytest
from scheduler import Scheduler

START = datetime.fromisoformat("2024-02-28 08:00")


class Clock:
    """A clock that only moves when told."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


def test_jobs_run_in_the_order_they_are_due() -> None:
    clock, ran = Clock(), []
    scheduler = Scheduler(clock)
    scheduler.every(5, lambda: ran.append((clock.at - START).seconds))
    assert scheduler.run_due() == 0
    for _ in range(20):
        clock.sleep(1)
        scheduler.run_due()
    assert ran == [5, 10, 15, 20]


def test_a_late_clock_runs_a_job_once_not_for_every_time_missed() -> None:
    clock, ran = Clock(), []
    scheduler = Scheduler(clock)
    scheduler.every(1, lambda: ran.append(1))
    clock.sleep(60)
    assert scheduler.run_due() == 1
    assert scheduler.run_due() == 0
    clock.sleep(1)
    assert scheduler.run_due() == 1


def test_daily_at_a_time_over_a_leap_day() -> None:
    clock, ran = Clock(), []
    scheduler = Scheduler(clock)
    scheduler.daily("07:30", lambda: ran.append(clock.at))
    entry = scheduler.daily("09:00", lambda: ran.append(clock.at) or scheduler.cancel(entry))
    for _ in range(48):
        clock.sleep(3600)
        scheduler.run_due()
    assert [f"{when:%m-%d %H}" for when in ran] == ["02-28 09", "02-29 08", "03-01 08"]


def test_a_job_that_fails_is_run_again() -> None:
    clock, ran = Clock(), []
    scheduler = Scheduler(clock)

    def fails() -> None:
        ran.append(clock.at)
        if len(ran) == 3:
            scheduler.cancel(entry)
        raise RuntimeError

    entry = scheduler.every(2, fails)
    scheduler.run(clock.sleep)
    assert len(ran) == 3


@pytest.mark.parametrize("seconds", [0, -1])
def test_no_interval(seconds: float) -> None:
    with pytest.raises(ValueError, match="interval"):
        Scheduler().every(seconds, print)


@pytest.mark.parametrize("at", ["25:00", "noon", ""])
def test_no_time_of_day(at: str) -> None:
    with pytest.raises(ValueError, match=r"hour|isoformat"):
        Scheduler().daily(at, print)
