"""Keep items that meet conditions, sort them, take the first, choose their columns."""

import re
from datetime import datetime, timedelta

SIGNS = {
    ">": lambda value, bound: value > bound,
    ">=": lambda value, bound: value >= bound,
    "<": lambda value, bound: value < bound,
    "<=": lambda value, bound: value <= bound,
    "=": lambda value, bound: str(value).lower() == str(bound).lower(),
    "has": lambda value, bound: str(bound).lower() in str(value).lower(),
    "one of": lambda value, bound: str(value) in bound,
    "has not": lambda value, bound: str(bound).lower() not in str(value).lower(),
}
AMOUNT = re.compile(
    r"[+¥￥$€£]?\s*(-?\d[\d,]*(?:\.\d+)?)\s?((?:[kK](?![A-Za-z])|[千万])?)"
    r"(?:\s?[-–—~～至到]\s?[¥￥$€£]?\s*\d[\d.,]*\s?([kK千万]?))?(?![-/.年\d])"
)
SPAN = re.compile(
    r"(?:(?P<hours>\d+(?:\.\d+)?)\s*(?:hours?|hrs?|h|个?小时)\.?\s*(?:and\s+)?)?"
    r"(?:(?P<minutes>\d+(?:\.\d+)?)\s*(?:minutes?|mins?\.?|(?P<short>m|分)|分钟))?",
    re.IGNORECASE,
)
SCALES = {"k": 1000, "K": 1000, "千": 1000, "万": 10000}
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
YEAR_FIRST = re.compile(r"(\d{4})\s?[-/.年]\s?(\d{1,2})(?:\s?[-/.月]\s?(\d{1,2}))?(.*)", re.DOTALL)
MONTH_FIRST = re.compile(r"\b([a-z]{3})[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", re.I)
DAY_FIRST = re.compile(r"\b(\d{1,2})\s+([a-z]{3})[a-z]*\.?,?\s+(\d{4})", re.I)

# "3 days ago", "an hour ago", "两天前" is written with digits; how many days each unit has.
AGO = re.compile(
    r"\b(\d+|an?)\s*(minute|min|hour|hr|day|week|month|year)s?\s+ago\b"
    r"|(\d+)\s*(分钟|个?小时|天|日|周|个?星期|个?月|年)前",
    re.IGNORECASE,
)
UNITS_OF_DAYS = {"day": 1, "天": 1, "日": 1, "week": 7, "周": 7, "星期": 7, "month": 30, "月": 30,
                 "year": 365, "年": 365}  # fmt: skip
JUST_NOW = re.compile(
    r"\W*(?:(?:posted|updated|published|added|发布于|更新于)\s*[:：]?\s*)?"
    r"(?:(today|just now|今天|今日|刚刚)|(yesterday|昨天|昨日)|前天)"
    r"(?:,?\s*(?:at )?\d{1,2}:\d{2}.*)?\W*",
    re.IGNORECASE,
)


def keep(found, conditions):
    """The page's items that meet every condition, and the next page's address.

    A condition is (field, sign, bound); an item without the field meets none but "has not".
    """
    items, url = found
    return [item for item in items if all(meets(item, *c) for c in conditions)], url


def meets(item, field, sign, bound):
    """Whether an item meets a condition; a bound on dates compares days."""
    value = item.get(field)
    if value is None:
        return sign == "has not"
    if sign.endswith(" column"):  # the bound is another column of the item
        one, two = amount(value), amount(item.get(bound))
        return None not in (one, two) and SIGNS[sign[0]](one, two)
    if isinstance(bound, str) and sign[0] in "<>":
        value = day(value)[:10]
    elif sign[0] in "<>" and not isinstance(value, int | float):
        value = amount(value)
        if value is None:
            return False
    return bool(value != "") and SIGNS[sign](value, bound)


def arrange(items, sort=None, top=None, columns=()):
    """The items sorted by `sort` = (field, descending), the first `top`, with these columns.

    Items without the field come last; those equal to the last one taken are taken with it.
    """
    if sort:
        field, descending = sort
        filled = [item for item in items if item.get(field) not in (None, "")]
        rest = [item for item in items if item.get(field) in (None, "")]
        filled.sort(key=lambda item: rank(item[field]), reverse=descending)
        items = [*filled, *rest]
        while (
            top and top < len(filled) and rank(filled[top][field]) == rank(filled[top - 1][field])
        ):
            top += 1
    items = items[:top]
    return [{name: item.get(name) for name in columns} for item in items] if columns else items


def shared(items, name, least):
    """The items whose value of a column at least so many items have."""
    values = [str(item.get(name)) for item in items]
    return [i for i, value in zip(items, values, strict=True) if values.count(value) >= least]


def renamed(items, names):
    """The items with these columns alone; `names` maps the name of each to the field it holds."""
    return [{name: item.get(field) for name, field in names.items()} for item in items]


