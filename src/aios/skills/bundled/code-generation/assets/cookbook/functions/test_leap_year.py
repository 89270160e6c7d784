"""Agreement with the calendar of the standard library."""

import calendar

from leap_year import is_leap_year, leap_years


def test_every_year_agrees_with_the_calendar() -> None:
    assert all(is_leap_year(y) == calendar.isleap(y) for y in range(1, 3000))


def test_ranges_include_both_ends() -> None:
    assert leap_years(1896, 1904) == [1896, 1904]
    assert leap_years(2001, 2000) == []
