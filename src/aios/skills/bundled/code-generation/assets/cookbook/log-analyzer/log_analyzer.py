"""Analyse log files: levels, errors, hours; for web server logs also status, paths, clients.

    python log_analyzer.py app.log access.log [--top 10] [--json]

Understands application logs ("2024-05-01 12:00:00,123 ERROR message") and access logs in the
common and the combined format. Reads line by line: the size of a file does not matter.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

TOP = 10
LEVELS = "TRACE|DEBUG|INFO|NOTICE|WARNING|WARN|ERROR|CRITICAL|FATAL"
PROBLEMS = frozenset({"ERROR", "CRITICAL", "FATAL"})

APPLICATION = re.compile(
    r"\[?(?P<time>\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d)[^\s\]]*\]?\s+.*?"
    rf"\b(?P<level>{LEVELS})\b[\]:]*\s*(?:-\s+)?(?P<message>.*)"
)
ACCESS = re.compile(
    r"(?P<client>\S+) \S+ \S+ \[(?P<time>[^\]]+)\] "
    r'"(?P<method>[A-Z]+) (?P<path>\S+)[^"]*" (?P<status>\d{3}) (?P<bytes>\d+|-)'
)
VARIABLE = re.compile(r"0x[0-9a-fA-F]+|\b[0-9a-f]{8}-[0-9a-f-]{27}\b|\d+")


@dataclass
class Summary:
    """The counts over all lines."""

    lines: int = 0
    unreadable: int = 0
    bytes_sent: int = 0
    levels: Counter[str] = field(default_factory=Counter)
    problems: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    paths: Counter[str] = field(default_factory=Counter)
    clients: Counter[str] = field(default_factory=Counter)
    hours: Counter[str] = field(default_factory=Counter)

    def as_dict(self, top: int) -> dict[str, Any]:
        """Plain values; of the long tables the `top` most frequent."""
        long = {"problems": self.problems, "paths": self.paths, "clients": self.clients}
        return {
            "lines": self.lines,
            "unreadable": self.unreadable,
            "bytes_sent": self.bytes_sent,
            "levels": dict(self.levels.most_common()),
            "statuses": dict(sorted(self.statuses.items())),
            **{name: dict(counter.most_common(top)) for name, counter in long.items()},
            "hours": dict(sorted(self.hours.items())),
        }


def analyze(lines: Iterable[str]) -> Summary:
    """Count the lines; those that follow an entry (a traceback, say) are part of it."""
    summary = Summary()
    inside_entry = False
    for line in lines:
        summary.lines += 1
        if found := ACCESS.match(line):
            count_access(summary, found)
        elif found := APPLICATION.match(line):
            count_application(summary, found)
        elif not inside_entry:
            summary.unreadable += 1
        inside_entry = inside_entry or found is not None
    return summary


def count_application(summary: Summary, found: re.Match[str]) -> None:
    level = {"WARN": "WARNING"}.get(found["level"], found["level"])
    summary.levels[level] += 1
    summary.hours[found["time"][:13].replace("T", " ")] += 1
    if level in PROBLEMS:
        summary.problems[VARIABLE.sub("#", found["message"].strip())] += 1


def count_access(summary: Summary, found: re.Match[str]) -> None:
    summary.statuses[found["status"]] += 1
    summary.paths[found["path"].partition("?")[0]] += 1
    summary.clients[found["client"]] += 1
    summary.bytes_sent += int(found["bytes"]) if found["bytes"] != "-" else 0
    try:
        moment = datetime.strptime(found["time"], "%d/%b/%Y:%H:%M:%S %z")
    except ValueError:
        return
    summary.hours[f"{moment:%Y-%m-%d %H}"] += 1


def read_lines(paths: Iterable[Path]) -> Iterator[str]:
    for path in paths:
        with path.open(encoding="utf-8", errors="replace") as file:
            yield from file


def render(facts: dict[str, Any]) -> str:
    """The facts as text: one figure a line, then one table per counter that is not empty."""
    lines = [f"{name}: {facts[name]}" for name in ("lines", "unreadable", "bytes_sent")]
    for name, table in facts.items():
        if isinstance(table, dict) and table:
            lines += ["", f"{name}:"]
            lines += [f"{count:>10}  {value}" for value, count in table.items()]
    return "\n".join(lines)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Analyse log files.")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--top", type=int, default=TOP, help="rows of the long tables")
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args(argv)
    try:
        facts = analyze(read_lines(arguments.files)).as_dict(arguments.top)
    except OSError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(json.dumps(facts, ensure_ascii=False, indent=2) if arguments.json else render(facts))
    return 0


if __name__ == "__main__":
    sys.exit(main())
