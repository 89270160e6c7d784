"""Syntax of Python, JavaScript, shell, JSON, YAML and TOML; habits of shell and JavaScript."""

import json
import re
import shutil
import subprocess
import tempfile
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ruffing
import trials
from aios_skill import Failure, Request
from source import FENCE, file_text, pasted_code

ASSETS = Path(__file__).resolve().parent.parent / "assets"
LANGUAGES = {
    ".py": "Python",
    ".js": "JavaScript",
    ".mjs": "JavaScript",
    ".cjs": "JavaScript",
    ".sh": "shell",
    ".bash": "shell",
    ".json": "JSON",
    ".yaml": "YAML",
    ".yml": "YAML",
    ".toml": "TOML",
}
FENCED = {
    "js": ".js",
    "javascript": ".js",
    "sh": ".sh",
    "bash": ".sh",
    "shell": ".sh",
    "json": ".json",
}
SAID = (
    (r"javascript|\bjs\b", ".js"),
    (r"\bshell\b|\bbash\b|\bsh\b", ".sh"),
    (r"\bjson\b", ".json"),
)
# What shellcheck adds to an error that bash tells too: "mentioned here", "fix it and try again".
SAID_BY_BASH = (1009, 1056, 1070, 1072, 1073, 1089)
DEADLINE_S = 20
SHOWN = 20


@dataclass(frozen=True)
class Problem:
    """`line` is 1-based; `error` is False for what runs but is better changed."""

    line: int
    zh: str
    en: str
    error: bool = True


def check_syntax(request: Request) -> dict[str, Any]:
    """Whether the file or the pasted code is right, and where it is not."""
    text = text_of(request)
    said = [suffix for pattern, suffix in SAID if re.search(pattern, text, re.IGNORECASE)]
    return checked(request, written(request, fenced_suffix(text) or (said or [".py"])[0]))


def other_language(request: Request) -> tuple[str, str, str] | None:
    """The code, its name and suffix, when what is to be reviewed is not Python."""
    file = str(request.parameters.get("file") or "")
    suffix = Path(file).suffix.lower() if file else fenced_suffix(text_of(request))
    return written(request, suffix) if suffix in LANGUAGES and suffix != ".py" else None


def text_of(request: Request) -> str:
    return str(request.parameters.get("text") or request.text)


def fenced_suffix(text: str) -> str:
    """The language that a fence around pasted code names, "" when none does."""
    named = [language.lower() for language, _ in FENCE.findall(text)]
    return next((FENCED[name] for name in named if name in FENCED), "")


def written(request: Request, suffix: str) -> tuple[str, str, str]:
    """The code to look at, the name it goes by, and the suffix that tells its language."""
    file = str(request.parameters.get("file") or "")
    if file:
        return file_text(request, Path(file)), file, Path(file).suffix.lower()
    text = text_of(request)
    bodies = [body for _, body in FENCE.findall(text)]
    code = "\n".join(bodies) or (pasted_code(text) if suffix == ".py" else after_colon(text))
    if not code.strip():
        raise Failure(
            "bad_request",
            request.say(
                "请求里没有代码，也没有指明文件。", "There is no code in the request, and no file."
            ),
            request.say(
                "写出文件名，或把代码贴在 ``` 之间。",
                "Name a file, or paste code between ``` fences.",
            ),
        )
    return code, "", suffix


def after_colon(text: str) -> str:
    """What follows the first colon, or the lines after the first."""
    head, _, tail = text.partition("\n")
    return tail if tail.strip() else re.sub("：", ":", head, count=1).partition(":")[2].strip()


