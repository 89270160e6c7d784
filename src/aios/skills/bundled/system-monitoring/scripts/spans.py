"""Spans of time as people write them: "5 seconds", "半分钟", "两秒"."""

import re

import aios_skill
from aios_numerals import SIGNS, value_of

LONGEST_S = 300
SPAN = re.compile(
    rf"^\s*(?P<n>[\d.]+|[半{SIGNS}点]+|half an?|an?|[a-z -]+?)?\s*"
    r"(?P<unit>ms|毫秒|s|secs?|seconds?|秒钟?|m|mins?|minutes?|分钟?)\s*$",
    re.IGNORECASE,
)


def span_s(value, request, least=0.1, most=LONGEST_S):
    """The seconds of a number or of a span in words; a failure outside least..most."""
    seconds = value if isinstance(value, (int, float)) else seconds_of(value)
    if seconds is None or not least <= seconds <= most:
        raise aios_skill.Failure(
            "span_out_of_range",
            request.say(
                f"时长要在 {least:g} 到 {most:g} 秒之间，而不是“{value}”。",
                f'The time must be {least:g} to {most:g} seconds, not "{value}".',
            ),
            request.say("例如：10 秒。", "For example: 10 seconds."),
        )
    return float(seconds)


def seconds_of(text):
    """The seconds that a span in words stands for, or None."""
    found = SPAN.match(text)
    if not found:
        return None
    unit, count = found["unit"].lower(), value_of(found["n"] or "1")
    if count is None:
        return None
    if unit in ("ms", "毫秒"):
        return count / 1000
    return count * (60 if unit.startswith(("m", "分")) else 1)
