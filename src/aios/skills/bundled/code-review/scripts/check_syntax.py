"""Whether a file, a folder's programs or pasted code are right, in Python, JavaScript, shell, JSON,
YAML or TOML."""

from typing import Any

import aios_skill
import folder
import syntax
from aios_skill import Request


def check_syntax(request: Request) -> dict[str, Any]:
    """The errors in a file or in pasted code; in each program of a folder that is named."""
    place = None if request.parameters.get("file") else folder.folder_of(request)
    if place:
        reviewed = folder.review_all(request, place, syntax_alone, known=tuple(syntax.LANGUAGES))
        if folder.only_wrong(request):
            return reviewed | {"answer": which(request, reviewed, named=False)}
        return reviewed | {"answer": f"{which(request, reviewed)}\n{reviewed['answer']}"}
    return syntax.check_syntax(request)


def which(request: Request, reviewed: dict[str, Any], *, named: bool = True) -> str:
    """Which files of a folder have errors, with the lines, and which have none; with the reasons
    where those without are not to be named."""
    wrong, right = [], []
    for review in reviewed["data"]["files"]:
        lines = sorted({f["line"] for f in review["findings"] if f["severity"] == "high"})
        shown = ", ".join(map(str, lines))
        at = request.say(f"（第 {shown} 行）", f" (line {shown})")
        (wrong if lines else right).append(review["file"] + (at if lines else ""))
    if wrong and not named:
        return "\n".join(reasons(request, reviewed))
    between = request.say("、", ", ")
    if not wrong:
        return request.say("都没有语法错误。", "None of them has a syntax error.")
    said = request.say(
        f"有语法错误的：{between.join(wrong)}", f"With syntax errors: {between.join(wrong)}"
    )
    fine = request.say(f"；没有的：{between.join(right)}。", f"; fine: {between.join(right)}.")
    return said + (fine if right else request.say("。", "."))


def reasons(request: Request, reviewed: dict[str, Any]) -> list[str]:
    """The files with errors by name, each error with its line and what is wrong."""
    lines = []
    for review in sorted(reviewed["data"]["files"], key=lambda review: str(review["file"])):
        wrong = {f["line"]: f["reason"] for f in review["findings"] if f["severity"] == "high"}
        at = request.say("{file}：第 {line} 行，{reason}", "{file}: line {line}, {reason}")
        lines += [
            at.format(file=review["file"], line=line, reason=reason)
            for line, reason in sorted(wrong.items())
        ]
    return lines


def syntax_alone(code: str, language: str) -> list[dict[str, Any]]:
    """The errors of syntax in a Python program as findings."""
    problems, _ = syntax.CHECKS["Python"](code)
    reasons = ((p, p.zh if language == "zh" else p.en) for p in problems)
    return [
        {"line": p.line, "severity": "high" if p.error else "low", "reason": reason, "mend": ""}
        for p, reason in reasons
    ]


if __name__ == "__main__":
    aios_skill.main({"check_syntax": check_syntax})
