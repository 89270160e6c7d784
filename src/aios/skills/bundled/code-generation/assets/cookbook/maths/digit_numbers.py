"""Digits of numbers: their sum, their order, Armstrong numbers."""

FIRST, LAST = 100, 999


def digit_sum(number: int) -> int:
    """The sum of the decimal digits, the sign aside."""
    return sum(map(int, str(abs(number))))


def reversed_number(number: int) -> int:
    """The digits in the opposite order, the sign kept: -120 becomes -21."""
    sign = -1 if number < 0 else 1
    return sign * int(str(abs(number))[::-1])


def is_armstrong(number: int) -> bool:
    """Whether the digits, each raised to their count, add up to the number, as in 153."""
    digits = str(number)
    return number >= 0 and number == sum(int(d) ** len(digits) for d in digits)


def armstrong_numbers(first: int = FIRST, last: int = LAST) -> list[int]:
    """Those from first to last, both included; with three digits they are 水仙花数."""
    return [number for number in range(first, last + 1) if is_armstrong(number)]


if __name__ == "__main__":
    print(armstrong_numbers(), digit_sum(2026), reversed_number(-120))
