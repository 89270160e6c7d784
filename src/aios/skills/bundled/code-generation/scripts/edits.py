"""Give functions and classes of a source the names, parameters and defaults that are wished for.

Names are replaced where they stand, so that the rest of the source stays as it was written.
"""

import ast
import io
import tokenize
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

MAX_LINE = 100
Edit = tuple[int, int, str, str]  # line, column in characters, what stands there, what will
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Param:
    """A parameter as it is wished for: the one it stands for ("" for none), its new name and
    default ("" leaves the default as it is, "-" takes it away)."""

    old: str
    new: str
    default: str = ""


@dataclass(frozen=True)
class Change:
    """What becomes of a function: its name, and its parameters in the new order (None: as now)."""

    name: str
    params: tuple[Param, ...] | None = None

    @property
    def renamed(self) -> dict[str, str]:
        """The parameters that bear another name."""
        return {p.old: p.new for p in self.params or () if p.old and p.old != p.new}


@dataclass(frozen=True)
class Renaming:
    """Changes by qualified name: `chunk`, `Stack.push`; `classes` are new names of classes."""

    functions: Mapping[str, Change] = field(default_factory=dict)
    classes: Mapping[str, str] = field(default_factory=dict)


def changed(source: str, wished: Renaming) -> str:
    """The source with the changes in place."""
    edits: set[Edit] = set()
    tree = ast.parse(source)
    for qualified, change in wished.functions.items():
        node = function_of(tree, qualified)
        if node is None:
            continue
        taken = {new: f"{new}_" for new in change.renamed.values()} | change.renamed
        for inner in ast.walk(node):
            edits |= set(_renamed_in(inner, taken))
        if change.params is not None:
            source = _with_header(source, node, change)
    edits |= set(_names(tree, wished))
    return _apply(source, edits)


def function_of(tree: ast.Module, qualified: str) -> Function | None:
    """The function or method of that name."""
    owner, _, name = qualified.rpartition(".")
    bodies: list[list[ast.stmt]] = [tree.body]
    if owner:
        bodies = [n.body for n in tree.body if isinstance(n, ast.ClassDef) and n.name == owner]
    for node in (node for body in bodies for node in body):
        if isinstance(node, Function) and node.name == name:
            return node
    return None


def _renamed_in(node: ast.AST, names: Mapping[str, str]) -> Iterator[Edit]:
    """A parameter's name inside of its function."""
    if isinstance(node, ast.Name) and node.id in names:
        yield node.lineno, node.col_offset, node.id, names[node.id]
    if isinstance(node, ast.Nonlocal):
        for name in names.keys() & set(node.names):
            yield node.lineno, node.col_offset + len("nonlocal "), name, names[name]


def _names(tree: ast.Module, wished: Renaming) -> Iterator[Edit]:
    """Every use of the functions, methods and classes by name."""
    plain = {q: c.name for q, c in wished.functions.items() if "." not in q} | dict(wished.classes)
    methods = {q.rpartition(".")[2]: c.name for q, c in wished.functions.items() if "." in q}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in plain:
            yield node.lineno, node.col_offset, node.id, plain[node.id]
        elif isinstance(node, ast.Attribute) and node.attr in methods and _is_own(node.value):
            end = (node.end_col_offset or 0) - len(node.attr)
            yield node.end_lineno or 0, end, node.attr, methods[node.attr]
        elif isinstance(node, ast.Constant) and node.value in plain and isinstance(node.value, str):
            yield node.lineno, node.col_offset + 1, node.value, plain[node.value]
    for owner in [None, *(n for n in tree.body if isinstance(n, ast.ClassDef))]:
        yield from _definitions(tree, owner, plain if owner is None else methods)
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and node.name in wished.classes:
            yield node.lineno, len("class "), node.name, wished.classes[node.name]


def _is_own(node: ast.expr) -> bool:
    """Whether an object is of the class itself, and no list or the like that it holds."""
    return isinstance(node, ast.Name) and node.id in ("self", "cls", "other")


def _definitions(
    tree: ast.Module, owner: ast.ClassDef | None, names: Mapping[str, str]
) -> Iterator[Edit]:
    for node in owner.body if owner else tree.body:
        if isinstance(node, Function) and node.name in names:
            word = "async def " if isinstance(node, ast.AsyncFunctionDef) else "def "
            yield node.lineno, node.col_offset + len(word), node.name, names[node.name]


def _with_header(source: str, node: Function, change: Change) -> str:
    """The source with another list of parameters in the function's head, its name unchanged; the
    lines stay as many, so that places in the body stay true."""
    lines = source.splitlines(keepends=True)
    start, end = _header(source, node)
    word = "async def" if isinstance(node, ast.AsyncFunctionDef) else "def"
    returns = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    head = f"{' ' * node.col_offset}{word} {node.name}({parameters(node, change)}){returns}:"
    lines[start - 1 : end] = [head + "\n", *["\x00\n"] * (end - start)]
    return "".join(lines)


def _header(source: str, node: Function) -> tuple[int, int]:
    """The first and the last line of the function's head."""
    depth = 0
    lines = source.splitlines(keepends=True)[node.lineno - 1 :]
    for token in tokenize.generate_tokens(io.StringIO("".join(lines)).readline):
        depth += (token.string in "([{" and token.type == tokenize.OP) - (
            token.string in ")]}" and token.type == tokenize.OP
        )
        if token.string == ":" and not depth and token.type == tokenize.OP:
            return node.lineno, node.lineno + token.start[0] - 1
    return node.lineno, node.lineno


