"""Validate e-mail addresses, phone numbers, Chinese identity numbers and IP addresses."""

import ipaddress
import re
from datetime import date

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


if __name__ == "__main__":
    print(is_email("ada@example.com"), is_phone("13800138000"), is_ip_address("10.0.0.256"))
