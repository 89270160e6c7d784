"""Checks for what is dangerous: injected code and SQL, leaked secrets, waits without end."""

import ast
import re
from collections.abc import Callable, Iterator

from finding import Finding, at, dotted

SECRET_NAME = re.compile(
    r"(?i)(^|_)(password|passwd|pwd|secret|api_?key|token|access_?key|private_?key)$"
)
PLACEHOLDER = re.compile(r"(?i)^(|x+|\*+|\.+|none|null|todo|change_?me|your.*|<.*>|\$?\{.*\})$")
SQL = re.compile(r"(?i)^\s*(select\b.*\bfrom|insert\s+into|update\b.*\bset|delete\s+from|drop\s)")
UNSAFE_LOADS = re.compile(r"^(c?pickle|dill|marshal|shelve)\.(load|loads|open)$")
REQUESTS = re.compile(r"^requests\.(get|post|put|patch|delete|head|request)$|(^|\.)urlopen$")
WEAK_HASH = re.compile(r"^(hashlib\.)?(md5|sha1)$")
DRAWN = re.compile(r"(?i)token|passw|secret|api_?key|session|otp|salt|nonce|密码|口令|令牌|验证码")
RANDOM = re.compile(r"^random\.(choice|choices|randint|randrange|random|sample|getrandbits)$")
EXECUTES = frozenset({"execute", "executemany", "executescript", "raw", "read_sql"})
SHELL_CALLS = ("os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput")


def keyword(call: ast.Call, name: str) -> ast.expr | None:
    return next((item.value for item in call.keywords if item.arg == name), None)


def is_constant(node: ast.AST | None, value: object) -> bool:
    return isinstance(node, ast.Constant) and node.value is value


def eval_calls(call: ast.Call) -> Iterator[Finding]:
    if dotted(call.func) in ("eval", "exec", "builtins.eval", "builtins.exec"):
        constant = call.args and isinstance(call.args[0], ast.Constant)
        yield at(call, "eval-constant" if constant else "eval", name=dotted(call.func))


def shell_calls(call: ast.Call) -> Iterator[Finding]:
    name = dotted(call.func)
    if name in SHELL_CALLS or is_constant(keyword(call, "shell"), True):
        given = call.args[0] if call.args else None
        if given is not None and is_quoted(given):
            return
        fixed = isinstance(given, ast.Constant)
        yield at(call, "shell-fixed" if fixed else "shell", name=name or "subprocess")


def is_quoted(node: ast.expr) -> bool:
    """True for a text whose every value went through shlex.quote()."""
    if isinstance(node, ast.JoinedStr):
        values = [part.value for part in node.values if isinstance(part, ast.FormattedValue)]
        return bool(values) and all(map(is_quoted, values))
    return isinstance(node, ast.Call) and dotted(node.func) == "shlex.quote"


def unsafe_loads(call: ast.Call) -> Iterator[Finding]:
    name = dotted(call.func)
    loader = keyword(call, "Loader") or (call.args[1] if len(call.args) > 1 else None)
    unsafe_yaml = name == "yaml.load" and "Safe" not in dotted(loader or call)
    if UNSAFE_LOADS.match(name) or unsafe_yaml:
        yield at(call, "unsafe-load", name=name)


def sql_building(call: ast.Call) -> Iterator[Finding]:
    method = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    if method in EXECUTES and call.args and is_built_sql(call.args[0]):
        yield at(call, "sql-building")


def is_built_sql(node: ast.AST) -> bool:
    """Whether the expression puts values into SQL text."""
    if isinstance(node, ast.JoinedStr):
        text = "".join(str(p.value) if isinstance(p, ast.Constant) else "?" for p in node.values)
        return bool(SQL.match(text)) and any(isinstance(p, ast.FormattedValue) for p in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mod):
        constants = (n.value for n in ast.walk(node) if isinstance(n, ast.Constant))
        dynamic = any(isinstance(n, ast.Name | ast.Call | ast.Attribute) for n in ast.walk(node))
        return dynamic and any(isinstance(c, str) and SQL.match(c) for c in constants)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        text = node.func.value
        formats = node.func.attr == "format" and isinstance(text, ast.Constant)
        return formats and bool(SQL.match(str(text.value)))
    return False


