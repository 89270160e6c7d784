"""What both sides of a failed comparison were, by running the program once more."""

import ast
from pathlib import Path

from mends.change import nodes_at, replaced
from tracebacks import Trace, read_trace
from trial import run

SIGNS = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.In: "in",
    ast.NotIn: "not in",
    ast.Is: "is",
    ast.IsNot: "is not",
}
DEADLINE_S = 10.0


def with_values(program: Path, source: str, trace: Trace, typed: str) -> Trace:
    """The trace with the values compared as its message, when an assert without one failed."""
    if trace.name != "AssertionError" or trace.message or trace.place is None:
        return trace
    for node in nodes_at(source, trace.place.line, ast.Assert):
        told = _telling(source, node)
        again = (
            read_trace(run(program, DEADLINE_S, source=told, typed=typed).stderr) if told else None
        )
        if again and again.name == trace.name and again.message:
            return Trace(trace.name, again.message, trace.frames)
    return trace


def _telling(source: str, node: ast.AST) -> str:
    """The source whose assert tells what it compared, each side computed once; "" if it cannot."""
    test = node.test if isinstance(node, ast.Assert) else None
    if not isinstance(test, ast.Compare) or len(test.ops) != 1:
        return ""
    sign = SIGNS[type(test.ops[0])]
    told = f"'assert {{!r:.200}} {sign} {{!r:.200}}'.format(a, b)"
    failing = f"(_ for _ in ()).throw(AssertionError({told}))"
    sides = f"{ast.unparse(test.left)}, {ast.unparse(test.comparators[0])}"
    return replaced(source, node, f"(lambda a, b: None if a {sign} b else {failing})({sides})")
