"""Mends of values used as what they are not: operands, arguments, calls, None results."""

import ast
import re
from collections.abc import Iterator
from typing import Any

from mends.change import Mend, inserted, line_at, nodes_at, parsed, replaced, text_of, with_line

JSON_WRITERS = ("json.dumps", "json.dump", "dumps", "dump")
NUMBERS = ("int", "float")
FRACTIONS = re.compile(
    r"(?i)price|amount|total|cost|(?<![a-z])rate|weight|salary|balance|temp|score|avg|mean"
    r"|价|额|重|率|温"
)
CHANGING = {"sort": "sorted({0})", "reverse": "list(reversed({0}))"}
KEPT_IN_PLACE = ("append", "extend", "insert", "add", "update", "remove", "clear")


def wrapped(source: str, node: ast.AST, name: str) -> Mend:
    """The node as the argument of a call."""
    text = text_of(source, node)
    return Mend(
        replaced(source, node, f"{name}({text})"),
        f"{text} 用 {name}() 转换",
        f"{text} converted by {name}()",
    )


def operands(message: str, line: int, source: str) -> Iterator[Mend]:
    """Text and numbers in one operation: what can be a number is made one, else text."""
    if not re.search(
        r"unsupported operand|concatenate|multiply sequence|not supported between", message
    ):
        return
    texts = "concatenate str" in message
    for node in nodes_at(source, line, ast.BinOp, ast.Compare, ast.AugAssign):
        if isinstance(node, ast.BinOp):
            sides = [node.left, node.right]
        elif isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
        else:
            sides = [node.value]
        kinds = numbers(source, *sides)
        names = ("str",) if texts else (*kinds, "str")
        for name in names:
            for side in reversed(sides):
                if not (
                    isinstance(side, ast.Constant) and isinstance(side.value, str) and name == "str"
                ):
                    yield wrapped(source, side, name)


def numbers(source: str, *nodes: ast.AST) -> tuple[str, ...]:
    """What a text is to be as a number: one with a fraction for money, weight or the like."""
    told = " ".join(text_of(source, node) for node in nodes)
    broken = FRACTIONS.search(told) or re.search(r"['\"]\d+\.\d+['\"]", source)
    return tuple(reversed(NUMBERS)) if broken else NUMBERS


def of_called(message: str, line: int, source: str) -> Iterator[Mend]:
    """Text that a function of the program reckons with, and its caller stumbles over."""
    tree = parsed(source)
    if tree is None or not re.search(r"unsupported operand|concatenate|not supported bet", message):
        return
    own = {n.name: n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)}
    for call in nodes_at(source, line, ast.Call):
        function = own.get(getattr(getattr(call, "func", None), "id", ""))
        for node in ast.walk(function) if function else ():
            if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult | ast.Add):
                for side in (node.left, node.right):
                    if isinstance(side, ast.Subscript | ast.Name):
                        yield from (wrapped(source, side, kind) for kind in numbers(source, side))


def indexes(message: str, line: int, source: str) -> Iterator[Mend]:
    """A text or a fraction as an index, or as a whole number."""
    if "indices must be integers" in message:
        for node in nodes_at(source, line, ast.Subscript):
            if isinstance(node, ast.Subscript):
                yield wrapped(source, node.slice, "int")
    if "cannot be interpreted as an integer" in message:
        for node in nodes_at(source, line, ast.Call):
            for argument in node.args if isinstance(node, ast.Call) else ():
                yield wrapped(source, argument, "int")


def iterations(message: str, line: int, source: str) -> Iterator[Mend]:
    """A number that is iterated over, or whose length is asked for."""
    if "'int' object is not iterable" in message:
        for node in nodes_at(source, line, ast.For, ast.comprehension):
            if isinstance(node, ast.For | ast.comprehension):
                yield wrapped(source, node.iter, "range")
        for node in nodes_at(source, line, ast.ListComp, ast.GeneratorExp, ast.SetComp):
            if isinstance(node, ast.ListComp | ast.GeneratorExp | ast.SetComp):
                yield wrapped(source, node.generators[0].iter, "range")
    if "has no len()" in message:
        for node in nodes_at(source, line, ast.Call):
            if isinstance(node, ast.Call) and node.args and text_of(source, node.func) == "len":
                yield wrapped(source, node.args[0], "str")


def used_up(message: str, line: int, source: str) -> Iterator[Mend]:
    """A generator that is to be gone over more than once."""
    if "'generator' has no len()" not in message:
        return
    functions: list[Any] = list(nodes_at(source, line, ast.FunctionDef))
    for call in nodes_at(source, line, ast.Call):
        given = call.args[0] if isinstance(call, ast.Call) and call.args else None
        if isinstance(given, ast.Name) and functions:
            first, name = functions[-1].body[0], given.id
            text = f"{' ' * first.col_offset}{name} = list({name})"
            zh, en = f"先用 list({name}) 取出，可以用几次", f"{name} as a list, to be used again"
            yield Mend(inserted(source, first.lineno, text), zh, en)


def brackets(message: str, line: int, source: str) -> Iterator[Mend]:
    """( ) where [ ] is meant, and the other way round."""
    if re.search(r"'(list|dict|tuple|str)' object is not callable", message):
        for node in nodes_at(source, line, ast.Call):
            if isinstance(node, ast.Call) and len(node.args) == 1:
                text = f"{text_of(source, node.func)}[{text_of(source, node.args[0])}]"
                yield Mend(replaced(source, node, text), f"改成下标：{text}", f"an index: {text}")
    if re.search(
        r"'(function|builtin_function_or_method|method|type)' object is not subscr", message
    ):
        for node in nodes_at(source, line, ast.Subscript):
            if isinstance(node, ast.Subscript):
                text = f"{text_of(source, node.value)}({text_of(source, node.slice)})"
                yield Mend(replaced(source, node, text), f"改成调用：{text}", f"a call: {text}")


