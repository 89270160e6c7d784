"""Dates and times: today, the time in a city, days between dates, a date so many days away."""

import calendar
import datetime
import os
import re
import tomllib
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import aios_skill

_HERE = os.path.dirname(os.path.abspath(__file__))
_WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
_MONTHS = {name.lower(): i for i, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): i for i, name in enumerate(calendar.month_abbr) if name}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATE = re.compile(
    r"(?P<y>\d{4})\s*[-/.年]\s*(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})\s*日?"
    rf"|(?P<en>{_MONTH})\.?\s+(?P<ed>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<ey>\d{{4}}))?"
    rf"|(?P<fd>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<fn>{_MONTH})\.?(?:,?\s+(?P<fy>\d{{4}}))?"
    r"|(?P<zm>\d{1,2})\s*月\s*(?P<zd>\d{1,2})\s*[日号]",
    re.IGNORECASE,
)
_SPAN = re.compile(
    r"(?P<n>\d+)\s*个?(?P<unit>天|日|周|星期|礼拜|月|年|days?|weeks?|months?|years?)", re.IGNORECASE
)


def _read_toml(name):
    with open(os.path.join(_HERE, name), "rb") as file:
        return tomllib.load(file)


SAID = _read_toml("days.toml")


def count_days(request):
    """What the question asks of dates: how far apart, which date, which weekday, how old."""
    text = request.parameters["question"]
    today = datetime.date.today()  # noqa: DTZ011 - the user's own calendar day is meant
    if _asks(text, "leap"):
        return _leap(request, text, today)
    dates = _dates(request, text, today)
    span = _SPAN.search(_DATE.sub(" ", text))
    if _asks(text, "born") and dates:
        return _age(request, dates[0], today)
    if span and len(dates) < 2:
        return _moved(request, dates[0] if dates else today, span, back=_asks(text, "back"))
    if len(dates) >= 2:
        return _apart(request, *dates[:2])
    if dates and _asks(text, "how_far"):
        return _apart(request, today, dates[0])
    return _weekday(request, dates[0] if dates else today)


def _asks(text, what):
    return re.search(SAID[what], text, re.IGNORECASE) is not None


def tell_time(request):
    """The date and time, here or in a city or time zone that the question names."""
    text = request.parameters["question"]
    zone, name = _zone(text)
    now = datetime.datetime.now(zone).astimezone(zone)
    offset = now.strftime("%z")
    clock = now.strftime("%H:%M:%S")
    where = f"{name} " if name else ""
    week = now.isocalendar().week
    said = request.say(
        f"{where}{_long(now.date(), 'zh')} {clock}（UTC{offset[:3]}:{offset[3:]}，第 {week} 周）",
        f"{where}{_long(now.date(), 'en')}, {clock} (UTC{offset[:3]}:{offset[3:]}, week {week})",
    )
    return {"answer": said, "data": {"time": now.isoformat(timespec="seconds"), "week": week}}


def _zone(text):
    """(time zone, its name as told) of the place that the text names; (None, "") for here."""
    lowered = text.lower()
    for zone, names in _read_toml("places.toml").items():
        if any(re.search(rf"(?<![a-z]){re.escape(name)}(?![a-z])", lowered) for name in names):
            try:
                return ZoneInfo(zone), zone
            except ZoneInfoNotFoundError as error:
                raise aios_skill.Failure("zone_unknown", f"No time zone {zone} here.") from error
    return None, ""


def _dates(request, text, today):
    """The days that the text names, in its order."""
    found = [(m.start(), _read(request, m, today)) for m in _DATE.finditer(text)]
    rest = text
    for words, away in SAID["named"]:
        if match := re.search(words, rest, re.IGNORECASE):
            found.append((match.start(), today + datetime.timedelta(away)))
            rest = rest.replace(match[0], " " * len(match[0]))
    for words, month, day in SAID["feasts"]:
        if match := re.search(words, text, re.IGNORECASE):
            feast = _date(request, today.year, month, day)
            later = feast if feast >= today else feast.replace(year=today.year + 1)
            found.append((match.start(), later))
            break
    return [moment for _at, moment in sorted(found)]


