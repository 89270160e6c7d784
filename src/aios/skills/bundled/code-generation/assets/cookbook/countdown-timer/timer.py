"""A pomodoro timer: python timer.py, or a countdown of any time: python timer.py 1h20m"""

import re
import sys
import time
from collections.abc import Callable, Iterator

WORK_S = 25 * 60
BREAK_S = 5 * 60
LONG_BREAK_S = 15 * 60
ROUNDS = 4

UNITS = {"h": 3600, "m": 60, "s": 1, "小时": 3600, "分钟": 60, "分": 60, "秒": 1}
PART = re.compile(r"(\d+)\s*(小时|分钟|分|秒|h|m|s)")


def seconds_of(text: str) -> int:
    """1h20m, 90s, 5 分钟, 12:30, or a number of seconds; ValueError for anything else."""
    clean = text.strip().lower()
    if re.fullmatch(r"\d+", clean):
        seconds = int(clean)
    elif re.fullmatch(r"(?:\d+:)?\d+:\d{2}", clean):
        seconds = 0
        for part in clean.split(":"):
            seconds = seconds * 60 + int(part)
    elif clean and not PART.sub("", clean).strip():
        seconds = sum(int(number) * UNITS[unit] for number, unit in PART.findall(clean))
    else:
        raise ValueError(f"{text!r} is no time like 1h20m, 12:30 or 90s")
    if seconds < 1:
        raise ValueError("the time must be at least a second")
    return seconds


def plan(rounds: int = ROUNDS) -> Iterator[tuple[str, int]]:
    """What to do for how many seconds: work and breaks in turn, a long break at the end."""
    for number in range(1, rounds + 1):
        yield f"work {number}/{rounds}", WORK_S
        yield ("break", BREAK_S) if number < rounds else ("long break", LONG_BREAK_S)


def shown(seconds: int) -> str:
    """Seconds as 1:02:03 or 02:03."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"


def count_down(
    name: str,
    seconds: int,
    *,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
    show: Callable[[str], None] = lambda text: print(text, end="", flush=True),
) -> None:
    """Show the time left, once a second, and ring at the end."""
    end_s = clock() + seconds
    for left in range(seconds, 0, -1):
        show(f"\r{name} {shown(left)} ")
        sleep(max(0.0, end_s - left + 1 - clock()))
    show(f"\r{name} {shown(0)} done\a\n")


def main(argv: list[str]) -> int:
    """Count down the time given, or go through the rounds."""
    try:
        steps = [("left", seconds_of(" ".join(argv)))] if argv else list(plan())
        for name, seconds in steps:
            count_down(name, seconds)
    except ValueError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nstopped")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
