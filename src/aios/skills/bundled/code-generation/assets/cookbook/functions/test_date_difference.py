"""Ends of months, leap days, order and bad input."""

import pytest
from date_difference import Span, age, days_between, difference


def test_days() -> None:
    assert days_between("2024-02-28", "2024-03-01") == 2
    assert days_between("2026-12-31", "2026-01-01") == 364
    assert days_between("2026-05-05", "2026-05-05") == 0


@pytest.mark.parametrize(
    ("first", "second", "span"),
    [
        ("2026-01-31", "2026-02-28", Span(0, 1, 0)),
        ("2000-02-29", "2001-02-28", Span(1, 0, 0)),
        ("2020-05-20", "2026-05-19", Span(5, 11, 29)),
    ],
)
def test_spans(first: str, second: str, span: Span) -> None:
    assert difference(first, second) == difference(second, first) == span


def test_age_changes_on_the_birthday() -> None:
    assert (age("2000-06-15", "2026-06-14"), age("2000-06-15", "2026-06-15")) == (25, 26)


def test_no_date_is_refused() -> None:
    with pytest.raises(ValueError, match=r"2026-02-30|day"):
        days_between("2026-02-30", "2026-03-01")
