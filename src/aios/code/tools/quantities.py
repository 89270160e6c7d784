"""Spans of time and limits as people write them: "1 minute", "十秒", "80%", "500 MB"."""

import re
from collections.abc import Callable
from typing import Any

from aios.contracts.errors import BadRequest
from aios.contracts.numerals import value_of

Say = Callable[[str, str], str]
LONGEST_S = 300.0
SHORTEST_S = 0.5

_HALF = ("半", "half", "half a", "half an")
_SPAN = re.compile(
    r"^\s*(?P<n>[\d.]+|[半零〇一二两三四五六七八九十百]+|[a-z -]+?)?\s*"
    r"(?P<unit>毫秒|ms|milliseconds?|秒钟?|s|secs?|seconds?|个?半?分钟?|m|mins?|minutes?|个?小时|h|hours?)\s*$",
    re.IGNORECASE,
)
_SCALES = {"毫": 0.001, "ms": 0.001, "mi": 60.0, "秒": 1.0, "s": 1.0, "分": 60.0, "m": 60.0}
_LIMIT = re.compile(
    r"^\s*(?:百分之(?P<zh>[零〇一二两三四五六七八九十百]+)"
    r"|(?P<n>\d+(?:\.\d+)?)\s*(?P<unit>%|％|percent|(?P<size>[KMGT])?(?P<binary>i)?(?:B|字节)?(?:/s|ps)?|个百分点)?)\s*$",
    re.IGNORECASE,
)


def span_s(value: Any, say: Say, *, least: float = SHORTEST_S, most: float = LONGEST_S) -> float:
    """A number of seconds, or a span in words, in seconds; BadRequest outside least..most."""
    seconds = float(value) if isinstance(value, (int, float)) else _said_s(str(value))
    if seconds is None or not least <= seconds <= most:
        raise BadRequest(
            say(
                f"时长要在 {least:g} 到 {most:g} 秒之间，而不是“{value}”。",
                f'The time must be {least:g} to {most:g} seconds, not "{value}".',
            ),
            hint=say("例如：10 秒，或 1 分钟。", "For example: 10 seconds, or 1 minute."),
            code="span_out_of_range",
            details={"asked": value, "least_s": least, "most_s": most},
        )
    return seconds


def _said_s(text: str) -> float | None:
    found = _SPAN.match(text)
    if not found:
        return float(text) if re.fullmatch(r"\s*\d+(?:\.\d+)?\s*", text) else None
    unit, count = found["unit"].lower().removeprefix("个"), _count((found["n"] or "").lower())
    if unit.startswith("半"):
        unit, count = unit[1:], 0.5
    if count is None:
        return None
    if unit.startswith(("小", "h")):
        return 3600 * count
    if unit.startswith("milli"):
        return count / 1000
    return count * next(scale for start, scale in _SCALES.items() if unit.startswith(start))


def _count(word: str) -> float | None:
    word = word.strip()
    if word in _HALF:
        return 0.5
    if word in ("", "a", "an", "one", "每"):
        return 1.0
    if re.fullmatch(r"\d+(?:\.\d+)?", word):
        return float(word)
    return value_of(word.replace("-", " ").strip())


def limit_of(value: Any, say: Say) -> tuple[float, str]:
    """A limit and its unit: percent, bytes, or "" for a bare number; BadRequest for no number."""
    if isinstance(value, (int, float)):
        return float(value), ""
    found = _LIMIT.match(str(value))
    if not found:
        raise BadRequest(
            say(f"“{value}”不是阈值。", f'"{value}" is no limit.'),
            hint=say("例如：80%，或 500 MB。", "For example: 80%, or 500 MB."),
        )
    if found["zh"]:
        return float(value_of(found["zh"]) or 0), "percent"
    number, unit = float(found["n"]), (found["unit"] or "").lower()
    if unit in ("%", "％", "percent", "个百分点"):
        return number, "percent"
    if not unit:
        return number, ""
    power = " KMGT".index((found["size"] or " ").upper())
    return number * (1024 if found["binary"] else 1000) ** power, "bytes"