def checked(request: Request, what: tuple[str, str, str]) -> dict[str, Any]:
    """The problems of the code as an answer."""
    code, name, suffix = what
    language = LANGUAGES.get(suffix)
    if language is None:
        raise Failure(
            "unsupported_language",
            request.say(
                f"不会检查 {suffix or name} 的语法。",
                f"The syntax of {suffix or name} is not known here.",
            ),
            request.say(
                f"会的有：{'、'.join(sorted(LANGUAGES))}。",
                f"Known are {', '.join(sorted(LANGUAGES))}.",
            ),
        )
    problems, how = CHECKS[language](code)
    shown = name or request.say("这段代码", "The code")
    more = afterwards(request, what, problems)
    return {
        **more,
        "answer": told(request, code, shown, language, problems, how) + more.pop("told"),
        "data": {
            "file": name,
            "language": language,
            "ok": not any(p.error for p in problems),
            "checked_by": how,
            "findings": [
                {"line": p.line, "error": p.error, "reason": request.say(p.zh, p.en)}
                for p in problems
            ],
        },
    }


def afterwards(
    request: Request, what: tuple[str, str, str], problems: list[Problem]
) -> dict[str, Any]:
    """A mend that was tried, where there are errors; how it runs, where that is asked."""
    code, name, suffix = what
    errors = [p.line for p in problems if p.error]
    if errors and suffix in (".py", ".js", ".mjs", ".cjs", ".sh", ".bash", ".json"):
        return trials.mended(request, code, name, suffix, min(errors))
    if not errors and LANGUAGES[suffix] == "JavaScript":
        return {"told": trials.ran(request, code, name)}
    return {"told": ""}


def told(
    request: Request, code: str, name: str, language: str, problems: list[Problem], how: str
) -> str:
    errors = [p for p in problems if p.error]
    if errors:
        head = request.say(
            f"{name}：{language} 语法错误 {len(errors)} 处（{how}）。",
            f"{name}: {language} syntax errors: {len(errors)} ({how}).",
        )
    else:
        head = request.say(
            f"{name}：{language} 语法正确（{how}）。",
            f"{name}: valid {language}, no syntax errors ({how}).",
        )
    lines = code.splitlines()
    told_lines = [head]
    for problem in sorted(problems, key=lambda p: (not p.error, p.line))[:SHOWN]:
        mark = request.say("错误", "error") if problem.error else request.say("建议", "advice")
        said = request.say(problem.zh, problem.en)
        told_lines.append(
            request.say(
                f"第 {problem.line} 行 [{mark}] {said}", f"line {problem.line} [{mark}] {said}"
            )
        )
        if 0 < problem.line <= len(lines) and lines[problem.line - 1].strip():
            told_lines.append(f"    {lines[problem.line - 1].strip()[:160]}")
    if len(problems) > SHOWN:
        more = len(problems) - SHOWN
        told_lines.append(request.say(f"……还有 {more} 处", f"… and {more} more"))
    return "\n".join(told_lines)


Checked = tuple[list[Problem], str]


def python(code: str) -> Checked:
    try:
        compile(code, "code.py", "exec", dont_inherit=True)
    except SyntaxError as error:
        return [Problem(error.lineno or 1, error.msg, error.msg)], "compile()"
    except ValueError as error:
        return [Problem(1, str(error), str(error))], "compile()"
    return [], "compile()"


def javascript(code: str) -> Checked:
    """By node where it is, else by a grammar, which knows where but not what."""
    habits = _javascript_habits(code)
    node = shutil.which("node")
    if not node:
        return [*_by_grammar(code), *habits], "tree-sitter"
    module = re.search(r"(?m)^\s*(?:import\s+[\w{*'\"]|export\s)", code)
    ran = _ran([node, "--check"], code, "code.mjs" if module else "code.js")
    if ran.returncode == 0:
        return habits, "node --check"
    place = re.search(r"code\.m?js:(\d+)", ran.stderr)
    reason = re.search(r"SyntaxError: (.+)", ran.stderr)
    said = reason[1] if reason else ran.stderr.strip().splitlines()[-1]
    return [Problem(int(place[1]) if place else 1, said, said), *habits], "node --check"


