"""Say why a Python program fails: from a pasted traceback, or by running it."""

import ast
import re
import tempfile
from pathlib import Path
from typing import Any

import aios_skill
from aios_skill import Failure, Request
from arguments import arguments_of
from asserting import with_values
from broken_data import broken_file
from broken_data import told as of_data
from causes import spoken
from describing import describe, diagnosis, printed_by
from healing import Healed, difference, heal
from mends.medians import median_mended
from slips import slips
from stopping import deadline_of, healed_loop, stopped
from tested import WRONG, tests_asked_for, tests_run, tests_that_tell
from testing import is_tests
from tracebacks import Trace, read_trace
from trial import Trial, run

# A fence may stand on lines of its own, or around code within a line.
FENCE = re.compile(
    r"```[ \t]*(?:(?:python3?|py)?[ \t]*\n|(?:python3?|py)[ \t]+)?(.*?)(?:\s*```|\Z)",
    re.DOTALL | re.IGNORECASE,
)
CODE_START = re.compile(
    r"^(import |from \w|def |class |@|if |for |while |try:|with |print\(|\w+ *=)"
)
# "why does int('12a') fail", "为什么 int('12a') 会报错"
FAILING_CALL = re.compile(
    r"(?:\b(?:does|do|is|run|when i (?:call|run))|为什么|为何|运行|执行)\s*"
    r"(?P<call>[A-Za-z_][\w.]*\(.*\))\s*"
    r"(?:\b(?:fails?|failing|rais\w+|throws?|crash\w*|errors?|not work\w*|wrong|gives?)\b"
    r"|会|就|报|出|抛|失败)",
    re.IGNORECASE,
)
CODE_NAME = "program.py"
TYPED = "1\n"


def debug(request: Request) -> dict[str, Any]:
    """A traceback in the text is explained; else the file or the code is run."""
    text = str(request.parameters.get("text") or request.text)
    trace = read_trace(text)
    if trace is not None and (trace.frames or not request.parameters.get("file")):
        return pasted(request, trace)
    if file := request.parameters.get("file"):
        program = python_file(request, Path(file))
        if is_tests(program, program.read_text(encoding="utf-8", errors="replace"), text):
            return tests_run(request, program)
        return tests_asked_for(request, program) or tried(request, program, "")
    code = pasted_code(text)
    if not code and (trace := spoken(text)):
        return pasted(request, trace)
    if not code:
        raise Failure(
            "bad_request",
            request.say(
                "请求里没有错误信息、代码，也没有指明文件。",
                "There is no traceback, no code and no file in the request.",
            ),
            request.say(
                "贴出完整的 Traceback，或写出 .py 文件的路径。",
                "Paste the whole traceback, or name the .py file.",
            ),
        )
    with tempfile.TemporaryDirectory(prefix="pasted-") as folder:
        program = Path(folder, CODE_NAME)
        program.write_text(code, encoding="utf-8")
        return tried(request, program, code)


def python_file(request: Request, path: Path) -> Path:
    if path.suffix != ".py" or not path.is_file():
        code = "bad_request" if path.exists() else "not_found"
        what = request.say(f"{path} 不是 Python 文件。", f"{path} is not a Python file.")
        raise Failure(code, what, request.say("请给出 .py 文件。", "Name a .py file."))
    return path


def pasted_code(text: str) -> str:
    """The code of the text: fenced, or from the first line that looks like code on."""
    if fenced := FENCE.findall(text):
        return "\n\n".join(fenced)
    lines = text.splitlines()
    for i, line in enumerate(lines):
        behind = re.sub("：", ":", line, count=1).partition(":")[2].strip()
        begun = line if CODE_START.match(line) else behind if CODE_START.match(behind) else ""
        if begun:
            return "\n".join([begun, *lines[i + 1 :]])
    tail = re.sub("：", ":", text, count=1).partition(":")[2].strip()
    if CODE_START.match(tail) or is_call(tail):
        return tail
    called = FAILING_CALL.search(text)
    return called["call"] if called and is_call(called["call"]) else ""


