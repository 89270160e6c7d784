"""Writes the reference pages that repeat what the code says: `python docs/generate.py`.

A test compares these pages with the code, so that they cannot fall behind.
"""

import ast
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).parents[1]
SOURCE = REPOSITORY / "src"
REFERENCE = REPOSITORY / "docs" / "reference"
NOTE = "<!-- Written by docs/generate.py from the code; change the code, then run it. -->\n"
COLUMNS = 100

ENVIRONMENT = """
| variable | does |
|---|---|
| `OLLAMA_HOST` | where Ollama listens, as Ollama itself reads it; `AIOS_OLLAMA_HOST` goes first |
| `AIOS_DEBUG` | a bug of AIOS shows where it happened |
| `AIOS_REQUIRE` | tests only: `machine`, `image`, `root`: which absent parts fail a test |
| `NO_COLOR` | no colours; there are none anyway when the output is no terminal |
| `PIP_INDEX_URL` | where `aios vm build` gets the packages of the image |
"""

# Which classes a user meets beside the names of `aios` itself, and under which name.
PARTS = (
    ("aios.scheduler", "facades.py", "Scheduling"),
    ("the agent chosen", "handles.py", "AgentHandle"),
    ("the skill chosen", "handles.py", "SkillHandle"),
    ("aios.skills_manager", "facades.py", "Skills"),
    ("a task handed in", "handles.py", "TaskHandle"),
    ("aios.vm_controller", "code/machines/controller.py", "VMController"),
    ("aios.memory_manager", "kernel/memory.py", "MemoryManager"),
    ("aios.storage_manager", "kernel/storage.py", "StorageManager"),
    ("aios.tool_manager", "code/tools/manager.py", "ToolManager"),
    ("aios.ollama_client", "facades.py", "ModelClient"),
    ("aios.context_manager", "kernel/context_manager.py", "ContextManager"),
)


def parsed(path: str) -> ast.Module:
    """A module of the package."""
    return ast.parse((SOURCE / "aios" / path).read_text(encoding="utf-8"))


def class_of(path: str, name: str) -> ast.ClassDef:
    """A class of the package."""
    found = [n for n in parsed(path).body if isinstance(n, ast.ClassDef) and n.name == name]
    return found[0]


def said(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef | ast.Module) -> str:
    """A docstring as one paragraph or several."""
    return ast.get_docstring(node) or ""


def fields_of(node: ast.ClassDef) -> Iterator[tuple[str, str, str, str]]:
    """Name, type, default and docstring of each field of a dataclass."""
    for at, item in enumerate(node.body):
        if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name):
            after = node.body[at + 1] if at + 1 < len(node.body) else None
            told = after.value if isinstance(after, ast.Expr) else None
            words = str(told.value) if isinstance(told, ast.Constant) else ""
            default = ast.unparse(item.value) if item.value else ""
            yield item.target.id, ast.unparse(item.annotation), default, words


