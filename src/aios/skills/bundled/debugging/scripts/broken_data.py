"""The JSON file that a program could not read: its line, and the same without the slip."""

import ast
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from aios_skill import Request
from describing import printed_by
from healing import difference
from mends.change import parsed
from tracebacks import Trace
from trial import run

DEADLINE_S = 10.0
MOST_BYTES = 2_000_000


@dataclass(frozen=True)
class Broken:
    """A file with the line (1-based) that is wrong; `mended` and how, "" where nothing helps."""

    path: Path
    line: int
    text: str
    mended: str = ""
    zh: str = ""
    en: str = ""


def _literal(text: str) -> str:
    return json.dumps(ast.literal_eval(text.strip()), ensure_ascii=False, indent=2) + "\n"


# Slips in the order in which they are undone; each may need those before it.
SLIPS: tuple[tuple[str, str, Callable[[str], str]], ...] = (
    (
        "去掉括号前多余的逗号",
        "the comma before the closing bracket dropped",
        lambda text: re.sub(
            r'("(?:\\.|[^"\\])*")|,(?=\s*[}\]])', lambda found: found[1] or "", text
        ),
    ),
    (
        "补上行末缺少的逗号",
        "the comma missing at a line's end put in",
        lambda text: re.sub(r'(?<=[\w"}\]])(\s*\n\s*)(?=["{])', r",\1", text),
    ),
    ("去掉注释", "comments dropped", lambda text: re.sub(r"(?m)^\s*(?://|#).*\n?", "", text)),
    ("按 Python 字面量改写成 JSON", "written as JSON from a Python literal", _literal),
)


def broken_file(program: Path, source: str, trace: Trace) -> Broken | None:
    """The file beside the program that it reads and that is no JSON; None for other failures."""
    if trace.name != "JSONDecodeError":
        return None
    tree = parsed(source)
    names = {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant)} if tree else set()
    for path in sorted(program.parent / name for name in names if str(name).endswith(".json")):
        if path.is_file() and path.stat().st_size <= MOST_BYTES:
            text = path.read_text(encoding="utf-8-sig", errors="replace")
            if found := _looked_at(path, text):
                return found
    return None


def _looked_at(path: Path, text: str) -> Broken | None:
    try:
        json.loads(text)
    except ValueError as problem:
        line = getattr(problem, "lineno", 1)
        shown = (text.splitlines() or [""])[min(line, len(text.splitlines()) or 1) - 1].strip()
        found = Broken(path, line, shown[:200])
        return _without_slips(found, text) or found
    return None


def _without_slips(found: Broken, text: str) -> Broken | None:
    now, zh, en = text, [], []
    for said_zh, said_en, change in SLIPS:
        try:
            after = change(text if change is _literal else now)
        except (ValueError, SyntaxError):
            continue
        if after == now:
            continue
        if change is _literal:
            zh, en = [], []
        now, zh, en = after, [*zh, said_zh], [*en, said_en]
        try:
            json.loads(now)
        except ValueError:
            continue
        return Broken(found.path, found.line, found.text, now, "、".join(zh), ", ".join(en))
    return None


def told(request: Request, program: Path, found: Broken) -> list[str]:
    """The lines on the file, and how the program runs with it mended. The result gets that file."""
    name, text = found.path.name, found.text or request.say("（空）", "(empty)")
    lines = [
        request.say(
            f"出错的文件：{name} 第 {found.line} 行：{text}",
            f"The file at fault: {name}, line {found.line}: {text}",
        )
    ]
    if not found.mended:
        return lines
    trial = run(program, DEADLINE_S, instead={found.path: found.mended})
    after = f"{found.path.stem}_fixed.json"
    Path(request.out, after).write_text(found.mended, encoding="utf-8")
    before = found.path.read_text(encoding="utf-8-sig", errors="replace")
    lines += [
        request.say(f"试过的修改：{found.zh}。", f"Tried: {found.en}."),
        difference(before, found.mended, name),
    ]
    if trial.exit_code == 0:
        lines.append(
            request.say(
                f"这样程序运行正常（退出码 0），输出：\n{printed_by(trial)}",
                f"With it the program ends well (exit code 0) and prints:\n{printed_by(trial)}",
            )
        )
    lines.append(
        request.say(
            f"修改后的文件：{after}（你的文件没有动）。",
            f"Mended file: {after} (yours is untouched).",
        )
    )
    return lines
