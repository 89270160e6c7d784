"""Bricks: what offices, shops and schools ask for: dates, numbers that check themselves, ranks."""

import csv
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

SAMPLE = Path("sample.csv")


def workdays(start: str, end: str, holidays: Iterable[str] = ()) -> int:
    """How many days from Monday to Friday lie between two dates, both counted, but for holidays.

    >>> workdays("2024-01-01", "2024-01-07"), workdays("2024-01-01", "2024-01-02", ["2024-01-01"])
    (5, 1)
    >>> workdays("2024-01-05", "2024-01-01")
    0
    """
    first, last = (date.fromisoformat(str(day)) for day in (start, end))
    free = {date.fromisoformat(str(day)) for day in holidays}
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return sum(day.weekday() < 5 and day not in free for day in days)


def add_workdays(start: str, days: int, holidays: Iterable[str] = ()) -> str:
    """The date so many working days later; Saturdays, Sundays and holidays do not count.

    >>> add_workdays("2024-01-05", 1), add_workdays("2024-01-08", -1)
    ('2024-01-08', '2024-01-05')
    """
    day = date.fromisoformat(str(start))
    free = {date.fromisoformat(str(each)) for each in holidays}
    step, left = (1 if days > 0 else -1), abs(days)
    while left:
        day += timedelta(days=step)
        left -= day.weekday() < 5 and day not in free
    return day.isoformat()


def add_months(start: str, months: int) -> str:
    """The date so many months later; the last day of the month where there is no such day.

    >>> add_months("2024-01-31", 1), add_months("2024-03-31", -1), add_months("2024-12-15", 1)
    ('2024-02-29', '2024-02-29', '2025-01-15')
    """
    day = date.fromisoformat(str(start))
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    last = (following - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last)).isoformat()


def is_valid_isbn13(number: str) -> bool:
    """Whether an ISBN of 13 digits is right; hyphens and blanks are passed over.

    >>> is_valid_isbn13("978-0-306-40615-7"), is_valid_isbn13("9780306406158")
    (True, False)
    """
    digits = re.sub(r"[\s-]", "", str(number))
    if not re.fullmatch(r"\d{13}", digits):
        return False
    return sum(int(d) * (3 if n % 2 else 1) for n, d in enumerate(digits)) % 10 == 0


def is_valid_isbn10(number: str) -> bool:
    """Whether an ISBN of 10 digits is right; hyphens and blanks are passed over.

    >>> is_valid_isbn10("0-306-40615-2"), is_valid_isbn10("0306406153")
    (True, False)
    """
    digits = re.sub(r"[\s-]", "", str(number)).upper()
    if not re.fullmatch(r"\d{9}[\dX]", digits):
        return False
    values = [10 if d == "X" else int(d) for d in digits]
    return sum(value * (10 - n) for n, value in enumerate(values)) % 11 == 0


def isbn10_to_13(number: str) -> str:
    """An ISBN of 10 digits as one of 13.

    >>> isbn10_to_13("0-306-40615-2")
    '9780306406157'
    """
    digits = "978" + re.sub(r"[\s-]", "", str(number))[:9]
    if not re.fullmatch(r"\d{12}", digits):
        raise ValueError(f"{number!r} is no ISBN")  # else
    total = sum(int(d) * (3 if n % 2 else 1) for n, d in enumerate(digits))
    return digits + str(-total % 10)


def fewest_coins(amount: int, coins: Sequence[int] = (50, 20, 10, 5, 2, 1)) -> dict[int, int]:
    """The fewest coins that make up an amount: how many of each.

    >>> fewest_coins(6, (1, 3, 4)), fewest_coins(0)
    ({3: 2}, {})
    >>> fewest_coins(3, (2,))  # else
    Traceback (most recent call last):
    ValueError: 3
    """
    if amount < 0:
        raise ValueError(f"{amount} cannot be paid")
    last: list[int | None] = [0] + [None] * amount
    count = [0] + [amount + 1] * amount
    for part in range(1, amount + 1):
        for coin in sorted(coins, reverse=True):
            if coin <= part and count[part - coin] + 1 < count[part]:
                count[part], last[part] = count[part - coin] + 1, coin
    if count[amount] > amount:
        raise ValueError(f"{amount} cannot be paid exactly")  # else
    paid: dict[int, int] = {}
    while amount and (coin := last[amount] or 0):
        paid[coin] = paid.get(coin, 0) + 1
        amount -= coin
    return paid


