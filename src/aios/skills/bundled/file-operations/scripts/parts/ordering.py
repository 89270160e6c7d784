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
    facts, lines = facts_of(path), []
    with text_file(path, facts) as file:
        for number, piece in lines_in(file, facts["encoding"]):
            if number > MOST_LINES:
                raise Problem("too_large", said=f"> {MOST_LINES:,}")
            if number > len(lines):
                lines.append("")
            lines[-1] += piece
    new = list(dict.fromkeys(lines)) if once else lines
    if order:
        key = (lambda line: (*place_of(line.casefold()), line)) if letters else place_of
        new = sorted(new, key=key, reverse=order == "down")
    with open(output, "w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in new)
    shown = [printable(line[:MAX_SHOWN]) for line in new[:most]]
    total = {"count": len(lines), "distinct": len(set(lines)), "made": output}
    return {**facts, **total, "lines": shown, "left": max(0, len(new) - most)}


def place_of(line):
    """What a line is ordered by."""
    bare = line.strip()
    number = NUMBER.fullmatch(bare)
    return (not number, float(bare) if number else 0.0, bare)