def _read(request, match, today):
    if match["y"]:
        return _date(request, int(match["y"]), int(match["m"]), int(match["d"]))
    if match["zm"]:
        return _date(request, today.year, int(match["zm"]), int(match["zd"]))
    month = _MONTHS[(match["en"] or match["fn"]).lower()]
    year = int(match["ey"] or match["fy"] or today.year)
    return _date(request, year, month, int(match["ed"] or match["fd"]))


def _date(request, year, month, day):
    try:
        return datetime.date(year, month, day)
    except ValueError as error:
        asked = f"{year}-{month:02}-{day:02}"
        raise aios_skill.Failure(
            "no_such_date",
            request.say(f"没有 {asked} 这一天。", f"There is no day {asked}."),
            request.say("日期写成 2026-03-01 这样。", "Write dates like 2026-03-01."),
        ) from error


def _apart(request, first, second):
    days = (second - first).days
    weeks, rest = divmod(abs(days), 7)
    zh = f"从 {first} 到 {second} 有 {abs(days)} 天（{weeks} 周零 {rest} 天）。"
    en = f"From {first} to {second}: {abs(days)} days ({weeks} weeks and {rest} days)."
    if days < 0:
        zh, en = f"{zh[:-1]}，后一个日期在前。", f"{en[:-1]}; the second date is the earlier one."
    return {
        "answer": request.say(zh, en),
        "data": {"days": days, "from": str(first), "to": str(second)},
    }


def _moved(request, start, span, back):
    number, unit = int(span["n"]) * (-1 if back else 1), span["unit"].lower()
    try:
        moment = _shifted(start, number, unit)
    except (OverflowError, ValueError) as error:
        raise aios_skill.Failure(
            "too_large",
            request.say("超出了日历的范围。", "That is beyond the calendar."),
            request.say("年份在 1 到 9999 之间。", "Years go from 1 to 9999."),
        ) from error
    far = f"{span['n']} {span['unit']}"
    zh = f"{start} {'往前' if back else '往后'} {far}是 {_long(moment, 'zh')}。"
    en = f"{far} {'before' if back else 'after'} {start} is {_long(moment, 'en')}."
    return {"answer": request.say(zh, en), "data": {"date": str(moment), "from": str(start)}}


def _shifted(start, number, unit):
    if unit in ("天", "日") or unit.startswith("day"):
        return start + datetime.timedelta(number)
    if unit in ("周", "星期", "礼拜") or unit.startswith("week"):
        return start + datetime.timedelta(7 * number)
    months = number * (12 if unit == "年" or unit.startswith("year") else 1) + start.month - 1
    year, month = start.year + months // 12, months % 12 + 1
    return datetime.date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


def _age(request, born, today):
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    days = (today - born).days
    return {
        "answer": request.say(
            f"{born} 到今天（{today}）满 {years} 岁，共 {days} 天。",
            f"From {born} to today ({today}): {years} years old, {days} days.",
        ),
        "data": {"years": years, "days": days},
    }


def _leap(request, text, today):
    year = int((re.search(r"(?<!\d)\d{1,4}(?!\d)", text) or [str(today.year)])[0])
    leap = calendar.isleap(year)
    zh = f"{year} 年{'是' if leap else '不是'}闰年，有 {365 + leap} 天。"
    en = f"{year} is {'a' if leap else 'no'} leap year; it has {365 + leap} days."
    return {"answer": request.say(zh, en), "data": {"year": year, "leap": leap}}


def _weekday(request, moment):
    week = moment.isocalendar().week
    return {
        "answer": request.say(
            f"{_long(moment, 'zh')}，第 {week} 周。", f"{_long(moment, 'en')}, week {week}."
        ),
        "data": {"date": str(moment), "weekday": moment.strftime("%A"), "week": week},
    }


def _long(moment, language):
    if language == "zh":
        return f"{moment} {_WEEKDAYS[moment.weekday()]}"
    return f"{moment}, {calendar.day_name[moment.weekday()]}"
