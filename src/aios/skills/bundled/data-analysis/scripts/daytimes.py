"""Times of the day as conditions: "打卡时间晚于09:00", "9点半以后", "check-ins later than 9:15am"."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from query import Filter
from sentence import count_word, normal
from table import DATE, NUMBER, Column

_WRITTEN = re.compile(r"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?")
_ENOUGH = 0.75  # of the cells must be times
_PART = r"(?P<p>凌晨|早上|上午|中午|下午|傍晚|晚上|夜里)?"
_TIME = (
    rf"{_PART}(?P<h>\d{{1,2}}|[一二三四五六七八九十两]{{1,3}})\s*(?::(?P<m>[0-5]\d)(?::00)?\s*(?P<q>[ap]\.?m\b\.?)?"
    r"|点(?:(?P<half>半)|(?P<k>一刻)|(?P<n>[0-5]?\d)分?)?钟?|\s?(?P<r>[ap]\.?m\b\.?|o'clock))"
)
_UNTIL = re.sub(r"\(\?P<(\w+)>", r"(?P<to_\1>", _TIME)  # the same with names of its own
_SPAN = (
    rf"(?:\bbetween\s+|\bfrom\s+|从|在)?\s*{_TIME}\s*(?:到|至|[-–—~]|\b(?:and|to|until|till)\b)\s*{_UNTIL}"
    r"\s*(?:之间|期间|这?段?时间|间)?(?:的(?!算))?"
)
_BEFOREHAND = (
    (">=", r"不早于|\bnot? (?:earlier than|before)|\bsince"),
    ("<=", r"不晚于|不迟于|\bno later than|\bnot (?:later than|after)|\bby"),
    (">", r"晚于|迟于|晚过|超过|过了|\b(?:later than|after|past)"),
    ("<", r"早于|不到|\b(?:earlier than|before|until)"),
)
_AFTERWARDS = ((">=", "(?:及|或)?(?:以后|之后|后)"), ("<", "以前|之前|前"))
_LATE = ("下午", "傍晚", "晚上", "夜里")


def take_times(sentence, table):
    """Filters on the time of day of the column that is named, else of the first that holds times."""
    clocks = [c for c in table.columns if _holds_times(c)]
    moments = [c for c in table.of_kind(DATE) if c.has_time] if not clocks else []
    found = _spans(sentence, clocks, moments)

    def use(match, operator):
        if moments and (match["m"] or "00") == "00" and not (match["half"] or match["n"]):
            return False  # whole hours of a moment are read as hours
        minutes = _minutes(match)
        if minutes is None:
            return False
        before = match.string[: match.start("h")]
        column = max(clocks or moments, key=lambda c: before.rfind(normal(c.name)))
        moment = f"{minutes // 60:02}:{minutes % 60:02}:00"
        found.append(Filter(column=_clock(column), operator=operator, values=(moment,)))
        return " "

    names = "|".join(re.escape(normal(c.name)) for c in clocks or moments)
    stems = "|".join(re.escape(re.sub("时间|时刻$", "", normal(c.name))) for c in clocks or moments)
    lead = rf"(?:(?:{names})\s*(?:在|是|为|\bis\b|\bare\b|\bwas\b)?\s*)?"
    if names:
        for operator, words in _BEFOREHAND:
            sentence.take(
                rf"{lead}(?:{words})\s*{_TIME}(?:的(?!算))?", lambda m, o=operator: use(m, o)
            )
        for operator, words in _AFTERWARDS:
            sentence.take(
                rf"{lead}{_TIME}\s*(?:{words})(?:才|就)?(?:{stems})?(?:的)?",
                lambda m, o=operator: use(m, o),
            )
    return found


def _spans(sentence, clocks, moments):
    """The two filters of each "between 10:05 and 10:20"."""
    found = []

    def spanned(match):
        whole = not any((match[n] or "0").strip("0") for n in ("m", "n", "to_m", "to_n"))
        first, last = _minutes(match), _minutes(match, "to_")
        if (moments and whole) or None in (first, last) or first >= last:
            return False  # whole hours of a moment are read as hours
        column = _clock((clocks or moments)[0])
        for operator, minutes in ((">=", first), ("<=", last)):
            moment = f"{minutes // 60:02}:{minutes % 60:02}:00"
            found.append(Filter(column=column, operator=operator, values=(moment,)))
        return " "

    if clocks or moments:
        sentence.take(_SPAN, spanned)
    return found


def _holds_times(column):
    fits = sum(1 for cell in column.sample if _WRITTEN.fullmatch(cell))
    return fits > 0 and column.kind not in (DATE, NUMBER) and fits >= _ENOUGH * len(column.sample)


def _minutes(match, which=""):
    """Minutes since midnight, or None where it is no time; `which` begins the groups' names."""
    part, half, quarter = (match[which + name] for name in ("p", "half", "k"))
    hour = count_word(match[which + "h"])
    told = match[which + "m"] or match[which + "n"]
    minute = 30 if half else 15 if quarter else int(told or 0)
    half_day = (match[which + "q"] or match[which + "r"] or "")[:1]
    if hour < 12 and (half_day == "p" or part in _LATE):
        hour += 12
    if hour == 12 and (half_day == "a" or part == "凌晨"):
        hour = 0
    return hour * 60 + minute if hour < 24 else None


def _clock(column):
    """The time of day of a column as text that sorts: 09:05:00."""
    zh = not column.name.isascii()
    name = f"{column.name}（时刻）" if zh else f"{column.name} (time of day)"
    return Column(name=name, kind="text", factors=(column,), formula="TRY_CAST({0} AS TIME)::VARCHAR")  # fmt: skip
