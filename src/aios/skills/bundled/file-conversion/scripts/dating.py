"""Dates written in another way: which one they have, which one is wanted, and the columns."""

# ruff: noqa: E501

import re
from datetime import date, datetime

from tables import Table

SHARE = 0.8  # of a column's filled cells are dates, at the least
_PARTS = {
    "y": r"(?P<y>\d{4}|\d{2})",
    "m": r"(?P<m>\d{1,2}|[A-Za-z]{3,9})\.?",
    "d": r"(?P<d>\d{1,2})(?:st|nd|rd|th)?",
}
_CODE = r"[ymd]{1,4}|[ymd]"
# A way to write dates as people name it: by letters, by words, by a sample, by a name.
_LETTERS = r"(?<![A-Za-z])(?:y{2,4}|m{1,4}|d{1,2})(?:\s?[-/.年月]\s?(?:y{2,4}|m{1,4}|d{1,2})){2}日?(?![A-Za-z])|(?<![A-Za-z])(?:yyyymmdd|ddmmyyyy|mmddyyyy)(?![A-Za-z])"
_WORDS = r"\b(?:day|month|year)\s?[-/.]\s?(?:day|month|year)\s?[-/.]\s?(?:day|month|year)\b|[日月年]\s?[-/.]\s?[日月年]\s?[-/.]\s?[日月年]|年月日|月日年|日月年"
_SAMPLE = r"(?<![\w.-])(?:\d{4}(?P<s1>[-/.])\d{1,2}(?P=s1)\d{1,2}|\d{1,2}(?P<s2>[-/.])\d{1,2}(?P=s2)\d{4}|\d{4}年\d{1,2}月\d{1,2}日)(?![\w-])"
_NAMES = r"\biso(?:[- ]?8601)?\b(?![- ]?8859)|\b(?:us|american) (?:date )?(?:format|style|dates?)\b|\b(?:european|british|german) (?:date )?(?:format|style|dates?)\b|美式|欧式|国际标准(?:格式)?"
_WAY = re.compile(
    f"(?P<letters>{_LETTERS})|(?P<words>{_WORDS})|(?P<sample>{_SAMPLE})|(?P<name>{_NAMES})",
    re.IGNORECASE,
)
_TO = re.compile(
    r"(?:\b(?:(?:in)?to|(?<!written )(?<!given )(?<!stored )(?<!formatted )as|them|be|use|using|follow\w*)|[成为]|改用|统一|用|变|→|->|=>)\s*(?:the\s+|a\s+|an\s+|proper\s+|standard\s+|标准的?|:|：|[(（\"'“‘`])*\s*$",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"(?:\b(?:from|are|is|like|has|have|currently|now|such as|(?:written|given|stored|formatted) (?:as|in)|in|instead of|rather than|not)|[是从]|格式为|现在|目前|原来|形如|像)\s*(?:the\s+|a\s+|dates?\s+|日期|格式|:|：|[(（\"'“‘`])*\s*$",
    re.IGNORECASE,
)
_SPOKEN = re.compile(r"\bdates?\b|\bbirthdays?\b|日期|生日|时间|日子|\bday\b", re.IGNORECASE)
_DEED = re.compile(
    r"\b(?:convert|change|make|turn|reformat|rewrite|normali[sz]e|standardi[sz]e|unify|bring|fix|transform|write|put|switch)\w*\b|转|换|改|统一|变成|规范|写成|存成",
    re.IGNORECASE,
)
_ISO = "y-m-d"


def ways_said(text):
    """(the way dates are written now, "" where it is not said; the way that is wanted, "" for none)."""
    if not (_SPOKEN.search(text) or re.search(_LETTERS, text, re.I)) or not _DEED.search(text):
        return "", ""
    found = [
        (_TO.search(text[: hit.start()]), _FROM.search(text[: hit.start()]), _way(hit))
        for hit in _WAY.finditer(text)
    ]
    if not found:
        return "", ""
    wanted = [way for to, _, way in found if to]
    goal = wanted[-1] if wanted else (found[-1][2] if len(found) > 1 or not found[0][1] else _ISO)
    given = next((way for to, of, way in found if way != goal and not to), "")
    given = given or next((way for _, _, way in found if way != goal), "")
    return given, goal


def without_ways(text):
    """A text without the ways to write dates, which name no kind of file."""
    return _WAY.sub(" ", text) if ways_said(text)[1] else text


def _way(hit):
    """A way that is named as y, m, d with what stands between; a pair of m's or d's has a zero."""
    said = hit.group().lower()
    if hit["letters"]:
        plain = re.sub(r"\s", "", said)
        return re.sub(
            r"y+",
            "y",
            re.sub(r"m{1,2}(?!m)", "m", re.sub(r"d+", "d", re.sub("m{3,4}", "B", plain))),
        )
    if hit["words"]:
        for word, code in (
            ("day", "d"),
            ("month", "m"),
            ("year", "y"),
            ("日", "d"),
            ("月", "m"),
            ("年", "y"),
        ):
            said = said.replace(word, code)
        return "-".join(said) if len(said) == 3 else re.sub(r"\s", "", said)
    if hit["sample"]:
        return _way_of(hit["sample"])
    if re.search(r"iso|国际", said):
        return _ISO
    return (
        "m/d/y" if re.search(r"us|american|美", said) else "d.m.y" if "german" in said else "d/m/y"
    )


