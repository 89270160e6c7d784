"""Random passwords from the operating system's secure source.

python password_generator.py --length 20 --count 5 --no-symbols
"""

import argparse
import math
import secrets
import string
import sys
from collections.abc import Sequence

LENGTH = 16
COUNT = 1
SYMBOLS = "!@#$%^&*()-_=+[]{}:,.?"
WITH_SYMBOLS = True
AMBIGUOUS = frozenset("0O1lI|")


def alphabets(*, symbols: bool = WITH_SYMBOLS, avoid_ambiguous: bool = False) -> list[str]:
    """The kinds of characters a password is made of, one string per kind."""
    kinds = [string.ascii_lowercase, string.ascii_uppercase, string.digits]
    if symbols:
        kinds.append(SYMBOLS)
    if avoid_ambiguous:
        kinds = ["".join(char for char in kind if char not in AMBIGUOUS) for kind in kinds]
    return kinds


def generate(length: int, kinds: Sequence[str]) -> str:
    """A password with at least one character of every kind.

    Drawn whole and thrown away until it has them all, so that every password that qualifies
    is equally likely.
    """
    if length < len(kinds):
        raise ValueError(f"a password with {len(kinds)} kinds of characters needs as many places")
    pool = "".join(kinds)
    while True:
        password = "".join(secrets.choice(pool) for _ in range(length))
        if all(any(char in kind for char in password) for kind in kinds):
            return password


def entropy_bits(length: int, kinds: Sequence[str]) -> float:
    """How hard the password is to guess; 80 bits and more are out of reach of brute force."""
    return length * math.log2(sum(map(len, kinds)))


def parse_arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Print random passwords.")
    parser.add_argument("-l", "--length", type=int, default=LENGTH)
    parser.add_argument("-n", "--count", type=int, default=COUNT)
    parser.add_argument("--symbols", action=argparse.BooleanOptionalAction, default=WITH_SYMBOLS)
    parser.add_argument("--avoid-ambiguous", action="store_true", help="no 0 O 1 l I |")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    arguments = parse_arguments(argv)
    kinds = alphabets(symbols=arguments.symbols, avoid_ambiguous=arguments.avoid_ambiguous)
    try:
        for _ in range(arguments.count):
            print(generate(arguments.length, kinds))
    except ValueError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    bits = entropy_bits(arguments.length, kinds)
    print(f"about {bits:.0f} bits each", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
