"""A question with the table's own words for what it says in others, before it is read."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from frames import without_fields_told
from outstanding import outstanding
from people import is_person, numbers_people
from table import IDENTIFIER, NUMBER, TEXT

_PARTS = r"[A-Za-z]+(?:[ _-][A-Za-z]+)*"
_SPELT = ((r"(?:er|re)$", "(?:er|re)"), (r"ou?r$", "ou?r"), (r"[sz]e$", "[sz]e"))
_HOW_LONG = r"^(?:nights?|days|duration|length|stay)|(?:nights?|_days|duration|length|hours|minutes)$|时长|天数|晚数|分钟数?|小时数?"
_PER = r"price|cost|rate|per|fee|pay|价|费|薪"
_PEOPLE_SHARE = (
    r"的(?:员工|职工|学生|同学|人员?|会员|教师|老师)(?=占(?:比|多少|百分|全体|总|所有|了))"
)
_SHORTEST = 6  # letters: shorter names are parts of other words


def reworded(text, table):
    """The text without what it tells of the table's make, with its columns by their names."""
    named = _by_names(without_fields_told(text), table)
    for put in (_lengths, _plural_cells, _shares_of_people):
        named = put(named, table)
    return outstanding(named, table)


def _lengths(text, table):
    """ "the length of stay" and "longest first", where one column says how long."""
    numbers = [c.name for c in table.of_kind(NUMBER) if not re.search(_PER, c.name, re.I)]
    long = [name for name in numbers if re.search(_HOW_LONG, name, re.I)]
    if len(long) != 1:
        return text
    text = re.sub(
        r"\b(?:length|duration) of (?:the |their |a )?stays?\b", long[0], text, flags=re.I
    )
    return re.sub(r",?\s+(longest|shortest) first\b", rf", sorted by {long[0]}, \1 first", text)


def _plural_cells(text, table):
    """ "no-shows" as rows with that cell."""
    cells = {cell for c in table.of_kind(TEXT) for cell in c.sample if "-" in cell}
    for cell in cells if text.isascii() else ():
        text = re.sub(rf"\b{re.escape(cell)}s\b", f"{cell} rows", text, flags=re.I)
    return text


def _shares_of_people(text, table):
    """ "90 分以上的员工占比", where each row is one of them: the share of the rows."""
    people = [c for c in table.of_kind(IDENTIFIER, TEXT) if is_person(c) or numbers_people(c)]
    each = any(len(set(c.sample)) == len(c.sample) > 1 for c in people)
    return re.sub(_PEOPLE_SHARE, "的", text) if each else text


def _by_names(text, table):
    """ "data centre" for datacenter, "minutes of downtime" for minutes_down."""
    for column in table.columns:
        name = column.name.strip()
        letters = re.sub(r"[ _-]", "", name)
        if not re.fullmatch(_PARTS, name) or len(letters) < _SHORTEST:
            continue
        if not re.search(rf"\b{re.escape(name)}\b", text, re.I):
            said = _spelt(letters) + (_turned(name) if column.kind == NUMBER else "")
            text = re.sub(rf"(?<![\w./-])(?:{said})(?![\w./-])", name, text, flags=re.I)
    return text


def _spelt(letters):
    """The pattern of a name with and without what stands between its words, British or American."""
    ending = next((to for of, to in _SPELT if re.search(of, letters, re.I)), "")
    stem = letters[:-2] if ending else letters
    return "[ _-]?".join(stem) + ("[ _-]?" + ending if ending else "") + "s?"


def _turned(name):
    """The pattern of a name of two words the other way round: "downtime minutes"."""
    parts = re.split(r"[ _-]", name)
    if len(parts) != 2 or min(map(len, parts)) < 3:
        return ""
    first, last = (part.removesuffix("s") for part in parts)
    timed = rf"{last}(?:s|time)?"
    return rf"|{first}s? of {timed}|{timed} {first}s?|{last}time(?: in {first}s?)?"
