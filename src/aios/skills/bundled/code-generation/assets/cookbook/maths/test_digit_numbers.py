"""Known numbers and signs."""

from digit_numbers import armstrong_numbers, digit_sum, is_armstrong, reversed_number


def test_armstrong_numbers() -> None:
    assert armstrong_numbers() == [153, 370, 371, 407]
    assert armstrong_numbers(0, 9) == list(range(10))
    assert is_armstrong(9474)
    assert not is_armstrong(-153)


def test_digits() -> None:
    assert (digit_sum(0), digit_sum(-123), digit_sum(999)) == (0, 6, 27)
    assert (reversed_number(120), reversed_number(-123), reversed_number(0)) == (21, -321, 0)
