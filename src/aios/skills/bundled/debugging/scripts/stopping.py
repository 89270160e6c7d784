"""A program that ran into the deadline: where it stood, why it does not end, the likely mend."""

import ast
import re
from pathlib import Path

from aios_endless import Endless, endless_in
from aios_skill import Request
from healing import ONE_TRIAL_S, Healed
from mends.change import Mend, indent_of, inserted, line_at, nodes_at, replaced
from trial import DEADLINE_S, Trial, run

# Where its text shows already what does not end, a short run is proof enough.
SHORT_S = 8


def deadline_of(source: str) -> int:
    """How long a trial run of the program may take, in seconds."""
    return SHORT_S if any(e.kind != "calls-itself" for e in endless_in(source)) else DEADLINE_S


def stopped(request: Request, trial: Trial, name: str, source: str) -> tuple[str, int | None]:
    """It ran into the deadline: (where it stood and why, the line)."""
    stack = re.findall(r'File "([^"]+)", line (\d+) in', trial.stderr)
    own = [int(line) for file, line in stack if Path(file).name == Path(name).name]
    place = own[0] if own else None
    where = ""
    if place:
        text = line_at(source, place).strip()
        where = request.say(
            f"当时停在第 {place} 行：{text}。", f" It stood at line {place}: {text}."
        )
    head = request.say(
        f"{name} 没有报错，但运行 {trial.seconds:.0f} 秒（试运行的时限）还没有结束，"
        f"已停止。{where}",
        f"{name} raised nothing, but did not end within {trial.seconds:.0f} s, the deadline of a "
        f"trial run, and was stopped.{where}",
    )
    cause = loop_at(source, place)
    return "\n".join([head, why(request, cause) if cause else unknown(request)]), place


def loop_at(source: str, place: int | None) -> Endless | None:
    """The innermost endless loop in which the program stood, else the only one there is."""
    loops = [one for one in endless_in(source) if one.kind != "calls-itself"]
    around = [one for one in loops if place and one.line <= place <= one.last_line]
    return around[-1] if around else loops[0] if len(loops) == 1 else None


def why(request: Request, loop: Endless) -> str:
    """Why the loop does not end, and what would end it."""
    names = ", ".join(loop.names)
    zh = {
        "unchanged": f"循环里没有任何语句改变条件 {loop.text} 中的 {names}，条件一直成立",
        "wrong-way": f"循环的每一步都离条件 {loop.text} 的终点更远",
        "no-way-out": f"while {loop.text} 里没有 break 或 return，没有出口",
    }[loop.kind]
    en = {
        "unchanged": f"nothing in it changes {names} of its condition {loop.text}",
        "wrong-way": f"each of its steps goes away from the end of {loop.text}",
        "no-way-out": f"while {loop.text} has no break and no return, so no way out",
    }[loop.kind]
    mend_zh = f"加上 {loop.step}" if loop.step else "在循环里更新条件，或在该结束时 break"
    mend_en = loop.step or "change the condition in the loop, or break where it is to end"
    return request.say(
        f"原因：第 {loop.line} 行的循环是死循环：{zh}。\n修改建议：{mend_zh}。",
        f"Cause: the loop at line {loop.line} is endless: {en}.\nLikely mend: {mend_en}.",
    )


def unknown(request: Request) -> str:
    """What to look for where the text of the program does not show what keeps it."""
    return request.say(
        "检查那里的循环条件、等待输入、锁或没有超时的请求；也可能只是需要更长的时间。",
        "Look there for a loop that never ends, a wait for input, a lock, or a request without a "
        "timeout; or it just needs longer.",
    )


def healed_loop(program: Path, source: str, place: int | None) -> Healed | None:
    """The program with the step that its loop lacks, if with it the program ends well."""
    loop = loop_at(source, place)
    mend = mend_of(source, loop) if loop and loop.step else None
    if mend is None:
        return None
    trial = run(program, ONE_TRIAL_S, source=mend.source)
    return Healed(mend.source, (mend,), trial) if trial.exit_code == 0 else None


def mend_of(source: str, loop: Endless) -> Mend | None:
    """The step at the end of the loop, or in place of the one that goes the wrong way."""
    node = next((n for n in nodes_at(source, loop.line, ast.While) if n.lineno == loop.line), None)
    doubt = ("步长是否该是 1", "whether the step is to be 1")
    if not isinstance(node, ast.While):
        return None
    if loop.kind == "unchanged":
        first = node.body[0]
        if first.lineno == node.lineno:
            return None  # "while i < n: f()" on one line
        last = node.body[-1].end_lineno or first.lineno
        step = indent_of(line_at(source, first.lineno)) + loop.step
        made = inserted(source, last + 1, step)
        what = (f"循环末尾加上 {loop.step}", f"{loop.step} at the end of the loop")
        return Mend(made, *what, *doubt)
    name = loop.step.partition(" ")[0]
    steps = [
        n for n in ast.walk(node) if isinstance(n, ast.AugAssign) and ast.unparse(n.target) == name
    ]
    turned = {"+": "-=", "-": "+="}
    if len(steps) != 1:
        return None
    sign = "+" if isinstance(steps[0].op, ast.Add) else "-"
    text = f"{name} {turned[sign]} {ast.unparse(steps[0].value)}"
    what = (f"第 {steps[0].lineno} 行改为 {text}", f"line {steps[0].lineno} is {text}")
    return Mend(replaced(source, steps[0], text), *what)
