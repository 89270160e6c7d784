"""Whole numbers in other bases."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.skills_bundled.asking import Ask


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("255 转成十六进制", "0xff"),
        ("二进制 1010 等于十进制多少", "10"),
        ("二进制 1010 是多少", "10"),
        ("0xff 的十进制是多少", "255"),
        ("把 ff 从十六进制转成二进制", "0b11111111"),
        ("100 用二进制怎么写", "0b1100100"),
        ("255 in hex", "0xff"),
        ("0xff in decimal", "255"),
        ("convert 1010 from binary to decimal", "10"),
        ("what is 42 in binary", "0b101010"),
        ("hex 1f to octal", "0o37"),
    ],
)
def test_how_it_is_written(ask: Ask, text: str, written: str) -> None:
    assert ask("convert_base", text)["data"]["text"] == written


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(number=st.integers(0, 2**64))
def test_there_and_back(ask: Ask, number: int) -> None:
    written = ask("convert_base", f"{number} in hex")["data"]["text"]
    assert int(written, 16) == number
    assert ask("convert_base", f"{written} in decimal")["data"]["text"] == str(number)


def test_digits_that_the_base_has_not_are_refused(ask: Ask) -> None:
    error = ask("convert_base", "convert 129 from binary to decimal")["error"]
    assert error["code"] == "base_unclear" and error["hint"]
