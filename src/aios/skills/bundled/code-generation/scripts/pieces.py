"""Put bricks together: the source of a program under the names wished for, and its tests."""

import ast
import builtins
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bricks import Brick, words_of
from edits import Renaming, changed, function_of
from examples import Example
from outcomes import own_errors, unmarked, with_outcome
from sources import cut_out, imports_for, put_together, test_lines, without_examples

_MODULES = (
    "asyncio",
    "json",
    "logging",
    "os",
    "subprocess",
    "sys",
    "tempfile",
    "threading",
    "time",
)


@dataclass(frozen=True)
class Piece:
    """A brick as it is wished for."""

    brick: Brick
    wished: Renaming
    special: dict[str, str] = field(default_factory=dict)
    certainty: float = 0.0
    name: str = ""
    dropped: tuple[str, ...] = ()  # methods whose names others have now
    called: frozenset[str] = frozenset()  # attributes that are to be methods
    more: str = ""  # source beside the brick: a function that writes what the brick gives

    @property
    def orders(self) -> dict[str, list[str]]:
        """The order of the parameters in the brick, by function or method."""
        names = [q.rpartition(".")[2] for q in self.wished.functions] if self.brick.is_class else []
        return {self.brick.name: self.brick.order()} | {
            f"{self.brick.name}.{name}": self.brick.order(name) for name in names
        }


def code_of(piece: Piece) -> dict[str, str]:
    """The definitions of a piece, its special cases as wished for, names still the brick's."""
    parts = cut_out(piece.brick.module, [piece.brick.name])
    for qualified, statement in piece.special.items():
        qualified, _, kind = qualified.partition("#")
        owner = qualified.split(".")[0]
        parts[owner] = _with_special(parts[owner], qualified, statement, kind)
    if piece.dropped or piece.called:
        own = piece.brick.name
        parts[own] = _with_methods(parts[own], piece)
    return {name: without_examples(unmarked(part)) for name, part in parts.items()}


def _with_methods(source: str, piece: Piece) -> str:
    """The class without the methods whose names others have, and with methods for attributes that
    are to be called."""
    lines = source.splitlines()
    for name in piece.dropped:
        node = function_of(ast.parse("\n".join(lines)), f"{piece.brick.name}.{name}")
        if node is not None:
            del lines[node.lineno - 1 : node.end_lineno]
    source = "\n".join(lines)
    for name in sorted(piece.called):
        source = re.sub(rf"\bself\.{name}\b", f"self._{name}", source)
        source += f'\n\n    def {name}(self) -> Any:\n        """What it is now."""\n'
        source += f"        return self._{name}"
    return source


def _with_special(source: str, qualified: str, statement: str, kind: str) -> str:
    node = function_of(ast.parse(source), qualified)
    if node is None:
        return source
    lines = source.splitlines()
    start, end = node.lineno - 1, node.end_lineno or node.lineno
    inner = with_outcome("\n".join(lines[start:end]), statement, kind)
    return "\n".join([*lines[:start], *inner.splitlines(), *lines[end:]])


def program_of(pieces: Sequence[Piece], title: str, end: str = "", more: Sequence[str] = ()) -> str:
    """The source of a program with all pieces."""
    parts: dict[str, str] = {}
    for piece in pieces:
        for name, part in code_of(piece).items():
            known = parts.get(name)
            parts[name] = part if known is None or name == piece.brick.name else known
    merged = merged_renaming(pieces)
    code = "\n\n".join(parts.values())
    for error in own_errors(code):
        parts = {error: f'class {error}(Exception):\n    """What this program refuses."""', **parts}
    modules = dict.fromkeys(piece.brick.module for piece in pieces)
    raw = put_together(title, [], [*parts.values(), *more], end)
    imports = imports_for(
        modules, raw, ("import argparse", "import json", "import sys", "from pathlib import Path")
    )
    return changed(put_together(title, imports, [*parts.values(), *more], end), merged)


def merged_renaming(pieces: Sequence[Piece]) -> Renaming:
    """The changes of all pieces."""
    functions = {q: c for piece in pieces for q, c in piece.wished.functions.items()}
    return Renaming(functions, {o: n for piece in pieces for o, n in piece.wished.classes.items()})


