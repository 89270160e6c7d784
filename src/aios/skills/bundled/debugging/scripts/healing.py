"""Try likely mends of a failing program, one after the other, until it runs."""

import difflib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, product
from pathlib import Path

from checking import Checked, better, checked, checks_of, numbered
from mends import mends_for
from mends.certain import certain_mends
from mends.change import Mend, parsed
from mends.headings import mends_of_headings
from mends.logic import DOUBT, slips_in
from mends.nearby import mends_of_names
from tracebacks import Trace, read_trace
from trial import Trial, run

MAX_ROUNDS = 10
MOST_SLIPS = 12
MORE_TRIED = 25  # for a better one, once there is one
PAIRED = 30
QUICK_S = 1.0
MAX_TRIALS = 200
ALL_TRIALS_S = 45.0
ONE_TRIAL_S = 10.0
# A changed bound may make a loop endless: what was told to check itself does so at once.
CHECK_S = 3.0
MISSPELT = ("SyntaxError", "IndentationError", "TabError", "NameError", "AttributeError")


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


def heal(program: Path, source: str, typed: str = "") -> Healed | None:
    """The program mended as far as known mends bring it; None when none brings it further.

    `typed` is what it reads as input.
    """
    best = Search(program, typed).healed(source)
    if best.source == source:
        return None
    trial = run(program, ONE_TRIAL_S, source=best.source, typed=typed)
    left = read_trace(trial.stderr) if trial.exit_code else None
    return Healed(best.source, best.mends, trial, left)


@dataclass(frozen=True)
class Stage:
    """A source on the way: its mends, and how far it comes."""

    source: str
    checked: Checked
    mends: tuple[Mend, ...] = ()


