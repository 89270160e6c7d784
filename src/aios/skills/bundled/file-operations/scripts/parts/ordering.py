"""The lines of a text in order, or each of them once; the file itself stays as it is."""

import re

from parts.decoding import lines_in
from parts.problems import Problem
from parts.showing import MAX_SHOWN, facts_of, printable, text_file

MOST_LINES = 2_000_000
NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")


def ordered(path, order, once, output, most, letters=False):
    """Write the lines to `output`, ordered up or down or as they come; the first of them.

    Lines that are numbers stand by their value before all others, which stand as they are spelled,
    or with `letters` whatever their case.
    """
    facts, lines = whole_lines(path)
    new = list(dict.fromkeys(lines)) if once else lines
    if order:
        key = (lambda line: (*place_of(line.casefold()), line)) if letters else place_of
        new = sorted(new, key=key, reverse=order == "down")
    with open(output, "w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in new)
    shown = [printable(line[:MAX_SHOWN]) for line in new[:most]]
    total = {"count": len(lines), "distinct": len(set(lines)), "made": output}
    return {**facts, **total, "lines": shown, "left": max(0, len(new) - most)}


def whole_lines(path):
    """What is known of a text file, and all its lines."""
    facts, lines = facts_of(path), []
    with text_file(path, facts) as file:
        for number, piece in lines_in(file, facts["encoding"]):
            if number > MOST_LINES:
                raise Problem("too_large", said=f"> {MOST_LINES:,}")
            if number > len(lines):
                lines.append("")
            lines[-1] += piece
    return facts, lines


def repeated(path, most, places=8):
    """The lines, blank ones aside, that are there more than once, the most frequent first; how
    often each, and the numbers of the first `places` of them."""
    facts, lines = whole_lines(path)
    where = {}
    for number, line in enumerate(lines, 1):
        if line.strip():
            where.setdefault(line.strip(), []).append(number)
    several = {text: found for text, found in where.items() if len(found) > 1}
    rows = [
        {"text": printable(text[:MAX_SHOWN]), "times": len(found), "places": found[:places]}
        for text, found in sorted(several.items(), key=lambda pair: -len(pair[1]))[:most]
    ]
    return {**facts, "count": len(lines), "repeated": len(several), "lines": rows}


def place_of(line):
    """What a line is ordered by."""
    bare = line.strip()
    number = NUMBER.fullmatch(bare)
    return (not number, float(bare) if number else 0.0, bare)
