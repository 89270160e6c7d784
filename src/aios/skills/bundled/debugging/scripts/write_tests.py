"""Write tests for the functions of a Python file: what each gives today for inputs that suit it."""

import ast
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import aios_skill
from aios_beside import copy_folder
from aios_skill import Failure, Request
from debug import python_file
from samples import calls_for, testable

DEADLINE_S = 20
SHOWN = 12
# Calls each function with each input, twice, and tells what came of it where both agree.
PROBE = """
import ast, contextlib, importlib, io, json, sys

def once(call):
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            value = eval(call, vars(module))
    except Exception as error:  # what it raises is what a test of it tells
        return ["raises", type(error).__name__]
    shown = repr(value)
    try:
        same = ast.literal_eval(shown) == value
    except Exception:  # no literal, or one that cannot be compared: not told by its value
        same = False
    return ["gives", shown] if same and len(shown) <= 300 else ["other", type(value).__name__]

with contextlib.redirect_stdout(io.StringIO()):
    module = importlib.import_module(sys.argv[1])
told = []
for call in json.loads(sys.argv[2]):
    first, second = once(call), once(call)
    told.append(first if first == second else ["differs", ""])
print("\\n" + json.dumps(told))
"""
# An input of a wrong type tells nothing of the function.
UNFIT = ("TypeError", "AttributeError", "NameError", "NotImplementedError", "RecursionError")


def write_tests(request: Request) -> dict[str, Any]:
    """The tests as a file, run; a failure where no function can be tested so."""
    program = python_file(request, Path(request.parameters["file"]))
    source = program.read_text(encoding="utf-8", errors="replace")
    tree = parsed(request, source, program)
    wanted = [f for f in testable(tree) if f.name in str(request.parameters.get("text"))]
    calls = {f.name: calls_for(f, tree) for f in wanted or testable(tree)}
    if not calls:
        raise nothing_to_test(request, program.name, {})
    count = len(calls)
    aios_skill.progress(request.say(f"试着调用 {count} 个函数", f"Calling {count} functions"))
    held, left = held_by(program, calls)
    if not held:
        raise nothing_to_test(request, program.name, left)
    text = tests_of(request, program.stem, held)
    return told(request, program, text, held, left, run(program, text))


def parsed(request: Request, source: str, program: Path) -> ast.Module:
    """The syntax of the file; a failure when it has errors."""
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError) as error:
        raise Failure(
            "bad_request",
            request.say(f"{program.name} 有语法错误：{error}", f"{program.name}: {error}"),
            request.say("先让我修好它，再写测试。", "Ask for it to be fixed first."),
        ) from error


def held_by(
    program: Path, calls: dict[str, list[str]]
) -> tuple[dict[str, list[tuple[str, str, str]]], dict[str, str]]:
    """({function: [(call, what came of it, the value)]}, {function: why it has no tests})."""
    flat = [(name, call) for name, some in calls.items() for call in some]
    outcomes = probed(program, [call for _, call in flat])
    held: dict[str, list[tuple[str, str, str]]] = {}
    seen: dict[str, list[tuple[str, str]]] = {}
    for (name, call), (what, value) in zip(flat, outcomes, strict=True):
        seen.setdefault(name, []).append((what, value))
        if what == "gives" or (what == "raises" and value not in UNFIT):
            held.setdefault(name, []).append((call, what, value))
    for name, some in seen.items():
        refused = all(what == "raises" for _, what, _ in held.get(name, ()))
        if refused or ("differs", "") in some:  # no input was one for it, or it goes by chance
            held.pop(name, None)
    left = {name: why_not(seen.get(name, [])) for name in calls if name not in held}
    return held, left


def why_not(outcomes: list[tuple[str, str]]) -> str:
    """Why a function has no tests: the kind of what came of most calls."""
    kinds = [what for what, _ in outcomes]
    return next((kind for kind in ("differs", "other") if kind in kinds), "raises")


def probed(program: Path, calls: list[str]) -> list[tuple[str, str]]:
    """What came of each call, made in a copy of the file's folder."""
    with tempfile.TemporaryDirectory(prefix="probe-") as folder:
        copy_folder(program.parent, Path(folder))
        Path(folder, "_probe.py").write_text(PROBE, encoding="utf-8")
        try:
            done = python(folder, "_probe.py", program.stem, json.dumps(calls))
        except subprocess.TimeoutExpired:
            return [("differs", "")] * len(calls)
    if done.returncode:
        return [("raises", "")] * len(calls)
    return [(what, value) for what, value in json.loads(done.stdout.splitlines()[-1])]


