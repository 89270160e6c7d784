"""A question with the table's own words for what it says in others, before it is read."""

import re

from frames import without_fields_told
from outstanding import outstanding
from table import NUMBER

_PARTS = r"[A-Za-z]+(?:[ _-][A-Za-z]+)*"
_SPELT = ((r"(?:er|re)$", "(?:er|re)"), (r"ou?r$", "ou?r"), (r"[sz]e$", "[sz]e"))
_SHORTEST = 6  # letters: shorter names are parts of other words


def reworded(text, table):
    """The text without what it tells of the table's make, with its columns by their names."""
    return outstanding(_by_names(without_fields_told(text), table), table)


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
