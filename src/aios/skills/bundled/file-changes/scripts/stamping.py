"""Dates in names: that of the change, or today's, written as the text shows it."""

import os
import re
import time

from aios_file_words import FLAGS, says

DATE_WORDS = r"日期|时间|\bdates?\b|\btime(?:stamp)?\b|\bmodified\b"
DATED = (
    r"按.{0,8}(?:日期|时间)|(?:加上?|添加|用).{0,12}日期"
    r"|\b(?:by|with|add|put|prepend)\b.{0,30}\b(?:dates?|time)\b"
)
TODAY = r"今天|当天|today"
# A date that is told itself: "put the date 2025-01-31 in front".
LITERAL = (
    r"\bthe\s+date\s+[\"“]?((?:19|20)\d\d[-.]?\d\d[-.]?\d\d)\b|(?:加上?|添加)日期\s*[\"“]?((?:19"
    r"|20)\d\d[-.]?\d\d[-.]?\d\d)"
)
# How a date is to be written: "20240131_", "2024-01-31", "YYYYMMDD_".
SHOWN = (
    r"(?<![\w-])(?:yyyy|(?:19|20)\d\d)(?P<sign>[-_.]?)(?:mm|0[1-9]|1[0-2])(?P=sign)"
    r"(?:dd|0[1-9]|[12]\d|3[01])(?![A-Za-z0-9])(?P<joint>[_ -]?)"
)
SHOWN_DATE = (
    re.sub(r"\(\?P<sign>(.*?)\)", r"(?:\1)", SHOWN)
    .replace("(?P=sign)", "[-_.]?")
    .replace("(?P<joint>", "(?:")
)


def form_of(text):
    """(form of a date, sign that joins it to the name) as a text shows them, or the usual ones."""
    found = re.search(SHOWN, text, FLAGS)
    sign, joint = (found["sign"], found["joint"].strip() or "_") if found else ("-", "_")
    return f"%Y{sign}%m{sign}%d", joint


def stamped(word, text, before=False):
    """What to add to a name for a word: itself, or a date where it speaks of one, joined to the
    name that follows, or with `before` to what stands before it."""
    if not says(DATE_WORDS, word) and not says(TODAY, word):
        return lambda item: word
    today = says(TODAY, text)
    form, joint = form_of(text)
    if told := re.search(LITERAL, text, FLAGS):
        day = told[1] or told[2]
        return lambda item: joint + day if before else day + joint

    def date(item):
        moment = time.localtime(None if today else item.modified)
        written = time.strftime(form, moment)
        return joint + written if before else written + joint

    return date


def word_of(found, text):
    """The word that a rule's match would add; "date" where it only leads to one: "加上拍摄日期"."""
    word = found[1] if found[1] is not None else found[2] or ""
    leads = found[1] is None and not re.search(r"[_-]$", word)
    around = text[found.start(found.lastindex or 0) : found.end() + 24]
    return "date" if leads and says(DATE_WORDS, around) else word


def dated(request, text):
    """The date of change before the name."""
    if not says(DATED, text):
        return None
    return [], lambda item, place: f"{stamped('date', text)(item)}{item.name}"


# A name made of what a file has: "日期_序号", "date_originalname".
PARTS = {
    "day": (
        r"(?:拍摄|修改|创建)?(?:日期|时间)|(?:modification\s?|modified\s?)?date"
        r"|yyyy[-_.]?mm[-_.]?dd"
    ),
    "number": r"序号|编号|流水号|(?:running\s?)?number|counter|n{2,4}|0*1",
    "name": r"原?文件名|原名|原来的名字|(?:original|old|file)\s?-?_?(?:file)?name|name",
}
PART = "|".join(f"(?P<{kind}>{words})" for kind, words in PARTS.items())
SHAPE = rf"(?:{re.sub(r'[?]P<[a-z]+>', '?:', PART)})"
SHAPED = rf"(?<![A-Za-z0-9]){SHAPE}(?:\s?[-_+]\s?{SHAPE}){{1,2}}(?![A-Za-z0-9])"


def shaped(request, text):
    """Names put together of the date, a number and the old name, as the text says."""
    found = re.search(SHAPED, text, FLAGS)
    if not found:
        return None
    parts = [part.lastgroup for part in re.finditer(PART, found.group(), FLAGS)]
    if "name" not in parts and "number" not in parts:
        return None
    sign = re.search(r"[-_]", re.sub(r"yyyy\S*?dd", "", found.group(), flags=FLAGS))
    form, _ = form_of(text)

    def rename(item, place):
        stem, kind = os.path.splitext(item.name)
        day = time.strftime(form, time.localtime(item.modified))
        made = {"day": day, "number": f"{place + 1:03}", "name": stem}
        return (sign.group() if sign else "_").join(made[part] for part in parts) + kind

    return [], rename
