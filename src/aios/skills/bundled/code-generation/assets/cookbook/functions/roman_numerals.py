"""Integers to Roman numerals and back."""

SIGNS = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
LARGEST = 3999


def to_roman(number: int) -> str:
    """The numeral of 1 to 3999; ValueError for others."""
    if not 1 <= number <= LARGEST:
        raise ValueError(f"{number} is not between 1 and {LARGEST}")
    numeral = ""
    for value, sign in SIGNS:
        times, number = divmod(number, value)
        numeral += sign * times
    return numeral


def from_roman(numeral: str) -> int:
    """The number of a well-formed numeral, in either case; ValueError for others."""
    rest, number = numeral.strip().upper(), 0
    for value, sign in SIGNS:
        while rest.startswith(sign):
            number, rest = number + value, rest[len(sign) :]
    if rest or not 1 <= number <= LARGEST or to_roman(number) != numeral.strip().upper():
        raise ValueError(f"{numeral!r} is no Roman numeral")
    return number


if __name__ == "__main__":
    for year in (4, 1994, 2026):
        print(year, to_roman(year), from_roman(to_roman(year)))
