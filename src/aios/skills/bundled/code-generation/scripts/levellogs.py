"""What can be asked of a program's log, whose lines tell a time, a level and a message: the figures
by the words of their keys, and the source that reads the lines.
"""

# ruff: noqa: E501 - a figure is read as one line

import re

ABOUT = re.compile(
    r"\blogs?\b.*\b(?:ERROR|WARN(?:ING)?|INFO)\b|日志.*(?:ERROR|WARN|INFO|级别)"
    r"|\b(?:ERROR|WARN(?:ING)?|INFO)\b.*\blogs?\b|(?:ERROR|WARN|INFO).*日志",
    re.DOTALL,
)
_ERRORS = 'hit["message"] for hit in hits if hit["level"] == "ERROR"'
_TOP = "[list(pair) for pair in Counter({what}).most_common({count})]"
FIGURES = {
    "levels level by_level level_counts counts per_level": 'dict(Counter(hit["level"] for hit in hits))',
    "top_errors common_errors frequent_errors error_messages": _TOP.replace("{what}", _ERRORS),
    "top_messages messages common_messages": _TOP.replace("{what}", 'hit["message"] for hit in hits'),
    "errors error_count": 'sum(hit["level"] == "ERROR" for hit in hits)',
    "warnings warning_count": 'sum(hit["level"].startswith("WARN") for hit in hits)',
    "total lines entries count total_lines": "len(hits)",
    "unique_errors distinct_errors": f"len({{{_ERRORS}}})",
    "hours by_hour per_hour hourly": 'dict(Counter(hit["time"][11:13] for hit in hits))',
    "days by_day per_day dates by_date daily": 'dict(Counter(hit["time"][:10] for hit in hits))',
    "first start first_time since": 'hits[0]["time"] if hits else None',
    "last end last_time until": 'hits[-1]["time"] if hits else None',
    "skipped bad invalid malformed unparsed broken": "lines_of({path}) - len(hits)",
}  # fmt: skip
READER = r'''LINE = re.compile(
    r"\[?(?P<time>\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d)?)\S*\s*[-|]?\s*"
    r"[\[(]?(?P<level>TRACE|DEBUG|INFO|WARN(?:ING)?|ERROR|CRITICAL|FATAL)\b[\])]?\s*[-:|]?\s*"
    r"(?P<message>.*)"
)


def hits_of(path: Path | str) -> list[dict[str, str]]:
    """The entries of the log: time, level and message; lines that are none are passed over."""
    text = Path(path).read_text(encoding="utf-8", errors="replace")
    found = (LINE.match(line) for line in text.splitlines())
    return [match.groupdict() for match in found if match]
'''
