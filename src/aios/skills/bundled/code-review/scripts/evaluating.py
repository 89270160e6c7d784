"""eval() of what is only data or arithmetic, done by what runs no code."""

import ast
from collections.abc import Iterator

from edits import Edit, calls, changed, imported, inserted
from finding import dotted

WAYS = ("literal", "arithmetic")
CALLED = {"literal": "ast.literal_eval", "arithmetic": "arithmetic"}
# Names and texts by which a program says that it reckons: then arithmetic is the likelier.
RECKONS = ("expr", "formula", "calc", "comput", "arithm", "math", "算", "公式", "表达式")
ARITHMETIC = '''

def arithmetic(text):
    """The value of numbers, + - * / // % ** and brackets; ValueError for anything else."""
    operations = {
        ast.Add: operator.add,
        ast.Sub: operator.sub,
        ast.Mult: operator.mul,
        ast.Div: operator.truediv,
        ast.FloorDiv: operator.floordiv,
        ast.Mod: operator.mod,
        ast.Pow: operator.pow,
    }

    def value(node):
        if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
            return node.value
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
            return -value(node.operand) if isinstance(node.op, ast.USub) else value(node.operand)
        if isinstance(node, ast.BinOp) and type(node.op) in operations:
            left, right = value(node.left), value(node.right)
            if not (isinstance(node.op, ast.Pow) and abs(right) > 1000):
                return operations[type(node.op)](left, right)
        raise ValueError(f"not arithmetic: {text!r}")

    return value(ast.parse(text.strip(), mode="eval").body)
'''


def evals(tree: ast.Module) -> list[ast.Call]:
    """The calls of eval() with a text alone."""
    return [
        call
        for call in calls(tree)
        if dotted(call.func) in ("eval", "builtins.eval")
        and len(call.args) == 1
        and not call.keywords
    ]


def ways(code: str) -> tuple[str, ...]:
    """How the eval() calls of the code may be replaced, the likelier first; none without any."""
    tree = ast.parse(code)
    if not evals(tree):
        return ()
    defined = {n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.ClassDef)}
    reckons = any(word in code.lower() for word in RECKONS)
    likely = WAYS[::-1] if reckons else WAYS
    return tuple(way for way in likely if CALLED[way] not in defined)


def evaluated(code: str, way: str) -> str:
    """The code with its eval() calls done that way; as it is when none is named."""
    if not way:
        return code
    code = changed(code, lambda tree: _edits(tree, CALLED[way]))
    if way == "literal":
        return imported(code, "ast")
    return inserted(imported(code, "operator", "ast"), ARITHMETIC, after=True)


def _edits(tree: ast.Module, name: str) -> Iterator[Edit]:
    for call in evals(tree):
        yield call.func, name