def _by_grammar(code: str) -> list[Problem]:
    import tree_sitter_javascript
    from tree_sitter import Language, Parser

    tree = Parser(Language(tree_sitter_javascript.language())).parse(code.encode())
    found, waiting = [], [tree.root_node]
    while waiting:
        node = waiting.pop()
        if node.is_missing:
            found.append(
                Problem(node.start_point[0] + 1, f"缺少 {node.type}", f"{node.type} is missing")
            )
        elif node.is_error:
            found.append(Problem(node.start_point[0] + 1, "这里读不懂", "this cannot be parsed"))
        else:
            waiting += [child for child in node.children if child.has_error or child.is_missing]
    return found


def _javascript_habits(code: str) -> list[Problem]:
    rules = tomllib.loads((ASSETS / "javascript.toml").read_text(encoding="utf-8"))["rules"]
    found = []
    for number, line in enumerate(code.splitlines(), 1):
        bare = re.sub(r"//.*|'[^']*'|\"[^\"]*\"|`[^`]*`", " ", line)
        found += [
            Problem(number, rule["zh"], rule["en"], error=False)
            for rule in rules
            if re.search(rule["pattern"], bare)
        ]
    return found


def shell(code: str) -> Checked:
    """By bash for what is wrong, by shellcheck for what is dangerous."""
    ran = _ran([shutil.which("bash") or "sh", "-n"], code, "code.sh")
    found = []
    for place, said in re.findall(r"line (\d+): (.+)", ran.stderr):
        if not re.fullmatch(r"`.*'", said):  # bash shows the line again: no error of its own
            found.append(Problem(int(place), said, said))
    program = Path(ruffing.program()).parent / "shellcheck"
    checker = str(program) if program.is_file() else shutil.which("shellcheck")
    if not checker:
        return found, "bash -n"
    return [*found, *_shellcheck(checker, code, bool(found))], "bash -n, shellcheck"


def _shellcheck(checker: str, code: str, wrong: bool) -> list[Problem]:
    shebang = re.match(r"#!.*\b(bash|dash|ksh|sh)\b", code)
    words = [checker, "--format", "json", "--shell", shebang[1] if shebang else "bash"]
    ran = _ran(words, code, "code.sh")
    known = tomllib.loads((ASSETS / "shellcheck.toml").read_text(encoding="utf-8"))
    found = []
    for finding in json.loads(ran.stdout or "[]"):
        if wrong and finding["code"] in SAID_BY_BASH:
            continue
        code_name, said = f"SC{finding['code']}", finding["message"]
        zh = f"{known.get(code_name, said)}（{code_name}）"
        error = finding["level"] == "error" and not wrong
        found.append(Problem(finding["line"], zh, f"{said} ({code_name})", error))
    return found


def _json(code: str) -> Checked:
    try:
        json.loads(code)
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        return [Problem(line, str(error), str(error))], "json"
    return [], "json"


def _yaml(code: str) -> Checked:
    import yaml

    try:
        list(yaml.safe_load_all(code))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        said = getattr(error, "problem", None) or str(error)
        return [Problem(mark.line + 1 if mark else 1, said, said)], "PyYAML"
    return [], "PyYAML"


def _toml(code: str) -> Checked:
    try:
        tomllib.loads(code)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        return [Problem(int(place[1]) if place else 1, str(error), str(error))], "tomllib"
    return [], "tomllib"


CHECKS: dict[str, Callable[[str], Checked]] = {
    "Python": python,
    "JavaScript": javascript,
    "shell": shell,
    "JSON": _json,
    "YAML": _yaml,
    "TOML": _toml,
}


def _ran(words: list[str], code: str, name: str) -> subprocess.CompletedProcess[str]:
    """The checker on a file of its own."""
    with tempfile.TemporaryDirectory(prefix="syntax-") as folder:
        Path(folder, name).write_text(code, encoding="utf-8")
        return subprocess.run(
            [*words, name],
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=DEADLINE_S,
            check=False,
        )
