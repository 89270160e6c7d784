"""The mended version of reviewed code: only changes after which it does the same, but safely."""

import ast
import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import bolder
import closing
import commands
import evaluating
import hidden
import ruffing
from edits import Edit, calls, changed
from finding import dotted
from habits import changes
from names import check_variables
from risks import REQUESTS, is_constant, keyword, random_for_secrets
from statements import queries


@dataclass(frozen=True)
class Mended:
    """The code mended; the secrets that it now reads from the environment, by their names."""

    code: str
    secrets: dict[str, str] = field(default_factory=dict)


def mended(code: str, eval_as: str = "", *, bold: bool = False) -> Mended:
    """The code with everything mended that can be without a decision of its author.

    What eval() is given is taken for a literal or for arithmetic where `eval_as` says so; `bold`
    mends also change what the program keeps or raises.
    """
    code = evaluating.evaluated(code, eval_as)
    code = bolder.bolder(code) if bold else code
    for find in (timeouts, safe_loads, verified, queries, secret_choices, copies):
        code = changed(code, find)
    code = without_unused(code)
    code, secrets = hidden.from_environment(code)
    code = closing.closed(commands.without_shell(code))
    code = re.sub(r"(?m)^(\s*)except\s*:", r"\1except Exception:", code)
    return Mended(ruffing.fixed(code), secrets)


def timeouts(tree: ast.Module) -> Iterator[Edit]:
    """Requests that may wait for ever get ten seconds."""
    for call in calls(tree):
        spread = any(item.arg is None for item in call.keywords)
        given = keyword(call, "timeout") or spread or len(call.args) > 2
        if REQUESTS.search(dotted(call.func)) and not given:
            yield call, f"{ast.unparse(call)[:-1]}, timeout=10)"


def safe_loads(tree: ast.Module) -> Iterator[Edit]:
    """yaml.load without a safe loader."""
    for call in calls(tree):
        if dotted(call.func) == "yaml.load" and call.args:
            loader = keyword(call, "Loader") or (call.args[1] if len(call.args) > 1 else None)
            if "Safe" not in dotted(loader or call):
                yield call, f"yaml.safe_load({ast.unparse(call.args[0])})"


def verified(tree: ast.Module) -> Iterator[Edit]:
    """Certificates are checked again."""
    for call in calls(tree):
        for item in call.keywords:
            if item.arg == "verify" and is_constant(item.value, False):
                yield item.value, "True"


def secret_choices(tree: ast.Module) -> Iterator[Edit]:
    """Secrets drawn by the system's random source, which cannot be guessed."""
    for call in random_for_secrets(tree):
        yield call.func, f"random.SystemRandom().{dotted(call.func).rpartition('.')[2]}"


def copies(tree: ast.Module) -> Iterator[Edit]:
    """A list that is changed in its own loop is gone through as a copy."""
    for loop in ast.walk(tree):
        name = dotted(loop.iter) if isinstance(loop, ast.For) else ""
        if name and any(changes(node, name) for inner in loop.body for node in ast.walk(inner)):
            yield loop.iter, f"list({name})"


def without_unused(code: str) -> str:
    """The code without variables that are set to what has no other effect, and never read."""
    tree, lines = ast.parse(code), code.splitlines(keepends=True)
    unused = {found.line for found in check_variables(tree)}
    for holder in ast.walk(tree):
        body = getattr(holder, "body", None)
        for node in body if isinstance(body, list) and len(body) > 1 else ():
            plain = isinstance(node, ast.Assign) and len(node.targets) == 1
            if plain and node.lineno in unused and _is_idle(node.value):
                lines[node.lineno - 1 : node.end_lineno] = [""] * (_end(node) - node.lineno + 1)
    return "".join(lines)


def _is_idle(value: ast.expr) -> bool:
    """True for a value that may as well not be reckoned."""
    calls_made = [n for n in ast.walk(value) if isinstance(n, ast.Call | ast.Await | ast.Subscript)]
    return all(isinstance(n, ast.Call) and dotted(n.func) == "len" for n in calls_made)


def _end(node: ast.stmt) -> int:
    return node.end_lineno or node.lineno


def difference(before: str, after: str, name: str) -> str:
    """The changed lines, as a unified diff."""
    diff = difflib.unified_diff(before.splitlines(), after.splitlines(), name, name, "", "", 1, "")
    return "\n".join(diff)
