"""Explain what a Python program does: its parts, what it reads and writes, how it is run."""

import ast
import re
from pathlib import Path
from typing import Any

import aios_skill
from aios_skill import Failure, Request
from findings import find, line_of, ranked
from outline import outlined, sentences
from source import code_of, file_text
from telling import (
    Function,
    Told,
    deeds,
    is_guard,
    on_start,
    purpose,
    signature,
    sorted_imports,
    told_by,
)

LANGUAGES = dict.fromkeys((".js", ".mjs", ".cjs", ".jsx", ".ts", ".tsx"), "JavaScript")
LANGUAGES |= dict.fromkeys((".sh", ".bash"), "shell")
MOST = 40
FEW = 8
# "What does it do, and is it safe?": one of them beside the other.
DOES = re.compile(
    r"\bwhat(?:'s|\s+is|\s+does|\s+do)\b(?!\s+(?:you|i|we)\b|[^.?!]*\bwrong\b)(?:[^.?!]|\.(?=\w)){0,60}?"
    r"\b(?:do|does|doing|for|about)\b|\bexplain what\b|\bwalk me through\b"
    r"|[干做](?:什么|啥|嘛)|(?:什么|啥)(?:用处?|作用|功能)|讲[讲解]",
    re.IGNORECASE,
)
SAFE = re.compile(
    r"\b(?:un)?(?:safe|secure)(?:ly)?\b|\bdangerous\b|\bdangers?\b|\brisk(?:s|y)?\b|\btrust\w*|\bharm\w*"
    r"|\bmalicious\b|\bsecurity\b|\bworr(?:y|ied)\b|\bcan i (?:just )?run\b"
    r"|安全|危险|风险|隐患|信得?[过任]|放心|有害|恶意|能不能运行|[能敢]直接[运跑]",
    re.IGNORECASE,
)


def explain(request: Request) -> dict[str, Any]:
    """The explanation of a file, or of pasted code."""
    language = LANGUAGES.get(Path(str(request.parameters.get("file") or "")).suffix)
    if language:
        return in_outline(request, Path(request.parameters["file"]), language)
    code, path = code_of(request)
    name = Path(path).name or request.say("这段代码", "The code")
    tree = parsed(request, code, name)
    told = told_by(tree)
    lines = [head(request, code, tree, name), *parts(request, tree)]
    lines += [*uses(request, told, Path(path).parent if path else None), *exchange(request, told)]
    lines += [*started(request, tree), *how_to_run(request, tree, told, name if path else "")]
    lines += safety(request, code)
    lines.append(
        request.say("以上读自语法树，没有运行。", "Read from its syntax; nothing was run.")
    )
    names = [node.name for node in tree.body if isinstance(node, Function | ast.ClassDef)]
    data = {"file": path, "defines": names, **vars(told)}
    return {"answer": "\n".join(lines), "code": code, "data": data}


def where_asked(request: Request, code: str, path: str) -> list[str]:
    """What the program does, before what is wrong with it, where that is asked too."""
    if not DOES.search(str(request.parameters.get("text") or request.text)):
        return []
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError):
        return []  # the review itself tells of that
    name = Path(path).name or request.say("这段代码", "The code")
    return [
        head(request, code, tree, name),
        *parts(request, tree),
        *exchange(request, told_by(tree)),
    ]


def safety(request: Request, code: str) -> list[str]:
    """What is risky in the program, where that is asked beside what it does."""
    if not SAFE.search(str(request.parameters.get("text") or request.text)):
        return []
    grave = [f for f in ranked(find(code), code, request.language) if f["severity"] == "high"]
    if not grave:
        return [
            request.say(
                "安全方面：没有发现严重问题（静态检查，没有运行）。",
                "Is it safe? Nothing grave was found (by checks of its source, not run).",
            )
        ]
    told = request.say(
        f"安全方面：不能放心，有 {len(grave)} 个严重问题：",
        f"Is it safe? Not as it is: grave findings ({len(grave)}):",
    )
    return [told, *(line_of(one, request.language) for one in grave)]


def in_outline(request: Request, path: Path, language: str) -> dict[str, Any]:
    """What the lines of a program in another language tell."""
    code = file_text(request, path)
    outline = outlined(code, language)
    lines = sentences(outline, path.name, request.say)
    lines.append(
        request.say("以上读自各行的写法，没有运行。", "Read from its lines; nothing was run.")
    )
    return {"answer": "\n".join(lines), "code": code, "data": {"file": str(path), **vars(outline)}}


def parsed(request: Request, code: str, name: str) -> ast.Module:
    """The syntax of the code; a failure that names the line where there is an error."""
    try:
        return ast.parse(code)
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        raise Failure(
            "bad_request",
            request.say(
                f"{name} 第 {line} 行有语法错误，读不懂：{error}",
                f"{name} cannot be read: a syntax error in line {line}: {error}",
            ),
            request.say("先让我修好它，再来解释。", "Ask for it to be fixed first."),
        ) from error


