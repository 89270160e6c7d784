"""Mends of slips that can be seen in a program's text, whatever it was tried with."""

from collections.abc import Iterator

from mends import shared, slipped
from mends.change import Mend, parsed


def certain_mends(source: str) -> Iterator[Mend]:
    """The source with one such slip mended, for each of them."""
    tree = parsed(source)
    if tree is None:
        return
    for finder in (*shared.FINDERS, *slipped.FINDERS):
        for mend in finder(source, tree):
            if mend.source != source and parsed(mend.source):
                yield mend