def mask_phones(text: str) -> str:
    """A text with the middle four digits of every mobile number (China) hidden.

    >>> mask_phones("call 13812345678 or 213812345678")
    'call 138****5678 or 213812345678'
    """
    return re.sub(r"(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)", r"\1****\2", text)


def mask_emails(text: str) -> str:
    """A text with all of the names of mail addresses but the first letter hidden.

    >>> mask_emails("write to alice@example.com")
    'write to a***@example.com'
    """
    return re.sub(r"\b([\w.+-])[\w.+-]*(@[\w-]+\.[\w.-]*\w)", r"\1***\2", text)


def extract_phones(text: str) -> list[str]:
    """Every mobile number (China) in a text, each once.

    >>> extract_phones("13812345678, 13812345678 and 12345678901")
    ['13812345678']
    """
    return list(dict.fromkeys(re.findall(r"(?<!\d)1[3-9]\d{9}(?!\d)", text)))


def rank(scores: Mapping[str, float]) -> list[tuple[int, str, float]]:
    """Names by their scores, the highest first; the same score has the same rank.

    >>> rank({"a": 90, "b": 85, "c": 90})
    [(1, 'a', 90), (1, 'c', 90), (3, 'b', 85)]
    """
    ordered = sorted(scores.items(), key=lambda pair: -pair[1])
    values = [score for _, score in ordered]
    return [(values.index(score) + 1, name, score) for name, score in ordered]


def overlapping_pairs(bookings: Sequence[Sequence[Any]]) -> list[tuple[int, int]]:
    """The pairs of bookings (what, start, end) of the same thing that overlap in time.

    >>> overlapping_pairs([("A", "09:00", "10:00"), ("A", "09:30", "11:00"), ("A", "11:00", "12")])
    [(0, 1)]
    """
    pairs = []
    for i, one in enumerate(bookings):
        for j in range(i + 1, len(bookings)):
            *what, start, end = one
            *other, begin, finish = bookings[j]
            if what == other and start < finish and begin < end:
                pairs.append((i, j))
    return pairs


def overlaps(start: Any, end: Any, other_start: Any, other_end: Any) -> bool:
    """Whether two spans overlap; one that begins where the other ends does not.

    >>> overlaps(1, 3, 2, 5), overlaps(1, 2, 2, 3)
    (True, False)
    """
    return bool(start < other_end and other_start < end)


def count_first_encode(text: str) -> str:
    """Runs of a character as their length and the character.

    >>> count_first_encode("aaabcc"), count_first_encode("")
    ('3a1b2c', '')
    """
    runs = re.finditer(r"(.)\1*", text, re.DOTALL)
    return "".join(f"{len(run[0])}{run[1]}" for run in runs)


def count_first_decode(text: str) -> str:
    """The text of lengths and characters.

    >>> count_first_decode("12x1y")
    'xxxxxxxxxxxxy'
    """
    return "".join(char * int(count) for count, char in re.findall(r"(\d+)(\D)", text))


def loan_schedule(principal: float, annual_rate: float, months: int) -> list[dict[str, Any]]:
    """The payments of an annuity loan, month by month; the last one settles what is left.

    >>> loan_schedule(100, 0, 2)[1]
    {'month': 2, 'payment': 50.0, 'interest': 0.0, 'principal': 50.0, 'balance': 0.0}
    """
    rate, balance, rows = annual_rate / 12, float(principal), []
    payment = principal / months if not rate else principal * rate / (1 - (1 + rate) ** -months)
    payment = round(payment, 2)
    for month in range(1, months + 1):
        interest = round(balance * rate, 2)
        part = round(balance, 2) if month == months else round(payment - interest, 2)
        balance = round(balance - part, 2)
        values = {"payment": round(part + interest, 2), "interest": interest, "principal": part}
        rows.append({"month": month, **values, "balance": abs(balance)})
    return rows


