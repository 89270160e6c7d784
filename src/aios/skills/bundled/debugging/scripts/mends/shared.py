"""Mends of what is shared or moves by mistake: defaults, class lists, loops' variables, loops."""

import ast
from collections.abc import Iterator

from mends.change import Mend, line_at, replaced, text_of, with_line
from mends.effects import CALLED, GIVE_NEW, mend
from mends.endless import shared_default
from mends.logic import FUNCTIONS

CHANGES = {
    *("append", "extend", "insert", "add", "update", "setdefault", "remove", "pop", "popitem"),
    *("clear", "discard", "sort", "reverse", "appendleft"),
}
SHRINKS = {"remove", "pop", "insert", "popitem", "discard"}
EMPTY = ("list", "dict", "set")


def fresh(node: ast.AST | None) -> bool:
    """Whether it is a new list, mapping or set."""
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id in EMPTY and not node.args
    return isinstance(node, ast.List | ast.Dict | ast.Set)


def changed(nodes: ast.AST, owner: str) -> bool:
    """Whether what is called `owner` is changed in place there."""
    for node in ast.walk(nodes):
        target: ast.AST | None = None
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            target = node.func.value if node.func.attr in CHANGES else None
        elif isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load):
            target = node.value
        elif isinstance(node, ast.AugAssign):
            target = node.target
        if target is not None and ast.unparse(target) == owner:
            return True
    return False


def defaults(source: str, tree: ast.Module) -> Iterator[Mend]:
    """A list or mapping that all calls share as a default, and that a call changes."""
    for function in (n for n in ast.walk(tree) if isinstance(n, FUNCTIONS)):
        spec = function.args
        last = [*spec.posonlyargs, *spec.args][-len(spec.defaults) :] if spec.defaults else []
        pairs = zip(last, spec.defaults, strict=True)
        named = zip(spec.kwonlyargs, spec.kw_defaults, strict=True)
        for argument, default in (*pairs, *named):
            kept = f"= {argument.arg}\n" in f"{ast.unparse(function)}\n"  # self.items = items
            used = kept or changed(function, argument.arg)
            if default is not None and fresh(default) and used:
                yield from shared_default(source, function, argument.arg, default)


def of_classes(source: str, tree: ast.Module) -> Iterator[Mend]:
    """A list of the class that each object was meant to have of its own."""
    for held in (n for n in ast.walk(tree) if isinstance(n, ast.ClassDef)):
        for node in held.body:
            given = node.targets[0] if isinstance(node, ast.Assign) else None
            if not isinstance(given, ast.Name) or not fresh(getattr(node, "value", None)):
                continue
            own = f"self.{given.id}"
            set_again = any(
                isinstance(n, ast.Attribute)
                and isinstance(n.ctx, ast.Store)
                and ast.unparse(n) == own
                for n in ast.walk(held)
            )
            if changed(held, own) and not set_again and given.lineno == node.end_lineno:
                yield _of_each(source, held, node, own)


def _of_each(source: str, held: ast.ClassDef, node: ast.stmt, own: str) -> Mend:
    value = text_of(source, node.value)  # type: ignore[attr-defined]
    found = [n for n in held.body if isinstance(n, ast.FunctionDef) and n.name == "__init__"]
    indent = " " * node.col_offset
    lines = source.splitlines()
    if found:
        documented = ast.get_docstring(found[0]) is not None and len(found[0].body) > 1
        first = found[0].body[1 if documented else 0]
        lines.insert(first.lineno - 1, " " * first.col_offset + f"{own} = {value}")
        del lines[node.lineno - 1]
    else:
        lines[node.lineno - 1 : node.lineno] = [
            f"{indent}def __init__(self):",
            f"{indent}    {own} = {value}",
        ]
    zh = f"{own} 在 __init__ 里新建，每个对象各有一份（原来所有对象共用一个）"
    en = f"{own} is made in __init__, one for each object (all objects shared one)"
    return Mend("\n".join(lines) + "\n", zh, en)


