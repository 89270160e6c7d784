"""Caesar and Vigenère ciphers. They are for learning: they protect no secret.

python ciphers.py caesar 3 "hello"       python ciphers.py vigenere LEMON "attack" --decrypt
"""

import argparse
import sys
from itertools import cycle
from string import ascii_lowercase

SHIFT = 3
COMMON = "etaoinshrdlu"  # the most frequent letters of English, the first the most


def caesar(text: str, shift: int = SHIFT) -> str:
    """Every letter moved on in the alphabet, everything else as it is; -shift decrypts."""
    return "".join(moved(char, shift) for char in text)


def vigenere(text: str, key: str, decrypt: bool = False) -> str:
    """Letters moved by those of the key in turn; ValueError for a key that is not of letters."""
    if not (key.isascii() and key.isalpha()):
        raise ValueError(f"the key {key!r} must consist of the letters a to z")
    shifts = cycle((-1 if decrypt else 1) * ascii_lowercase.index(char) for char in key.lower())
    return "".join(moved(char, next(shifts)) if is_letter(char) else char for char in text)


def break_caesar(text: str) -> tuple[int, str]:
    """The shift whose removal gives the most English letters, and the text without it."""

    def likeness(shift: int) -> int:
        letters = caesar(text, -shift).lower()
        return sum(len(COMMON) - COMMON.index(char) for char in letters if char in COMMON)

    shift = max(range(26), key=likeness)
    return shift, caesar(text, -shift)


def is_letter(char: str) -> bool:
    """Whether it is one of a to z in either case."""
    return char.isascii() and char.isalpha()


def moved(char: str, shift: int) -> str:
    """A letter moved on, other characters as they are."""
    if not is_letter(char):
        return char
    first = ord("A" if char.isupper() else "a")
    return chr((ord(char) - first + shift) % 26 + first)


def main(argv: list[str] | None = None) -> int:
    """Encrypt or decrypt what the command line says."""
    parser = argparse.ArgumentParser(description="Classic ciphers, for learning.")
    parser.add_argument("cipher", choices=["caesar", "vigenere"])
    parser.add_argument("key", help="a number for caesar, a word for vigenere")
    parser.add_argument("text")
    parser.add_argument("--decrypt", action="store_true")
    given = parser.parse_args(argv)
    try:
        if given.cipher == "caesar":
            shift = int(given.key)
            print(caesar(given.text, -shift if given.decrypt else shift))
        else:
            print(vigenere(given.text, given.key, given.decrypt))
    except ValueError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