def python(folder: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Python run in a folder, without input."""
    return subprocess.run(
        [sys.executable, "-B", *words],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=DEADLINE_S,
        check=False,
    )


def tests_of(request: Request, module: str, held: dict[str, list[tuple[str, str, str]]]) -> str:
    """The text of the tests."""
    says = request.say(
        f"{module}.py 的测试：记录写测试时各函数的实际结果。",
        f"Tests of {module}.py: what its functions gave when these were written.",
    )
    told = [one for some in held.values() for one in some]
    raising = any(what == "raises" for _, what, _ in told)
    floats = any("approx" in expected(value) for _, what, value in told if what == "gives")
    lines = [f'"""{says}"""', ""]
    lines += ["import pytest", ""] if raising or floats else []
    lines += [f"from {module} import {', '.join(held)}"]
    for name, some in held.items():
        gives = [(call, value) for call, what, value in some if what == "gives"]
        lines += ["", "", f"def test_{name}():"] if gives else []
        lines += [f"    assert {call} == {expected(value)}" for call, value in gives]
        for call, value in ((call, value) for call, what, value in some if what == "raises"):
            lines += ["", "", f"def test_{name}_refuses_{len(lines)}():"]
            lines += [f"    with pytest.raises({value}):", f"        {call}"]
    return "\n".join(lines) + "\n"


def expected(value: str) -> str:
    """A value as a test compares it: a float nearly."""
    return f"pytest.approx({value})" if isinstance(ast.literal_eval(value), float) else value


def run(program: Path, text: str) -> tuple[int, str]:
    """(how many tests there are, what pytest said); 0 unless all passed."""
    with tempfile.TemporaryDirectory(prefix="tests-") as folder:
        copy_folder(program.parent, Path(folder))
        name = f"test_{program.stem}.py"
        Path(folder, name).write_text(text, encoding="utf-8")
        done = python(folder, "-m", "pytest", "-q", "-p", "no:cacheprovider", name)
    return text.count("\ndef test_") if done.returncode == 0 else 0, done.stdout


def nothing_to_test(request: Request, name: str, left: dict[str, str]) -> Failure:
    """The failure for a file none of whose functions can be tested by calling it."""
    listed = "; ".join(f"{function}: {reason(request, why)}" for function, why in left.items())
    return Failure(
        "nothing_to_test",
        request.say(
            f"{name} 里没有能这样测试的函数。" + listed,
            f"{name} has no function that can be tested by calling it. {listed}".strip(),
        ),
        request.say(
            "要有返回值、参数是普通值的函数；别的测试需要模型来写。",
            "It takes functions that return something for plain values; other tests need a model.",
        ),
    )


def plural(count: int, noun: str) -> str:
    """ "1 test", "2 tests"."""
    return f"{count} {noun}{'s' * (count != 1)}"


def reason(request: Request, why: str) -> str:
    """Why a function has no tests."""
    zh, en = {
        "differs": ("每次结果不同或太久", "it gives something else each time, or takes too long"),
        "other": ("结果不是普通值", "it gives back no plain value"),
        "raises": ("试过的输入都报错", "it failed with every input that was tried"),
    }[why]
    return request.say(zh, en)


def told(
    request: Request,
    program: Path,
    text: str,
    held: dict[str, list[tuple[str, str, str]]],
    left: dict[str, str],
    ran: tuple[int, str],
) -> dict[str, Any]:
    """The result: the file of the tests, what they hold, what has none."""
    passed, output = ran
    name = f"test_{program.stem}.py"
    Path(request.out, name).write_text(text, encoding="utf-8")
    checks = sum(map(len, held.values()))
    lines = [
        request.say(
            f"{name}：{len(held)} 个函数的 {passed} 个测试（{checks} 项检查），运行全部通过。",
            f"{name}: {plural(passed, 'test')} of {plural(len(held), 'function')} "
            f"({plural(checks, 'check')}); all pass.",
        )
    ]
    shown = [(call, what, value) for some in held.values() for call, what, value in some]
    marks = {"gives": "→", "raises": "✗"}
    lines += [f"- {call} {marks[what]} {value}" for call, what, value in shown[:SHOWN]]
    lines += ["…"] if len(shown) > SHOWN else []
    lines += [f"- {function}: {reason(request, why)}" for function, why in left.items()]
    lines.append(
        request.say(
            "这些测试记录的是现在的实际结果；请看一遍，确认这就是应有的结果。",
            "They hold what the functions give today; see whether that is what they should give.",
        )
    )
    data = {"tests": name, "passed": passed, "checks": checks, "functions": list(held)}
    data["left"] = left
    return {"answer": "\n".join(lines), "code": text, "output": output, "data": data}


if __name__ == "__main__":
    aios_skill.main({"write_tests": write_tests})
