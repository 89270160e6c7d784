"""Numbers as people read them: exact where it can be written so, else the nearest decimals."""

from fractions import Fraction

SIGNIFICANT = 12
_MOST_PLACES = 30
_MOST_DIGITS = 400


def shown(value):
    """(text, exact) of a number: all digits of a whole number, up to 30 places of one that ends."""
    if isinstance(value, Fraction):
        if value.denominator == 1:
            return _whole(int(value))
        if places := _places(value.denominator):
            return _decimal(value, places), True
        text = f"{float(value):.{SIGNIFICANT}g}"
        return _plain(text), False
    near = round(value)
    if abs(value) < 1e15 and value == near:
        return str(near), True
    return _plain(f"{value:.{SIGNIFICANT}g}"), False


def _whole(number):
    text = str(number)
    if len(text) <= _MOST_DIGITS:
        return text, True
    return f"{text[:20]}…{text[-20:]} ({len(text)} digits)", True


def _places(denominator):
    """How many decimals write it exactly; 0 when none do, or too many."""
    for places in range(1, _MOST_PLACES + 1):
        if 10**places % denominator == 0:
            return places
    return 0


def _decimal(value, places):
    scaled = abs(value) * 10**places
    digits = str(int(scaled)).rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}"


def _plain(text):
    """1.5e+06 as 1500000; exponents stay where the zeros would be many."""
    mantissa, mark, exponent = text.partition("e")
    if not mark or abs(int(exponent)) > 20:
        return text
    places = max(0, len(mantissa.partition(".")[2]) - int(exponent))
    return f"{float(text):.{places}f}"