def signature(node: ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    """A method as it is called, without self."""
    args = node.args
    args.args = [a for a in args.args if a.arg not in ("self", "cls")]
    for arg in (*args.args, *args.kwonlyargs):
        arg.annotation = _unquoted(arg.annotation)
    back = _unquoted(node.returns)
    return f"{node.name}({ast.unparse(args)})" + (f" -> {ast.unparse(back)}" if back else "")


def _unquoted(annotation: ast.expr | None) -> ast.expr | None:
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
        return ast.Name(id=annotation.value)
    return annotation


def methods_of(node: ast.ClassDef) -> str:
    """The public methods of a class, as a list."""
    lines = []
    for item in node.body:
        if not isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if item.name.startswith("_") or item.name == "of" or not said(item):
            continue
        property_ = any(ast.unparse(d) == "property" for d in item.decorator_list)
        shown = item.name if property_ else signature(item)
        lines.append(f"- `{shown}`  \n  {' '.join(said(item).split())}")
    return "\n".join(lines)


def settings_page() -> str:
    """Every setting with its type, default, environment variable and meaning."""
    rows = [
        f"| `{name}` | `{kind}` | {default} | `AIOS_{name.upper()}` | {' '.join(words.split())} |"
        for name, kind, default, words in _shown_settings()
    ]
    return "\n".join(
        [
            "# Settings",
            "",
            NOTE,
            "An argument (`AIOS(vm_pool_size=5)`) goes before the environment, that before the",
            "file `aios.toml` (the first found: in the workspace, the current or the data folder),",
            "that before the default. A wrong value is refused, with what is allowed.",
            "",
            "| setting | type | default | environment | meaning |",
            "|---|---|---|---|---|",
            *rows,
            "",
            "`aios.toml` holds the same names: `task_slots = 8`.",
            "",
            "## Other variables that are read",
            ENVIRONMENT,
        ]
    )


def _shown_settings() -> Iterator[tuple[str, str, str, str]]:
    for name, kind, default, words in fields_of(class_of("settings.py", "Settings")):
        shown = "in the data folder" if default == "Path()" else f"`{default}`"
        yield name, kind, shown, words


def events_page() -> str:
    """Every event with its fields."""
    out = ["# Events", "", NOTE, "What `aios.watch(task)` yields; `to_dict()` gives plain JSON."]
    for node in parsed("contracts/events.py").body:
        if not isinstance(node, ast.ClassDef):
            continue
        out += ["", f"## {node.name}", "", said(node), ""]
        out += [f"- `{name}: {kind}`" for name, kind, _default, _words in fields_of(node)]
    return "\n".join(out) + "\n"


def homes() -> dict[str, str]:
    """Every public name and the module it comes from."""
    found = {}
    for node in ast.walk(parsed("__init__.py")):
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("aios."):
            for alias in node.names:
                path = str(node.module).removeprefix("aios.").replace(".", "/")
                found[alias.name] = f"{path}.py"
    return dict(sorted(found.items(), key=lambda pair: pair[0].casefold()))


def python_page() -> str:
    """The public names with their fields and methods."""
    out = ["# Python", "", NOTE]
    out += ["`AIOS` has every method of `AsyncAIOS`, not awaited. Times are seconds.", ""]
    for name, path in homes().items():
        node = class_of(path, name)
        out += [f"## {name}", "", said(node), ""]
        if name == "AIOS":
            out += ["Its methods are those of [AsyncAIOS](#asyncaios).", ""]
            continue
        out += [f"- {line}" for line in _members(node)]
        methods = methods_of(node)
        out += [methods, ""] if methods else [""]
    out += ["# The parts", ""]
    for shown, path, name in PARTS:
        node = class_of(path, name)
        out += [f"## {shown}", "", said(node), "", methods_of(node), ""]
    out += ["# For tests", "", "`aios.testing`: " + said(parsed("testing.py")), ""]
    return "\n".join(out).rstrip() + "\n"


def _members(node: ast.ClassDef) -> Iterator[str]:
    for name, kind, default, words in fields_of(node):
        shown = f"{name}: {kind}" + (f" = {default}" if default else "")
        yield f"`{shown}`" + (f"  \n  {' '.join(words.split())}" if words else "")
    for item in node.body:
        if isinstance(item, ast.Assign) and isinstance(item.targets[0], ast.Name):
            yield f"`{item.targets[0].id} = {ast.unparse(item.value)}`"


def cli_page() -> str:
    """The real help of every command."""
    out = ["# Command line", "", NOTE, "Exit codes: 0 completed, 1 failed, 2 bad usage, 3 refused,"]
    out += ["4 no model, 5 no isolation, 130 interrupted.", ""]
    for words, text in helps():
        out += [f"## aios {' '.join(words)}".rstrip(), "", "```text", text.rstrip(), "```", ""]
    return "\n".join(out).rstrip() + "\n"


def helps() -> Iterator[tuple[tuple[str, ...], str]]:
    """Every command, as words, with its help."""
    from typer.main import get_command
    from typer.testing import CliRunner

    from aios.interfaces.cli.main import app

    def walk(command: object, words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        yield words
        for name, inner in getattr(command, "commands", {}).items():
            yield from walk(inner, (*words, name))

    environment = {"COLUMNS": str(COLUMNS), "TERMINAL_WIDTH": str(COLUMNS), "NO_COLOR": "1"}
    for words in walk(get_command(app), ()):
        done = CliRunner().invoke(app, [*words, "--help"], prog_name="aios", env=environment)
        yield words, "\n".join(line.rstrip() for line in done.output.splitlines())


COOKBOOK = SOURCE / "aios/skills/bundled/code-generation/assets/cookbook"


def cookbook_page() -> str:
    """Every program that can be written without a model."""
    recipes = [
        tomllib.loads(path.read_text(encoding="utf-8"))
        for path in sorted(COOKBOOK.glob("*/recipe.toml"))
    ]
    alone = [r for r in recipes if not r.get("parts")]
    rows = [f"| {_titles(r)} | {_set(r)} |" for r in alone]
    head = f"{len(alone)} programs, and {len(recipes) - len(alone)} collections of small ones."
    out = ["# Cookbook", "", NOTE, head, ""]
    out += ["| program | a request may set |", "|---|---|", *rows]
    for recipe in recipes:
        if parts := recipe.get("parts"):
            out += ["", f"## {_titles(recipe)}", "", *(f"- {_titles(part)}" for part in parts)]
    return "\n".join(out) + "\n"


def _titles(entry: dict[str, Any]) -> str:
    return f"{entry['title']['en']} · {entry['title']['zh']}"


def _set(recipe: dict[str, Any]) -> str:
    return ", ".join(each["en"] for each in recipe.get("parameters", {}).values())


PAGES: dict[str, Callable[[], str]] = {
    "cli.md": cli_page,
    "settings.md": settings_page,
    "events.md": events_page,
    "python.md": python_page,
    "cookbook.md": cookbook_page,
}

if __name__ == "__main__":
    for name, page in PAGES.items():
        (REFERENCE / name).write_text(page(), encoding="utf-8")
