"""The next runs, against a search minute by minute; and what is wrong."""

import random
from datetime import datetime, timedelta
from itertools import islice

import pytest
from cron import CronError, main, next_run, parse, runs

START = datetime.fromisoformat("2024-02-27 21:03")


@pytest.mark.parametrize(
    ("expression", "after", "wanted"),
    [
        ("*/15 9-17 * * mon-fri", "2024-03-08 17:50", "2024-03-11 09:00"),
        ("0 0 1 1 *", "2024-03-08 17:50", "2025-01-01 00:00"),
        ("30 4 1,15 * 5", "2024-03-02 00:00", "2024-03-08 04:30"),
        ("0 12 29 2 *", "2024-03-01 00:00", "2028-02-29 12:00"),
        ("5/20 * * * *", "2024-03-08 10:05", "2024-03-08 10:25"),
        ("0 0 * * 7", "2024-03-08 00:00", "2024-03-10 00:00"),
        ("@monthly", "2024-12-31 23:59", "2025-01-01 00:00"),
        ("59 23 31 dec *", "2024-12-31 23:59", "2025-12-31 23:59"),
    ],
)
def test_the_next_run(expression: str, after: str, wanted: str) -> None:
    assert next_run(expression, datetime.fromisoformat(after)) == datetime.fromisoformat(wanted)


@pytest.mark.parametrize("seed", range(15))
def test_it_agrees_with_a_search_minute_by_minute(seed: int) -> None:
    draw = random.Random(seed)
    day = draw.choice(["*", "*/3", f"{draw.randint(1, 28)}"])
    weekday = draw.choice(["*", "1-5", "sat,sun"])
    expression = (
        f"{draw.choice(['*/7', '0,30', '5-9'])} {draw.choice(['*', '8-18/5'])} {day} * {weekday}"
    )
    cron = parse(expression)
    moment = start = START + timedelta(minutes=draw.randrange(10_000))
    while True:
        moment += timedelta(minutes=1)
        time = moment.minute in cron.minutes and moment.hour in cron.hours
        if time and cron.fits_day(moment):
            break
    assert next_run(expression, start) == moment


def test_several_runs() -> None:
    found = list(islice(runs("0 */8 * * *", START.replace(hour=1)), 3))
    assert [moment.hour for moment in found] == [8, 16, 0]


@pytest.mark.parametrize(
    "expression",
    ["", "* * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "*/0 * * * *", "5-1 * * * *",
     "x * * * *", "* * * foo *", "1- * * * *", "0 0 30 2 *"],
)  # fmt: skip
def test_what_is_wrong(expression: str) -> None:
    with pytest.raises(CronError):
        next_run(expression, START)


def test_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["@hourly", "-n", "3"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3
    assert main(["never"]) == 1