class Search:
    """Goes from a program to one that comes further, mend by mend."""

    def __init__(self, program: Path, typed: str) -> None:
        self.program, self.typed = program, typed
        self.until = time.monotonic() + ALL_TRIALS_S
        self.limit_s = ONE_TRIAL_S
        self.spare: Stage | None = None  # it ends well by a mend that is in doubt

    def stage(self, source: str, mends: tuple[Mend, ...] = ()) -> Stage:
        return Stage(source, checked(self.program, source, self.limit_s, self.typed), mends)

    def checks(self, source: str) -> list[str]:
        """What is not to be changed in order to hold."""
        return checks_of(source)

    def healed(self, source: str) -> Stage:
        """The best that is found in time."""
        now = self.seen_in(self.stage(source))
        for _round in range(MAX_ROUNDS):
            if now.checked.whole:
                return now
            step = self.one_more(now) or self.two_more(now)
            if step is None:
                break
            now = self.seen_in(step)
        return now if now.checked.whole or self.spare is None else self.spare

    def seen_in(self, now: Stage) -> Stage:
        """The slips that the text shows, mended where it does not come less far by it."""
        trial = now.checked.trial
        if trial.seconds < QUICK_S or now.checked.failed or trial.timed_out:
            self.limit_s = CHECK_S
        refused: set[str] = set()
        for _slip in range(MOST_SLIPS):
            mend = next((m for m in certain_mends(now.source) if m.en not in refused), None)
            if mend is None or time.monotonic() > self.until:
                break
            refused.add(mend.en)
            tried = self.stage(mend.source, (*now.mends, mend))
            if not self.worse(now, tried):
                now = tried
        return now

    def worse(self, old: Stage, new: Stage) -> bool:
        """Whether fewer checks hold, or the program ends where it did not."""
        lost = len(old.checked.held) > len(new.checked.held)  # one may have held by chance
        more = len(old.checked.held) < len(new.checked.held)
        ended = old.checked.over and not new.checked.over and not more
        return lost or ended or (new.checked.trial.timed_out and not old.checked.trial.timed_out)

    def gain(self, old: Stage, new: Stage) -> tuple[int, ...]:
        lines = numbered(old.source, new.source)
        return better(old.checked, new.checked, lines, self.program.name)

    def one_more(self, now: Stage) -> Stage | None:
        """The first mend after which nothing fails; else the one that brings it furthest."""
        best: Stage | None = None
        most: tuple[int, ...] = ()
        more = MORE_TRIED
        for tried, (aim, mend) in enumerate(self.candidates(now)):
            more -= best is not None
            if tried >= MAX_TRIALS or time.monotonic() > self.until or more <= 0:
                break
            stage = self.stage(mend.source, (*now.mends, mend))
            gain = self.gain(now, stage)
            if mend.doubt_zh and gain and not any(gain):
                continue
            if mend.doubt_zh == DOUBT[0] and gain and not self.reached(aim, stage, gain):
                continue  # a slip is mended where the check that found it says so
            if gain and mend.doubt_zh not in ("", DOUBT[0]) and best is not None:
                self.spare = self.spare or (stage if stage.checked.whole else None)
                continue  # one without a doubt goes before it
            if stage.checked.whole:
                return stage
            if gain > most:
                best, most = stage, gain
        return best

    def reached(self, aim: str, stage: Stage, gain: tuple[int, ...]) -> bool:
        """Whether the check holds for which a mend was tried, or what ended the program is gone."""
        return aim in stage.checked.held if aim else bool(gain[0] or gain[1])

    def two_more(self, now: Stage) -> Stage | None:
        """Two slips at once, the likeliest pairs first, where one mend alone changes nothing."""
        firsts = [mend for _, mend in islice(self.candidates(now), PAIRED)]
        firsts = firsts if self.checks(now.source) else []
        seconds = [self.following(now, first) for first in firsts]
        for first, second in sorted(product(range(len(firsts)), range(PAIRED)), key=sum):
            if time.monotonic() > self.until:
                break
            if second < len(seconds[first]):
                mends = (*now.mends, firsts[first], seconds[first][second])
                stage = self.stage(mends[-1].source, mends)
                if any(self.gain(now, stage)[:2]):
                    return stage
        return None

    def following(self, now: Stage, first: Mend) -> list[Mend]:
        half = Stage(first.source, now.checked, (*now.mends, first))
        return [mend for _, mend in islice(self.candidates(half), PAIRED)]

    def candidates(self, now: Stage) -> Iterator[tuple[str, Mend]]:
        """Mends of what went wrong, the likeliest first, each with the check it was made for.

        No check is changed to make it hold.
        """
        seen, checks = {now.source}, self.checks(now.source)
        for aim, trace in now.checked.traces:
            for mend in self.mends_of(trace, now.source):
                changes = trace.name not in MISSPELT and self.checks(mend.source) != checks
                if mend.source not in seen and not changes:
                    seen.add(mend.source)
                    yield aim, mend

    def mends_of(self, trace: Trace, source: str) -> Iterator[Mend]:
        line = own_line(trace, self.program)
        if not line:
            return
        yield from mends_of_names(self.program, trace.message, source)
        if trace.name == "KeyError":
            key = trace.message.strip().strip("'\"")
            yield from mends_of_headings(self.program, key, line, source)
        yield from mends_for(trace, line, source)
        tree = parsed(source)
        if tree and trace.name != "AssertionError" and checks_of(source):
            names = {f.function for f in trace.frames if Path(f.file).name == self.program.name}
            yield from slips_in(source, tree, names)


def own_line(trace: Trace, program: Path) -> int:
    """The innermost line of the program itself in the trace, 0 when there is none."""
    lines = [f.line for f in trace.frames if Path(f.file).name == program.name]
    return lines[-1] if lines else 0


def difference(before: str, after: str, name: str) -> str:
    """The changed lines, as a unified diff without context."""
    old, new = before.splitlines(), after.splitlines()
    diff = difflib.unified_diff(old, new, name, name, lineterm="", n=1)
    return "\n".join(diff)
