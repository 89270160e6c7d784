"""How often and how long something is looked at, read from sentences."""

import pytest

from aios.contracts.schedules import schedule_of


@pytest.mark.parametrize(
    ("text", "times", "interval_s", "seconds"),
    [
        ("do 10 checks with 0.2 s between them, longer than 300 ms is slow", 10, 0.2, None),
        ("check it once a second, five times", 5, 1.0, None),
        ("6 秒内每 0.5 秒采一次样，超过 5 次就报警", None, 0.5, 6.0),
        ("两次检查之间隔半秒，一共查六次", 6, 0.5, None),
        ("the load over 1, 5 and 15 minutes, and of the last 10 minutes", None, None, None),
    ],
)
def test_a_schedule_is_told_from_limits(
    text: str, times: int | None, interval_s: float | None, seconds: float | None
) -> None:
    found = schedule_of(text)
    assert (found.times, found.interval_s, found.seconds) == (times, interval_s, seconds)
