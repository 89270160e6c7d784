"""There and back, and bad input."""

import random

import pytest
from run_length import decode, encode


def test_known() -> None:
    assert encode("aaab") == "a3b1"
    assert encode("") == ""
    assert decode("好2x12") == "好好" + "x" * 12


def test_there_and_back() -> None:
    draw = random.Random(5)
    for _ in range(200):
        text = "".join(draw.choices("ab \n中", k=draw.randint(0, 30)))
        assert decode(encode(text)) == text


@pytest.mark.parametrize("packed", ["3a", "a", "a0", "ab1"])
def test_what_is_not_encoded_is_refused(packed: str) -> None:
    with pytest.raises(ValueError, match="not run-length"):
        decode(packed)


def test_digits_are_refused() -> None:
    with pytest.raises(ValueError, match="digits"):
        encode("a1")
