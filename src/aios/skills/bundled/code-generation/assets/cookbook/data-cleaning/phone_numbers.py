"""Telephone numbers as people write them, in one form: E.164, such as +8613812345678.

to_e164("(021) 6888-1234", "CN")  → "+862168881234"
"""

import re
import sys

COUNTRY = "CN"
# Country -> calling code, the digit dialled first at home, and how many digits follow the code.
COUNTRIES = {
    "CN": ("86", "0", (10, 11)),
    "US": ("1", "1", (10, 10)),
    "CA": ("1", "1", (10, 10)),
    "GB": ("44", "0", (9, 10)),
    "DE": ("49", "0", (6, 11)),
    "FR": ("33", "0", (9, 9)),
    "JP": ("81", "0", (9, 10)),
    "IN": ("91", "0", (10, 10)),
    "AU": ("61", "0", (9, 9)),
}
EXTENSION = re.compile(r"\s*(?:ext\.?|extension|x|转|分机)\s*:?\s*\d+\s*$", re.IGNORECASE)
ALLOWED = re.compile(r"[+\d\s().\-/–]+")
MOST_DIGITS = 15  # what E.164 allows


def to_e164(text: str, country: str = COUNTRY) -> str:
    """The number with + and the calling code; ValueError if it cannot be one.

    `country` is where a number without a calling code is dialled. An extension is left out.
    """
    code, trunk, (least, most) = COUNTRIES[country]
    plain = EXTENSION.sub("", text.strip().translate(str.maketrans("＋（）－", "+()-")))
    if not plain or not ALLOWED.fullmatch(plain):
        raise ValueError(f"no telephone number: {text!r}")
    digits = re.sub(r"\D", "", plain.replace("(0)", ""))  # +44 (0)20 …
    if plain.startswith("+"):
        return _checked(digits, text)
    if digits.startswith("00"):
        return _checked(digits[2:], text)
    if len(digits) > most and digits.startswith(code):
        digits = digits[len(code) :]
    digits = digits.removeprefix(trunk)
    if not least <= len(digits) <= most:
        raise ValueError(f"no telephone number of {country}: {text!r}")
    return f"+{code}{digits}"


def _checked(digits: str, text: str) -> str:
    """A number with its calling code; the digits of countries that are known are counted."""
    for code, trunk, _ in COUNTRIES.values():  # +86 (021) …: the 0 is dialled only at home
        if trunk == "0" and digits.startswith(code + trunk):
            digits = code + digits[len(code) + 1 :]
    known = [(code, size) for code, _, size in COUNTRIES.values() if digits.startswith(code)]
    fits = all(size[0] <= len(digits) - len(code) <= size[1] for code, size in known)
    if not fits or not 8 <= len(digits) <= MOST_DIGITS or digits.startswith("0"):
        raise ValueError(f"no telephone number: {text!r}")
    return f"+{digits}"


def is_phone_number(text: str, country: str = COUNTRY) -> bool:
    """Whether the text can be a telephone number."""
    try:
        return bool(to_e164(text, country))
    except ValueError:
        return False


if __name__ == "__main__":
    for number in sys.argv[1:] or ["138 1234 5678", "(021) 6888-1234", "+1 (415) 555-0132"]:
        print(f"{number:<24} {to_e164(number) if is_phone_number(number) else 'no number'}")
