"""Validate e-mail and IP addresses, URLs, dates, passwords, and Chinese phone, identity and card
numbers."""

import ipaddress
import re
import time
from datetime import date
from urllib.parse import urlsplit

EMAIL = re.compile(r"[\w.+-]+@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", re.I | re.A)
PHONE = re.compile(r"(?:\+?86[ -]?)?1[3-9]\d{9}", re.ASCII)
IDENTITY = re.compile(r"[1-9]\d{5}(\d{8})\d{3}[\dXx]", re.ASCII)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"


def is_email(text: str) -> bool:
    """Whether it has the form of an e-mail address; that it receives mail only a mail can show."""
    local = text.partition("@")[0]
    dots = local.startswith(".") or local.endswith(".") or ".." in local
    return bool(EMAIL.fullmatch(text)) and not dots and len(text) <= 254


def is_phone(text: str) -> bool:
    """Whether it is a mobile number of mainland China, with or without +86."""
    return bool(PHONE.fullmatch(text))


def is_identity_number(text: str) -> bool:
    """Whether it is a Chinese identity number: a real birthday, the right check digit."""
    found = IDENTITY.fullmatch(text)
    if found is None:
        return False
    try:
        date.fromisoformat(f"{found[1][:4]}-{found[1][4:6]}-{found[1][6:]}")
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(text, WEIGHTS, strict=False))
    return CHECK_DIGITS[total % 11] == text[-1].upper()


def is_ip_address(text: str) -> bool:
    """Whether it is an IPv4 or IPv6 address."""
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def is_url(text: str) -> bool:
    """Whether it is an http or https URL with a host."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    host = bool(parts.hostname) and port != 0
    return parts.scheme in ("http", "https") and host and not re.search(r"\s", text)


def is_card_number(text: str) -> bool:
    """Whether it is a bank card number of 12 to 19 digits that passes the Luhn check."""
    digits = re.sub(r"[ -]", "", text)
    if not re.fullmatch(r"[0-9]{12,19}", digits):
        return False
    doubled = (int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(digits[::-1]))
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0


def is_date(text: str, form: str = "%Y-%m-%d") -> bool:
    """Whether it is a real day, written in this form."""
    try:
        time.strptime(text, form)
    except ValueError:
        return False
    return True


def password_weaknesses(password: str, least: int = 8) -> list[str]:
    """What a strong password has and this one lacks; an empty list for a strong one."""
    wanted = {
        f"{least} characters": len(password) >= least,
        "a lower-case letter": any(map(str.islower, password)),
        "an upper-case letter": any(map(str.isupper, password)),
        "a digit": any(map(str.isdigit, password)),
        "a special character": any(not c.isalnum() and not c.isspace() for c in password),
    }
    return [what for what, there in wanted.items() if not there]


if __name__ == "__main__":
    print(is_email("ada@example.com"), is_phone("13800138000"), is_ip_address("10.0.0.256"))
