"""Commands for a shell: started without one, or with what is put into them quoted."""

import ast
import re
import shlex
from collections.abc import Iterator

from edits import Edit, changed, imported, pieces_of, scopes, set_once, within, written
from finding import dotted
from risks import SHELL_CALLS, is_constant, is_quoted, keyword

# What a shell reads otherwise than as the words of one command.
MEANT_FOR_A_SHELL = re.compile(r"[|&;<>()$`*?\[\]#~!{}\\\n]|^\s*\w+=")
PLACE = re.compile("\0(\\d+)\0")
MADE = ("subprocess.run", "subprocess.call", "subprocess.check_call", "subprocess.check_output")


def without_shell(code: str) -> str:
    """The code with its commands as lists of words where they are one command, quoted otherwise."""
    for find in (_listed, _quoted):
        after = changed(code, find)
        if after != code:
            needed = [m for m in ("shlex", "subprocess") if f"{m}." in after]
            code = imported(after, *needed)
    return code


def _listed(tree: ast.Module) -> Iterator[Edit]:
    for scope in scopes(tree):
        reads = {id(n.func.value): n for n in within(scope) if _is_read(n)}
        for call in within(scope):
            if not isinstance(call, ast.Call) or not call.args or not _shelled(call):
                continue
            given, before = _command(scope, call)
            words = _words(given)
            if words and (done := _started(call, words if before is None else "", reads)):
                yield done
                if before is not None:
                    yield before.value, words


def _quoted(tree: ast.Module) -> Iterator[Edit]:
    for scope in scopes(tree):
        for call in within(scope):
            if isinstance(call, ast.Call) and call.args and _shelled(call):
                given, _before = _command(scope, call)
                if text := _safe(given):
                    yield given, text


def _is_read(node: ast.AST) -> bool:
    """True for `os.popen(…).read()`."""
    called = node.func if isinstance(node, ast.Call) else None
    return isinstance(called, ast.Attribute) and called.attr == "read" and not node.args


def _shelled(call: ast.Call) -> bool:
    return dotted(call.func) in SHELL_CALLS or is_constant(keyword(call, "shell"), True)


def _command(scope: ast.AST, call: ast.Call) -> tuple[ast.expr, ast.Assign | None]:
    """The text of the command, and where it stands when a variable holds it."""
    given = call.args[0]
    before = set_once(scope, given.id) if isinstance(given, ast.Name) else None
    return (before.value, before) if before else (given, None)


def _started(call: ast.Call, words: str, reads: dict[int, ast.Call]) -> Edit | None:
    """The call that starts a list of words; `words` is empty where a variable holds them."""
    name, words = dotted(call.func), words or ast.unparse(call.args[0])
    if name == "os.system":
        # the exit code is what the program asks for, or nothing
        return call, f"subprocess.run({words}, check=False).returncode"
    if name == "os.popen" and id(call) in reads:
        options = "capture_output=True, text=True, check=False"
        return reads[id(call)], f"subprocess.run({words}, {options}).stdout"
    if name not in (*MADE, "subprocess.Popen"):
        return None
    options = [f"{k.arg}={ast.unparse(k.value)}" for k in call.keywords if k.arg != "shell"]
    return call, f"{name}({', '.join([words, *options])})"


def _words(given: ast.expr) -> str:
    """The command as a list of words; "" where a shell is needed, or nobody knows."""
    pieces = pieces_of(given)
    texts = [piece for piece in pieces if isinstance(piece, str)]
    if not texts or any(map(MEANT_FOR_A_SHELL.search, texts)) or not isinstance(pieces[0], str):
        return ""
    marked = "".join(p if isinstance(p, str) else f"\0{n}\0" for n, p in enumerate(pieces))
    try:
        words = shlex.split(marked)
    except ValueError:
        return ""
    if not words or PLACE.search(words[0]):
        return ""
    spoken = isinstance(given, ast.JoinedStr)
    return f"[{', '.join(_word(word, pieces, spoken) for word in words)}]"


def _word(word: str, pieces: list[str | ast.expr], spoken: bool) -> str:
    """One word of the command as Python; `spoken` where the values come from an f-string."""
    alone = PLACE.fullmatch(word)
    if alone:
        value = ast.unparse(pieces[int(alone[1])])  # type: ignore[arg-type]
        return f"str({value})" if spoken and not value.startswith("str(") else value
    parts = PLACE.split(word)
    if len(parts) == 1:
        return written(word)
    return "f" + written(
        "".join(
            f"{{{ast.unparse(pieces[int(p)])}}}" if n % 2 else p  # type: ignore[arg-type]
            for n, p in enumerate(parts)
        )
    )


def _safe(given: ast.expr) -> str:
    """The command with every value quoted for the shell; "" where there is none to quote."""
    pieces = pieces_of(given)
    values = [piece for piece in pieces if not isinstance(piece, str)]
    if len(values) in (0, len(pieces)) or is_quoted(given):
        return ""
    told = [
        piece.replace("{", "{{").replace("}", "}}") if isinstance(piece, str) else _bar(piece)
        for piece in pieces
    ]
    text = re.sub(r"(['\"])(\{shlex\.quote\([^{}]*\)\})\1", r"\2", "".join(told))
    quote = '"' if '"' not in text else "'" if "'" not in text else '"""'
    return f"f{quote}{text}{quote}" if "\\" not in text and "\n" not in text else ""


def _bar(value: ast.expr) -> str:
    text = ast.unparse(value)
    return "{" + (text if is_quoted(value) else f"shlex.quote(str({text}))") + "}"
