"""The code to look at: a named file, or what was pasted into the request."""

import ast
import re
from pathlib import Path

from aios_skill import Failure, Request

MAX_BYTES = 2_000_000
# A fence may stand on lines of its own, or around code within a line.
FENCE = re.compile(
    r"```[ \t]*(?:([\w+#.-]*)[ \t]*\n|(?:python3?|py)[ \t]+)?(.*?)(?:\s*```|\Z)",
    re.DOTALL | re.IGNORECASE,
)
CODE_LINE = re.compile(
    r"^\s*(import \w|from [\w.]+ import|def \w+\s*\(|async def |class \w+.*:|@\w|if .+:|"
    r"for .+ in |while .+:|try:|with .+:|print\(|return\b|"
    r"[A-Za-z_][\w.\[\]'\"]*\s*[-+*/|]?=[^=]|\w[\w.]*\(.*\)\s*$)"
)


def code_of(request: Request) -> tuple[str, str]:
    """The code and its name: the path of the file, or "" for pasted code."""
    file = request.parameters.get("file") or ""
    if file:
        return read_file(request, Path(file)), str(file)
    text = str(request.parameters.get("text") or request.text)
    code = pasted_code(text)
    if not code.strip():
        raise Failure(
            "bad_request",
            request.say(
                "请求里没有代码，也没有指明文件。", "There is no code in the request, and no file."
            ),
            request.say(
                "写出 .py 文件的路径，或把代码贴在 ``` 之间。",
                "Name a .py file, or paste the code between ``` fences.",
            ),
        )
    return code, ""


def read_file(request: Request, path: Path) -> str:
    """The text of a Python file."""
    if path.suffix not in (".py", ".pyw", ".pyi") and not path.is_dir():
        raise Failure(
            "unsupported_language",
            request.say(f"{path.name} 不是 Python 文件。", f"{path.name} is not a Python file."),
            request.say(
                "没有模型时能审查 .py，能检查 .js、.sh、.json 等的语法；"
                "其他语言请先启动模型：ollama serve。",
                "Without a model .py files can be reviewed and the syntax of .js, .sh, .json and "
                "the like be checked; for others: ollama serve.",
            ),
        )
    return file_text(request, path)


def file_text(request: Request, path: Path) -> str:
    """The text of a file of moderate size."""
    if path.is_dir():
        raise Failure(
            "bad_request",
            request.say(f"{path} 是文件夹。", f"{path} is a directory."),
            request.say("请给出其中的一个文件。", "Name one file in it."),
        )
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Failure(
            "not_found",
            request.say(
                f"读不了 {path}：{error.strerror}。", f"{path} cannot be read: {error.strerror}."
            ),
            request.say("请检查路径和权限。", "Check the path and its permissions."),
        ) from error
    if len(content) > MAX_BYTES:
        raise Failure(
            "too_large",
            request.say(
                f"{path} 有 {len(content)} 字节，上限是 {MAX_BYTES}。",
                f"{path} has {len(content)} bytes; the limit is {MAX_BYTES}.",
            ),
            request.say("请给出更小的文件。", "Name a smaller file."),
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030", errors="replace")


def pasted_code(text: str) -> str:
    """The code in the text: what is fenced, else the longest tail that parses, else code lines."""
    if fenced := [body for language, body in FENCE.findall(text) if is_python(language)]:
        return "\n\n".join(fenced)
    lines = text.splitlines()
    for place, line in enumerate(lines):
        begun = line if CODE_LINE.match(line) else begun_in(line)
        if begun:
            return trimmed("\n".join([begun, *lines[place + 1 :]]))
    _, _, tail = re.sub("：", ":", text, count=1).partition(":")
    return tail.strip() if CODE_LINE.match(tail) or parses(tail.strip()) else ""


def begun_in(line: str) -> str:
    """The code that begins within a line, behind what is said of it: "review this: def f():"."""
    tail = re.sub("：", ":", line, count=1).partition(":")[2].strip()
    return tail if CODE_LINE.match(tail) else ""


def is_python(language: str) -> bool:
    return language.lower() in ("", "py", "python", "python3", "pycon")


def trimmed(code: str) -> str:
    """The code without the sentences that follow it, if that makes it parse."""
    lines = code.splitlines()
    for end in range(len(lines), 0, -1):
        if parses("\n".join(lines[:end])):
            return "\n".join(lines[:end])
    return code


def parses(code: str) -> bool:
    """Whether it is Python that does something; a lone word is not."""
    try:
        body = ast.parse(code).body
    except (SyntaxError, ValueError):
        return False
    lone = ast.Expr, ast.AnnAssign
    names = (ast.Name, ast.Constant, ast.Attribute, ast.Tuple)
    return any(
        not isinstance(s, lone) or not isinstance(getattr(s, "value", None), names) for s in body
    )
