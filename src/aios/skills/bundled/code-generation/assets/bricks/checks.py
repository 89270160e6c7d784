"""Bricks: whether something is as it must be, and dates."""

import calendar
import ipaddress
import random
import re
import secrets
import string
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit


def is_valid_email(email: str) -> bool:
    """Whether the text is an e-mail address by its form.

    >>> [is_valid_email(each) for each in ("a.b+c@mail.example.org", "@b.example", "a@b", "@@b.cn")]
    [True, False, False, False]
    """
    local, at, domain = str(email).rpartition("@")
    good_local = re.fullmatch(r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*", local)
    label = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
    return bool(at and good_local and re.fullmatch(rf"(?:{label}\.)+[A-Za-z]{{2,}}", domain))


def is_valid_password(password: str, min_length: int = 8) -> bool:
    """Whether a password is long enough and has a capital, a small letter and a digit.

    >>> [is_valid_password(each) for each in ("Abcdefg1", "abcdefg1", "Ab1", "ABCDEFG1", "Abcdefg")]
    [True, False, False, False, False]
    """
    kinds = (str.isupper, str.islower, str.isdigit)
    return len(password) >= min_length and all(any(map(kind, password)) for kind in kinds)


def is_strong_password(password: str, min_length: int = 8) -> bool:
    """Whether a password is long enough and has a capital, a small letter, a digit and a sign.

    >>> [is_strong_password(each) for each in ("Abcdefg1!", "Abcdefg1", "Ab1!")]
    [True, False, False]
    """
    kinds = (str.isupper, str.islower, str.isdigit, lambda char: char in string.punctuation)
    return len(password) >= min_length and all(any(map(kind, password)) for kind in kinds)


def is_valid_url(url: str) -> bool:
    """Whether the text is a web address.

    >>> [is_valid_url(each) for each in ("https://a.example/x?y=1", "ftp:/x", "hello", "http://")]
    [True, False, False, False]
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and " " not in url


def is_valid_ip(ip: str) -> bool:
    """Whether the text is an IPv4 address.

    >>> [is_valid_ip(each) for each in ("192.168.0.1", "256.1.1.1", "1.2.3", "a.b.c.d")]
    [True, False, False, False]
    """
    try:
        ipaddress.IPv4Address(ip)
    except ValueError:
        return False
    return True


def is_valid_phone(phone: str) -> bool:
    """Whether the text is a mobile phone number of mainland China.

    >>> [is_valid_phone(each) for each in ("13812345678", "12345678901", "1381234567")]
    [True, False, False]
    """
    return bool(re.fullmatch(r"1[3-9]\d{9}", str(phone)))


def clean_phone(phone: str) -> str | None:
    """The eleven digits of a mobile phone number without blanks and +86; None if it is none.

    >>> clean_phone("+86 138-1234-5678"), clean_phone("1381234567")
    ('13812345678', None)
    """
    bare = re.sub(r"[\s()-]", "", str(phone)).removeprefix("+86")
    return bare if re.fullmatch(r"1\d{10}", bare) else None


def luhn_check(number: str) -> bool:
    """Whether a card number is right by the Luhn algorithm.

    >>> luhn_check("4539 1488 0343 6467"), luhn_check("4539 1488 0343 6468")
    (True, False)
    """
    digits = [int(char) for char in str(number) if char.isdigit()]
    doubled = [d if i % 2 == 0 else sum(divmod(2 * d, 10)) for i, d in enumerate(reversed(digits))]
    return len(digits) > 1 and sum(doubled) % 10 == 0


def is_balanced(text: str) -> bool:
    """Whether round, square and curly brackets match.

    >>> [is_balanced(each) for each in ("([]{})", "(]", "(()", "", "a(b)c")]
    [True, False, False, True, True]
    """
    pairs, opened = {")": "(", "]": "[", "}": "{"}, []
    for char in text:
        if char in pairs.values():
            opened.append(char)
        elif char in pairs and (not opened or opened.pop() != pairs[char]):
            return False
    return not opened


def is_valid_date(text: str, fmt: str = "%Y-%m-%d") -> bool:
    """Whether the text is a date in this form.

    >>> is_valid_date("2024-02-29"), is_valid_date("2023-02-29"), is_valid_date("x")
    (True, False, False)
    """
    try:
        datetime.strptime(text, fmt)  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return False
    return True


def is_leap_year(year: int) -> bool:
    """Whether the year has a 29th of February.

    >>> [is_leap_year(year) for year in (2024, 2023, 1900, 2000)]
    [True, False, False, True]
    """
    return calendar.isleap(year)


def days_between(start: str | date, end: str | date) -> int:
    """How many days lie between two dates, whichever is first.

    >>> days_between("2024-01-01", "2024-03-01"), days_between("2024-03-01", "2024-01-01")
    (60, 60)
    """
    return abs((to_date(end) - to_date(start)).days)


def to_date(value: str | date) -> date:
    """A date, or a text such as 2024-01-31."""
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else date.fromisoformat(value.strip().replace("/", "-"))


def workdays_between(start: str | date, end: str | date) -> int:
    """How many days from Monday to Friday lie between two dates, both of them counted.

    >>> workdays_between("2024-01-01", "2024-01-07")
    5
    """
    first, last = sorted((to_date(start), to_date(end)))
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return sum(day.weekday() < 5 for day in days)


def add_days(day: str | date, days: int) -> str:
    """The date so many days later.

    >>> add_days("2024-02-28", 2)
    '2024-03-01'
    """
    return (to_date(day) + timedelta(days=days)).isoformat()


def weekday_name(day: str | date) -> str:
    """The day of the week of a date.

    >>> weekday_name("2024-01-01")
    'Monday'
    """
    return calendar.day_name[to_date(day).weekday()]


def age(birthday: str | date, today: str | date | None = None) -> int:
    """How many years old somebody is.

    >>> age("2000-06-15", "2024-06-14"), age("2000-06-15", "2024-06-15")
    (23, 24)
    """
    born, now = to_date(birthday), to_date(today) if today else date.today()  # noqa: DTZ011
    return now.year - born.year - ((now.month, now.day) < (born.month, born.day))


def convert_date(text: str, fmt: str = "%Y-%m-%d", month_first: bool = False) -> str:
    """A date in one of the usual forms in another one.

    >>> convert_date("31.12.2024"), convert_date("2024/1/5"), convert_date("Jan 5, 2024")
    ('2024-12-31', '2024-01-05', '2024-01-05')
    >>> convert_date("x")  # else
    Traceback (most recent call last):
    ValueError: x
    """
    first = ("%m/%d/%Y", "%m-%d-%Y") if month_first else ("%d/%m/%Y", "%d-%m-%Y")
    forms = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%Y年%m月%d日", "%d.%m.%Y", *first)
    named = ("%b %d %Y", "%d %b %Y", "%B %d %Y", "%d %B %Y", "%d-%b-%Y")
    plain = " ".join(str(text).replace(",", " ").split())
    for form in (*forms, *named, "%m/%d/%Y"):
        try:
            return datetime.strptime(plain, form).strftime(fmt)  # noqa: DTZ007
        except ValueError:
            continue
    raise ValueError(f"{text!r} is no date")  # else


def generate_password(length: int = 16, symbols: bool = True) -> str:
    """A random password with capitals, small letters, digits and signs.

    >>> len(generate_password(12)), generate_password(8, symbols=False).isalnum()
    (12, True)
    """
    kinds = [string.ascii_uppercase, string.ascii_lowercase, string.digits]
    kinds += ["!@#$%^&*-_=+?"] if symbols else []
    if length < len(kinds):
        raise ValueError(f"length must be at least {len(kinds)}")  # else
    chars = [secrets.choice(kind) for kind in kinds]
    chars += [secrets.choice("".join(kinds)) for _ in range(length - len(kinds))]
    random.SystemRandom().shuffle(chars)
    return "".join(chars)


def roll_dice(count: int = 1, sides: int = 6) -> list[int]:
    """What so many dice show.

    >>> all(1 <= roll <= 6 for roll in roll_dice(20)), len(roll_dice(3))
    (True, 3)
    """
    return [random.randint(1, sides) for _ in range(count)]