def is_call(text: str) -> bool:
    try:
        body = ast.parse(text).body
    except (SyntaxError, ValueError):
        return False
    return any(isinstance(node, ast.Call) for statement in body for node in ast.walk(statement))


def pasted(request: Request, trace: Trace) -> dict[str, Any]:
    """Explain what the user pasted; nothing is run."""
    facts = diagnosis(request, trace)
    return {"answer": describe(request, facts), "data": {**facts, "ran": False}}


def tried(request: Request, program: Path, code: str) -> dict[str, Any]:
    """Run the program and explain how it ended."""
    name = CODE_NAME if code else str(program)
    aios_skill.progress(request.say(f"运行 {name}", f"Running {name}"))
    source = code or program.read_text(encoding="utf-8", errors="replace")
    given = arguments_of(str(request.parameters.get("text") or request.text), program.name)
    trial, typed = typed_into(program, run(program, deadline_of(source), arguments=given))
    output = (trial.stdout + trial.stderr).replace(str(program), name)
    ran = {"ran": True, "exit_code": trial.exit_code, "seconds": trial.seconds}
    result: dict[str, Any] = {"code": source, "output": output, "data": ran}
    trace = read_trace(trial.stderr.replace(str(program), name))
    if trial.timed_out:
        result["answer"], place = stopped(request, trial, name, source)
        result["data"] |= {"timed_out": True, "file": name, "line": place}
        if healed := healed_loop(program, source, place) or heal(program, source, typed):
            lines = mended(request, program, source, healed, result)
            result["answer"] = "\n".join([result["answer"], *lines])
    elif trial.exit_code == 0:
        result["answer"] = "\n".join([ended_well(request, name, trial), *slipped(request, source)])
        if told := None if code else tests_that_tell(request, program):
            result = {**told, "answer": f"{result['answer']}\n{told['answer']}"}
        elif healed := unasked(request, program, source, typed):
            lines = mended(request, program, source, healed, result)
            result["answer"] = "\n".join([result["answer"], *lines])
    elif trace is not None:
        trace = with_values(program, source, trace, typed)
        facts = diagnosis(request, trace)
        result["data"] = {**facts, **ran}
        answer = [describe(request, facts)]
        aios_skill.progress(request.say("尝试修改", "Trying the mend"))
        if data := broken_file(program, source, trace):
            answer += of_data(request, program, data)
        else:
            healed = None if given else heal(program, source, typed)
            answer += mended(request, program, source, healed, result)
        result["answer"] = "\n".join(answer)
    else:
        result["answer"] = ended_badly(request, name, trial)
    if given:
        shown = " ".join(given)
        result["answer"] += "\n" + request.say(f"启动参数：{shown}。", f"Started with: {shown}.")
    if typed:
        result["answer"] += "\n" + request.say(
            "程序用 input() 读取输入：试运行时没有人输入，每次都填“1”。",
            'The program reads with input(): nobody types in a trial, so each got "1".',
        )
    return result


def unasked(request: Request, program: Path, source: str, typed: str) -> Healed | None:
    """What mends a program that ends well: its median; what its text shows, where it is wrong."""
    if mend := median_mended(source):
        return Healed(mend.source, (mend,), run(program, source=mend.source, typed=typed))
    text = str(request.parameters.get("text") or request.text)
    return heal(program, source, typed) if WRONG.search(text) else None


def typed_into(program: Path, trial: Trial) -> tuple[Trial, str]:
    """The trial again with something typed, if it failed for want of that; and what was typed."""
    trace = read_trace(trial.stderr) if trial.exit_code else None
    if trace is None or trace.name != "EOFError":
        return trial, ""
    typed = TYPED * 1000
    again = run(program, typed=typed)
    return (again, typed) if again.exit_code else (trial, "")


