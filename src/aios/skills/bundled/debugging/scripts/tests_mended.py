"""Mend the program under test, each check of its tests looked at for itself."""

import ast
from collections.abc import Iterator
from pathlib import Path

from checking import tests_checked
from healing import Search, Stage, own_line
from mends import mends_for
from mends.change import Mend, parsed
from mends.logic import called_by, slips_in
from tracebacks import Trace


def plain_tests(tree: ast.Module | None) -> bool:
    """Whether the tests take nothing and are run as they stand, or are methods of unittest."""
    found = [n for n in tree.body if isinstance(n, ast.FunctionDef)] if tree else []
    plain = all(not n.decorator_list and not n.args.args for n in found)
    held = [n for n in tree.body if isinstance(n, ast.ClassDef)] if tree else []
    cases = all(any("TestCase" in ast.unparse(base) for base in n.bases) for n in held)
    return plain and cases and (bool(held) or any(n.name.startswith("test") for n in found))


class TestSearch(Search):
    """The search for the program whose tests pass."""

    __test__ = False

    def __init__(self, tests: Path, root: Path, program: Path) -> None:
        super().__init__(program, "")
        self.tests, self.root = tests, root
        self.told = parsed(tests.read_text(encoding="utf-8", errors="replace"))

    def stage(self, source: str, mends: tuple[Mend, ...] = ()) -> Stage:
        found = tests_checked(self.tests, self.root, self.program, source, self.limit_s)
        return Stage(source, found, mends)

    def checks(self, _source: str) -> list[str]:
        return ["those of the tests"]

    def mends_of(self, trace: Trace, source: str) -> Iterator[Mend]:
        tree, line = parsed(source), own_line(trace, self.program)
        if line and trace.name != "AssertionError":
            yield from mends_for(trace, line, source)
        asked = [f.line for f in trace.frames if Path(f.file).name == self.tests.name]
        statement = self.statement(asked[-1]) if asked else None
        if tree and statement:
            yield from slips_in(source, tree, called_by(tree, statement))

    def statement(self, line: int) -> ast.AST | None:
        """The innermost statement of the tests at a line, its whole test where it calls nothing."""
        nodes = [
            n
            for n in (ast.walk(self.told) if self.told else ())
            if isinstance(n, ast.stmt) and n.lineno <= line <= (n.end_lineno or n.lineno)
        ]
        calls = [n for n in nodes if any(isinstance(x, ast.Call) for x in ast.walk(n))]
        return calls[-1] if calls else None
