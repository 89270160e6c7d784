"""What a Python program has and does, read from its syntax alone; nothing is run."""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

TABLES = ("csv", "excel", "json", "parquet")
READS = {"read_text", "read_bytes", "loadtxt", "imread", *(f"read_{kind}" for kind in TABLES)}
WRITES = {"write_text", "write_bytes", "savefig", "savetxt", "imwrite"}
WRITES |= {f"to_{kind}" for kind in TABLES}
SENDS = {"get", "post", "put", "delete", "head", "request", "urlopen", "urlretrieve"}
WEB = ("requests", "httpx", "urllib", "aiohttp", "session")
Function = ast.FunctionDef | ast.AsyncFunctionDef
Documented = ast.Module | ast.ClassDef | Function
STARTS = ("subprocess.", "os.system", "os.popen")


@dataclass
class Told:
    """What was found: each list in the order in which it stands, each thing once."""

    imports: list[str] = field(default_factory=list)
    reads: list[str] = field(default_factory=list)
    writes: list[str] = field(default_factory=list)
    asks: list[str] = field(default_factory=list)  # of the web
    starts: list[str] = field(default_factory=list)  # other programs
    settings: list[str] = field(default_factory=list)  # of the environment
    options: list[str] = field(default_factory=list)  # of the command line
    arguments: int = 0  # the highest that is taken of sys.argv
    types: bool = False  # somebody must type
    prints: bool = False


def told_by(tree: ast.AST) -> Told:
    """What a program reads, writes, asks of others and takes from its user."""
    told = Told()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            add(told.imports, *(alias.name.partition(".")[0] for alias in node.names))
        elif isinstance(node, ast.ImportFrom) and not node.level:
            add(told.imports, (node.module or "").partition(".")[0])
        elif isinstance(node, ast.Subscript):
            subscripted(told, node)
    for node, function in with_function(tree):
        called(told, node, ast.unparse(node.func), function)
    return told


def with_function(node: ast.AST, function: str = "") -> Iterator[tuple[ast.Call, str]]:
    """The calls below a node, each with the function in which it stands, "" for none."""
    for child in ast.iter_child_nodes(node):
        inner = child.name if isinstance(child, Function) else function
        if isinstance(child, ast.Call):
            yield child, inner
        yield from with_function(child, inner)


def add(found: list[str], *things: str) -> None:
    """These to the list, those it has not yet."""
    found += [thing for thing in dict.fromkeys(things) if thing and thing not in found]


def subscripted(told: Told, node: ast.Subscript) -> None:
    """`sys.argv[1]` and `os.environ["HOME"]`."""
    whole, at = ast.unparse(node.value), node.slice
    if whole.endswith("argv") and isinstance(at, ast.Constant) and isinstance(at.value, int):
        told.arguments = max(told.arguments, at.value)
    elif whole.endswith("environ") and isinstance(at, ast.Constant):
        add(told.settings, str(at.value))


def called(told: Told, node: ast.Call, name: str, function: str) -> None:
    """What a call does with files, the web, other programs or the user."""
    last, first = name.rpartition(".")[2], named(node.args[0], function) if node.args else ""
    told.prints |= name == "print"
    told.types |= name == "input"
    if last == "open" and name != "webbrowser.open":
        mode = shown(node.args[1]) if len(node.args) > 1 else ""
        opened = first if name in ("open", "io.open") else owner(node, function)
        add(told.writes if re.search("[wax+]", mode.strip("'\"")) else told.reads, opened)
    elif last in READS | WRITES:
        there = owner(node, function) if re.search("_(?:text|bytes)$", last) else first
        add(told.reads if last in READS else told.writes, there)
    elif last in SENDS and name.lower().startswith(WEB):
        add(told.asks, first)
    elif name.startswith(STARTS):
        add(told.starts, first)
    elif last in ("getenv", "get") and ("getenv" in name or name.endswith("environ.get")):
        add(told.settings, first)
    elif last == "add_argument":
        add(told.options, *(named(arg) for arg in node.args))
    elif name == "sqlite3.connect":
        add(told.reads, first)
        add(told.writes, first)


def shown(node: ast.expr) -> str:
    """An expression as it is written, a long one cut."""
    text = ast.unparse(node)
    return text if len(text) <= 60 else f"{text[:57]}…"


def named(node: ast.expr, function: str = "") -> str:
    """A text as it is, any other expression with the function where it stands."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return f"{shown(node)} ({function}())" if function else shown(node)


def owner(node: ast.Call, function: str) -> str:
    """What a method is called on: the file of Path("a.txt").read_text()."""
    whose = node.func.value if isinstance(node.func, ast.Attribute) else node.func
    path = isinstance(whose, ast.Call) and ast.unparse(whose.func).endswith("Path") and whose.args
    return named(whose.args[0] if path else whose, function)


def sorted_imports(imports: list[str], folder: Path | None) -> tuple[list[str], ...]:
    """(those of Python itself, those beside the file, those to be installed)."""
    own, beside, other = [], [], []
    for name in imports:
        if name in sys.stdlib_module_names or name == "__future__":
            own.append(name)
        elif folder and ((folder / f"{name}.py").is_file() or (folder / name).is_dir()):
            beside.append(name)
        else:
            other.append(name)
    return own, beside, other


def signature(node: Function) -> str:
    """`load(path, n=3)`, without "self" and annotations."""
    arguments = node.args
    taken = [*arguments.posonlyargs, *arguments.args]
    free = len(taken) - len(arguments.defaults)
    words = [
        a.arg if i < free else f"{a.arg}={ast.unparse(arguments.defaults[i - free])}"
        for i, a in enumerate(taken)
    ]
    words = [w for w in words if w not in ("self", "cls")]
    words += [f"*{arguments.vararg.arg}"] if arguments.vararg else []
    words += [
        a.arg if default is None else f"{a.arg}={ast.unparse(default)}"
        for a, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    ]
    words += [f"**{arguments.kwarg.arg}"] if arguments.kwarg else []
    return f"{node.name}({', '.join(words)})"


def purpose(node: ast.AST) -> str:
    """The first sentence of what a thing says of itself."""
    text = ast.get_docstring(node) if isinstance(node, Documented) else None
    return " ".join((text or "").split("\n\n")[0].split())


def deeds(node: Function, own: set[str]) -> tuple[str, list[str]]:
    """(what a function returns, those of the program's own functions that it calls)."""
    returns = [n.value for n in ast.walk(node) if isinstance(n, ast.Return) and n.value]
    yields = any(isinstance(n, ast.Yield | ast.YieldFrom) for n in ast.walk(node))
    calls = [ast.unparse(n.func) for n in ast.walk(node) if isinstance(n, ast.Call)]
    called: list[str] = []
    add(called, *(name.rpartition(".")[2] for name in calls if name.rpartition(".")[2] in own))
    returned = shown(returns[-1]) if len(returns) == 1 and not yields else ""
    return returned, [name for name in called if name != node.name]


def is_guard(node: ast.stmt) -> bool:
    """`if __name__ == "__main__":`."""
    return isinstance(node, ast.If) and "__name__" in ast.unparse(node.test)


def on_start(tree: ast.Module) -> list[ast.stmt]:
    """The statements that are run when the program is started, imports and definitions aside."""
    aside = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    steps: list[ast.stmt] = []
    for node in tree.body:
        if isinstance(node, ast.If) and is_guard(node):
            steps += node.body
        elif not isinstance(node, aside) and not is_said(node):
            steps.append(node)
    return steps


def is_said(node: ast.stmt) -> bool:
    """A text that stands by itself, as at the top of a program."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