def head(request: Request, code: str, tree: ast.Module, name: str) -> str:
    """How long it is, and what it says of itself."""
    count = len(code.splitlines())
    says = purpose(tree)
    return request.say(
        f"{name}：Python 程序，{count} 行。" + (f"它自己的说明：{says}" if says else ""),
        f"{name}: a Python program of {count} lines."
        + (f" It says of itself: {says}" if says else ""),
    )


def parts(request: Request, tree: ast.Module) -> list[str]:
    """Its classes with their methods, and its functions."""
    own = {node.name for node in ast.walk(tree) if isinstance(node, Function | ast.ClassDef)}
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    functions = [node for node in tree.body if isinstance(node, Function)]
    lines = []
    if count := len(classes):
        lines.append(request.say(f"类 {count} 个：", f"Classes ({count}):"))
    for node in classes[:MOST]:
        bases = ", ".join(map(ast.unparse, node.bases))
        lines.append(described(node.name + (f"({bases})" if bases else ""), purpose(node)))
        methods = [m for m in node.body if isinstance(m, Function)]
        lines += [f"  {described(signature(m), doing(request, m, own))}" for m in methods[:MOST]]
    if count := len(functions):
        lines.append(request.say(f"函数 {count} 个：", f"Functions ({count}):"))
    return lines + [described(signature(f), doing(request, f, own)) for f in functions[:MOST]]


def described(name: str, text: str) -> str:
    return f"- {name} — {text}" if text else f"- {name}"


def doing(request: Request, node: Function, own: set[str]) -> str:
    """What a function says of itself, else what it returns and which others it calls."""
    if says := purpose(node):
        return says
    returned, called = deeds(node, own)
    told = [request.say(f"返回 {returned}", f"returns {returned}")] if returned else []
    if called:
        names = ", ".join(called[:FEW])
        told.append(request.say(f"调用 {names}", f"calls {names}"))
    return request.say("；", "; ").join(told)


def uses(request: Request, told: Told, folder: Path | None) -> list[str]:
    """The modules it imports, by where they come from."""
    called = (
        ("用到的标准库", "Of Python's own library"),
        ("用到的本地模块", "Modules beside it"),
        ("需要 pip install 的库", "To be installed by pip"),
    )
    return [
        request.say(f"{zh}：{'、'.join(names)}", f"{en}: {', '.join(names)}")
        for names, (zh, en) in zip(sorted_imports(told.imports, folder), called, strict=True)
        if names
    ]


def exchange(request: Request, told: Told) -> list[str]:
    """What goes in and comes out."""
    rows = (
        (told.reads, "读取", "Reads"),
        (told.writes, "写入", "Writes"),
        (told.asks, "访问网址", "Asks the web for"),
        (told.starts, "启动别的程序", "Starts other programs"),
        (told.settings, "环境变量", "Environment variables"),
    )
    lines = [
        request.say(f"{zh}：{'、'.join(found[:FEW])}", f"{en}: {', '.join(found[:FEW])}")
        for found, zh, en in rows
        if found
    ]
    if told.types:
        lines.append(request.say("用 input() 让人输入。", "Asks its user to type, with input()."))
    if told.prints:
        lines.append(request.say("用 print 输出结果。", "Prints what it finds."))
    return lines


def started(request: Request, tree: ast.Module) -> list[str]:
    """What is done when it is started."""
    steps = [shown_step(node) for node in on_start(tree)]
    if not steps:
        return [
            request.say(
                "直接运行什么也不做：它是供别的程序导入的模块。",
                "Started by itself it does nothing: it is a module for others to import.",
            )
        ]
    more = ["…"] if len(steps) > FEW else []
    return [
        request.say("运行时依次：", "When it is started:"),
        *(f"{n}. {step}" for n, step in enumerate(steps[:FEW], 1)),
        *more,
    ]


def shown_step(node: ast.stmt) -> str:
    """A statement in one line."""
    first = " ".join(ast.unparse(node).split())
    return first if len(first) <= 100 else f"{first[:97]}…"


def how_to_run(request: Request, tree: ast.Module, told: Told, name: str) -> list[str]:
    """The command that starts it, with what must be named."""
    if not name or not on_start(tree):
        return []
    argument = request.say("参数", "argument ")
    wanted = [f"<{argument}{n}>" for n in range(1, told.arguments + 1)]
    wanted += [option if option.startswith("-") else f"<{option}>" for option in told.options]
    command = " ".join(["python", name, *wanted])
    guarded = any(map(is_guard, tree.body))
    also = request.say("；也可以被导入", "; it can be imported, too") if guarded else ""
    return [request.say(f"运行：{command}{also}", f"Run it: {command}{also}")]


if __name__ == "__main__":
    aios_skill.main({"explain": explain})