def left_out(piece: Piece) -> list[str]:
    """What of the examples the program cannot have: methods dropped, attributes that are called."""
    calls = [f".{name}(" for name in piece.dropped]
    params = [p for change in piece.wished.functions.values() for p in change.params or ()]
    calls += ["# usual"] if any(p.old == p.new and p.default for p in params) else []
    return calls + [f".{name}" for name in piece.called]


def shown(pieces: Sequence[Piece]) -> str:
    """What the program prints when it is started: an example."""
    for piece in pieces:
        lines = list(
            test_lines(
                piece.brick,
                piece.wished,
                piece.orders,
                special=bool(piece.special),
                without=left_out(piece),
            )
        )
        for line in lines:
            found = re.fullmatch(r"assert \(?(.*?)\)? (?:==|is) .*", line)
            if found and not piece.brick.is_class and len(lines) and _alone(found[1], piece):
                return f'if __name__ == "__main__":\n    print({found[1]})'
    return 'if __name__ == "__main__":\n    print(__doc__)'


def _alone(source: str, piece: Piece) -> bool:
    """Whether the expression uses nothing but the function and Python's own."""
    try:
        names = {n.id for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Name)}
    except SyntaxError:
        return False
    return names <= {piece.name, *dir(builtins)} and len(source) < 80


def tests_of(
    stem: str,
    pieces: Sequence[Piece],
    told: Sequence[Example],
    names: Sequence[str],
    more: str = "",
) -> str:
    """The tests of the program: the examples of its bricks, and those of the request."""
    bodies = []
    for piece in pieces:
        lines = list(
            test_lines(
                piece.brick,
                piece.wished,
                piece.orders,
                special=bool(piece.special),
                without=left_out(piece),
            )
        )
        bodies.append((piece.name or piece.brick.name, lines))
    mine = [f"assert {e.name or names[0]}({e.arguments}) == {e.gives}" for e in told]
    if mine:
        bodies.append(("the_request", mine))
    code = "".join(
        f"\n\ndef test_examples_of_{_snake(name)}() -> None:\n"
        + "".join(f"    {line}\n" for line in lines or [f"assert {name}"])
        for name, lines in bodies
    )
    code += more
    there = set(re.findall(r"\w+", code))
    bricks = [f"{piece.brick.name}_text" for piece in pieces if piece.more]
    own = sorted(name for name in {*names, *bricks, *_beside(pieces)} if name in there)
    needed = [m for m in _MODULES if f"{m}." in code]
    head = "".join(f"import {name}\n" for name in needed)
    if "SAMPLE" in there:
        needed = sorted({*needed, "tempfile"})
        head = "".join(f"import {name}\n" for name in needed)
    if there & {"Path", "SAMPLE"}:
        head += "from pathlib import Path\n"
    if "pytest." in code:
        head += "\nimport pytest\n" if head else "import pytest\n"
    imported = f"{head}from {stem} import {', '.join(own)}\n"
    if "SAMPLE" in there:
        imported += '\nSAMPLE = Path(tempfile.mkdtemp()) / "sample.csv"\n'
    return f'"""Examples of what the program does."""\n\n{imported}{code}'


def _beside(pieces: Sequence[Piece]) -> set[str]:
    """Names of the program that its tests may use: errors, and helpers of the module."""
    return {
        name
        for piece in pieces
        for name, part in code_of(piece).items()
        if part.startswith(("class ", "def ", "@")) and name != piece.brick.name
    }


def _snake(name: str) -> str:
    return "_".join(words_of(name))


def holds_all(piece: Piece, told: Sequence[Example]) -> bool:
    """Whether every example of the request holds."""
    source = program_of([piece], "Tried.")
    return all(holds(source, [piece.name], example) for example in told)


def holds(source: str, names: Sequence[str], example: Example) -> bool:
    """Whether the program gives what the example says."""
    space: dict[str, Any] = {"__name__": "tried"}
    try:
        exec(compile(source, "tried.py", "exec"), space)
        given = eval(f"{example.name or names[0]}({example.arguments})", space)
        return bool(given == ast.literal_eval(example.gives))
    except Exception:  # noqa: BLE001 - whatever it is, the example does not hold
        return False
