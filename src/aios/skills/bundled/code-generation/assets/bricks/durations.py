"""Bricks: durations as people write them, and seconds written so."""

import re

_SECONDS = {
    "s": 1, "sec": 1, "second": 1, "秒": 1, "m": 60, "min": 60, "minute": 60, "分": 60, "分钟": 60,
    "h": 3600, "hr": 3600, "hour": 3600, "小时": 3600, "时": 3600, "d": 86400, "day": 86400,
    "天": 86400, "日": 86400, "w": 604800, "week": 604800, "周": 604800,
}  # fmt: skip
_STYLES = {
    "letters": ("d", "h", "m", "s"),
    "words": (" day", " hour", " minute", " second"),
    "chinese": ("天", "小时", "分", "秒"),
}


def parse_duration(text: str, bare: bool = True) -> float:
    """A text such as "1h30m", "2 hours" or "90" as seconds.

    >>> parse_duration("1h30m"), parse_duration("2d 1h")
    (5400, 176400)
    >>> parse_duration("90")  # usual
    90
    >>> parse_duration("1.5h"), parse_duration("2 Hours 5 min"), parse_duration("1小时30分钟")
    (5400, 7500, 5400)
    >>> parse_duration("1h2")  # else
    Traceback (most recent call last):
    ValueError: '1h2' is no duration
    """
    plain = text.strip().lower()
    part = r"(\d+(?:\.\d+)?)\s*([a-z]+|[\u4e00-\u9fff]+)"
    pairs = re.findall(part, plain)
    found = [(count, unit if unit in _SECONDS else unit.rstrip("s")) for count, unit in pairs]
    if bare and re.fullmatch(r"\d+(?:\.\d+)?", plain):
        found = [(plain, "s")]
    elif not found or not re.fullmatch(rf"(?:{part}[\s,]*)+", plain):
        found = []
    if not found or any(unit not in _SECONDS for _, unit in found):
        raise ValueError(f"{text!r} is no duration")  # else
    seconds = sum(float(count) * _SECONDS[unit] for count, unit in found)
    return int(seconds) if seconds == int(seconds) else seconds


def format_duration(
    seconds: float, style: str = "clock", joint: str = " ", days: bool = True
) -> str:
    """Seconds as hours, minutes and seconds, as a clock has them or with their units.

    >>> format_duration(3725), format_duration(59)  # usual
    ('01:02:05', '00:00:59')
    >>> format_duration(3725, "letters"), format_duration(86460, "letters")  # usual
    ('1h 2m 5s', '1d 1m')
    """
    if seconds < 0:
        raise ValueError(f"{seconds} is negative")  # else
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if style == "clock":
        return f"{hours:02}:{minutes:02}:{rest:02}"
    whole, hours = divmod(hours, 24) if days else (0, hours)
    parts = []
    for count, unit in zip((whole, hours, minutes, rest), _STYLES[style], strict=True):
        if count:
            parts.append(f"{count}{unit}" + ("s" if style == "words" and count > 1 else ""))
    return joint.join(parts) or f"0{_STYLES[style][-1]}" + ("s" if style == "words" else "")
