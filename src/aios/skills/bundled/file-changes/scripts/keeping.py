"""One of each group stays, the others go: "keep only the newest backup of each month"."""

import os
import re
import time

from aios_fields import field_of
from aios_file_words import FLAGS, WHOLE, amount, says
from aios_names import part_told
from selecting import selected
from sorting import date_in
from words import asks, first_said

_KEEPS = r"(?:只|仅|各|就|都)?(?:保留|留下?)(?!在)|\b(?:keep|keeping|leave|retain)\b"
_EACH = (
    r"\b(?:each|every|per|any\s+one)\b|[每各](?:一?[个家份天月年周日类种位]|客户|种)|分别"
    r"|按\S{1,6}(?:只|各)"
)
_RANKS = {
    "most_size": r"最大|\blargest\b|\bbiggest\b",
    "least_size": r"最小|\bsmallest\b",
    "least_time": r"最(?:早|旧|老)|第一[份个次]|\boldest\b|\bearliest\b|\bfirst\b",
    "most_time": r"最(?:新|近|晚|后)|\bnewest\b|\blatest\b|\bmost\s+recent\b|\blast\b",
}
_UNITS = {
    "month": r"月|\bmonth", "week": r"周|星期|\bweek", "day": r"[每各]一?[天日]|\bday|\bdaily\b",
    "year": r"年|\byear",
    "kind": r"类型|扩展名|种类|格式|\b(?:types?|kinds?|extensions?|formats?)\b",
    "folder": r"(?:文件夹|目录)[里下中]?[各都只]|\b(?:each|every|per)\s+(?:sub-?)?folder",
}  # fmt: skip
_NUMBER = (
    rf"(?<![\w.])({WHOLE})\s*(?:份|个|张|条|篇|\b(?:newest|latest|oldest|largest|most|files?"
    rf"|backups?|copies|ones)\b)"
)
_VERSION = (
    r"(?:[\s_.-]*(?:v(?:er(?:sion)?)?\.?\s*)?\d+(?:[._-]\d+)*|\s*[(（]\d+[)）]|[\s_-]*(?:copy"
    r"|副本|final|draft|old|new))+$"
)


def asked(text):
    """Whether one, or some, of each group are to stay."""
    grouped = says(_KEEPS, text) and says(_EACH, text) and bool(first_said(_RANKS, text))
    return grouped and not asks("duplicates", text)


def kept(plan, text, deep):
    """Plan to delete what is not among those that stay of each group; True where it is asked."""
    if not asked(text):
        return False
    plan.scope.rank = plan.scope.spared = None
    items = selected(plan.request, plan.scope, deep)
    end, what = first_said(_RANKS, text).split("_")
    dated = what == "time" and all(date_in(item.name) for item in items)
    groups = {}
    for item in items:
        groups.setdefault(group_of(text, items, dated)(item), []).append(item)
    number = re.search(_NUMBER, text, FLAGS)
    many = int(amount(number[1])) if number else 1
    for name, group in sorted(groups.items()):
        ranked = sorted(group, key=lambda item: item.path)
        ranked.sort(key=lambda item: place_of(item, what, dated), reverse=end == "most")
        for item in ranked[many:] if name else ():
            plan.delete(item)
            plan.rows[-1] += f"  ({name}: {plan.shown(ranked[0].path)})"
    return True


def place_of(item, what, dated):
    """Where a file stands in an order: its size, the day in its name, or its last change."""
    if what == "size":
        return item.size
    return (date_in(item.name), item.modified) if dated else item.modified


def group_of(text, items, dated):
    """A function from a file to the name of its group, "" for a file of none."""
    unit = first_said(_UNITS, text)
    if unit in ("month", "week", "day", "year"):
        form = {"month": "%Y-%m", "week": "%G-W%V", "day": "%Y-%m-%d", "year": "%Y"}[unit]
        return lambda item: time.strftime(form, moment_of(item, dated))
    if unit == "kind":
        return lambda item: os.path.splitext(item.name)[1].lower() or "-"
    if unit == "folder":
        return lambda item: os.path.dirname(item.path)
    names = [item.name for item in items]
    part = part_told(text, names) or field_of(text, names)
    if part:
        return lambda item: part(item.name)
    return lambda item: re.sub(_VERSION, "", os.path.splitext(item.name)[0], flags=re.I).lower()


def moment_of(item, dated):
    """When a file is from, by its name or its last change."""
    if not dated:
        return time.localtime(item.modified)
    year, month, day = date_in(item.name)
    return time.localtime(time.mktime((year, month or 1, day or 1, 0, 0, 0, 0, 0, -1)))
