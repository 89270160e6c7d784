"""Mends of functions that call themselves without end: a simplest case, or a smaller argument."""

import ast
from collections.abc import Iterator

from mends.change import Mend, inserted, nodes_at, parsed, replaced, text_of

Function = ast.FunctionDef | ast.AsyncFunctionDef
DOUBT = (
    "最简单的情形该返回什么，请你确认",
    "see whether this is what the simplest case should give",
)


def without_end(_message: str, line: int, source: str) -> Iterator[Mend]:
    """RecursionError: a wider test, a smaller argument, a case that does not call itself."""
    yield from _shared(source)
    functions = [*nodes_at(source, line, ast.FunctionDef, ast.AsyncFunctionDef)]
    function = functions[-1] if functions else None
    if not isinstance(function, Function) or not function.args.args:
        return
    names = [a.arg for a in function.args.args]
    name = names[1] if names[0] in ("self", "cls") and len(names) > 1 else names[0]
    calls = [n for n in ast.walk(function) if _calls(n, function.name)]
    if calls:
        yield from _wider(source, function, name)
        yield from _smaller(source, calls, name)
        yield from _simplest(source, function, calls, name)


def _shared(source: str) -> Iterator[Mend]:
    """A list or dict that all calls share as a default, so that things come to hold themselves."""
    tree = parsed(source)
    for function in ast.walk(tree) if tree else ():
        if not isinstance(function, Function) or not function.args.defaults:
            continue
        spec = function.args
        for argument, default in zip(reversed(spec.args), reversed(spec.defaults), strict=False):
            if isinstance(default, ast.List | ast.Dict):
                yield from shared_default(source, function, argument.arg, default)


def shared_default(source: str, function: Function, name: str, default: ast.AST) -> Iterator[Mend]:
    """The function with a new one of that default for each call."""
    documented = ast.get_docstring(function) is not None and len(function.body) > 1
    first = function.body[1 if documented else 0]
    if function.lineno >= first.lineno:
        return
    empty, indent = text_of(source, default), " " * first.col_offset
    made = f"{indent}if {name} is None:\n{indent}    {name} = {empty}"
    text = inserted(replaced(source, default, "None"), first.lineno, made)
    zh = f"{name} 的默认值每次新建（原来各次调用共用同一个）"
    en = f"a new {name} for each call (all calls shared one)"
    yield Mend(text, zh, en)


def _calls(node: ast.AST, name: str) -> bool:
    called = node.func if isinstance(node, ast.Call) else None
    return getattr(called, "id", getattr(called, "attr", "")) == name


def _wider(source: str, function: Function, name: str) -> Iterator[Mend]:
    """`n == 0` is never met by what steps over 0."""
    for node in ast.walk(function):
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq):
            left, right = text_of(source, node.left), text_of(source, node.comparators[0])
            if left == name:
                text = f"{left} <= {right}"
                yield Mend(
                    replaced(source, node, text), f"条件放宽为 {text}", f"the test {text}", *DOUBT
                )


def _smaller(source: str, calls: list[ast.AST], name: str) -> Iterator[Mend]:
    """The same argument again and again: one less, or the rest of a sequence."""
    for call in calls:
        given = call.args[0] if isinstance(call, ast.Call) and call.args else None
        if isinstance(given, ast.Name) and given.id == name:
            for text in (f"{name} - 1", f"{name}[1:]"):
                yield Mend(
                    replaced(source, given, text), f"参数改为 {text}", f"{text} is passed on"
                )


def _simplest(source: str, function: Function, calls: list[ast.AST], name: str) -> Iterator[Mend]:
    """A case at the beginning that returns without the call."""
    documented = ast.get_docstring(function) is not None and len(function.body) > 1
    first = function.body[1 if documented else 0]
    for test, result in _cases(source, function, calls, name):
        text = f"if {test}:\n{' ' * (first.col_offset + 4)}return {result}".rstrip()
        shown = f"if {test}: return {result}".rstrip()
        after = inserted(source, first.lineno, " " * first.col_offset + text)
        yield Mend(after, f"加上终止条件 {shown}", f"a simplest case: {shown}", *DOUBT)


def _cases(
    source: str, function: Function, calls: list[ast.AST], name: str
) -> Iterator[tuple[str, str]]:
    """(when, what is returned): 1 for products, 0 for sums, n itself for two calls added up."""
    returns = [n.value for n in ast.walk(function) if isinstance(n, ast.Return) and n.value]
    sliced = any(isinstance(n, ast.Slice) for call in calls for n in ast.walk(call))
    signs = {
        type(n.op)
        for value in returns
        for n in ast.walk(value)
        if isinstance(n, ast.BinOp) and any(_calls(x, function.name) for x in (n.left, n.right))
    }
    test = f"not {name}" if sliced else f"{name} <= 0"
    if not returns:
        yield test if sliced else f"{name} < 0", ""
    elif len(calls) > 1 and not sliced and ast.Add in signs:
        yield f"{name} < 2", name
    elif ast.Mult in signs:
        yield f"not {name}" if sliced else f"{name} <= 1", "1"
    else:
        texts = any(isinstance(n, ast.Slice) for v in returns for n in ast.walk(v))
        empty = ["0", f"{name}", "[]", '""'] if texts else ["0", '""', "[]"]
        yield from ((test, value) for value in empty)


FINDERS = {"RecursionError": (without_end,)}
