"""Review code: what is wrong with it, the worst first; a mended version."""

from pathlib import Path
from typing import Any

import aios_skill
import bolder
import evaluating
import explain
import folder
import mending
import syntax
import trying
from aios_skill import Request
from finding import SEVERITIES, Finding
from findings import SEVERITY_WORDS, find, line_of, looked_at, ranked
from source import code_of, pasted_code

AFTERWARDS = {
    "digests": (
        "注意：改用 sha256 后，以前存下的摘要不再相同；存密码请用加盐的 hashlib.scrypt。",
        "Note: digests kept from before are no longer the same with sha256; for passwords use "
        "hashlib.scrypt with a salt.",
    ),
    "data": (
        "注意：改用 JSON 后，以前用 pickle 写的文件要重新生成；JSON 只存文本、数、列表和字典。",
        "Note: files that pickle wrote before must be written anew; JSON keeps texts, numbers, "
        "lists and dicts only.",
    ),
}


def review(request: Request) -> dict[str, Any]:
    """Findings with line, reason and mend; the answer counts them by severity."""
    if others := syntax.other_language(request):
        return syntax.checked(request, others)
    pasted = not request.parameters.get("file") and pasted_code(syntax.text_of(request)).strip()
    if not pasted and (place := folder.folder_of(request)):
        return folder.review_all(request, place, looked_at, mended_quietly)
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
    stem = Path(path).stem if path else "code"
    beside = Path(path).parent if path else None
    best, compared, way = best_version(code, f"{stem}.py", beside)
    after = best.code
    left = find(after)
    if after == code or len(left) >= len(found):
        return [request.say("这些都要由你来决定怎么改。", "All of these need a decision of yours.")]
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
        counted(request, name, len(found) - len(left), len(left)),
        *left_to_decide(request, left, after),
        tried(request, compared),
        *notes(request, way, best),
        *(request.say(*AFTERWARDS[one]) for one in bolder.consequences(code, after)),
        diff,
    ]


def mended_quietly(code: str, path: Path) -> str:
    """The mended version of a file of a folder, "" where nothing is gained."""
    found = find(code)
    if any(finding.rule == "syntax-error" for finding in found):
        return ""
    best, compared, _way = best_version(code, path.name, path.parent)
    gained = best.code != code and len(find(best.code)) < len(found)
    return best.code if gained and not compared.worse else ""


def best_version(
    code: str, name: str, beside: Path | None
) -> tuple[mending.Mended, trying.Comparison, str]:
    """The mended version that runs like the code, how both ran, and what eval() became in it."""
    ways = evaluating.ways(code)
    for way, bold in (*((way, True) for way in ways), ("", True), *((way, False) for way in ways)):
        version = mending.mended(code, way, bold=bold)
        compared = trying.compare(code, version.code, name, beside, version.secrets)
        if compared.same:
            return version, compared, way
    plain = mending.mended(code)
    return plain, trying.compare(code, plain.code, name, beside, plain.secrets), ""


def counted(request: Request, name: str, gone: int, left: int) -> str:
    """How many findings the mended version does away with."""
    if not left:
        return request.say(
            f"修改后的版本 {name} 解决了全部 {gone} 个问题。",
            f"The mended version {name} does away with {'all' if gone > 1 else 'it'}.",
        )
    are = "is" if left == 1 else "are"
    return request.say(
        f"修改后的版本 {name} 解决了其中 {gone} 个，剩下 {left} 个由你决定。",
        f"The mended version {name} does away with {gone} of them; {left} {are} for you to decide.",
    )


def left_to_decide(request: Request, left: list[Finding], code: str) -> list[str]:
    """What is still to be found in the mended version, as far as it matters."""
    ranked_left = [f for f in ranked(left, code, request.language) if f["severity"] != "low"]
    if not ranked_left:
        return []
    head = request.say("留给你决定（新版本的行号）：", "Left to you (lines of the new version):")
    return [head, *(f"- {line_of(f, request.language)}" for f in ranked_left[:5])]


def notes(request: Request, way: str, version: mending.Mended) -> list[str]:
    """What is to be known before the mended version is used."""
    told = []
    if way == "literal":
        told.append(
            request.say(
                "注意：ast.literal_eval 只接受字面量（数、文本、列表、字典等），不会执行代码。",
                "Note: ast.literal_eval takes only literals (numbers, text, lists, dicts) and "
                "runs no code.",
            )
        )
    if way == "arithmetic":
        told.append(
            request.say(
                "注意：arithmetic() 只算数、+ - * / // % ** 和括号，其他输入一律拒绝。",
                "Note: arithmetic() takes numbers, + - * / // % ** and brackets, nothing else.",
            )
        )
    if version.secrets:
        names = request.say("、", ", ").join(version.secrets)
        told.append(
            request.say(
                f"注意：运行前要设好环境变量 {names}（试运行时用了原来的值）；"
                "源代码里的旧值已经泄露，请更换。",
                f"Note: set {names} in the environment before it is run (the trial had the old "
                "values); replace the values that stood in the source.",
            )
        )
    return told


def tried(request: Request, compared: trying.Comparison) -> str:
    """How both versions ran."""
    code = compared.after.exit_code
    ended = (
        request.say("8 秒后仍在运行", "still ran after 8 s")
        if code is None
        else request.say(f"退出码 {code}", f"exit code {code}")
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
