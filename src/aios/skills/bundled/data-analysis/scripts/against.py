"""Two tables held against each other: what is left, what was planned, what changed."""

from attached import attached
from balance import balance
from periodpairs import period_pairs
from planned import planned
from shortage import shortage
from unmatched import unmatched


def held_against(tables, text, say):
    """(source, columns, question, notes) of the first way that the text asks for; None for none."""
    for way in (balance, shortage, planned, unmatched, attached, period_pairs):
        found = way(tables, text, say)
        if found:
            return found
    return None
