"""What does not parse, mended and checked; a JavaScript program, run."""

import difflib
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import syntax
from aios_skill import Request
from completing import completed

RUN_S = 10
MOST_SHOWN = 1500
# That a program is to be run, not only read.
RUNS = re.compile(
    r"运行|跑|输出|打印|结果|报错|执行|\b(?:run|runs|running|ran|print|prints|printed|output|outputs|executed?|crash\w*"
    r"|fails?|result|throws?)\b",
    re.IGNORECASE,
)
PARSES_ONLY = re.compile(r"--check|语法|\bsyntax\b", re.IGNORECASE)


def mended(request: Request, code: str, name: str, suffix: str, line: int) -> dict[str, Any]:
    """The code with the small mend that makes it parse, written beside; "" told where none does."""
    language = syntax.LANGUAGES[suffix]

    def fine(after: str) -> bool:
        return not any(p.error for p in syntax.CHECKS[language](after)[0])

    found = completed(code, line, language, fine) if len(code) < 50_000 else None
    if found is None:
        return {"told": ""}
    stem = Path(name).stem if name else "code"
    file = f"{stem}_fixed{suffix}"
    Path(request.out, file).write_text(found.code, encoding="utf-8")
    was = request.say(f"（原来是：{found.before.strip()}）", f" (it was: {found.before.strip()})")
    told = request.say(
        f"\n改法：第 {found.line} 行写成“{found.after.strip()}”"
        f"{was if found.before else '（加一行）'}，改后通过语法检查。"
        f"改好的文件：{file}（你的文件没有动）。\n",
        f"\nMend: line {found.line} should read `{found.after.strip()}`"
        f"{was if found.before else ' (a line more)'}; with it the check passes. "
        f"Mended file: {file} (yours is untouched).\n",
    )
    return {
        "told": told + difference(code, found.code, Path(name).name or file),
        "code": found.code,
    }


def difference(before: str, after: str, name: str) -> str:
    """The changed lines, with one line around them."""
    old, new = before.splitlines(), after.splitlines()
    return "\n".join(difflib.unified_diff(old, new, name, name, lineterm="", n=1))


def ran(request: Request, code: str, name: str) -> str:
    """What a JavaScript program prints, or how it fails and where; "" where that is not asked."""
    node, text = shutil.which("node"), syntax.text_of(request)
    if not node or not RUNS.search(PARSES_ONLY.sub(" ", text)):
        return ""
    with tempfile.TemporaryDirectory(prefix="run-") as folder:
        program = Path(name) if name else Path(folder, "code.js")
        if not name:
            program.write_text(code, encoding="utf-8")
        try:
            done = subprocess.run(
                [node, str(program)],
                cwd=program.parent,
                capture_output=True,
                text=True,
                timeout=RUN_S,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return request.say(
                f"\n运行 {RUN_S} 秒还没有结束，已停止。", f"\nIt did not end within {RUN_S} s."
            )
    printed = done.stdout.strip()[:MOST_SHOWN]
    output = request.say(f"\n运行输出：\n{printed}", f"\nRun, it prints:\n{printed}")
    if not done.returncode:
        return (
            output
            if printed
            else request.say("\n运行正常，没有输出。", "\nRun, it prints nothing.")
        )
    return (output if printed else "") + failed(request, code, done.stderr, program.name)


def failed(request: Request, code: str, stderr: str, name: str) -> str:
    """The error of a run, with its line and, where it is known, the cause."""
    reason = re.search(r"^(\w*Error: .+)$", stderr, re.MULTILINE)
    places = re.findall(rf"{re.escape(name)}:(\d+)", stderr)
    said = reason[1] if reason else (stderr.strip().splitlines() or ["?"])[-1]
    line = int(places[0]) if places else 0
    shown = code.splitlines()[line - 1].strip() if 0 < line <= len(code.splitlines()) else ""
    told = request.say(
        f"\n运行时出错：{said}（第 {line} 行：{shown}）。",
        f"\nRun, it fails: {said} (line {line}: {shown}).",
    )
    if "constant variable" in said:
        told += constant(request, code, line)
    return told


def constant(request: Request, code: str, line: int) -> str:
    """Where the constant is declared that is assigned to."""
    lines = code.splitlines()
    names = re.findall(r"[A-Za-z_$][\w$]*", lines[line - 1]) if 0 < line <= len(lines) else []
    for number, text in enumerate(lines, 1):
        found = re.search(r"\bconst\s+([A-Za-z_$][\w$]*)", text)
        if found and found[1] in names:
            return request.say(
                f"{found[1]} 在第 {number} 行用 const 声明，不能再赋值：改用 let，或不要给它赋值。",
                f" {found[1]} is declared by const in line {number} and cannot be assigned again: "
                "declare it by let, or do not assign it.",
            )
    return ""
