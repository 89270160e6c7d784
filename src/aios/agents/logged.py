"""What is asked of a log in one go: how often something stands there, and when it first did."""

import re

from aios.contracts.patterns import Pattern

_A_LOG = Pattern(r"(?:[\w-]\.|_|\bsys)log(?![a-z0-9])", re.IGNORECASE)
_END = Pattern(
    r"\b(?:first|earliest|last|latest|most\s+recent)\b|第一[次条]|首[次条]|最[早先初后近晚新末]|[头末]一?[次条]",
    re.IGNORECASE,
)
_WHEN = Pattern(
    r"\b(?:when|time|times|timestamps?)\b|时间|时候|几点|何时|时刻",
    re.IGNORECASE,
)
_DRAWN_OR_KEPT = Pattern(r"\b(?:plot|draw|chart|save|export|write|then)\b|画|存|导出|然后", re.I)


def asks_when(text: str) -> bool:
    """True for "how many lines of app.log say so, and when was the first one and the last one?"."""
    asked = _A_LOG.search(text) and _END.search(text) and _WHEN.search(text)
    return bool(asked) and not _DRAWN_OR_KEPT.search(text)
