"""Run a program, or a file of tests, whose asserts are tried each for itself; say which held."""

import ast
import contextlib
import json
import linecache
import re
import sys
import traceback
import unittest
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

MARK = "@@checks "
CHECKING = re.compile(r"main$|_?(?:test|check|verify|demo|self_?test|run)")
MOST_TOLD = 8
TOLD_CHARS = 1500
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


class Apart(ast.NodeTransformer):
    """Puts each assert of the checks within a try of its own; those of other code stay."""

    def __init__(self) -> None:
        self.count = 0

    def visit_Try(self, node: ast.Try) -> ast.AST:
        return node if node.handlers else self.generic_visit(node)

    def visit_With(self, node: ast.With) -> ast.AST:
        raising = any("raises" in ast.unparse(item.context_expr) for item in node.items)
        return node if raising else self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        return self.generic_visit(node) if CHECKING.match(node.name) else node

    def visit_Assert(self, node: ast.Assert) -> ast.AST:
        self.count += 1
        held, failed = (f"__{what}__({self.count})" for what in ("held", "failed"))
        made = ast.parse(f"try:\n    pass\n    {held}\nexcept Exception:\n    {failed}").body[0]
        for part in ast.walk(made):
            ast.copy_location(part, node)
        assert isinstance(made, ast.Try)
        made.body[0] = node
        return made


class Told:
    """What held, and what did not with its traceback."""

    def __init__(self) -> None:
        self.held: set[str] = set()
        self.failed: dict[str, str] = {}
        self.end = ""

    def hold(self, name: object) -> None:
        self.held.add(str(name))

    def fail(self, name: object) -> None:
        if len(self.failed) < MOST_TOLD or str(name) in self.failed:
            self.failed.setdefault(str(name), traceback.format_exc()[-TOLD_CHARS:])
        else:
            self.failed[str(name)] = ""

    def shown(self) -> str:
        held = sorted(self.held - set(self.failed))
        return MARK + json.dumps({"held": held, "failed": self.failed, "end": self.end})


def check(path: Path, *, as_tests: bool) -> int:
    """Run the file as a program, or its tests; 0 when it came to its end. What held is told."""
    told = Told()
    sys.argv = [str(path)]
    sys.path[0] = str(path.parent)
    module = ModuleType("tests_of" if as_tests else "__main__")
    module.__dict__.update(__file__=str(path), __held__=told.hold, __failed__=told.fail)
    sys.modules[module.__name__] = module
    linecache.clearcache()
    try:
        code = Apart().visit(ast.parse(path.read_bytes(), str(path)))
        exec(compile(code, str(path), "exec"), module.__dict__)  # the program itself
        for name, test in tests_of(module) if as_tests else ():
            run_test(name, test, told)
    except SystemExit as left:
        told.end = "" if left.code in (None, 0) else f"SystemExit: {left.code}"
    except BaseException:  # noqa: BLE001 - whatever ends the program is told
        told.end = traceback.format_exc()[-TOLD_CHARS:]
    with contextlib.suppress(OSError):
        sys.stdout.flush()
    sys.stderr.write("\n" + told.shown() + "\n")
    return 1 if told.end else 0


def tests_of(module: ModuleType) -> Iterator[tuple[str, Callable[[], object]]]:
    """The test functions of a module, in order."""
    for name, value in list(vars(module).items()):
        if name.startswith("test") and isinstance(value, FunctionType):
            yield name, value
        elif isinstance(value, type) and issubclass(value, unittest.TestCase):
            for test in unittest.defaultTestLoader.getTestCaseNames(value):
                yield f"{name}.{test}", value(test).debug


def run_test(name: str, test: Any, told: Told) -> None:
    """One test; what it raises is told and the others go on."""
    try:
        test()
        told.hold(name)
    except Exception:  # noqa: BLE001 - whatever a test raises is told
        told.fail(name)
