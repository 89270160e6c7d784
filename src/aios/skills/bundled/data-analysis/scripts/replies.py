"""What people answered: "share who answered yes to …", "how many said no", where cells hold yes and no."""

# ruff: noqa: E501 - a pattern is read as one line

from query import Filter
from sentence import COLUMN, VALUE, normal

_REPLY = rf"[\"']?(?:(?P<a>yes|no|true|false)(?:e?s)?\b|(?P<v>{VALUE}))[\"']?"
_SAID = r"\b(?:answer(?:ed|s|ing)?|said|says?|repl(?:y|ied)|respond(?:ed|s)?|vot(?:ed?|es)|put|tick(?:ed)?|chose|picked|select(?:ed)?|mark(?:ed)?|wrote)"
_ASKED = rf"(?:\s+(?:answers?|repl(?:y|ies)|responses?|votes?))?(?:\s+(?:to|for|on|in|about|under|of)\s+(?:the\s+|question\s+|whether\s+(?:they\s+)?|if\s+(?:they\s+)?)*(?P<c>{COLUMN}))"
_PATTERNS = (
    rf"(?:\b(?:who|that)\s+)?{_SAID}\s+(?:with\s+|for\s+)?{_REPLY}(?:{_ASKED})?",
    rf"(?<!is )(?<!= ){_REPLY}{_ASKED}",
    rf"{_SAID}\s+{_REPLY}",
)


def take_replies(sentence, table, parts):
    """The filters of what was answered; where a share is asked, the share is of those who did."""
    found = []

    def use(match):
        named = sentence.things[match["c"]].best() if match.groupdict().get("c") else None
        said = match["a"] or sentence.things[match["v"]].text
        one = _held(said, table, named)
        if one is None:
            return False
        found.append(one)
        return " "

    for pattern in _PATTERNS:
        sentence.take(pattern, use)
    if len(found) == 1 and "share" in parts.flags and parts.rate is None:
        parts.rate = found.pop()
    return found


def _held(reply, table, named):
    """The condition on the column that is named, or on the only one that has such cells; or None."""
    held = [
        Filter(column=column, operator="=", values=(cell,))
        for column in ([named] if named else table.columns)
        for cell in column.sample
        if normal(cell) == reply and len(column.sample) < 12
    ]
    return held[0] if len(held) == 1 else None