def missing_timeouts(call: ast.Call) -> Iterator[Finding]:
    name = dotted(call.func)
    spread = any(item.arg is None for item in call.keywords)
    given = keyword(call, "timeout") is not None or spread or len(call.args) > 2
    if REQUESTS.search(name) and not given:
        yield at(call, "no-timeout", name=name)


def tls_off(call: ast.Call) -> Iterator[Finding]:
    if is_constant(keyword(call, "verify"), False):
        yield at(call, "tls-off")


def weak_hashes(call: ast.Call) -> Iterator[Finding]:
    name = dotted(call.func)
    if WEAK_HASH.match(name) and not is_constant(keyword(call, "usedforsecurity"), False):
        yield at(call, "weak-hash", name=name)


CALL_CHECKS: tuple[Callable[[ast.Call], Iterator[Finding]], ...] = (
    eval_calls,
    shell_calls,
    unsafe_loads,
    sql_building,
    missing_timeouts,
    tls_off,
    weak_hashes,
)


def check_calls(tree: ast.Module) -> Iterator[Finding]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            for check in CALL_CHECKS:
                yield from check(node)


def check_sql_variables(tree: ast.Module) -> Iterator[Finding]:
    """SQL built into a variable that is executed later."""
    executed = {
        call.args[0].id
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and call.args and isinstance(call.args[0], ast.Name)
        if isinstance(call.func, ast.Attribute) and call.func.attr.startswith("execute")
    }
    for node in ast.walk(tree):
        names = {dotted(t) for t in node.targets} if isinstance(node, ast.Assign) else set()
        if names & executed and is_built_sql(node.value):
            yield at(node, "sql-building")


def check_secrets(tree: ast.Module) -> Iterator[Finding]:
    return (at(value, "hardcoded-secret", name=name) for name, value in secrets_in(tree))


def secrets_in(tree: ast.Module) -> Iterator[tuple[str, ast.Constant]]:
    """The secrets that stand in the source, with the names they bear there."""
    for node in ast.walk(tree):
        for name, value in named_values(node):
            if SECRET_NAME.search(name) and is_secret(value):
                assert isinstance(value, ast.Constant)
                yield name, value


def named_values(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """Names and what they are set to: assignments, arguments and their defaults, entries."""
    if isinstance(node, ast.Assign):
        yield from ((dotted(target).rpartition(".")[2], node.value) for target in node.targets)
    elif isinstance(node, ast.AnnAssign) and node.value is not None:
        yield dotted(node.target).rpartition(".")[2], node.value
    elif isinstance(node, ast.keyword) and node.arg:
        yield node.arg, node.value
    elif isinstance(node, ast.arguments):
        given = [*node.posonlyargs, *node.args]
        pairs = [*zip(reversed(given), reversed(node.defaults), strict=False)]
        pairs += [(a, d) for a, d in zip(node.kwonlyargs, node.kw_defaults, strict=True) if d]
        yield from ((argument.arg, default) for argument, default in pairs)
    elif isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                yield key.value, value


def is_secret(value: ast.expr) -> bool:
    text = value.value if isinstance(value, ast.Constant) else None
    return isinstance(text, str) and len(text) >= 4 and not PLACEHOLDER.match(text)


def random_for_secrets(tree: ast.Module) -> Iterator[ast.Call]:
    """Calls of the random module, which can be guessed, in what draws a token or a password."""
    for holder in ast.walk(tree):
        names = [holder.name] if isinstance(holder, ast.FunctionDef) else []
        names += [dotted(t) for t in holder.targets] if isinstance(holder, ast.Assign) else []
        if any(map(DRAWN.search, names)):
            for node in ast.walk(holder):
                if isinstance(node, ast.Call) and RANDOM.match(dotted(node.func)):
                    yield node


def check_random(tree: ast.Module) -> Iterator[Finding]:
    return (at(call, "weak-random", name=dotted(call.func)) for call in random_for_secrets(tree))


CHECKS = (check_calls, check_sql_variables, check_secrets, check_random)
