"""Times, rounds, and a clock of the tests' own."""

import pytest
from timer import BREAK_S, LONG_BREAK_S, WORK_S, count_down, main, plan, seconds_of, shown


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("90", 90),
        ("1h20m", 4800),
        ("2m 5s", 125),
        ("12:30", 750),
        ("1:00:00", 3600),
        ("5 分钟", 300),
        ("1小时30分", 5400),
    ],
)
def test_times(text: str, seconds: int) -> None:
    assert seconds_of(text) == seconds


@pytest.mark.parametrize("text", ["", "0", "soon", "5x", "1:5", "-3", "1.5m"])
def test_bad_times_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="time"):
        seconds_of(text)
    assert main([text or " "]) == 1


def test_rounds_end_with_a_long_break() -> None:
    assert list(plan(2)) == [
        ("work 1/2", WORK_S),
        ("break", BREAK_S),
        ("work 2/2", WORK_S),
        ("long break", LONG_BREAK_S),
    ]


def test_it_counts_without_drifting() -> None:
    now_s, lines = [100.0], []

    def sleep(seconds: float) -> None:
        now_s[0] += seconds + 0.1  # every sleep is a little too long

    count_down("left", 5, clock=lambda: now_s[0], sleep=sleep, show=lines.append)
    assert lines[0] == "\rleft 00:05 "
    assert lines[-1].endswith("done\a\n")
    assert now_s[0] == pytest.approx(105, abs=0.2)


def test_shown() -> None:
    assert (shown(3723), shown(59)) == ("1:02:03", "00:59")