def methods(message: str, line: int, source: str) -> Iterator[Mend]:
    """A method without self, or called on its class."""
    found = re.search(r"(?:\w+\.)*(\w+)\(\) takes (\d+) positional arguments? but (\d+) w", message)
    if found and int(found[3]) == int(found[2]) + 1:
        pattern = rf"(def\s+{found[1]}\s*\()\s*(\w?)"
        text = re.sub(pattern, lambda m: m[1] + ("self, " + m[2] if m[2] else "self"), source)
        yield Mend(text, f"方法 {found[1]} 加上 self", f"self for the method {found[1]}")
    if "missing 1 required positional argument: 'self'" in message:
        for node in nodes_at(source, line, ast.Attribute):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                text = replaced(source, node.value, f"{node.value.id}()")
                yield Mend(
                    text, f"先创建对象：{node.value.id}()", f"an object first: {node.value.id}()"
                )


def keywords(message: str, line: int, source: str) -> Iterator[Mend]:
    """A misspelt keyword argument."""
    found = re.search(r"unexpected keyword argument '(\w+)'(?:.*Did you mean '(\w+)')?", message)
    if not found:
        return
    known = {found[2]} if found[2] else _parameters(message, source)
    for name in sorted(known - {None}):
        text = re.sub(rf"\b{found[1]}(\s*=)", rf"{name}\1", line_at(source, line))
        yield Mend(
            with_line(source, line, text),
            f"参数 {found[1]} 改为 {name}",
            f"the argument {name} in place of {found[1]}",
        )


def _parameters(message: str, source: str) -> set[str]:
    name = message.partition("(")[0].rpartition(".")[2]
    tree = parsed(source)
    found = (n for n in (ast.walk(tree) if tree else ()) if isinstance(n, ast.FunctionDef))
    return {a.arg for f in found if f.name == name for a in (*f.args.args, *f.args.kwonlyargs)}


def serialised(message: str, line: int, source: str) -> Iterator[Mend]:
    """Dates and the like in json.dumps: written as text."""
    if "is not JSON serializable" not in message:
        return
    for node in nodes_at(source, line, ast.Call):
        named = isinstance(node, ast.Call) and text_of(source, node.func) in JSON_WRITERS
        if named and "default" not in text_of(source, node):
            text = f"{text_of(source, node)[:-1]}, default=str)"
            yield Mend(replaced(source, node, text), "加上 default=str", "with default=str")


def none_items(message: str, line: int, source: str) -> Iterator[Mend]:
    """An item of what a lookup may not have found: `find(x)["age"]`."""
    if "'NoneType' object is not subscriptable" not in message:
        return
    for node in nodes_at(source, line, ast.Subscript):
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
            owner, key = text_of(source, node.value), text_of(source, node.slice)
            if key[:1] in "'\"":
                yield Mend(
                    replaced(source, node, f"({owner} or {{}}).get({key})"),
                    f"{owner} 没有结果时得到 None",
                    f"None where {owner} finds nothing",
                    "没有结果时该怎么办，由你决定",
                    "what to do when nothing is found is yours to decide",
                )


def none_results(message: str, _line: int, source: str) -> Iterator[Mend]:
    """None where a value was meant: `x = y.sort()`, or a function without return."""
    if "NoneType" not in message:
        return
    tree = parsed(source)
    for node in ast.walk(tree) if tree else ():
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            yield from _kept_in_place(node, node.value, source)
        elif isinstance(node, ast.FunctionDef):
            yield from _returned(node, source)


def _kept_in_place(node: ast.Assign, call: ast.Call, source: str) -> Iterator[Mend]:
    if not isinstance(call.func, ast.Attribute):
        return
    owner, name = text_of(source, call.func.value), call.func.attr
    if name in CHANGING:
        text = CHANGING[name].format(owner)
        mend = f"{name}() 返回 None，改用 {text}", f"{name}() returns None: {text} instead"
        yield Mend(replaced(source, call, text), *mend)
    elif name in KEPT_IN_PLACE:
        text = replaced(source, node, text_of(source, call))
        mend = f"{name}() 返回 None，不要赋值", f"{name}() returns None: not assigned"
        yield Mend(text, *mend)


def _returned(function: ast.FunctionDef, source: str) -> Iterator[Mend]:
    """What the function computed last, returned at its end."""
    if any(isinstance(n, ast.Return | ast.Yield) for n in ast.walk(function)):
        return
    last = function.body[-1]
    assigned = [n for n in ast.walk(function) if isinstance(n, ast.Assign | ast.AugAssign)]
    targets = [n.targets[0] if isinstance(n, ast.Assign) else n.target for n in assigned]
    names = [t.id for t in targets if isinstance(t, ast.Name)]
    if isinstance(last, ast.Expr):
        value = text_of(source, last.value)
        text = replaced(source, last, f"return {value}")
        yield Mend(text, f"{function.name}() 返回 {value}", f"{function.name}() returns {value}")
    ends = [*names[-1:], *names[:1]]
    for name in dict.fromkeys(ends if isinstance(last, ast.Assign) else reversed(ends)):
        text = inserted(source, (last.end_lineno or 0) + 1, f"{' ' * last.col_offset}return {name}")
        yield Mend(text, f"{function.name}() 返回 {name}", f"{function.name}() returns {name}")


FINDERS = {
    "TypeError": (
        none_results,
        of_called,
        operands,
        indexes,
        iterations,
        used_up,
        brackets,
        methods,
        keywords,
        none_items,
        serialised,
    ),
}
