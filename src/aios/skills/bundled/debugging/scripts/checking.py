"""How far a program comes: which of its checks hold, and where it ends otherwise."""

import ast
import json
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

from each_check import CHECKING, FUNCTIONS, MARK
from forking import run_checks
from mends.change import parsed
from tracebacks import Trace, read_trace
from trial import Trial

# What these end is gone once something else does, wherever that is.
ABOVE_ALL = ("SyntaxError", "IndentationError", "TabError", "RecursionError")


@dataclass(frozen=True)
class Checked:
    """The checks that hold and those that do not; `end` is the exception that ended it."""

    trial: Trial
    held: frozenset[str] = frozenset()
    failed: dict[str, Trace | None] = field(default_factory=dict)
    end: Trace | None = None
    over: bool = False
    """Whether it came to its end at all."""

    @property
    def whole(self) -> bool:
        """True when nothing failed."""
        return self.over and not self.failed

    @property
    def traces(self) -> list[tuple[str, Trace]]:
        """What went wrong: the exception that ended it, as "", then the checks that failed."""
        failed = {"": self.end, **self.failed}
        return [(name, trace) for name, trace in failed.items() if trace]


def checked(program: Path, source: str, deadline_s: float, typed: str = "") -> Checked:
    """Run the program with this source, each of its checks for itself."""
    return outcome(run_checks(program, deadline_s, {program: source}, typed=typed))


def tests_checked(
    tests: Path, root: Path, program: Path, source: str, deadline_s: float
) -> Checked:
    """Run the tests of a program with this source, each of their checks for itself."""
    home = root if root in tests.parents else tests.parent
    return outcome(run_checks(tests, deadline_s, {program: source}, root=home, as_tests=True))


def outcome(trial: Trial) -> Checked:
    """What a run through the driver tells."""
    _, found, told = trial.stderr.rpartition(MARK)
    try:
        facts = json.loads(told.partition("\n")[0]) if found and not trial.timed_out else None
    except ValueError:
        facts = None
    if facts is None:
        return Checked(trial, end=read_trace(trial.stderr), over=trial.exit_code == 0)
    failed = {name: read_trace(text) for name, text in facts["failed"].items()}
    end = read_trace(facts["end"])
    return Checked(trial, frozenset(facts["held"]), failed, end, not facts["end"])


def better(old: Checked, new: Checked, lines: dict[int, int], name: str) -> tuple[int, ...]:
    """By how much it is better, () where it is not: nothing that held may fail now.

    All of it 0 where another error stands in the same place.
    """
    if not old.held <= new.held or new.trial.timed_out:
        return ()
    gain = len(new.held) - len(old.held)
    ended = new.over and not old.over
    further = _place(new.end, name, lines) > _place(old.end, name, {})
    if old.end and new.end and old.end.name in ABOVE_ALL:
        further = further or new.end.name not in ABOVE_ALL
    if gain or ended or further or (new.over and len(new.failed) < len(old.failed)):
        return (new.whole, gain, ended, further)
    if old.end and new.end and old.end.name != new.end.name:
        same = _place(new.end, name, lines) == _place(old.end, name, {})
        return (False, 0, False, False) if same and new.end.name != "SyntaxError" else ()
    return ()


def _place(end: Trace | None, name: str, lines: dict[int, int]) -> list[int]:
    """The lines of the program in the trace, from the outermost in, as they were numbered."""
    told = [f.line for f in end.frames if Path(f.file).name == name] if end else []
    return [lines.get(line, line) for line in told]


def numbered(before: str, after: str) -> dict[int, int]:
    """For lines of the one source what their numbers in the other were."""
    old, new = before.splitlines(), after.splitlines()
    told: dict[int, int] = {}
    for tag, i, j, a, b in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for place in range(a, b):
            told[place + 1] = (i + place - a if tag == "equal" else min(i, max(j - 1, 0))) + 1
    return told


def checks_of(source: str) -> list[str]:
    """The asserts of the checks as they are written, whatever else changes."""
    tree = parsed(source)
    held = [
        node
        for node in (tree.body if tree else ())
        if not isinstance(node, (*FUNCTIONS, ast.ClassDef)) or CHECKING.match(node.name)
    ]
    return [ast.unparse(n) for one in held for n in ast.walk(one) if isinstance(n, ast.Assert)]
