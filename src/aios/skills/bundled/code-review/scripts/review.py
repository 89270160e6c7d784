"""Review code: what is wrong with it, the worst first; a mended version."""

from pathlib import Path
from typing import Any

import aios_skill
import explain
import folder
import mending
import syntax
import trying
from aios_skill import Request
from finding import SEVERITIES, Finding
from findings import SEVERITY_WORDS, find, line_of, looked_at, ranked
from source import code_of, pasted_code


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
    lines = [*explain.where_asked(request, code, path), answer(request, path, findings, counts)]
    if findings and not any(finding.rule == "syntax-error" for finding in found):
        lines += mended(request, code, path, found, result)
    return {**result, "answer": "\n".join(lines)}


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
