"""Mend the program whose tests fail: one slip after the other, until they pass."""

import ast
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mends import mends_for
from mends.change import Mend, parsed
from mends.logic import called_by, slips_in
from testing import NAMED, Tested, run_tests
from tests_mended import TestSearch, plain_tests

ALL_TRIALS_S = 60.0
ONE_RUN_S = 10.0
MOST_STEPS = 4
MORE_TRIED = 20  # for a better one, once there is one
NAMES = re.compile(r"[^\s，,。；;“”\"'()（）]+?\.py(?![A-Za-z])")


@dataclass(frozen=True)
class Repaired:
    """The mended program, and how its tests ran with it."""

    program: Path
    source: str
    mends: tuple[Mend, ...]
    tested: Tested


def repaired(tests: Path, root: Path, tested: Tested, text: str) -> Repaired | None:
    """The program under test with mends by which fewer tests fail, and none that passed before.

    None where no known mend helps.
    """
    until = time.monotonic() + ALL_TRIALS_S
    best: Repaired | None = None
    if plain_tests(parsed(tests.read_text(encoding="utf-8", errors="replace"))):
        found = (_searched(tests, root, one, tested) for one in programs_under(tests, root, text))
        return next((one for one in found if one), None)
    for program in programs_under(tests, root, text):
        source = program.read_text(encoding="utf-8", errors="replace")
        for _step in range(MOST_STEPS):
            now = best.tested if best else tested
            step = _better(tests, root, program, source, now, until)
            if step is None:
                break
            source, mends = step.source, (*(best.mends if best else ()), *step.mends)
            best = Repaired(program, source, mends, step.tested)
            if not step.tested.failures:
                return best
        if best:
            return best
    return best


def _searched(tests: Path, root: Path, program: Path, tested: Tested) -> Repaired | None:
    """The program as far as its tests, check by check, bring it; pytest has the last word."""
    source = program.read_text(encoding="utf-8", errors="replace")
    best = TestSearch(tests, root, program).healed(source)
    if best.source == source:
        return None
    after = run_tests(tests, root, instead={program: best.source}, deadline_s=ONE_RUN_S)
    worse = after.counts.get("passed", 0) < tested.counts.get("passed", 0)
    return None if worse else Repaired(program, best.source, best.mends, after)


def _better(
    tests: Path, root: Path, program: Path, source: str, now: Tested, until: float
) -> Repaired | None:
    """One mend more, after which fewer tests fail: that of the most."""
    failing = {name for name, _trace in now.failures}
    best: Repaired | None = None
    more = MORE_TRIED
    for mend in candidates(tests, program, source, now):
        more -= best is not None
        if time.monotonic() > until or not more:
            break
        tried = run_tests(tests, root, instead={program: mend.source}, deadline_s=ONE_RUN_S)
        left = {name for name, _trace in tried.failures}
        fewer = left < failing and tried.counts.get("passed", 0) > now.counts.get("passed", 0)
        if fewer and (best is None or len(left) < len(best.tested.failures)):
            best = Repaired(program, mend.source, (mend,), tried)
            if not _by_name(left) & _by_name(failing - left):
                return best  # what still fails is another matter
    return best


def _by_name(tests: set[str]) -> set[str]:
    """The names of tests, those with several inputs once."""
    return {name.partition("[")[0] for name in tests}


def candidates(tests: Path, program: Path, source: str, tested: Tested) -> Iterator[Mend]:
    """Mends of what failed in the program itself; then of slips in what failing tests call."""
    seen = {source}
    tree, told = parsed(source), parsed(tests.read_text(encoding="utf-8", errors="replace"))
    for mend in _all_mends(program, source, tested, tree, told):
        if mend.source not in seen and parsed(mend.source):
            seen.add(mend.source)
            yield mend


def _all_mends(
    program: Path, source: str, tested: Tested, tree: ast.Module | None, told: ast.Module | None
) -> Iterator[Mend]:
    for _name, trace in tested.failures:
        lines = [f.line for f in trace.frames if Path(f.file).name == program.name]
        if lines and trace.name != "AssertionError":
            yield from mends_for(trace, lines[-1], source)
    for name, _trace in tested.failures:
        test = _test_of(told, name)
        if tree and test:
            yield from slips_in(source, tree, called_by(tree, test))


def _test_of(told: ast.Module | None, name: str) -> ast.AST | None:
    """The function of a test, called "TestCase.test_sum" or "test_sum[1-2]" when it failed."""
    bare = name.partition("[")[0].rpartition(".")[2]
    nodes = ast.walk(told) if told else ()
    return next((n for n in nodes if isinstance(n, ast.FunctionDef) and n.name == bare), None)


def programs_under(tests: Path, root: Path, text: str) -> list[Path]:
    """The programs that the tests import, those that the text names first."""
    tree = parsed(tests.read_text(encoding="utf-8", errors="replace"))
    names: list[str] = []
    for node in ast.walk(tree) if tree else ():
        if isinstance(node, ast.ImportFrom) and node.module:
            names += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
    paths = [
        place / Path(*name.split(".")).with_suffix(".py")
        for name in dict.fromkeys(names)
        for place in dict.fromkeys((tests.parent, root, root / "src"))
    ]
    found = [path for path in dict.fromkeys(paths) if path.is_file() and root in path.parents]
    return sorted(found, key=lambda path: path.name not in text)


def tests_for(program: Path, root: Path, text: str) -> Path | None:
    """The tests of a program: those that the text names, else those called after it."""
    named = [program.parent / name for name in NAMES.findall(text) if NAMED.search(name[:-3])]
    called = (f"test_{program.stem}.py", f"{program.stem}_test.py", f"{program.stem}_tests.py")
    places = dict.fromkeys((program.parent, program.parent / "tests", root / "tests", root))
    beside = [place / name for place in places for name in called]
    return next((path for path in (*named, *beside) if path.is_file() and path != program), None)
