"""Dates and times by the user's own calendar and clock."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.unit.skills_bundled.asking import Ask


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2026-03-01 到 2026-11-23 有多少天", 267),
        ("how many days between March 1, 2026 and 23 November 2026", 267),
        ("从2024年2月28日到2024年3月1日有几天", 2),
        ("2026/11/23 到 2026/11/20 隔了几天", -3),
    ],
)
def test_how_far_two_dates_are_apart(ask: Ask, text: str, days: int) -> None:
    found = ask("count_days", text)
    assert found["data"]["days"] == days and str(abs(days)) in found["answer"]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-01-31 之后 1 个月是哪天", "2024-02-29"),
        ("what date is 45 days after 2026-01-15", "2026-03-01"),
        ("10 weeks before 2026-03-12", "2026-01-01"),
        ("2024-02-29 后 1 年是几号", "2025-02-28"),
    ],
)
def test_a_date_so_far_away(ask: Ask, text: str, moment: str) -> None:
    found = ask("count_days", text)
    assert found["data"]["date"] == moment and moment in found["answer"]


def test_today_and_the_days_beside_it(ask: Ask) -> None:
    before = date.today()  # noqa: DTZ011 - the script's own day is meant
    told = ask("count_days", "今天星期几", "zh")["data"]["date"]
    assert told in (str(before), str(before + timedelta(1)))
    start = date.fromisoformat(told)
    assert ask("count_days", "30 天后是几号")["data"]["date"] == str(start + timedelta(30))
    assert ask("count_days", "后天是星期几")["data"]["date"] == str(start + timedelta(2))
    left = ask("count_days", "days until christmas")["data"]
    assert left["to"].endswith("-12-25") and 0 <= left["days"] <= 366


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026年10月1日是星期几", "星期四"),
        ("2028 年是闰年吗", "是闰年"),
        ("1900年是闰年吗", "不是闰年"),
    ],
)
def test_what_is_said_of_a_date(ask: Ask, text: str, said: str) -> None:
    assert said in ask("count_days", text, "zh")["answer"]


def test_an_age_is_of_full_years(ask: Ask) -> None:
    today = date.today()  # noqa: DTZ011 - the script's own day is meant
    tomorrow = today + timedelta(1)
    born = date(tomorrow.year - 30, tomorrow.month, min(tomorrow.day, 28))
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    assert ask("count_days", f"{born} 出生的人现在几岁")["data"]["years"] == years


def test_a_day_that_is_none_is_refused(ask: Ask) -> None:
    error = ask("count_days", "2026-02-30 是星期几", "zh")["error"]
    assert error["code"] == "no_such_date" and "2026-02-30" in error["message"]
    error = ask("count_days", "999999 years after 2026-01-01")["error"]
    assert error["code"] == "too_large"


@pytest.mark.parametrize(
    ("text", "zone"),
    [("what time is it in Tokyo", "Asia/Tokyo"), ("纽约现在几点", "America/New_York")],
)
def test_the_time_in_a_city(ask: Ask, text: str, zone: str) -> None:
    told = datetime.fromisoformat(ask("tell_time", text)["data"]["time"])
    assert abs(told - datetime.now(UTC)) < timedelta(minutes=5)
    assert told.utcoffset() == datetime.now(ZoneInfo(zone)).utcoffset()


def test_the_time_here(ask: Ask) -> None:
    told = datetime.fromisoformat(ask("tell_time", "现在几点了", "zh")["data"]["time"])
    assert abs(told - datetime.now(UTC)) < timedelta(minutes=5)
