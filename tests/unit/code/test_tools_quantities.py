"""Spans and limits as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aios.code.tools.quantities import limit_of, span_s
from aios.contracts.errors import BadRequest


def english(_zh: str, en: str) -> str:
    return en


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        (5, 5.0),
        ("5", 5.0),
        ("10 seconds", 10.0),
        ("3s", 3.0),
        ("两秒", 2.0),
        ("十五秒钟", 15.0),
        ("半分钟", 30.0),
        ("half a minute", 30.0),
        ("1 minute", 60.0),
        ("一分钟", 60.0),
        ("ten seconds", 10.0),
        ("a second", 1.0),
        ("second", 1.0),
        ("2 min", 120.0),
        ("1500 ms", 1.5),
        ("800毫秒", 0.8),
    ],
)
def test_spans(written: object, seconds: float) -> None:
    assert span_s(written, english) == pytest.approx(seconds)


@pytest.mark.parametrize("written", ["10 minutes", 301, 0, -1, "0 秒", "soon", "", "2 hours"])
def test_spans_out_of_range_are_refused_with_an_example(written: object) -> None:
    with pytest.raises(BadRequest) as refused:
        span_s(written, english)
    assert refused.value.code == "span_out_of_range"
    assert "For example" in refused.value.hint


@given(st.floats(0.5, 300))
def test_a_span_written_in_seconds_is_read_back(seconds: float) -> None:
    assert span_s(f"{seconds:.3f} s", english, least=0) == pytest.approx(seconds, abs=0.001)


@pytest.mark.parametrize(
    ("written", "limit"),
    [
        ("80%", (80.0, "percent")),
        ("80 percent", (80.0, "percent")),
        ("99.9％", (99.9, "percent")),
        ("百分之八十", (80.0, "percent")),
        ("500 MB", (5e8, "bytes")),
        ("1GiB", (2.0**30, "bytes")),
        ("10MB/s", (1e7, "bytes")),
        ("4", (4.0, "")),
        (0.5, (0.5, "")),
    ],
)
def test_limits(written: object, limit: tuple[float, str]) -> None:
    assert limit_of(written, english) == limit


def test_what_is_no_limit_is_refused() -> None:
    with pytest.raises(BadRequest):
        limit_of("much", english)
