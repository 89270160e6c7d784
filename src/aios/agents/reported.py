"""A question on a table with the order of a report beside it: two steps, neither is the other's."""

import re

from aios.agents.places import Places
from aios.agents.split import split
from aios.contracts import mentions
from aios.contracts.patterns import Pattern

_TABLE = Pattern(r"\.(?:csv|tsv|xlsx?|xlsm|parquet|jsonl?|ndjson)$", re.IGNORECASE)
_REPORTS = Pattern(
    r"\s*(?:(?:and|also|then|please)\s+)*(?:make|write|create|generate|produce|build|prepare|give\s+me)\b"
    r"[^.?!,;]{0,24}\breports?\b(?!\s+(?:with|on|about|showing|that))",
    re.IGNORECASE,
)
_QUESTION = Pattern(
    r"\s*(?:(?:and|also|then|please|tell\s+me)\s+)*(?:which|what|who|how|when|where)\b",
    re.IGNORECASE,
)
_OF_IT = Pattern(r"\s+(?:of|on|from)\s+(?:it|(?:the|this)\s+(?:file|table|data))\b", re.IGNORECASE)
_LEADS = Pattern(r"^\s*(?:(?:and|also|then|please)\s+)+", re.IGNORECASE)


def reported_apart(text: str, places: Places) -> str:
    """The text with each as a sentence that names the table; as it is where it has not both.

    Chinese is split so anyway.
    """
    if "report" not in text.lower() or re.search(r"[\u4e00-\u9fff]", text):
        return text
    named = [n for n in mentions.paths(text, places.is_file) if _TABLE.search(n)]
    pieces = [piece.text for piece in split(text)]
    ordered = [bool(_REPORTS.match(piece)) for piece in pieces]
    asked = [bool(_QUESTION.match(piece)) for piece in pieces]
    others = [a for a, o in zip(asked, ordered, strict=True) if not o]
    if len(named) != 1 or not any(ordered) or not others or not all(others):
        return text
    told = zip(pieces, ordered, strict=True)
    return " Then ".join(_whole(piece, named[0], order) for piece, order in told)


def _whole(piece: str, name: str, ordered: bool) -> str:
    said = _OF_IT.sub("", _LEADS.sub("", piece)).rstrip(" .?!,;")
    if name not in said:
        said += f" {'of' if ordered else 'in'} {name}"
    return f"{said}{'.' if ordered else '?'}"
