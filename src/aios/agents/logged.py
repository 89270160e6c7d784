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
_LOG_NAME = Pattern(r"[\w./-]*\w\.log\b|(?<![\w.])(?:[\w./-]*/)?syslog(?![\w.])", re.IGNORECASE)
_QUESTION = Pattern(
    r"\b(?:which|what|who|how\s+(?:many|often|much)|when)\b|多少|几[次条个]|哪[一些个]?|谁|占比|什么时候|何时",
    re.IGNORECASE,
)
_WATCHED = Pattern(
    r"\b(?:watch|follow|tail|monitor|seconds?|cpu|memory|disk|fix|delete|remove|move|rename)\b"
    r"|盯|跟踪|监控|监视|\d\s*秒|内存|磁盘|修复|删|移动|重命名",
    re.IGNORECASE,
)
_DRAWN_OR_KEPT = Pattern(r"\b(?:plot|draw|chart|save|export|write|then)\b|画|存|导出|然后", re.I)


def asks_when(text: str) -> bool:
    """True for "how many lines of app.log say so, and when was the first one and the last one?"."""
    if not _A_LOG.search(text) or _DRAWN_OR_KEPT.search(text):
        return False
    return bool(_END.search(text) and _WHEN.search(text)) or _asks_twice(text)


def _asks_twice(text: str) -> bool:
    """True for several questions about the one log that is named: "how many failed, and who"."""
    logs = {match.group().lower() for match in _LOG_NAME.finditer(text)}
    asked = sum(1 for _ in _QUESTION.finditer(text))
    return len(logs) == 1 and asked > 1 and not _WATCHED.search(text)
