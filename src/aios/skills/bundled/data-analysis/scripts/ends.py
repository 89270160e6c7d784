"""Several extremes in one question: "the highest and the lowest price", "各科最高分是谁"."""

import re

from sentence import COLUMN, EXTREME, JOIN

WHOSE = r"\bwho\b|\bwhich (?:students?|persons?|people|pupils?)\b|谁|哪[一几]?[个位名]"


def ends_of(pieces):
    """[(extreme, the number beside it or None)] where several are asked, which differ; else []."""
    if "both_ends" in pieces.parts.flags:
        return [(("desc", ""), None), (("asc", ""), None)]
    link = r"\s*(?:的|the )*\s*"
    each = _each_of(pieces)
    if each:
        return each
    place = rf"(?P<b>{COLUMN})?{link}(?P<e>{EXTREME}){link}(?P<a>{COLUMN})?"
    found = []
    for match in re.finditer(place, pieces.text):
        beside = [pieces.things[match[key]] for key in ("a", "b") if match[key]]
        number = next((m for m in beside if m in pieces.numbers), None)
        found.append((pieces.things[match["e"]], number))
    alike = len({(way, number.best().name if number else "") for (way, _), number in found}) < 2
    return [] if alike else found


def _each_of(pieces):
    """ "各科最高分是谁": the extreme with each of the numbers; none where not asked who."""
    numbers = joined_numbers(pieces) if re.search(WHOSE, pieces.plain) else []
    return [(pieces.extremes[0], mention) for mention in numbers]


def joined_numbers(pieces):
    """ "各科最高分": the numbers joined beside the one extreme; none where it is of one."""
    several = rf"{COLUMN}(?:{JOIN}{COLUMN})+"
    one = rf"{several}\s*的?\s*{EXTREME}|{EXTREME}[^,，。]{{0,12}}?\s{several}"
    found = re.search(one, pieces.text)
    if not found or len(pieces.extremes) > 1:
        return []
    numbers = [pieces.things[mark] for mark in re.findall(COLUMN, found.group())]
    numbers = [mention for mention in numbers if mention in pieces.numbers]
    return numbers if len(numbers) > 1 else []
