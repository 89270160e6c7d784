"""Review Python code: compile it, walk its syntax tree, report the worst first. Runs nothing."""

import ast
import warnings
from typing import Any

import aios_skill
import habits
import names
import risks
from aios_skill import Request
from finding import SEVERITIES, Finding, read_rules
from source import code_of

CHECKS = (*risks.CHECKS, *habits.CHECKS, *names.CHECKS)
SEVERITY_WORDS = {
    "zh": {"high": "严重", "medium": "中等", "low": "轻微"},
    "en": {"high": "high", "medium": "medium", "low": "low"},
}


def review(request: Request) -> dict[str, Any]:
    """Findings with line, reason and mend; the answer counts them by severity."""
    code, path = code_of(request)
    findings = [described(found, code, request.language) for found in find(code)]
    findings.sort(key=lambda f: (SEVERITIES.index(f["severity"]), f["line"]))
    counts = {s: sum(f["severity"] == s for f in findings) for s in SEVERITIES}
    return {
        "answer": answer(request, path, findings, counts),
        "output": "\n".join(line_of(found, request.language) for found in findings),
        "data": {
            "file": path,
            "lines": len(code.splitlines()),
            "counts": counts,
            "findings": findings,
        },
    }


def find(code: str) -> list[Finding]:
    """All findings, each once; if the code does not parse, that alone."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            tree = ast.parse(code)
            compile(tree, "<review>", "exec")
    except SyntaxError as error:
        return [Finding("syntax-error", error.lineno or 1, {"message": error.msg})]
    except (ValueError, RecursionError) as error:
        return [Finding("syntax-error", 1, {"message": str(error)})]
    found = [finding for check in CHECKS for finding in check(tree)]
    unique = {(f.rule, f.line, str(f.facts)): f for f in found}
    return list(unique.values())


def described(found: Finding, code: str, language: str) -> dict[str, Any]:
    """The finding as data, in the user's language, with the source line."""
    rule = read_rules()[found.rule]
    reason, mend = (text.format(**found.facts) for text in rule[language])
    lines = code.splitlines()
    source = lines[found.line - 1].strip() if 0 < found.line <= len(lines) else ""
    return {
        "line": found.line,
        "severity": rule["severity"],
        "rule": found.rule,
        "reason": reason,
        "mend": mend,
        "source": source[:200],
    }


def line_of(found: dict[str, Any], language: str) -> str:
    severity = SEVERITY_WORDS[language][found["severity"]]
    if language == "zh":
        return f"第 {found['line']} 行 [{severity}] {found['reason']}。{found['mend']}。"
    return f"line {found['line']} [{severity}] {found['reason']}; {found['mend']}."


def answer(
    request: Request, path: str, findings: list[dict[str, Any]], counts: dict[str, int]
) -> str:
    name = path or request.say("这段代码", "The code")
    if not findings:
        return request.say(
            f"{name}：没有发现问题（只做了静态检查，没有运行）。",
            f"{name}: nothing found (checked without running it).",
        )
    words = SEVERITY_WORDS[request.language]
    tally = request.say("、", ", ").join(f"{words[s]} {n}" for s, n in counts.items() if n)
    total = len(findings)
    noun = "finding" if total == 1 else "findings"
    head = request.say(f"{name}：{total} 个问题（{tally}）。", f"{name}: {total} {noun} ({tally}).")
    shown = [line_of(found, request.language) for found in findings[:20]]
    if total > len(shown):
        shown.append(request.say(f"……还有 {total - 20} 个", f"… and {total - 20} more"))
    return "\n".join([head, *shown])


if __name__ == "__main__":
    aios_skill.main({"review": review})
