"""Mends of programs that run but reckon wrong: one sign, bound, operand or word is changed."""

import ast
import itertools
from collections.abc import Iterator

from mends.change import Mend, line_at, nodes_at, parsed, replaced, text_of

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
SIGNS = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.In: "in",
    ast.NotIn: "not in",
}
# What each comparison is most often mistaken for, the likeliest first.
COMPARED = {
    "<": ("<=", ">"),
    "<=": ("<", ">="),
    ">": (">=", "<"),
    ">=": (">", "<="),
    "==": ("!=",),
    "!=": ("==",),
    "in": ("not in",),
    "not in": ("in",),
}
RECKONED = {
    ast.Add: ("+", ("-", "*")),
    ast.Sub: ("-", ("+",)),
    ast.Mult: ("*", ("/", "+", "**")),
    ast.Div: ("/", ("*", "//")),
    ast.FloorDiv: ("//", ("/", "%")),
    ast.Mod: ("%", ("//",)),
    ast.Pow: ("**", ("*",)),
}
WORDS = {
    "min": "max",
    "max": "min",
    "any": "all",
    "all": "any",
    "lower": "upper",
    "upper": "lower",
    "append": "extend",
    "startswith": "endswith",
    "endswith": "startswith",
    "keys": "values",
    "values": "keys",
    "floor": "ceil",
    "ceil": "floor",
}
# The likelier a slip is, the sooner its mend is tried.
BOUND, SIGN, OPERAND, ONE_OFF, BRACKETS, REST = range(6)
DOUBT = (
    "有的改法是按检查（assert）试出来的，请确认这正是你的本意",
    "a mend was found by what the checks say; see whether it is what you meant",
)
Edit = tuple[int, ast.AST, str]


def reckons_wrong(_message: str, line: int, source: str) -> Iterator[Mend]:
    """AssertionError: one slip in the functions that the failing line calls."""
    tree = parsed(source)
    held = [*nodes_at(source, line, ast.stmt)]
    if tree is None or not held:
        return
    yield from slips_in(source, tree, called_by(tree, held[-1]))


def slips_in(source: str, tree: ast.Module, names: set[str]) -> Iterator[Mend]:
    """The source with one slip mended in the functions of these names, the likeliest first."""
    functions = [n for n in ast.walk(tree) if isinstance(n, FUNCTIONS) and n.name in names]
    edits = [edit for function in functions for edit in _edits(source, function)]
    for _rank, node, text in sorted(edits, key=lambda edit: edit[0]):
        yield _mend(source, node, replaced(source, node, text))
    for function in functions:
        yield from _exchanged(source, function)


def called_by(tree: ast.Module, statement: ast.AST) -> set[str]:
    """The program's own functions that a statement calls, and those that they call in turn."""
    own = {n.name: n for n in ast.walk(tree) if isinstance(n, FUNCTIONS)}
    found: set[str] = set()
    waiting: list[ast.AST] = [statement]
    while waiting:
        named = {
            getattr(n, "id", getattr(n, "attr", ""))
            for n in ast.walk(waiting.pop())
            if isinstance(n, ast.Name | ast.Attribute)
        }
        new = (named & set(own)) - found
        found |= new
        waiting += [own[name] for name in new]
    own_names = set(own) - {"main"} or set(own)
    return found & own_names or own_names


def _mend(source: str, node: ast.AST, after: str) -> Mend:
    line = getattr(node, "lineno", 1)
    old, new = line_at(source, line).strip(), line_at(after, line).strip()
    zh, en = f"第 {line} 行 {old} 改为 {new}", f"line {line}: {new} in place of {old}"
    return Mend(after, zh, en, *DOUBT)


def _edits(source: str, function: ast.AST) -> Iterator[Edit]:
    for node in ast.walk(function):
        for kinds, find in FINDS:
            if isinstance(node, kinds):
                yield from find(source, node)


def _compared(source: str, node: ast.Compare) -> Iterator[Edit]:
    sign = SIGNS.get(type(node.ops[0]), "") if len(node.ops) == 1 else ""
    left, right = text_of(source, node.left), text_of(source, node.comparators[0])
    for rank, other in enumerate(COMPARED.get(sign, ())):
        yield BOUND if not rank else REST, node, f"{left} {other} {right}"


def _reckoned(source: str, node: ast.BinOp) -> Iterator[Edit]:
    sign, others = RECKONED.get(type(node.op), ("", ()))
    left, right = _operand(source, node.left), _operand(source, node.right)
    for rank, other in enumerate(others):
        yield SIGN if not rank else REST, node, f"{left} {other} {right}"
    if sign in ("+", "-"):
        yield OPERAND, node, left
        inner = node.right
        if isinstance(inner, ast.BinOp) and isinstance(inner.op, ast.Div | ast.Mult | ast.FloorDiv):
            first, last = _operand(source, inner.left), _operand(source, inner.right)
            outer = RECKONED[type(inner.op)][0]
            yield BRACKETS, node, f"({left} {sign} {first}) {outer} {last}"


