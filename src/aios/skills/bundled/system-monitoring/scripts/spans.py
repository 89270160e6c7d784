"""Spans of time as people write them: "5 seconds", "半分钟", "两秒"."""

import re

import aios_skill

LONGEST_S = 300
SPAN = re.compile(
    r"^\s*(?P<n>[\d.]+|[半零一二两三四五六七八九十百]+|half an?|an?|[a-z]+?)?\s*"
    r"(?P<unit>ms|毫秒|s|secs?|seconds?|秒钟?|m|mins?|minutes?|分钟?)\s*$",
    re.IGNORECASE,
)
DIGITS = {sign: i for i, sign in enumerate("零一二三四五六七八九")} | {"两": 2}
SPELLED = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
)
WORDS = {word: i for i, word in enumerate(SPELLED.split())}
ROUND = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60}


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
    unit, count = found["unit"].lower(), number_of((found["n"] or "").lower())
    if count is None:
        return None
    if unit in ("ms", "毫秒"):
        return count / 1000
    return count * (60 if unit.startswith(("m", "分")) else 1)


def number_of(word):
    """The value of a number in digits or words; 1 of none at all."""
    if word in ("", "a", "an"):
        return 1
    if word in ("半", "half a", "half an"):
        return 0.5
    if re.fullmatch(r"\d+(\.\d+)?", word):
        return float(word)
    if word in WORDS:
        return WORDS[word]
    return ROUND[word] if word in ROUND else chinese(word)


def chinese(word):
    """The value of a Chinese number below a thousand, or None."""
    if not word or any(sign not in DIGITS and sign not in "十百" for sign in word):
        return None
    total, digit = 0, 0
    for sign in word:
        if sign in "十百":
            total += (digit or 1) * (10 if sign == "十" else 100)
            digit = 0
        else:
            digit = DIGITS[sign]
    return total + digit
