"""Bricks: codes and distances of texts."""

import re
import string
from itertools import groupby

MORSE = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
        [
            ".-",
            "-...",
            "-.-.",
            "-..",
            ".",
            "..-.",
            "--.",
            "....",
            "..",
            ".---",
            "-.-",
            ".-..",
            "--",
            "-.",
            "---",
            ".--.",
            "--.-",
            ".-.",
            "...",
            "-",
            "..-",
            "...-",
            ".--",
            "-..-",
            "-.--",
            "--..",
            "-----",
            ".----",
            "..---",
            "...--",
            "....-",
            ".....",
            "-....",
            "--...",
            "---..",
            "----.",
        ],
        strict=True,
    )
)
ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)


def encrypt_caesar(text: str, shift: int, decrypt: bool = False) -> str:
    """The text with each Latin letter moved on by `shift`, or back; case and all else stay.

    >>> encrypt_caesar("Xyz, abc!", 3)
    'Abc, def!'
    """
    shift = (-shift if decrypt else shift) % 26
    low, high = string.ascii_lowercase, string.ascii_uppercase
    moved = low[shift:] + low[:shift] + high[shift:] + high[:shift]
    return text.translate(str.maketrans(low + high, moved))


def decrypt_caesar(text: str, shift: int) -> str:
    """The text whose letters were moved on by `shift`.

    >>> decrypt_caesar("Abc, def!", 3)
    'Xyz, abc!'
    """
    back = -shift % 26
    low, high = string.ascii_lowercase, string.ascii_uppercase
    moved = low[back:] + low[:back] + high[back:] + high[:back]
    return text.translate(str.maketrans(low + high, moved))


def vigenere_encrypt(text: str, key: str) -> str:
    """The text with each letter moved on by a letter of the key; all else stays.

    >>> vigenere_encrypt("ATTACK", "LEMON")
    'LXFOPV'
    """
    shifts = [ord(char) - ord("a") for char in key.lower() if char.isalpha()]
    moved, at = [], 0
    for char in text:
        if char.isascii() and char.isalpha():
            start = ord("a") if char.islower() else ord("A")
            char = chr((ord(char) - start + shifts[at % len(shifts)]) % 26 + start)
            at += 1
        moved.append(char)
    return "".join(moved)


def vigenere_decrypt(text: str, key: str) -> str:
    """The text whose letters were moved on by the letters of the key.

    >>> vigenere_decrypt("LXFOPV", "LEMON")
    'ATTACK'
    """
    shifts = [ord(char) - ord("a") for char in key.lower() if char.isalpha()]
    moved, at = [], 0
    for char in text:
        if char.isascii() and char.isalpha():
            start = ord("a") if char.islower() else ord("A")
            char = chr((ord(char) - start - shifts[at % len(shifts)]) % 26 + start)
            at += 1
        moved.append(char)
    return "".join(moved)


def to_roman(number: int) -> str:
    """The number as a Roman numeral, from 1 to 3999.

    >>> to_roman(1994)
    'MCMXCIV'
    >>> to_roman(0)  # else
    Traceback (most recent call last):
    ValueError: 0
    """
    if not 1 <= number <= 3999:
        raise ValueError(f"{number} is not between 1 and 3999")  # else
    numeral = ""
    for value, sign in ROMAN:
        count, number = divmod(number, value)
        numeral += sign * count
    return numeral


def from_roman(text: str) -> int:
    """The number that a Roman numeral stands for.

    >>> from_roman("MCMXCIV")
    1994
    >>> from_roman("IIX")  # else
    Traceback (most recent call last):
    ValueError: IIX
    """
    numeral = text.strip().upper()
    pattern = r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
    if not numeral or not re.fullmatch(pattern, numeral):
        raise ValueError(f"{text!r} is no Roman numeral")  # else
    values = {sign: value for value, sign in ROMAN}
    signs = re.findall(r"CM|CD|XC|XL|IX|IV|[MDCLXVI]", numeral)
    return sum(values[sign] for sign in signs)


def run_length_encode(text: str) -> str:
    """Runs of a character as the character and their length.

    >>> run_length_encode("aaabccd")
    'a3b1c2d1'
    """
    return "".join(f"{char}{len(list(run))}" for char, run in groupby(text))


def run_length_decode(text: str) -> str:
    """The text whose runs were written as character and length.

    >>> run_length_decode("a3b1c2")
    'aaabcc'
    """
    pairs = re.findall(r"(\D)(\d*)", text)
    return "".join(char * int(count or 1) for char, count in pairs)


def text_to_morse(text: str) -> str:
    """The text in Morse code: letters parted by blanks, words by " / ".

    >>> text_to_morse("SOS a")
    '... --- ... / .-'
    """
    words = text.upper().split()
    return " / ".join(" ".join(MORSE[c] for c in word if c in MORSE) for word in words)


def morse_to_text(code: str) -> str:
    """The text that Morse code stands for.

    >>> morse_to_text("... --- ... / .-")
    'SOS A'
    """
    letters = {sign: letter for letter, sign in MORSE.items()}
    words = code.strip().split("/")
    return " ".join("".join(letters.get(sign, "?") for sign in word.split()) for word in words)


def longest_common_subsequence(a: str, b: str) -> str:
    """The longest text whose characters stand in both texts in this order.

    >>> longest_common_subsequence("ABCBDAB", "BDCABA")
    'BCBA'
    """
    best: list[list[str]] = [[""] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, one in enumerate(a, 1):
        for j, other in enumerate(b, 1):
            same = best[i - 1][j - 1] + one
            best[i][j] = same if one == other else max(best[i - 1][j], best[i][j - 1], key=len)
    return best[-1][-1]


def edit_distance(a: str, b: str) -> int:
    """How many letters must be inserted, deleted or replaced to turn one text into the other.

    >>> edit_distance("kitten", "sitting")
    3
    """
    before = list(range(len(b) + 1))
    for i, one in enumerate(a, 1):
        row = [i]
        for j, other in enumerate(b, 1):
            row.append(min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (one != other)))
        before = row
    return before[-1]


def hamming_distance(a: str, b: str) -> int:
    """At how many places two texts of the same length differ.

    >>> hamming_distance("karolin", "kathrin")
    3
    >>> hamming_distance("a", "ab")  # else
    Traceback (most recent call last):
    ValueError: lengths
    """
    if len(a) != len(b):
        raise ValueError("the texts must have the same length")  # else
    return sum(one != other for one, other in zip(a, b, strict=True))
