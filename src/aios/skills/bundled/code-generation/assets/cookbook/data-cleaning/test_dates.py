"""The forms, what is no date, and the two readings of 03/04/2024."""

import pytest
from dates import to_iso, to_iso_or_none


@pytest.mark.parametrize(
    "text",
    ["2024-03-05", "2024/3/5", "2024.3.5", "20240305", "2024年3月5日", "2024 年 3 月 5 日",
     "5 Mar 2024", "5th of March, 2024", "05-Mar-2024", "March 5, 2024", "Mar. 5th 2024",
     "Tue, 5 March 2024", "5/3/2024", "05.03.24", "  5  MAR  2024 "],
)  # fmt: skip
def test_one_day_in_many_forms(text: str) -> None:
    assert to_iso(text) == "2024-03-05"


@pytest.mark.parametrize(
    ("text", "day_first", "wanted"),
    [("03/04/2024", True, "2024-04-03"), ("03/04/2024", False, "2024-03-04"),
     ("25/12/2023", False, "2023-12-25"), ("12/25/2023", True, "2023-12-25")],
)  # fmt: skip
def test_the_day_comes_first_where_it_may(text: str, day_first: bool, wanted: str) -> None:
    assert to_iso(text, day_first) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("2024-03-05 14:30", "2024-03-05T14:30:00"), ("2024年3月5日 14:30:09", "2024-03-05T14:30:09"),
     ("5 Mar 2024 2:05 pm", "2024-03-05T14:05:00"), ("3/5/2024 12:00 am", "2024-05-03T00:00:00"),
     ("2024-03-05T14:30:00Z", "2024-03-05T14:30:00+00:00"),
     ("2024-03-05 14:30 +0800", "2024-03-05T14:30:00+08:00")],
)  # fmt: skip
def test_times_are_kept(text: str, wanted: str) -> None:
    assert (to_iso_or_none(text) or "") == wanted


@pytest.mark.parametrize("text", ["", "soon", "2024-13-01", "30 Feb 2024", "2024", "1234567",
                                  "2024-03-05 25:00", "2024-03-05 later",
                                  "99/99/2024"])  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    assert to_iso_or_none(text) is None
    with pytest.raises(ValueError, match=r"."):
        to_iso(text)


def test_two_digits_of_a_year() -> None:
    assert [to_iso(f"1/2/{year}") for year in ("68", "69")] == ["2068-02-01", "1969-02-01"]
