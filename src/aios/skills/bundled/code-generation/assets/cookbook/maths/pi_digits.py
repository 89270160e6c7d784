"""Digits of pi, as many as wanted."""

COUNT = 100
GUARD = 10  # digits that take up the errors of rounding


def pi_digits(places: int = COUNT) -> str:
    """Pi with that many places after the point, cut off: Machin's formula in integers."""
    if places < 0:
        raise ValueError(f"{places} is negative")
    unit = 10 ** (places + GUARD)
    value = 4 * (4 * arctan_of_inverse(5, unit) - arctan_of_inverse(239, unit))
    digits = str(value // 10**GUARD)
    return f"{digits[0]}.{digits[1:]}" if places else digits[0]


def arctan_of_inverse(x: int, unit: int) -> int:
    """arctan(1/x) times the unit, by its series."""
    power = unit // x
    total, n, sign = power, 1, 1
    while power:
        power //= x * x
        n, sign = n + 2, -sign
        total += sign * (power // n)
    return total


if __name__ == "__main__":
    print(pi_digits())
