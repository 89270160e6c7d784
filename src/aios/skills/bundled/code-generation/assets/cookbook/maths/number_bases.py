"""Convert numbers between the bases 2 to 36."""

import string

DIGITS = string.digits + string.ascii_lowercase


def to_base(number: int, base: int) -> str:
    """The number in the base, as -ff for -255 in 16; ValueError for other bases."""
    check(base)
    digits, rest = "", abs(number)
    while rest or not digits:
        rest, digit = divmod(rest, base)
        digits = DIGITS[digit] + digits
    return ("-" if number < 0 else "") + digits


def from_base(text: str, base: int) -> int:
    """The number written in the base; ValueError for a digit it does not have."""
    check(base)
    digits = text.strip().lower()
    value = 0
    for char in digits.removeprefix("-"):
        digit = DIGITS.find(char)
        if not 0 <= digit < base:
            raise ValueError(f"{char!r} is no digit in base {base}")
        value = value * base + digit
    if digits in ("", "-"):
        raise ValueError("there are no digits")
    return -value if digits.startswith("-") else value


def convert(text: str, source: int, target: int) -> str:
    """From one base to another."""
    return to_base(from_base(text, source), target)


def check(base: int) -> None:
    """ValueError unless the base is between 2 and 36."""
    if not 2 <= base <= len(DIGITS):
        raise ValueError(f"base {base} is not between 2 and {len(DIGITS)}")


if __name__ == "__main__":
    print(to_base(255, 2), to_base(255, 16), from_base("1010", 2), convert("ff", 16, 8))
