"""Review code: what its syntax tree, ruff or shellcheck tell, the worst first; a mended version."""

import ast
import warnings
from pathlib import Path
from typing import Any

import aios_skill
import folder
import habits
import looping
import mending
import names
import risks
import ruffing
import syntax
import trying
from aios_skill import Request
from finding import SEVERITIES, Finding, read_rules
from source import code_of, pasted_code

CHECKS = (*risks.CHECKS, *habits.CHECKS, *looping.CHECKS, *names.CHECKS)
SEVERITY_WORDS = {
    "zh": {"high": "严重", "medium": "中等", "low": "轻微"},
    "en": {"high": "high", "medium": "medium", "low": "low"},
}


def review(request: Request) -> dict[str, Any]:
    """Findings with line, reason and mend; the answer counts them by severity."""
    if others := syntax.other_language(request):
        return syntax.checked(request, others)
    pasted = not request.parameters.get("file") and pasted_code(syntax.text_of(request)).strip()
    if not pasted and (place := folder.folder_of(request)):
        return folder.review_all(request, place, looked_at)
    code, path = code_of(request)
    found = find(code)
    findings = ranked(found, code, request.language)
    counts = {s: sum(f["severity"] == s for f in findings) for s in SEVERITIES}
    result: dict[str, Any] = {
        "output": "\n".join(line_of(finding, request.language) for finding in findings),
        "data": {
            "file": path,
            "lines": len(code.splitlines()),
            "counts": counts,
            "findings": findings,
        },
    }
    lines = [answer(request, path, findings, counts)]
    if findings and not any(finding.rule == "syntax-error" for finding in found):
        lines += mended(request, code, path, found, result)
    return {**result, "answer": "\n".join(lines)}


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


def mended(
    request: Request, code: str, path: str, found: list[Finding], result: dict[str, Any]
) -> list[str]:
    """Write and try the mended version; the lines that tell of it. The result gets the program."""
    aios_skill.progress(
        request.say("写出并试运行修改后的版本", "Writing and trying the mended version")
    )
    after = mending.mended(code)
    left = find(after)
    if after == code or len(left) >= len(found):
        return [request.say("这些都要由你来决定怎么改。", "All of these need a decision of yours.")]
    stem = Path(path).stem if path else "code"
    compared = trying.compare(code, after, f"{stem}.py")
    if compared.worse:
        return [
            request.say(
                "自动修改后的版本不能运行，所以没有采用。",
                "The mended version failed, so it is not given.",
            )
        ]
    name = f"{stem}_fixed.py"
    Path(request.out, name).write_text(after, encoding="utf-8")
    diff = mending.difference(code, after, Path(path).name or "code.py")
    result["code"] = after
    result["data"] |= {
        "mended": len(found) - len(left),
        "left": len(left),
        "diff": diff,
        "fixed": name,
    }
    return [
        request.say(
            f"修改后的版本 {name} 解决了其中 {len(found) - len(left)} 个，"
            f"剩下 {len(left)} 个由你决定。",
            f"The mended version {name} does away with {len(found) - len(left)} of them; "
            f"{len(left)} are for you to decide.",
        ),
        tried(request, compared),
        diff,
    ]


def tried(request: Request, compared: trying.Comparison) -> str:
    """How both versions ran."""
    code = compared.after.exit_code
    ended = (
        request.say("8 秒后仍在运行", "still ran after 8 s")
        if code is None
        else f"exit code {code}"
    )
    what = (
        request.say("两个版本的测试都运行过", "The tests of both were run")
        if compared.tests
        else (request.say("两个版本都运行过", "Both versions were run"))
    )
    same = (
        request.say("结果相同", "with the same outcome")
        if compared.same
        else (request.say("结果不同，请看一眼", "with different outcomes: have a look"))
    )
    return request.say(f"{what}：{same}（{ended}）。", f"{what}, {same} ({ended}).")


def line_of(found: dict[str, Any], language: str) -> str:
    severity = SEVERITY_WORDS[language][found["severity"]]
    if language == "zh":
        mend = f"{found['mend']}。" if found["mend"] else ""
        return f"第 {found['line']} 行 [{severity}] {found['reason']}。{mend}"
    mend = f"; {found['mend']}" if found["mend"] else ""
    return f"line {found['line']} [{severity}] {found['reason']}{mend}."


def answer(
    request: Request, path: str, findings: list[dict[str, Any]], counts: dict[str, int]
) -> str:
    name = path or request.say("这段代码", "The code")
    if not findings:
        return request.say(
            f"{name}：没有发现问题（静态检查和 ruff，没有运行）。",
            f"{name}: nothing found (by our checks and ruff, without running it).",
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
