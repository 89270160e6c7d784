"""Leap years of the Gregorian calendar."""


def is_leap_year(year: int) -> bool:
    """Divisible by 4, but of the full centuries only those divisible by 400."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def leap_years(first: int, last: int) -> list[int]:
    """The leap years from first to last, both included."""
    return [year for year in range(first, last + 1) if is_leap_year(year)]


if __name__ == "__main__":
    print(leap_years(2000, 2032))
