"""Who may import whom: the table below is the house plan, and this test its law."""

import ast
import graphlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

SRC = Path(__file__).parents[2] / "src" / "aios"

SYSTEM = ("system", "sync", "house", "facades", "handles", "portal", "request", "upkeep", "keeper")
BELOW = ("contracts", "settings", "kernel", "agents", "skills", "code")
MAY_IMPORT: dict[str, tuple[str, ...]] = {
    "contracts": (),
    "settings": ("contracts",),
    "kernel": ("contracts",),
    "skills": ("contracts",),
    "code": ("contracts",),
    "agents": ("contracts", "kernel", "skills"),
    "testing": ("contracts", "code"),
    **dict.fromkeys(SYSTEM, (*BELOW, *SYSTEM)),
    "interfaces": ("system", "sync", "upkeep", "keeper", "settings", "contracts"),
    "__main__": ("interfaces",),
    "__init__": (*BELOW, *SYSTEM),
}
INSIDE_MACHINES = ("skills/bundled", "skills/sdk", "code/machines/guest")


def modules() -> list[Path]:
    """Every module of the package; what runs inside machines is not part of it."""
    return [
        path
        for path in sorted(SRC.rglob("*.py"))
        if not path.relative_to(SRC).as_posix().startswith(INSIDE_MACHINES)
    ]


def room_of(path: Path) -> str:
    """The top-level folder or module a file belongs to."""
    first = path.relative_to(SRC).parts[0]
    return first.removesuffix(".py")


def name_of(path: Path) -> str:
    """The dotted name of a module."""
    dotted = ".".join(("aios", *path.relative_to(SRC).with_suffix("").parts))
    return dotted.removesuffix(".__init__")


@cache
def imports_of(path: Path) -> tuple[str, ...]:
    """Every module of ours a file imports, inside functions and for type checkers included."""
    return tuple(_imported(path))


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (a.name for a in node.names if a.name.split(".")[0] == "aios")
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "aios":
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in NAMES else str(node.module)


NAMES = {name_of(path) for path in modules()}


def test_imports_fall() -> None:
    for path in modules():
        room = room_of(path)
        for target in imports_of(path):
            parts = target.split(".")
            goal = parts[1] if len(parts) > 1 else "__init__"
            assert goal == room or goal in MAY_IMPORT[room], f"{name_of(path)} imports {target}"


def test_there_are_no_circles() -> None:
    graph = {
        name_of(path): {t for t in imports_of(path) if t != name_of(path)}
        for path in modules()
        if room_of(path) != "__init__"
    }
    graphlib.TopologicalSorter(graph).prepare()


def test_every_room_is_in_the_plan() -> None:
    assert {room_of(path) for path in modules()} <= set(MAY_IMPORT)
