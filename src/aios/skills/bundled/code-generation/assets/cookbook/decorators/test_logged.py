"""What is written of a call."""

import logging

import pytest
from logged import LONGEST, divide, short


def test_calls_and_results_are_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        assert divide(6, b=4) == 1.5
    assert "divide(6, b=4) -> 1.5 in" in caplog.text
    assert divide.__name__ == "divide"


def test_exceptions_are_logged_and_pass(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(ZeroDivisionError):
        divide(1, 0)
    assert "divide(1, 0) raised ZeroDivisionError" in caplog.text
    assert caplog.records[0].levelno == logging.ERROR


def test_long_values_are_cut() -> None:
    assert (short("x"), len(short("x" * 1000))) == ("'x'", LONGEST)
