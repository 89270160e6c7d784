"""Days in names written in another way: "DD-MM-YYYY becomes YYYY-MM-DD"."""

import os
import re
from datetime import date
from itertools import pairwise

from aios_file_words import FLAGS, says

# The three parts of a day in the words and letters that show how it is written.
PARTS = {
    "Y": r"years?|yyyy|年份?|(?:19|20)\d\d(?!\d)",
    "M": r"months?|mm?|月份?",
    "D": r"days?|dd?|日",
}
PART = "|".join(f"(?P<{part}>{words})" for part, words in PARTS.items())
ANY = re.sub(r"\(\?P<\w>", "(?:", PART)
SIGN = r"(?:\s?[-_./]\s?|年|月|)"
LAYOUT = rf"(?<![A-Za-z0-9])(?:{ANY}){SIGN}(?:{ANY}){SIGN}(?:{ANY})日?(?![A-Za-z0-9])"
DAY_SHOWN = (
    r"(?<![\w-])(?:(?P<year>(?:19|20)\d\d)(?P<sign>[-_.年]?)(?P<month>\d\d?)(?P<next>[-_.月]?)"
    r"(?P<day>\d\d?)日?|(?P<one>\d\d?)(?P<mark>[-_.])(?P<other>\d\d?)(?P=mark)(?:19|20)\d\d)"
    r"(?![A-Za-z0-9])"
)
ISO = r"\biso(?:[ -]?8601)?\b"
TURNED = r"instead of|rather than|而?不是|代替"
ADDED = r"加上|添加|前缀|后缀|开头|\b(?:add|prefix|prepend|put|suffix|append|insert)\b"
ALIKE = r"统一|改[成为]|换成|转[成换]|标准化|\b(?:turn|change|convert|normali[sz]e|uniform|all)\b"
DATES = r"日期|\bdates?\b"
NUMBERS = {"Y": r"((?:19|20)\d\d)", "M": r"(\d\d?)", "D": r"(\d\d?)"}
YEAR_FIRST = (
    r"(?<!\d)((?:19|20)\d\d)"
    r"(?:[-_. 年]?(\d\d)[-_. 月]?(\d\d)|[-_. 年](\d\d?)[-_. 月](\d\d?))日?(?!\d)"
)
NUMBERS_CLOSE = NUMBERS | {"M": r"(\d\d)", "D": r"(\d\d)"}


def layouts_of(text):
    """(order of the parts, the signs between and after them) of the ways to write a day told in
    a text, one after another."""
    spans = [(found.start(), told_by(found.group())) for found in re.finditer(LAYOUT, text, FLAGS)]
    spans += [(m.start(), ("YMD", ("-", "-", ""))) for m in re.finditer(ISO, text, FLAGS)]
    spans += [(found.start(), shown_by(found)) for found in re.finditer(DAY_SHOWN, text, FLAGS)]
    told = [layout for _, layout in sorted(spans, key=lambda span: span[0]) if layout]
    return [each for at, each in enumerate(told) if each not in told[:at]]


def told_by(word):
    """The layout that words or letters tell: "DD.MM.YYYY", "日-月-年"; None for no three parts."""
    found = list(re.finditer(PART, word, FLAGS))
    order = "".join(part.lastgroup for part in found)
    if sorted(order) != ["D", "M", "Y"] or len(found) != 3:
        return None
    between = [word[one.end() : two.start()].strip() for one, two in pairwise(found)]
    return order, (*between, word[found[-1].end() :])


def shown_by(found):
    """The layout of a day that is shown; None where its month cannot be told from its day."""
    if found["year"]:
        end = "日" if found.group().endswith("日") else ""
        return "YMD", (found["sign"], found["next"], end)
    if int(found["one"]) == int(found["other"]) or max(int(found["one"]), int(found["other"])) < 13:
        return None
    mark = found["mark"]
    return ("DMY" if int(found["one"]) > 12 else "MDY"), (mark, mark, "")


def redated(request, text):
    """The day of a name in another way of writing, where a text tells it; None elsewhere."""
    told = layouts_of(text)
    if not told or says(ADDED, text):
        return None
    if len(told) == 1:
        return by_layout(None, told[0]) if says(DATES, text) and says(ALIKE, text) else None
    old, new = told[:2]
    return by_layout(new, old) if says(TURNED, text) else by_layout(old, new)


def by_layout(old, new):
    """The rule that writes a day of the old layout, or any with the year first, in the new one."""
    order, signs = new
    known = old[0] if old else "YMD"
    pattern = re.compile(pattern_of(*old) if old else YEAR_FIRST)

    def rename(item, place):
        stem, kind = os.path.splitext(item.name)
        return pattern.sub(lambda found: written(found, known, order, signs), stem, count=1) + kind

    return [], rename


def pattern_of(order, signs):
    """What a day of this layout looks like in a name."""
    numbers = NUMBERS if all(signs[:2]) else NUMBERS_CLOSE
    any_sign = (r"[-_. ]" if sign in ("-", "/") else re.escape(sign) for sign in signs)
    parts = (numbers[part] + sign for part, sign in zip(order, any_sign, strict=True))
    return rf"(?<!\d){''.join(parts)}(?!\d)"


def written(found, known, order, signs):
    """A day that was found, in another layout; as it is where there is no such day."""
    numbers = dict(zip(known, filter(None, found.groups()), strict=True))
    try:
        date(*(int(numbers[part]) for part in "YMD"))
    except ValueError:
        return found.group()
    width = {"Y": 4, "M": 2, "D": 2}
    parts = (
        numbers[part].zfill(width[part]) + sign for part, sign in zip(order, signs, strict=True)
    )
    return "".join(parts)