def _operand(source: str, node: ast.expr) -> str:
    """An operand as it is written, in the brackets that its stretch does not hold."""
    text = text_of(source, node)
    bare = isinstance(node, ast.BinOp | ast.BoolOp | ast.IfExp | ast.Compare)
    sum_like = isinstance(node, ast.BinOp) and not isinstance(node.op, ast.Add | ast.Sub)
    return f"({text})" if bare and not sum_like else text


# Numbers that are taken for one another: a percentage, seconds, minutes, hours.
TAKEN_FOR = {10: (100,), 100: (10, 1000), 60: (3600,), 3600: (60,), 24: (60,), 1000: (100, 1024)}


def _one_off(source: str, node: ast.Constant) -> Iterator[Edit]:
    if type(node.value) is int and node.value in TAKEN_FOR:
        for other in TAKEN_FOR[node.value]:
            yield ONE_OFF, node, str(other)
    if type(node.value) is int and 0 <= node.value < 100:
        yield ONE_OFF, node, str(node.value + 1)
        yield ONE_OFF, node, str(node.value - 1)
    elif isinstance(node.value, bool):
        yield REST, node, str(not node.value)


def _ends(source: str, node: ast.Call) -> Iterator[Edit]:
    """pop(0) for pop(); a text in small letters."""
    if isinstance(node.func, ast.Attribute) and node.func.attr == "pop" and len(node.args) == 1:
        place = getattr(node.args[0], "value", None)
        yield from ((BOUND, node, f"{text_of(source, node.func)}()") for _ in "x" if place == 0)


def _small(source: str, node: ast.AST) -> Iterator[Edit]:
    """Letters picked out of a text, in small letters."""
    elt, tests = node.elt, node.generators[0].ifs  # type: ignore[attr-defined]
    if isinstance(elt, ast.Name) and any(".isal" in text_of(source, test) for test in tests):
        yield SIGN, elt, f"{elt.id}.lower()"


def _of_kind(source: str, node: ast.Return) -> Iterator[Edit]:
    """What is returned as text, or as a number."""
    if isinstance(node.value, ast.Name | ast.Subscript):
        for name in ("str", "int", "float"):
            yield REST, node.value, f"{name}({text_of(source, node.value)})"


def _bounds(source: str, node: ast.Call) -> Iterator[Edit]:
    """range(n) for range(n + 1); min for max; the other order of sorted()."""
    name = text_of(source, node.func)
    given = [text_of(source, argument) for argument in node.args]
    if name == "range" and given:
        last = len(given) > 1
        for end in (f"{given[last]} + 1", f"{given[last]} - 1"):
            bounds = [*given[:last], end, *given[last + 1 :]]
            yield ONE_OFF, node, f"range({', '.join(bounds)})"
        if len(given) == 1:
            yield ONE_OFF, node, f"range(1, {given[0]} + 1)"
            yield ONE_OFF, node, f"range(1, {given[0]})"
    if name == "sorted" and not any(word.arg == "reverse" for word in node.keywords):
        yield REST, node, f"{text_of(source, node)[:-1].rstrip(', ')}, reverse=True)"
    word = name.rpartition(".")[2]
    if word in WORDS:
        yield REST, node.func, name[: len(name) - len(word)] + WORDS[word]


def _sliced(source: str, node: ast.Slice) -> Iterator[Edit]:
    lower, upper, step = (
        text_of(source, part) if part else "" for part in (node.lower, node.upper, node.step)
    )
    tail = f":{step}" if step else ""
    if upper:
        yield ONE_OFF, node, f"{lower}:{upper} + 1{tail}"
        yield ONE_OFF, node, f"{lower}:{upper} - 1{tail}"
    if lower.isdigit() and int(lower) and not upper:
        yield SIGN, node, f"-{lower}:{tail}"  # the last ones
    if lower:
        yield ONE_OFF, node, f"{lower} + 1:{upper}{tail}"
        yield ONE_OFF, node, f"{lower} - 1:{upper}{tail}"


def _indexed(source: str, node: ast.Subscript) -> Iterator[Edit]:
    if isinstance(node.slice, ast.Name | ast.BinOp) and isinstance(node.ctx, ast.Load):
        for place in ("- 1", "+ 1"):
            text = f"{text_of(source, node.value)}[{text_of(source, node.slice)} {place}]"
            yield ONE_OFF, node, text
    if isinstance(node.slice, ast.Constant) and node.slice.value == 0:
        yield REST, node.slice, "-1"


def _joined(source: str, node: ast.BoolOp) -> Iterator[Edit]:
    """The other word between all parts, or between two of them."""
    own, other = (" and ", " or ") if isinstance(node.op, ast.And) else (" or ", " and ")
    parts = [_operand(source, value) for value in node.values]
    yield SIGN, node, other.join(parts)
    for place in range(len(parts) - 1, 0, -1) if len(parts) > 2 else ():
        yield SIGN, node, own.join(parts[:place]) + other + own.join(parts[place:])


def _denied(source: str, node: ast.UnaryOp) -> Iterator[Edit]:
    if isinstance(node.op, ast.Not | ast.USub):
        yield REST, node, text_of(source, node.operand)


