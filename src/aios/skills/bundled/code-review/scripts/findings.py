"""What is wrong with a Python program, as data and in words: by its syntax tree, and by ruff."""

import ast
import warnings
from typing import Any

import dead
import habits
import looping
import names
import oversights
import risks
import ruffing
import thinking
from finding import SEVERITIES, Finding, read_rules

CHECKS = (
    *risks.CHECKS,
    *habits.CHECKS,
    *looping.CHECKS,
    *names.CHECKS,
    *dead.CHECKS,
    *oversights.CHECKS,
    *thinking.CHECKS,
)
SEVERITY_WORDS = {
    "zh": {"high": "严重", "medium": "中等", "low": "轻微"},
    "en": {"high": "high", "medium": "medium", "low": "low"},
}


def looked_at(code: str, language: str) -> list[dict[str, Any]]:
    """The findings in code as data, the worst first."""
    return ranked(find(code), code, language)


def ranked(found: list[Finding], code: str, language: str) -> list[dict[str, Any]]:
    """Findings as data, the worst first."""
    findings = [described(finding, code, language) for finding in found]
    return sorted(findings, key=lambda f: (SEVERITIES.index(f["severity"]), f["line"]))


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
    found += ruffing.find(code)
    unique = {(f.rule, f.line, str(f.facts)): f for f in found}
    return list(unique.values())


def described(found: Finding, code: str, language: str) -> dict[str, Any]:
    """The finding as data, in the user's language, with the source line."""
    rule = read_rules()[found.rule]
    reason, mend = (
        text.format(**found.facts) for text in found.facts.get(language, rule[language])
    )
    lines = code.splitlines()
    source = lines[found.line - 1].strip() if 0 < found.line <= len(lines) else ""
    return {
        "line": found.line,
        "severity": ruffing.severity(found.facts["code"])
        if found.rule == "ruff"
        else rule["severity"],
        "rule": found.facts.get("code", found.rule),
        "reason": reason,
        "mend": mend,
        "source": source[:200],
    }


def line_of(found: dict[str, Any], language: str) -> str:
    severity = SEVERITY_WORDS[language][found["severity"]]
    if language == "zh":
        mend = f"{found['mend']}。" if found["mend"] else ""
        return f"第 {found['line']} 行 [{severity}] {found['reason']}。{mend}"
    mend = f"; {found['mend']}" if found["mend"] else ""
    return f"line {found['line']} [{severity}] {found['reason']}{mend}."
