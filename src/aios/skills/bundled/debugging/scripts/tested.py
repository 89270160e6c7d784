"""The tests of a program run: what fails, why, and what mends the program under test."""

import re
from pathlib import Path
from typing import Any

import aios_skill
from aios_skill import Request
from describing import describe, diagnosis
from healing import difference
from repairing import Repaired, repaired, tests_for
from testing import WANTED, Tested, run_tests

MOST_FAILURES = 5
OUTCOMES = {
    "passed": "通过",
    "failed": "失败",
    "skipped": "跳过",
    "error": "出错",
    "errors": "出错",
}
# What is wrong without an error, which only tests tell.
WRONG = re.compile(
    r"不对|错|bug|漏|少了|多了|修|问题"
    r"|\b(?:wrong|bugs?|incorrect|mistakes?|faults?|fix|repair|leaves out)\b",
    re.IGNORECASE,
)


def tests_run(request: Request, program: Path) -> dict[str, Any]:
    """Run a file of tests: the counts, and for each failure what, where and why."""
    aios_skill.progress(request.say(f"运行 {program} 的测试", f"Running the tests of {program}"))
    root = folder_of(request, program)
    tested = run_tests(program, root)
    failures = [(name, diagnosis(request, trace)) for name, trace in tested.failures]
    lines = [counted(request, program, tested)]
    for number, (name, facts) in enumerate(failures[:MOST_FAILURES], 1):
        lines += [f"{number}. {name}", describe(request, facts)]
    if left := len(failures) - MOST_FAILURES:
        lines += [request.say(f"……还有 {left} 个", f"… and {left} more")] if left > 0 else []
    trial = tested.trial
    result: dict[str, Any] = {
        "code": program.read_text(encoding="utf-8", errors="replace"),
        "output": trial.stdout + trial.stderr,
        "data": {
            "ran": True,
            "exit_code": trial.exit_code,
            "counts": tested.counts,
            "failures": [{"test": name, **facts} for name, facts in failures],
        },
    }
    if failures:
        text = str(request.parameters.get("text") or request.text)
        aios_skill.progress(request.say("尝试修改", "Trying mends"))
        lines += of_tested(request, repaired(program, root, tested, text), result)
    return {"answer": "\n".join(lines), **result}


def tests_asked_for(request: Request, program: Path) -> dict[str, Any] | None:
    """How the tests of a program ran, where the text speaks of tests and there are some."""
    text = str(request.parameters.get("text") or request.text)
    tests = tests_for(program, folder_of(request, program), text)
    return tests_run(request, tests) if tests and WANTED.search(text) else None


def tests_that_tell(request: Request, program: Path) -> dict[str, Any] | None:
    """The same for what is said to be wrong with a program that ends without an error."""
    text = str(request.parameters.get("text") or request.text)
    tests = tests_for(program, folder_of(request, program), text)
    return tests_run(request, tests) if tests and WRONG.search(text) else None


def folder_of(request: Request, program: Path) -> Path:
    """The folder whose files a program may import and read."""
    return Path(request.parameters.get("folder") or program.parent)


def of_tested(request: Request, mended: Repaired | None, result: dict[str, Any]) -> list[str]:
    """The lines that tell what mends the program under test. The result gets the program."""
    if mended is None:
        return [
            request.say("没有找到能让测试通过的修改。", "No mend was found that makes them pass.")
        ]
    before = mended.program.read_text(encoding="utf-8", errors="replace")
    name = f"{mended.program.stem}_fixed.py"
    Path(request.out, name).write_text(mended.source, encoding="utf-8")
    changes = [request.say(mend.zh, mend.en) for mend in mended.mends]
    diff = difference(before, mended.source, mended.program.name)
    result["code"] = mended.source
    result["data"] |= {"mended": not mended.tested.failures, "changes": changes, "fixed": name}
    shown = mended.program.name
    told = request.say("；", "; ").join(changes)
    return [
        request.say(f"{shown} 里试过的修改：{told}。", f"Tried in {shown}: {told}."),
        request.say("修改后：", "With it: ") + counted(request, Path(shown), mended.tested),
        diff,
        request.say(
            f"修改后的程序：{name}（你的文件没有动）。",
            f"Mended program: {name} (your file is untouched).",
        ),
    ]


def counted(request: Request, program: Path, tested: Tested) -> str:
    """How many tests passed and failed."""
    if tested.trial.timed_out:
        seconds = tested.trial.seconds
        return request.say(
            f"{program} 的测试运行 {seconds:.0f} 秒还没有结束，已停止。",
            f"The tests of {program} did not end within {seconds:.0f} s and were stopped.",
        )
    counts = tested.counts
    if not counts and tested.trial.exit_code not in (0, 1, 5):
        said = (tested.trial.stderr.strip() or tested.trial.stdout.strip())[-500:]
        return request.say(
            f"pytest 没能运行 {program} 的测试：\n{said}",
            f"pytest could not run the tests of {program}:\n{said}",
        )
    zh = "、".join(f"{OUTCOMES.get(what, what)} {n} 个" for what, n in counts.items())
    en = ", ".join(f"{n} {what}" for what, n in counts.items())
    return request.say(
        f"{program} 的测试（pytest）：{zh or '没有测试'}。",
        f"Tests of {program} (pytest): {en or 'no tests'}.",
    )