def monthly_payment(principal: float, annual_rate: float, months: int) -> float:
    """What is paid each month for an annuity loan, with two decimals.

    >>> monthly_payment(12000, 0, 12), monthly_payment(10000, 0.06, 12)
    (1000.0, 860.66)
    """
    rate = annual_rate / 12
    paid = principal / months if not rate else principal * rate / (1 - (1 + rate) ** -months)
    return round(paid, 2)


def validate_csv(path: Path, rules: Mapping[str, Mapping[str, Any]]) -> list[tuple[int, str]]:
    """The cells of a CSV that break the rules of their column: line of the file, and column.

    Rules are type (int, float, str), min, max, pattern and required.

    >>> _ = SAMPLE.write_text("age\\n5\\nx\\n200\\n")
    >>> validate_csv(SAMPLE, {"age": {"type": "int", "max": 120}})
    [(3, 'age'), (4, 'age')]
    """
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        reader, wrong = csv.DictReader(file), []
        for row in reader:
            bad = (name for name, rule in rules.items() if breaks(row.get(name) or "", rule))
            wrong += [(reader.line_num, name) for name in bad]
    return wrong


def breaks(cell: str, rule: Mapping[str, Any]) -> bool:
    """Whether a cell breaks its rule; an empty one only where it is required."""
    if not cell.strip():
        return bool(rule.get("required"))
    try:
        value = {"int": int, "float": float}.get(rule.get("type", "str"), str)(cell)
    except ValueError:
        return True
    if "pattern" in rule and not re.fullmatch(rule["pattern"], cell):
        return True
    if not {"min", "max"} & set(rule):
        return False
    size = value if isinstance(value, int | float) else float(value)
    return not rule.get("min", -math.inf) <= size <= rule.get("max", math.inf)


_LOG_LINE = re.compile(
    r"(?P<time>\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d)[,.\d]*\s+\[?(?P<level>[A-Z]+)\]?\s+"
    r"(?:\[(?P<module>[^\]]*)\]\s*)?(?P<message>.*)"
)


def parse_log_entries(path: Path) -> Iterator[dict[str, Any]]:
    """The entries of a log: time, level, module, message; indented lines go on with the last one.

    >>> _ = SAMPLE.write_text("2024-05-01 12:00:03 ERROR [db] lost\\n  again\\nodd\\n")
    >>> [(e["level"], e["module"], e["message"]) for e in parse_log_entries(SAMPLE)]
    [('ERROR', 'db', 'lost\\nagain')]
    """
    entry: dict[str, Any] | None = None
    with Path(path).open(encoding="utf-8") as file:
        for line in file:
            text = line.rstrip("\r\n")
            if text[:1] in (" ", "\t") and entry is not None:
                entry["message"] += "\n" + text.lstrip()
            elif found := _LOG_LINE.fullmatch(text):
                if entry is not None:
                    yield entry
                entry = {**found.groupdict(), "time": datetime.fromisoformat(found["time"])}
    if entry is not None:
        yield entry


def compare_dicts(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """What two dictionaries differ in: keys added, keys removed, values changed.

    >>> compare_dicts({"a": 1, "b": 2}, {"b": 3, "c": 4})
    {'added': ['c'], 'removed': ['a'], 'changed': {'b': (2, 3)}}
    """
    return {
        "added": sorted(key for key in new if key not in old),
        "removed": sorted(key for key in old if key not in new),
        "changed": {k: (old[k], new[k]) for k in old if k in new and old[k] != new[k]},
    }


def bmi_rounded(weight: float, height: float) -> float:
    """The body mass index with one decimal; weight in kg, height in m.

    >>> bmi_rounded(70, 1.75)
    22.9
    """
    if weight <= 0 or height <= 0:
        raise ValueError("weight and height must be above 0")  # else
    return round(weight / height**2, 1)