def late_bound(source: str, tree: ast.Module) -> Iterator[Mend]:
    """Functions made in a loop that would all see the loop's last value."""
    for loop in ast.walk(tree):
        if isinstance(loop, ast.For):
            names, bodies = _bound(loop.target), loop.body
        elif isinstance(loop, ast.ListComp | ast.DictComp) and len(loop.generators) == 1:
            names, bodies = _bound(loop.generators[0].target), [loop]  # type: ignore[list-item]
        else:
            continue
        for node in (n for body in bodies for n in ast.walk(body)):
            if isinstance(node, ast.Lambda) and _is_kept(tree, node):
                yield from _binding(source, node, names)


def _bound(target: ast.AST) -> list[str]:
    return [n.id for n in ast.walk(target) if isinstance(n, ast.Name)]


def _is_kept(tree: ast.Module, node: ast.Lambda) -> bool:
    """Not where it is the key of a sort, which is called at once."""
    for call in (n for n in ast.walk(tree) if isinstance(n, ast.Call)):
        if any(word.value is node for word in call.keywords if word.arg == "key"):
            return False
        if node in call.args and ast.unparse(call.func) in ("map", "filter", "sorted", "reduce"):
            return False
    return True


def _binding(source: str, node: ast.Lambda, names: list[str]) -> Iterator[Mend]:
    own = {a.arg for a in (*node.args.args, *node.args.kwonlyargs)}
    used = {n.id for n in ast.walk(node.body) if isinstance(n, ast.Name)}
    needed = [name for name in names if name in used - own]
    if needed and not node.args.vararg and not node.args.kwarg:
        told = text_of(source, node.args) if node.args.args else ""
        told = ", ".join([*([ast.unparse(node.args)] if told or own else []),
                          *(f"{name}={name}" for name in needed)])  # fmt: skip
        text = f"lambda {told}: {text_of(source, node.body)}"
        shown = ", ".join(needed)
        zh = f"第 {node.lineno} 行的 lambda 用默认参数固定当时的 {shown}（否则都用最后的值）"
        en = f"line {node.lineno}: the lambda keeps its {shown} as a default (all saw the last)"
        yield Mend(replaced(source, node, text), zh, en)


def moving(source: str, tree: ast.Module) -> Iterator[Mend]:
    """What a loop goes over, and takes things out of meanwhile."""
    for loop in (n for n in ast.walk(tree) if isinstance(n, ast.For)):
        over = ast.unparse(loop.iter)
        owner = over.partition(".items()")[0].partition(".keys()")[0]
        if isinstance(loop.iter, ast.Name | ast.Attribute | ast.Call) and _shrinks(loop, owner):
            text = f"list({text_of(source, loop.iter)})"
            zh = f"第 {loop.lineno} 行遍历副本 {text}（循环里删改了 {owner}，会漏掉元素）"
            en = f"line {loop.lineno} goes over a copy, {text} ({owner} changes in the loop)"
            yield Mend(replaced(source, loop.iter, text), zh, en)


