"""Runs, laps and how they are shown, by a clock the tests set."""

import pytest
from stopwatch import Stopwatch, shown


class Clock:
    """A clock that only moves when told."""

    at = 100.0

    def __call__(self) -> float:
        return self.at


def test_only_the_time_between_start_and_stop_counts() -> None:
    clock = Clock()
    watch = Stopwatch(clock)
    watch.start()
    clock.at += 5
    watch.start()
    assert (watch.elapsed, watch.running) == (5, True)
    assert watch.stop() == 5
    clock.at += 60
    assert watch.stop() == 5
    watch.start()
    clock.at += 2
    assert watch.elapsed == 7


def test_laps_add_up() -> None:
    clock = Clock()
    watch = Stopwatch(clock)
    watch.start()
    for seconds in (3, 4, 5):
        clock.at += seconds
        assert watch.lap() == seconds
    assert sum(watch.laps) == watch.elapsed
    watch.reset()
    assert (watch.laps, watch.elapsed, watch.running) == ([], 0, False)


def test_no_laps_while_it_stands() -> None:
    with pytest.raises(ValueError, match="does not run"):
        Stopwatch().lap()


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0:00:00.00"), (59.999, "0:01:00.00"), (3723.45, "1:02:03.45"), (90000, "25:00:00.00")],
)
def test_shown(seconds: float, text: str) -> None:
    assert shown(seconds) == text
