"""Morse code both ways: python morse.py "SOS 123"     python morse.py --decode "... --- ..."."""

import argparse
import sys

WORD_GAP = "/"
CODES = {
    "A": ".-", "B": "-...", "C": "-.-.", "D": "-..", "E": ".", "F": "..-.", "G": "--.",
    "H": "....", "I": "..", "J": ".---", "K": "-.-", "L": ".-..", "M": "--", "N": "-.",
    "O": "---", "P": ".--.", "Q": "--.-", "R": ".-.", "S": "...", "T": "-", "U": "..-",
    "V": "...-", "W": ".--", "X": "-..-", "Y": "-.--", "Z": "--..",
    "0": "-----", "1": ".----", "2": "..---", "3": "...--", "4": "....-", "5": ".....",
    "6": "-....", "7": "--...", "8": "---..", "9": "----.",
    ".": ".-.-.-", ",": "--..--", "?": "..--..", "'": ".----.", "!": "-.-.--", "/": "-..-.",
    "(": "-.--.", ")": "-.--.-", "&": ".-...", ":": "---...", ";": "-.-.-.", "=": "-...-",
    "+": ".-.-.", "-": "-....-", '"': ".-..-.", "@": ".--.-.",
}  # fmt: skip
SIGNS = {code: sign for sign, code in CODES.items()}
# How else dots and dashes are written.
SPELLINGS = str.maketrans({"·": ".", "•": ".", "−": "-", "–": "-", "—": "-", "_": "-", "|": "/"})


def encode(text: str) -> str:
    """A text in Morse code, letters apart by a blank and words by " / "; ValueError for signs
    that have no code."""
    words = [[code_of(char) for char in word] for word in text.upper().split()]
    return f" {WORD_GAP} ".join(" ".join(word) for word in words)


def decode(code: str) -> str:
    """The text of a Morse code, in capitals; ValueError for what is no code."""
    words = code.translate(SPELLINGS).split(WORD_GAP)
    return " ".join(
        "".join(sign_of(sign) for sign in word.split()) for word in words if word.split()
    )


def code_of(char: str) -> str:
    """The dots and dashes of one sign."""
    if char not in CODES:
        raise ValueError(f"there is no Morse code for {char!r}")
    return CODES[char]


def sign_of(code: str) -> str:
    """The sign of some dots and dashes."""
    if code not in SIGNS:
        raise ValueError(f"{code!r} is no Morse code")
    return SIGNS[code]


def is_code(text: str) -> bool:
    """Whether a text consists of dots, dashes and gaps alone."""
    return bool(text.strip()) and set(text.translate(SPELLINGS)) <= set(".-/ \t\n")


def main(argv: list[str] | None = None) -> int:
    """Translate what the command line says; what looks like code is decoded."""
    parser = argparse.ArgumentParser(description="Morse code both ways.")
    parser.add_argument("text")
    parser.add_argument("--decode", action="store_true")
    given = parser.parse_args(argv)
    back = given.decode or is_code(given.text)
    try:
        print(decode(given.text) if back else encode(given.text))
    except ValueError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