def _shrinks(loop: ast.For, owner: str) -> bool:
    for node in (n for body in loop.body for n in ast.walk(body)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr in SHRINKS and ast.unparse(node.func.value) == owner:
                return True
        elif isinstance(node, ast.Delete) and any(
            ast.unparse(t).startswith(f"{owner}[") for t in node.targets
        ):
            return True
    return False


def self_left_out(source: str, tree: ast.Module) -> Iterator[Mend]:
    """A method that uses self and does not take it."""
    for held in (n for n in ast.walk(tree) if isinstance(n, ast.ClassDef)):
        for node in (n for n in held.body if isinstance(n, FUNCTIONS) and not n.decorator_list):
            uses = any(isinstance(n, ast.Name) and n.id == "self" for n in ast.walk(node))
            takes = [a.arg for a in node.args.args]
            if uses and "self" not in takes and node.lineno != node.body[0].lineno:
                line = line_at(source, node.lineno)
                begin, _, rest = line.partition("(")
                text = f"{begin}(self{', ' if not rest.startswith(')') else ''}{rest}"
                zh, en = f"方法 {node.name} 加上 self", f"self for the method {node.name}"
                yield Mend(with_line(source, node.lineno, text), zh, en)


def builtins_hidden(source: str, tree: ast.Module) -> Iterator[Mend]:
    """A variable called like a builtin that is called later on, under another name."""
    for name in _hiding(tree):
        nodes = [n for n in ast.walk(tree) if isinstance(n, ast.Name) and n.id == name]
        called = {id(n.func) for n in ast.walk(tree) if isinstance(n, ast.Call)}
        given = {id(a) for n in ast.walk(tree) if isinstance(n, ast.Call)
                 and ast.unparse(n.func) in ("isinstance", "map", "filter", "defaultdict")
                 for a in n.args}  # fmt: skip
        text = source
        for node in sorted(nodes, key=lambda n: (n.lineno, n.col_offset), reverse=True):
            if id(node) not in called | given:
                text = replaced(text, node, f"{name}_")
        zh = f"变量 {name} 改名为 {name}_（原来盖住了内置函数 {name}()）"
        en = f"the variable {name} is called {name}_ (it hid the builtin {name}())"
        yield Mend(text, zh, en)


HIDABLE = {
    *("list", "dict", "set", "str", "int", "float", "tuple", "sum", "max", "min", "len", "sorted"),
    *("input", "id", "type", "range", "filter", "map", "round", "abs", "any", "all", "print"),
}


def _hiding(tree: ast.Module) -> list[str]:
    """Builtins that the module, outside of functions, sets and calls."""
    outside = [n for n in tree.body if not isinstance(n, (*FUNCTIONS, ast.ClassDef))]
    nodes = [n for one in outside for n in ast.walk(one)]
    stored = {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    within = {
        n.id
        for function in ast.walk(tree)
        if isinstance(function, FUNCTIONS)
        for n in ast.walk(function)
        if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
    }
    called = {
        n.func.id
        for n in ast.walk(tree)
        if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)
    }
    return sorted(stored & called & HIDABLE - within)


def rows_alike(source: str, tree: ast.Module) -> Iterator[Mend]:
    """`[[0] * n] * m`, whose rows are all one and the same list."""
    for node in (n for n in ast.walk(tree) if isinstance(n, ast.BinOp)):
        row = node.left.elts[0] if isinstance(node.left, ast.List) and node.left.elts else None
        many = isinstance(row, ast.BinOp) and isinstance(row.left, ast.List)
        if isinstance(node.op, ast.Mult) and (many or fresh(row)):
            text = f"[{text_of(source, row)} for _ in range({text_of(source, node.right)})]"  # type: ignore[arg-type]
            zh = f"第 {node.lineno} 行改为 {text}（原来各行是同一个列表）"
            en = f"line {node.lineno}: {text} (all rows were one and the same list)"
            yield Mend(replaced(source, node, text), zh, en)


def without_effect(source: str, tree: ast.Module) -> Iterator[Mend]:
    """A method that is named and not called, or called for nothing: `xs.sort`, `s.strip()`."""
    for node in (n for n in ast.walk(tree) if isinstance(n, ast.Expr)):
        written, text = text_of(source, node), ""
        if isinstance(node.value, ast.Attribute) and node.value.attr in CALLED | {"writeheader"}:
            text = f"{written}()"
        elif isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Attribute):
            call = node.value.func
            plain = call.attr in GIVE_NEW - {"replace", "union", "difference"}
            if plain and isinstance(call.value, ast.Name):
                text = f"{call.value.id} = {written}"
        if text:
            yield mend(source, node, text)


FINDERS = (
    rows_alike,
    without_effect,
    defaults,
    of_classes,
    late_bound,
    moving,
    self_left_out,
    builtins_hidden,
)
