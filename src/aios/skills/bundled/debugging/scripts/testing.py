"""The tests of a file, run by pytest: how many passed, and what each failure says."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tracebacks import Trace, read_trace
from trial import DEADLINE_S, Trial, run

TESTS = re.compile(r"(?m)^\s*(?:async )?def test_|unittest\.TestCase")
NAMED = re.compile(r"^test_|_tests?$")
WANTED = re.compile(r"(?i)测试|单测|\btests?\b|\bpytest\b|\bunittest\b")
FAILURE = re.compile(r"(?m)^_{3,} (?P<name>.+?) _{3,}$")
COUNT = re.compile(r"(?P<count>\d+) (?P<what>passed|failed|errors?|skipped|xfailed|xpassed)\b")
WHERE = re.compile(r"(?m)^\s+\+\s+(where .+)$")


@dataclass(frozen=True)
class Tested:
    """How a run of tests ended; `counts` by outcome, and the failures with what they say."""

    trial: Trial
    counts: dict[str, int]
    failures: list[tuple[str, Trace]]


def is_tests(program: Path, source: str, text: str) -> bool:
    """True for a file of tests that is named as one, or whose tests are asked for."""
    asked = NAMED.search(program.stem) or WANTED.search(text)
    return bool(TESTS.search(source) and asked)


def run_tests(
    program: Path,
    root: Path,
    *,
    instead: Mapping[Path, str] | None = None,
    deadline_s: float = DEADLINE_S,
) -> Tested:
    """Run them on a copy of `root`, the folder they are run from.

    `instead` says what other files hold there, in place of what they do hold.
    """
    home = root if root in program.parents else program.parent
    trial = run(program, deadline_s, tests=True, root=home, instead=instead)
    said, _, summary = trial.stdout.rpartition("short test summary info")
    counts = {found["what"]: int(found["count"]) for found in COUNT.finditer(last_line(trial))}
    pieces = FAILURE.split(said or summary)
    failures = zip(pieces[1::2], map(told, pieces[2::2]), strict=True)
    return Tested(trial, counts, [(name, trace) for name, trace in failures if trace])


def last_line(trial: Trial) -> str:
    """The line with the counts."""
    return (trial.stdout.strip().splitlines() or [""])[-1]


def told(body: str) -> Trace | None:
    """The exception of a failure, with what pytest tells of the values compared."""
    trace = read_trace(body.partition("\n---")[0])
    values = "; ".join(WHERE.findall(body)[:2])
    if trace and values:
        return Trace(trace.name, f"{trace.message} ({values})", trace.frames)
    return trace