def _way_of(sample):
    """The way a date in figures is written: 12/31/2025 has its month first, for it has no 31."""
    numbers = [int(n) for n in re.findall(r"\d+", sample)]
    signs = re.findall(r"[^\d]", sample)
    if numbers[0] > 31:
        return _ISO.replace("-", signs[0]) if signs[0] in "-/." else "y年m月d日"
    first = "m" if numbers[1] > 12 else "d"
    return f"{first}{signs[0]}{'d' if first == 'm' else 'm'}{signs[0]}y"


def with_other_dates(table, text, say):
    """The table with its dates in the way that a text wants; itself where it wants none."""
    given, goal = ways_said(text)
    if not goal:
        return table
    rows = list(table.rows())
    named = [
        i
        for i, name in enumerate(table.header)
        if re.search(rf"(?<![A-Za-z]){re.escape(str(name))}(?![A-Za-z])", text, re.I)
    ]
    changes = {}
    for place in range(len(table.header)):
        cells = [row[place] for row in rows if row[place] not in (None, "")]
        order = _order(cells, given)
        read = [_read(cell, order) for cell in cells]
        if cells and sum(r is not None for r in read) >= SHARE * len(cells):
            changes[place] = order
    changes = {place: changes[place] for place in named if place in changes} or changes
    if not changes:
        table.notes.append(say("没有找到日期列。", "no column of dates was found"))
        return table
    made = [
        [_written(cell, changes[i], goal) if i in changes else cell for i, cell in enumerate(row)]
        for row in rows
    ]
    left = sum(
        _read(row[i], order) is None and row[i] not in (None, "")
        for row in rows
        for i, order in changes.items()
    )
    told = Table(table.title, table.header, lambda: iter(made), raw=table.raw)
    told.notes, told.count = table.notes, table.count
    told.types = ["text" if i in changes else kind for i, kind in enumerate(table.types)]
    names = ", ".join(str(table.header[i]) for i in changes)
    told.notes.append(
        say(f"日期列 {names} 改写为 {shown(goal)}", f"dates of {names} written as {shown(goal)}")
    )
    if left:
        told.notes.append(
            say(
                f"{left} 个值不是日期，原样保留", f"{left} values are no dates and stay as they are"
            )
        )
    return told


def shown(way):
    """A way as people write it: DD/MM/YYYY."""
    return way.replace("y", "YYYY").replace("m", "MM").replace("d", "DD").replace("B", "Month")


def _order(cells, given):
    """How the figures of a column follow each other: as is said, else as its values tell."""
    if given:
        return re.sub(r"[^ymd]", "", given.replace("B", "m"))
    seconds = [
        hit
        for cell in cells
        if (hit := re.match(r"\s*(\d{1,2})[-/.](\d{1,2})[-/.]\d{2,4}\b", str(cell)))
    ]
    return "mdy" if any(int(hit[2]) > 12 for hit in seconds) else "dmy"


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _read(cell, order):
    """(date, the time behind it) of a cell; None for what is none."""
    if isinstance(cell, datetime):
        return cell.date(), f" {cell:%H:%M:%S}" if cell.time() != datetime.min.time() else ""
    if isinstance(cell, date):
        return cell, ""
    text = str(cell).strip()
    between = r"\s*[-/.,年月\s]\s*"
    tries = [
        between.join(_PARTS[c] for c in way) + "日?"
        for way in ("ymd", order, "dmy", "mdy")
        if len(way) == 3
    ]
    tries += (
        [r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})"]
        if order == "ymd" or re.fullmatch(r"(?:19|20)\d{6}", text)
        else []
    )
    for pattern in tries:
        hit = re.fullmatch(pattern + r"(?P<rest>[T\s]+\d{1,2}:\d{2}.*)?", text)
        made = _day(hit) if hit else None
        if made:
            return made, " " + hit["rest"].strip(" T") if hit["rest"] else ""
    return None


def _day(hit):
    """The date of a match, None for no such day."""
    month, year = hit["m"], int(hit["y"])
    month = (
        int(month)
        if month.isdecimal()
        else _MONTHS.index(month[:3].lower()) + 1
        if month[:3].lower() in _MONTHS
        else 0
    )
    year += (2000 if year < 50 else 1900) if year < 100 else 0
    try:
        return date(year, month, int(hit["d"]))
    except ValueError:
        return None


def _written(cell, order, goal):
    """A cell's date in the way that is wanted; what is no date as it stands."""
    read = None if cell in (None, "") else _read(cell, order)
    if read is None:
        return cell
    day, time = read
    parts = {"y": f"{day.year:04}", "m": f"{day.month:02}", "d": f"{day.day:02}", "B": f"{day:%B}"}
    return "".join(parts.get(c, c) for c in goal) + time