def slipped(request: Request, source: str) -> list[str]:
    """What may be wrong with a program although it runs."""
    found = slips(source, request.language)
    if not found:
        return []
    head = request.say("不过这些地方可能有错：", "Yet these may be mistakes:")
    return [head, *(request.say(f"第 {n} 行：{t}", f"line {n}: {t}") for n, t in found)]


def mended(
    request: Request,
    program: Path,
    source: str,
    healed: Healed | None,
    result: dict[str, Any],
) -> list[str]:
    """The lines that tell what came of the mend that was tried. The result gets the program."""
    if healed is None:
        return [request.say("没有找到能自动验证的修改。", "No mend was found that could be tried.")]
    name = f"{program.stem}_fixed.py"
    Path(request.out, name).write_text(healed.source, encoding="utf-8")
    changes = [request.say(mend.zh, mend.en) for mend in healed.mends]
    doubts = [request.say(mend.doubt_zh, mend.doubt_en) for mend in healed.mends]
    diff = difference(source, healed.source, program.name)
    result["code"] = healed.source
    result["output"] = healed.trial.stdout + healed.trial.stderr
    result["data"] |= {"mended": healed.whole, "changes": changes, "diff": diff, "fixed": name}
    return [
        request.say("试过的修改：", "Tried: ")
        + request.say("；", "; ").join(changes)
        + request.say("。", "."),
        ended_mended(request, healed),
        *(request.say(f"注意：{d}。", f"Note: {d}.") for d in dict.fromkeys(doubts) if d),
        diff,
        request.say(
            f"修改后的程序：{name}（你的文件没有动）。",
            f"Mended program: {name} (your file is untouched).",
        ),
    ]


def ended_mended(request: Request, healed: Healed) -> str:
    """How the mended program ran."""
    if healed.whole:
        shown = printed_by(healed.trial)
        zh = "修改后运行正常（退出码 0）" + (f"，输出：\n{shown}" if shown else "，没有输出。")
        en = "With it the program ends well (exit code 0)" + (
            f" and prints:\n{shown}" if shown else "; it prints nothing."
        )
        return request.say(zh, en)
    left = (
        f"{healed.left.name}: {healed.left.message}" if healed.left else str(healed.trial.exit_code)
    )
    return request.say(
        f"修改后走得更远，但仍然失败：{left}。",
        f"With it the program gets further, but still fails: {left}.",
    )


def ended_well(request: Request, name: str, trial: Trial) -> str:
    shown = printed_by(trial)
    return request.say(
        f"{name} 正常结束，没有异常（退出码 0，用时 {trial.seconds} 秒）。"
        + (f"输出：\n{shown}" if shown else "没有输出。"),
        f"{name} ended well: no exception, exit code 0, {trial.seconds} s."
        + (f" It printed:\n{shown}" if shown else " It printed nothing."),
    )


def ended_badly(request: Request, name: str, trial: Trial) -> str:
    """It failed without a traceback: it chose its exit code, or a signal ended it."""
    if trial.exit_code < 0:
        return request.say(
            f"{name} 被信号 {-trial.exit_code} 终止，没有 Python 异常；"
            "多半是内存不足或扩展库崩溃。",
            f"{name} was ended by signal {-trial.exit_code} without a Python exception; "
            "most likely out of memory, or a crash in an extension module.",
        )
    said = (trial.stderr.strip() or trial.stdout.strip())[-500:]
    return request.say(
        f"{name} 没有抛出异常，但自己以退出码 {trial.exit_code} 结束（例如 sys.exit）。"
        + (f"它最后的输出：\n{said}" if said else "它没有输出。"),
        f"{name} raised nothing but ended itself with exit code {trial.exit_code}, as by sys.exit."
        + (f" It said last:\n{said}" if said else " It said nothing."),
    )


if __name__ == "__main__":
    aios_skill.main({"debug": debug})