def derive(items, name, first, sign, second, digits=4):
    """The items with a column worked out of two: a share, a product, a difference."""
    whole = []
    for item in items:
        one, two = (
            v if isinstance(v, int | float) else amount(v or "")
            for v in (item.get(first), item.get(second))
        )
        value = None
        if one is not None and two is not None and (two or sign != "/"):
            value = round(
                {"/": one / (two or 1), "×": one * two, "-": abs(one - two)}[sign], digits
            )
            value = int(value) if not digits else value
        whole.append({**item, name: value})
    return whole


def rank(value):
    """What a value is sorted by: numbers by size, dates by day, words by their letters."""
    if isinstance(value, int | float):
        return (0, value, "")
    if not day(value) and (number := amount(value)) is not None:
        return (0, number, "")
    return (1, 0, day(value) or str(value).lower())


def amount(text):
    """The number a text begins with: "15-25K" is 15000, its lower end; how long something takes
    is in minutes; None for other texts."""
    if (span := minutes(text)) is not None:
        return span
    hit = AMOUNT.match(str(text).strip())
    if not hit:
        return None
    value = float(hit.group(1).replace(",", "")) * SCALES.get(hit.group(2) or hit.group(3), 1)
    return int(value) if value.is_integer() else value


def minutes(text):
    """How long something takes, in minutes: "1 h 20 min" is 80; None for other texts."""
    hit = SPAN.fullmatch(str(text).strip())
    if not hit or not (hit["hours"] or hit["minutes"]) or (hit["short"] and not hit["hours"]):
        return None
    value = 60 * float(hit["hours"] or 0) + float(hit["minutes"] or 0)
    return int(value) if value.is_integer() else value


def day(text):
    """A date as 2026-03-14 with what follows it; "" for what is none."""
    text = str(text)
    if hit := YEAR_FIRST.search(text):
        year, month, number, rest = hit.groups()
        time = rest if re.match(r"[T\s]\s*\d{1,2}:", rest) else ""
        return f"{year}-{int(month):02}-{int(number or 1):02}{time}"
    hit = MONTH_FIRST.search(text)
    parts = (hit.group(3), hit.group(1), hit.group(2)) if hit else ()
    hit = DAY_FIRST.search(text)
    parts = parts or ((hit.group(3), hit.group(2), hit.group(1)) if hit else ())
    if not parts or parts[1].lower() not in MONTHS:
        return ago(text)
    return f"{parts[0]}-{MONTHS.index(parts[1].lower()) + 1:02}-{int(parts[2]):02}"


def ago(text):
    """The day that "2 days ago", "yesterday", "3天前" tell, seen from today; "" for other texts."""
    hit, near = AGO.search(text), JUST_NOW.fullmatch(text)
    if not near and not (hit and len(text) < 40):
        return ""
    days = 0 if near and near[1] else 1 if near and near[2] else 2
    if not near:
        number, unit = hit.group(1) or hit.group(3), (hit.group(2) or hit.group(4)).lower()
        days = UNITS_OF_DAYS.get(unit.removeprefix("个"), 0)
        days *= int(number) if number.isdecimal() else 1
    return str(datetime.now().astimezone().date() - timedelta(days=days))


def summarise(items, summary):
    """Lines (what, of which field, for which group, value, items with the field, without).

    `summary` is a list of (what, field, group field); what is count, sum, average, median, min
    or max; a group of "" is all items. Of most and fewest the lines are those groups alone that
    have the most or fewest items: (what, group field, group, items, of all, groups).
    """
    lines = []
    for what, field, group in summary:
        groups = {}
        for item in items:
            for name in names_in(item, group):
                groups.setdefault(name, []).append(item)
        ordered = sorted(groups, key=lambda name: -len(groups[name]))
        if what in ("most", "fewest") and groups:
            ends = [len(groups[ordered[0 if what == "most" else -1]])]
            lines += [(what, group, name, len(groups[name]), len(items), len(groups))
                      for name in ordered if len(groups[name]) in ends]  # fmt: skip
            continue
        if what.startswith("at least "):
            least = int(what.removeprefix("at least "))
            lines += [("count", "", name, len(groups[name]), len(groups[name]), 0)
                      for name in ordered if len(groups[name]) >= least]  # fmt: skip
            continue
        for name in ordered if what == "count" else groups:
            members = groups[name]
            values = [item.get(field) for item in members] if field else members
            amounts = [v if isinstance(v, int | float) else amount(v) for v in values if field]
            numbers = [n for n in amounts if n is not None] if field else values
            value = measure(what, numbers)
            lines.append((what, field, name, value, len(numbers), len(members) - len(numbers)))
    return lines


def names_in(item, group):
    """The groups an item belongs to: each of its tags, else one."""
    name = item.get(group) if group else ""
    return str(name).split(", ") if group == "tags" and name else [name]


def measure(what, numbers):
    """One figure of some numbers, None where there are none."""
    if what == "count":
        return len(numbers)
    if not numbers:
        return None
    ordered, half = sorted(numbers), len(numbers) // 2
    figures = {
        "sum": sum(numbers),
        "average": sum(numbers) / len(numbers),
        "median": (ordered[half] + ordered[~half]) / 2,
        "min": ordered[0],
        "max": ordered[-1],
    }
    value = round(figures[what], 4)
    return int(value) if value == int(value) else value
