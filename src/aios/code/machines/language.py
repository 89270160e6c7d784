"""Tells what a text given to a machine is: as its caller named it, else Python or the shell's."""

import ast
import builtins
import keyword
import re
import shlex
import textwrap

from aios.code.machines import toolchains
from aios.contracts.errors import BadRequest

_NAMES = {
    "python": "python",
    "python3": "python",
    "py": "python",
    "shell": "shell",
    "sh": "shell",
    "bash": "shell",
    **toolchains.NAMES,
}
_SHEBANG = re.compile(r"#!\s*\S*?/(?:env\s+(?:-S\s+)?)?([\w+-]+?)[\d.]*(?:\s|$)")
_WORD = re.compile(r"[A-Za-z_.~/][\w.+/~-]*(?=\s|$|[;|&<>])")
_START = 8192  # characters in which the first word must come
_AFTER_WORD = re.compile(r"[;|&<>]")
_INERT = (
    ast.Expr,
    ast.BinOp,
    ast.UnaryOp,
    ast.operator,
    ast.unaryop,
    ast.Name,
    ast.Attribute,
    ast.Constant,
    ast.expr_context,
)


def named(language: str) -> str:
    """The one word for a language the caller named; BadRequest if unknown."""
    try:
        return _NAMES[language.strip().lower()]
    except KeyError:
        raise BadRequest(
            f"machines cannot run {language!r}",
            hint=f"language is one of: {', '.join(sorted(set(_NAMES.values())))}",
            details={"language": language, "known": sorted(set(_NAMES.values()))},
        ) from None


def detect(text: str, *, is_program: bool) -> str:
    """Which language the text is: "python" or "shell", or what its `#!` line names.

    A first line `#!` names it. Several lines of valid Python are Python; otherwise a first word
    that is a program in the guest makes it a shell command; anything else is Python. `is_program`
    tells whether the first word (`first_word`) is one. Two cases need care: `ls -la` and
    `cd /tmp` are valid Python (differences and quotients of names) that does nothing, so such
    lines never speak for Python; and a line that begins with a keyword and is valid
    (`import sys`) is Python even where a program has that name.
    """
    if told := _told(text):
        return told
    word = first_word(text)
    tree = _parse(text)
    if tree is not None and _does_something(tree):
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) > 1 or keyword.iskeyword(word):
            return "python"
    return "shell" if word and is_program else "python"


def detect_alone(text: str) -> str:
    """What `detect` answers for a guest that has Python and no other program.

    A line that is no Python, or that only names what Python does not know (`ls -la`), and begins
    with a word as commands do is the shell's all the same: there it will be refused by name.
    """
    if told := _told(text):
        return told
    tree = _parse(text)
    if tree is not None and (_does_something(tree) or not _unknown_names(tree)):
        return "python"
    lines = [line for line in text.splitlines() if line.strip()]
    return "shell" if len(lines) == 1 and _WORD.match(lines[0].strip()) else "python"


def _told(text: str) -> str:
    """The language that a first line `#!` names, "" for none that is known."""
    named_there = _SHEBANG.match(text.lstrip())
    return _NAMES.get(named_there.group(1), "") if named_there else ""


def _unknown_names(tree: ast.Module) -> set[str]:
    return {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)} - set(dir(builtins))


def flush(text: str) -> str:
    """The text without the indentation that all its lines share, as code in a string often has.

    Python refuses such code, so nothing that would have run is changed.
    """
    first = next((line for line in text.splitlines() if line.strip()), "")
    return textwrap.dedent(text) if first[:1].isspace() else text


def first_word(text: str) -> str:
    """The word a shell would look up as a program: after comments and `NAME=value` settings."""
    for line in text[:_START].splitlines():
        try:
            words = shlex.split(line, comments=True)
        except ValueError:  # an open quote: the words before it still count
            words = line.split()
        for word in words:
            name, equals, _ = word.partition("=")
            if not (equals and name.isidentifier()):
                return _AFTER_WORD.split(word, maxsplit=1)[0]
    return ""


def _parse(text: str) -> ast.Module | None:
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # not Python
        return None


def _does_something(tree: ast.Module) -> bool:
    return any(
        not isinstance(node, _INERT) for statement in tree.body for node in ast.walk(statement)
    )