def _tested(source: str, node: ast.If) -> Iterator[Edit]:
    if not isinstance(node.test, ast.Compare):
        yield REST, node.test, f"not ({text_of(source, node.test)})"


def _gathered(source: str, node: ast.AugAssign) -> Iterator[Edit]:
    sign, others = RECKONED.get(type(node.op), ("", ()))
    target, value = text_of(source, node.target), text_of(source, node.value)
    for other in others[:1] if sign else ():
        yield SIGN, node, f"{target} {other}= {value}"


def _looped(source: str, node: ast.For) -> Iterator[Edit]:
    """`total = price` in a loop, for `total += price`."""
    for inner in (n for held in node.body for n in ast.walk(held)):
        if isinstance(inner, ast.Assign) and isinstance(inner.targets[0], ast.Name | ast.Subscript):
            target, value = text_of(source, inner.targets[0]), text_of(source, inner.value)
            signed = inner.value if isinstance(inner.value, ast.UnaryOp) else None
            sign = {ast.UAdd: "+=", ast.USub: "-="}.get(type(signed.op)) if signed else None
            if signed and sign:  # `total =+ price`
                yield BOUND, inner, f"{target} {sign} {text_of(source, signed.operand)}"
            yield OPERAND, inner, f"{target} += {value}"


def _begun(source: str, node: ast.FunctionDef) -> Iterator[Edit]:
    """`largest = 0` before a loop over numbers that may all be below it."""
    loops = [n for n in ast.walk(node) if isinstance(n, ast.For) and isinstance(n.iter, ast.Name)]
    for inner in node.body if loops else ():
        begins = isinstance(inner, ast.Assign) and isinstance(inner.value, ast.Constant)
        if begins and inner.value.value == 0 and type(inner.value.value) is int:
            yield OPERAND, inner.value, f"{text_of(source, loops[0].iter)}[0]"


def _part_of(source: str, function: ast.AST) -> Iterator[Edit]:
    """`s // 60` beside `s // 3600`: the minutes of the hour are `s % 3600 // 60`."""
    parts = [
        n
        for n in ast.walk(function)
        if isinstance(n, ast.BinOp)
        and isinstance(n.op, ast.FloorDiv)
        and isinstance(n.right, ast.Constant)
        and type(n.right.value) is int
    ]
    for node in parts:
        for other in parts:
            small, large = node.right.value, other.right.value  # type: ignore[attr-defined]
            if small < large and ast.dump(node.left) == ast.dump(other.left):
                yield BOUND, node, f"{_operand(source, node.left)} % {large} // {small}"


def _left(source: str, node: ast.Break | ast.Continue) -> Iterator[Edit]:
    yield SIGN, node, "continue" if isinstance(node, ast.Break) else "break"


def _longer(source: str, node: ast.BinOp) -> Iterator[Edit]:
    """`text[:limit] + "..."`, which is longer than the limit by what is put behind."""
    cut = node.left.slice if isinstance(node.left, ast.Subscript) else None
    more = node.right.value if isinstance(node.right, ast.Constant) else None
    if isinstance(cut, ast.Slice) and cut.upper and isinstance(more, str) and not cut.lower:
        yield OPERAND, cut.upper, f"{text_of(source, cut.upper)} - {len(more)}"


FINDS = (
    ((ast.Break, ast.Continue), _left),
    (ast.BinOp, _longer),
    (ast.Compare, _compared),
    (ast.BinOp, _reckoned),
    (ast.Constant, _one_off),
    (ast.Call, _bounds),
    (ast.Call, _ends),
    ((ast.ListComp, ast.GeneratorExp), _small),
    (ast.Return, _of_kind),
    (ast.Slice, _sliced),
    (ast.Subscript, _indexed),
    (ast.BoolOp, _joined),
    (ast.UnaryOp, _denied),
    (ast.If, _tested),
    (ast.AugAssign, _gathered),
    (ast.For, _looped),
    (FUNCTIONS, _begun),
    (FUNCTIONS, _part_of),
)


def _exchanged(source: str, function: ast.AST) -> Iterator[Mend]:
    """Two of the parameters in each other's place, in one statement or in all of them."""
    names = [a.arg for a in function.args.args if a.arg != "self"]  # type: ignore[attr-defined]
    body = function.body  # type: ignore[attr-defined]
    for first, second in itertools.combinations(names, 2):
        other = {first: second, second: first}
        for held in (body, *([one] for one in body)):
            nodes = [
                n
                for one in held
                for n in ast.walk(one)
                if isinstance(n, ast.Name) and n.id in other
            ]
            text = source
            for node in sorted(nodes, key=lambda n: (n.lineno, n.col_offset), reverse=True):
                text = replaced(text, node, other[node.id])
            if nodes:
                zh = f"第 {held[0].lineno} 行起 {first} 和 {second} 对调"
                en = f"from line {held[0].lineno}: {first} and {second} in each other's place"
                yield Mend(text, zh, en, *DOUBT)


FINDERS = {"AssertionError": (reckons_wrong,)}