def parameters(node: Function, change: Change) -> str:
    """The new list of parameters; those the change does not name come last, with their defaults."""
    old = {arg.arg: (arg, default) for arg, default in arguments(node)}
    shown = [arg.arg for arg, _ in arguments(node) if arg.arg in ("self", "cls")]
    optional = False
    for param in change.params or ():
        arg, default = old.pop(param.old, (None, None))
        kind = f": {ast.unparse(arg.annotation)}" if arg is not None and arg.annotation else ""
        value = {"": ast.unparse(default) if default is not None else "", "-": ""}.get(
            param.default, param.default
        )
        if optional and not value and not param.new.startswith("*"):
            value = "None"
        optional = optional or bool(value)
        kind = kind if value != "None" or "None" in kind or not kind else f"{kind} | None"
        shown.append(
            f"{param.new}{kind}"
            + (f" = {value}" if value and kind else f"={value}" if value else "")
        )
    rest = [(arg, default) for name, (arg, default) in old.items() if name not in ("self", "cls")]
    shown += [_shown(arg, default) for arg, default in rest if default is not None]
    return ", ".join([*shown, *_stars(node, change)])


def _stars(node: Function, change: Change) -> list[str]:
    named = {p.new.lstrip("*") for p in change.params or ()}
    return [
        star + ast.unparse(arg)
        for star, arg in (("*", node.args.vararg), ("**", node.args.kwarg))
        if arg is not None and arg.arg not in named
    ]


def _shown(arg: ast.arg, default: ast.expr | None) -> str:
    return ast.unparse(arg) + (f" = {ast.unparse(default)}" if default is not None else "")


def arguments(node: Function) -> list[tuple[ast.arg, ast.expr | None]]:
    """The parameters by position or name, each with its default."""
    args = [*node.args.posonlyargs, *node.args.args]
    defaults: list[ast.expr | None] = [None] * (len(args) - len(node.args.defaults))
    pairs = list(zip(args, [*defaults, *node.args.defaults], strict=True))
    return pairs + list(zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True))


def _apply(source: str, edits: set[Edit]) -> str:
    lines = source.splitlines(keepends=True)
    for line, column, old, new in sorted(edits, reverse=True):
        text = lines[line - 1]
        at = len(text.encode()[:column].decode())
        if text[at:].startswith(old):
            lines[line - 1] = text[:at] + new + text[at + len(old) :]
    kept = [line for line in lines if line.strip() != "\x00"]
    return "".join(wrapped for line in kept for wrapped in _wrapped(line))


def _wrapped(line: str) -> list[str]:
    """A head that is too long, on several lines."""
    bare = line.lstrip()
    if len(line.rstrip()) <= MAX_LINE or not bare.startswith(("def ", "async def ")):
        return [line]
    indent = " " * (len(line) - len(bare))
    opened, closed = line.index("(") + 1, line.rindex(")")
    return [line[:opened] + "\n", f"{indent}    {line[opened:closed]}\n", indent + line[closed:]]


class _Calls(ast.NodeTransformer):
    """Rewrites the calls of an example for the new names and order."""

    def __init__(self, wished: Renaming, orders: Mapping[str, Sequence[str]]) -> None:
        self.wished, self.orders = wished, orders
        self.by_name = {q.rpartition(".")[2]: (q, c) for q, c in wished.functions.items()}

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """Arguments by position become named where the order changed."""
        self.generic_visit(node)
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        qualified = f"{name}.__init__" if f"{name}.__init__" in self.wished.functions else ""
        known = self.wished.functions.get(qualified) if qualified else None
        if name in self.by_name:
            qualified, known = self.by_name[name]
        if known is not None and known.params is not None:
            self._rearranged(node, known, self.orders.get(qualified, ()))
        return node

    def _rearranged(self, node: ast.Call, change: Change, order: Sequence[str]) -> None:
        for keyword in node.keywords:
            keyword.arg = change.renamed.get(keyword.arg or "", keyword.arg)
        new = [p.old for p in change.params or ()]
        if list(order[: len(node.args)]) == new[: len(node.args)]:
            return
        names = dict(zip(order, node.args, strict=False))
        node.args = []
        node.keywords[:0] = [
            ast.keyword(change.renamed.get(name, name), value) for name, value in names.items()
        ]


class _Names(ast.NodeTransformer):
    """Renames functions, methods and classes in an example."""

    def __init__(self, wished: Renaming) -> None:
        changes = wished.functions.items()
        self.plain = {q: c.name for q, c in changes if "." not in q} | dict(wished.classes)
        self.methods = {q.rpartition(".")[2]: c.name for q, c in changes if "." in q}

    def visit_Name(self, node: ast.Name) -> ast.AST:
        """A function or a class."""
        node.id = self.plain.get(node.id, node.id)
        return node

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        """A method."""
        self.generic_visit(node)
        node.attr = self.methods.get(node.attr, node.attr)
        return node


def changed_example(source: str, wished: Renaming, orders: Mapping[str, Sequence[str]]) -> str:
    """A line of an example as it reads with the new names, parameters and order."""
    tree = _Calls(wished, orders).visit(ast.parse(source))
    return ast.unparse(ast.fix_missing_locations(_Names(wished).visit(tree)))
