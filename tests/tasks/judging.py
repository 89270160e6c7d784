"""Questions to an answer that several of these tasks ask."""

import ast
import html
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

from tests.tasks.answered import Answered

_FENCED = re.compile(r"```(?:python|py)?\n(.*?)```", re.DOTALL)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
NOT_UNDERSTOOD = ("no_model", "question_not_understood", "file_needed", "changes_refused")
_TEXTUAL = (".txt", ".md", ".csv", ".json", ".jsonl", ".html", ".yaml", ".yml", ".toml", ".py")


def handed(answered: Answered) -> list[Path]:
    """The files that were handed over."""
    return [Path(a.path) for a in (answered.result.artifacts if answered.result else ())]


def whole(answered: Answered) -> str:
    """The answer with its data and every text it handed over, thousands' commas taken out."""
    files = (
        path.read_text("utf-8", errors="replace")
        for path in handed(answered)
        if path.name.lower().endswith(_TEXTUAL)
    )
    data = json.dumps(answered.data, ensure_ascii=False, default=str)
    return "\n".join([answered.answer, data, *files])


def tells(answered: Answered, *texts: str) -> None:
    """Each text is in the answer, its data or its files."""
    everything = " ".join(whole(answered).split()).lower()
    for text in texts:
        assert text.lower() in everything, f"{text!r} not in {everything[:1500]}"


def near(answered: Answered, *readings: float, by: float = 0.06) -> None:
    """One of these values is in the answer, whatever its sign, as near as `by`."""
    told = [float(n) for n in _NUMBER.findall(answered.answer.replace(",", ""))]
    found = any(abs(n - abs(value)) <= by for n in told for value in readings)
    assert found, f"none of {readings} in: {answered.answer[:1500]}"


def between(answered: Answered, low: float, high: float, slack: float = 0.011) -> None:
    """The answer has a number of this span, its ends included."""
    told = [float(n) for n in _NUMBER.findall(answered.answer.replace(",", ""))]
    assert any(low - slack <= n <= high + slack for n in told), (
        f"nothing from {low} to {high} in: {answered.answer[:1500]}"
    )


def workbook(path: Path) -> str:
    """The XML of a workbook's sheets and strings; a character said by its number is itself."""
    with zipfile.ZipFile(path) as book:
        wanted = [n for n in book.namelist() if "sharedStrings" in n or "worksheets/" in n]
        return html.unescape("".join(book.read(n).decode() for n in wanted if n.endswith(".xml")))


def refused(answered: Answered, *names: str) -> None:
    """It was understood and could not be done: the error names one of these."""
    error = answered.failed().task.error
    assert error and error.code not in NOT_UNDERSTOOD, error
    told = f"{error.message} {error.hint}".lower()
    assert any(name.lower() in told for name in names), error


def ran_well(answered: Answered) -> None:
    """A program was really run, and ended well."""
    assert any(step.exit_code == 0 for step in answered.task.steps), answered.task.steps


def written(answered: Answered) -> list[str]:
    """Every Python text that was handed over or shown, those that can be read as Python."""
    texts = [p.read_text("utf-8") for p in handed(answered) if p.suffix == ".py"]
    texts += _FENCED.findall(answered.answer)
    texts += [answered.result.code] if answered.result and answered.result.code else []
    return [text for text in texts if _is_python(text)]


def _is_python(text: str) -> bool:
    try:
        return bool(ast.parse(text).body)
    except SyntaxError:
        return False


def one_passes(answered: Answered, check: str) -> None:
    """A program was written that passes: `check` reads it on standard input, and exits with 0."""
    ran_well(answered.completed())
    outcomes = []
    for text in written(answered):
        command = (sys.executable, "-c", check)
        ran = subprocess.run(command, input=text, capture_output=True, text=True, timeout=30)
        if ran.returncode == 0:
            return
        outcomes.append(ran.stderr[-300:])
    raise AssertionError(f"none passes: {outcomes} {answered.answer[:800]}")
