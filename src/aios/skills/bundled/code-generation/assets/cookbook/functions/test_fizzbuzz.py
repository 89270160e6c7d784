"""The game as it is known."""

from fizzbuzz import COUNT, fizzbuzz


def test_the_first_fifteen() -> None:
    wanted = "1 2 Fizz 4 Buzz Fizz 7 8 Fizz Buzz 11 Fizz 13 14 FizzBuzz"
    assert list(fizzbuzz(15)) == wanted.split()


def test_the_default_is_the_constant_and_none_is_empty() -> None:
    assert len(list(fizzbuzz())) == COUNT
    assert list(fizzbuzz(0)) == []
