"""What is said around a question to a table belongs to it: "… Give all seven with counts."."""

import re
from collections.abc import Sequence

from aios.agents.choose import Fit, fit
from aios.agents.deeds import deed
from aios.agents.fill import Context, Sentence
from aios.agents.staying import is_of_the_computer
from aios.contracts import mentions
from aios.contracts.patterns import Pattern

_LONGEST = 160
_TABLE = Pattern(r"\.(?:csv|tsv|xlsx?|xlsm|parquet|jsonl?|ndjson)\b", re.IGNORECASE)
# A sentence that says more of the answer, or of what the table holds.
_BESIDE = Pattern(
    r"\s*(?:(?:please|also|and|then|but|just)\s+)*"
    r"(?:give|show|list|tell|state|include|report|skip|ignore|leave\s+out|exclude|disregard|only|count|round|sort|rank"
    r"|add\s+the|with|(?:it|that)(?:['’]s|\s+is)\s+the|(?:dates?|ages?|times?|prices?|amounts?|the\s+\w+)\s+(?:are|is)"
    r"|which|what|who|how\s+(?:many|much|often|long)|by\s+how\s+(?:many|much))\b",
    re.IGNORECASE,
)
# "…, and by how many days on average", "and what was the average there?": of what the clause
# before counts, or finds.
_GOES_ON = Pattern(
    r"\s*(?:and\s+)?(?:by\s+how\s+(?:many|much)\b|(?:what|how)\b[^?]*\bthere\W*$)", re.IGNORECASE
)


def of_one_table(
    text: str, steps: Sequence[tuple[Fit | None, str]], context: Context
) -> Fit | None:
    """The question of the first step put with the whole text, where a later sentence that names
    nothing was given to another action, or to none."""
    first, said = steps[0] if steps else (None, "")
    if first is None or not _asks_a_table(first, said):
        return None
    later = [
        (found, piece)
        for found, piece in steps[1:]
        if not _same(found, first) or _GOES_ON.match(piece)
    ]
    if any(is_of_the_computer(found, piece) for found, piece in later):
        return None
    if not later or not all(_belongs(piece, context) for _, piece in later):
        return None
    found = fit(first.action, text, context)
    return found.but(skill=first.skill, evidence=first.evidence) if found.ready else None


def _asks_a_table(found: Fit, said: str) -> bool:
    """True for an action that is put a question in words, on a table that the text names."""
    entries = found.action.parameters.get("properties", {}).values()
    return any(e.get("x-fill") == "before" for e in entries) and bool(_TABLE.search(said))


def _same(found: Fit | None, first: Fit) -> bool:
    return found is not None and found.action == first.action


def _belongs(piece: str, context: Context) -> bool:
    """True for a sentence on the answer that names no file or page, and asks for no deed."""
    if len(piece) > _LONGEST or not _BESIDE.match(piece) or deed(piece):
        return False
    return not (mentions.urls(piece) or Sentence(piece, context, frozenset()).named)
