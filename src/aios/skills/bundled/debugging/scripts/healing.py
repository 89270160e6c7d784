"""Try likely mends of a failing program, one after the other, until it runs."""

import difflib
import time
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from mends import mends_for
from mends.change import Mend
from mends.headings import mends_of_headings
from mends.nearby import mends_of_names
from tracebacks import Trace, read_trace
from trial import Trial, run

MAX_ROUNDS = 6
MAX_TRIALS = 200
ALL_TRIALS_S = 45.0
ONE_TRIAL_S = 10.0
# A changed bound may make a loop endless: what was told to check itself does so at once.
CHECK_S = 3.0
UNCOMPILED = ("SyntaxError", "IndentationError", "TabError")


@dataclass(frozen=True)
class Healed:
    """A source with its mends and how it ran; `whole` when it ended without an error.

    `left` is the exception it still ends with otherwise.
    """

    source: str
    mends: tuple[Mend, ...]
    trial: Trial
    left: Trace | None = None

    @property
    def whole(self) -> bool:
        """True when the mended program ran to a good end."""
        return self.trial.exit_code == 0


def heal(program: Path, source: str, trace: Trace, typed: str = "") -> Healed | None:
    """The program mended as far as known mends bring it; None when none brings it further.

    `typed` is what it reads as input.
    """
    until = time.monotonic() + ALL_TRIALS_S
    best: Healed | None = None
    for _round in range(MAX_ROUNDS):
        line = own_line(trace, program)
        now = best.source if best else source
        step = _step(program, now, trace, line, until, typed) if line else None
        if step is None:
            return best
        best = Healed(
            step.source, (*(best.mends if best else ()), *step.mends), step.trial, step.left
        )
        if best.whole or best.left is None:
            return best
        trace = best.left
    return best


def _step(
    program: Path, source: str, trace: Trace, line: int, until: float, typed: str
) -> Healed | None:
    """The first mend that makes it run; else the first after which it fails elsewhere, later."""
    further: Healed | None = None
    names = mends_of_names(program, trace.message, source)
    if trace.name == "KeyError":
        names = mends_of_headings(program, trace.message.strip().strip("'\""), line, source)
    for tried, mend in enumerate(chain(names, mends_for(trace, line, source))):
        if tried >= MAX_TRIALS or time.monotonic() > until:
            break
        limit_s = CHECK_S if trace.name == "AssertionError" else ONE_TRIAL_S
        trial = run(program, limit_s, source=mend.source, typed=typed)
        left = read_trace(trial.stderr) if trial.exit_code else None
        healed = Healed(mend.source, (mend,), trial, left)
        if healed.whole:
            return healed
        if further is None and left is not None and _is_further(trace, line, left, program):
            further = healed
    return further


def _is_further(before: Trace, line: int, after: Trace, program: Path) -> bool:
    """True when it now runs at all, or fails at a later line."""
    there = own_line(after, program)
    if before.name in UNCOMPILED and after.name not in UNCOMPILED:
        return bool(there)
    if before.name == "RecursionError" and after.name != before.name:
        return bool(there)
    return there > line


def own_line(trace: Trace, program: Path) -> int:
    """The innermost line of the program itself in the trace, 0 when there is none."""
    lines = [f.line for f in trace.frames if Path(f.file).name == program.name]
    return lines[-1] if lines else 0


def difference(before: str, after: str, name: str) -> str:
    """The changed lines, as a unified diff without context."""
    old, new = before.splitlines(), after.splitlines()
    diff = difflib.unified_diff(old, new, name, name, lineterm="", n=1)
    return "\n".join(diff)
