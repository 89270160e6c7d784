"""Review the programs of a folder: each as by itself, those with the worst findings first."""

import re
from pathlib import Path
from typing import Any

import syntax
from aios_skill import Failure, Request, progress
from finding import SEVERITIES
from source import MAX_BYTES, file_text

# Rules by the words that people have for them.
NAMED = {
    r"\beval\b|\bexec\b": "eval",
    r"\bbare\s+excepts?\b|裸\s*(?:的)?\s*except|except\s*:": "bare-except",
    r"mutable\s+default|可变(?:的)?(?:对象)?(?:作)?(?:为)?默认": "mutable-default",
    r"hard-?coded|硬编码|写死|\bpasswords?\b|\bsecrets?\b|密码|密钥": "hardcoded-secret",
    r"sql\s*(?:injection|注入)": "sql-building",
    r"shell\s*=\s*true|command\s+injection|命令注入": "shell",
    r"unused\s+imports?|没用(?:到|上)?的\s*(?:import|导入)|未使用的导入": "unused-import",
    r"\bpickle\b|yaml\.load": "unsafe-load",
    r"without\s+(?:a\s+)?timeouts?|没有?(?:设)?超时": "no-timeout",
    r"assert\w*\s+(?:for|as)\s+valid|用\s*assert": "assert-validation",
}
KINDS = (".py", ".js", ".mjs", ".cjs", ".sh", ".bash")
SKIPPED = {"node_modules", "__pycache__", "venv", "site-packages", "dist", "build"}
MOST_FILES = 200
SHOWN = 8
MOST_RANKED = 30
WORDS = {"high": ("严重", "high"), "medium": ("中等", "medium"), "low": ("轻微", "low")}
# "rank the findings": over all files, not file by file.
RANKED = re.compile(
    r"排[序名行]|严重程度|最严重|由重到轻|从重到轻|优先级|\b(?:rank\w*|severity|worst|most\s+(?:serious|severe|dangerous)|priorit\w+)\b",
    re.IGNORECASE,
)
# What says that a folder is meant where no code is: "review all files here", "审查整个项目".
MEANT = re.compile(
    r"所有|全部|整个|项目|目录|文件夹|代码库|每个|这些|哪[些几个]|各个|\b(?:which|all|every|whole|entire|project|folder|director(?:y|ies)"
    r"|files|here|repo(?:sitory)?|code ?base)\b",
    re.IGNORECASE,
)


# "give me fixed versions": of the files that have something to be mended without asking.
FIXED = re.compile(
    r"改好|修[好改复正]|修改后|修复|改正|\b(?:fix(?:ed|es|ing)?|mend(?:ed)?|correct(?:ed|ions?)|repair(?:ed)?)\b",
    re.IGNORECASE,
)
MOST_FIXED = 8
# "list the broken ones only", "没错的不用列": files without findings are not named.
ONLY_WRONG = re.compile(
    r"[只仅就](?:需要?|用|要|想|把)?(?:列|说|给|告诉|报|显示|写|看|输出|返回)?[出我]?(?:那些)?(?:有|出|坏|写?错)"
    r"|(?:没[有错问出]|没毛病|正确|正常|通过|好)[^，,。；;]{0,6}的?[^，,。；;]{0,4}"
    r"(?:不用|不必|不要|不需要?|别|无需|略过|跳过|省略)"
    r"|(?:不用|不必|不要|别|无需|略过|跳过|省略)(?:再)?[^，,。；;]{0,4}(?:没[有错问]|正确的|正常的|好的)"
    r"|\b(?:only|just)\b[^.!?;]{0,40}?\b(?:broken|wrong|bad|fail\w*|faulty|invalid|errors?|problems?"
    r"|mistakes?|bugs?)\b"
    r"|\b(?:broken|wrong|bad|failing|faulty|invalid)\s+(?:ones?|files?|scripts?)\s+only\b"
    r"|\b(?:skip|omit|ignore|leave\s+out|without)\b[^.!?;]{0,20}\b(?:fine|good|clean|correct|ok|okay|valid|right)\b"
    r"|(?:\bnot|n't|\bno\s+need\s+to)\s+(?:list|show|name|mention|tell|include|print|report)\b"
    r"[^.!?;]{0,40}\b(?:fine|good|clean|correct|ok|okay|valid)\b",
    re.IGNORECASE,
)
# Which programs alone are meant: "all shell scripts in bin", "code 里的 js 文件".
LANGUAGES = {
    r"python|(?<![A-Za-z])py(?![A-Za-z])": (".py",),
    r"javascript|node|(?<![A-Za-z])js(?![A-Za-z])": (".js", ".mjs", ".cjs"),
    r"shell|bash|(?<![A-Za-z])sh(?![A-Za-z])": (".sh", ".bash"),
}


def folder_of(request: Request) -> Path | None:
    """The folder to review; None where a file is named, or a folder is only where the user is."""
    file, folder = (str(request.parameters.get(name) or "") for name in ("file", "folder"))
    if file:
        return Path(file) if Path(file).is_dir() else None
    named = bool(folder) and Path(folder) != Path(request.cwd or "/")
    return Path(folder) if folder and (named or MEANT.search(syntax.text_of(request))) else None


def kinds_meant(request: Request, known: tuple[str, ...] = KINDS) -> tuple[str, ...]:
    """The suffixes of the languages that are named, else all that are known."""
    text = syntax.text_of(request)
    named = [kinds for words, kinds in LANGUAGES.items() if re.search(words, text, re.IGNORECASE)]
    return tuple(kind for kinds in named for kind in kinds) or known


def programs_in(folder: Path, kinds: tuple[str, ...] = KINDS) -> list[Path]:
    """The programs of a folder and below, hidden and installed ones left out, by name."""
    found = [path for path in sorted(folder.rglob("*")) if path.suffix.lower() in kinds]
    return [
        path
        for path in found
        if path.is_file()
        and not any(p in SKIPPED or p.startswith(".") for p in path.relative_to(folder).parts)
    ]


def review_all(
    request: Request,
    folder: Path,
    look: Any,
    mend: Any = None,
    known: tuple[str, ...] = KINDS,
) -> dict[str, Any]:
    """The findings of each program; `look` reviews the code of a Python file, and `mend` gives it
    mended, "" where that does away with nothing."""
    kinds = kinds_meant(request, known)
    programs = programs_in(folder, kinds)
    if not programs:
        shown = request.say("、", ", ").join(kinds)
        raise Failure(
            "nothing_to_review",
            request.say(
                f"{folder} 里没有程序（{shown}）。", f"{folder} holds no programs ({shown})."
            ),
            request.say("请给出有代码的文件夹。", "Name a folder with code."),
        )
    reviews = []
    for number, path in enumerate(programs[:MOST_FILES], 1):
        progress(request.say(f"审查 {number}：{path.name}", f"Reviewing {number}: {path.name}"))
        name = str(path.relative_to(folder))
        reviews.append({"file": name, "findings": findings_of(request, path, look)})
    reviews.sort(key=lambda review: (-weight(review["findings"]), review["file"]))
    fixed = fixed_files(request, folder, reviews, mend)
    meant = meant_alone(request, reviews)
    return {
        "answer": "\n".join(
            [*meant, told(request, folder, reviews, len(programs) - len(reviews)), *fixed]
        ),
        "data": {"folder": str(folder), "files": reviews, "left_out": len(programs) - len(reviews)},
    }


def only_wrong(request: Request) -> bool:
    """Whether files without findings are not to be named."""
    return bool(ONLY_WRONG.search(syntax.text_of(request)))


def meant_alone(request: Request, reviews: list[dict[str, Any]]) -> list[str]:
    """The findings of the rules that the text names, by file and line, before all others."""
    text = syntax.text_of(request)
    rules = [rule for words, rule in NAMED.items() if re.search(words, text, re.IGNORECASE)]
    if not rules:
        return []
    found = [
        f"{review['file']}:{f['line']} {f['reason']}"
        for review in sorted(reviews, key=lambda review: str(review["file"]))
        for f in sorted(review["findings"], key=lambda f: int(f["line"]))
        if f.get("rule") in rules
    ]
    head = request.say(f"所问的有 {len(found)} 处：", f"Of those asked about: {len(found)}.")
    return [head, *found, ""]


def fixed_files(
    request: Request, folder: Path, reviews: list[dict[str, Any]], mend: Any
) -> list[str]:
    """The line on the mended versions, which are written where they are asked for."""
    if mend is None or not FIXED.search(syntax.text_of(request)):
        return []
    names = []
    for review in [r for r in reviews if r["findings"] and r["file"].endswith(".py")][:MOST_FIXED]:
        path = folder / review["file"]
        progress(request.say(f"修改：{path.name}", f"Mending {path.name}"))
        if after := mend(file_text(request, path), path):
            name = review["file"].replace("/", "_").removesuffix(".py") + "_fixed.py"
            Path(request.out, name).write_text(after, encoding="utf-8")
            names.append(name)
    if not names:
        return [request.say("没有可以自动修改的。", "Nothing could be mended without you.")]
    shown = request.say("、", ", ").join(names)
    return [request.say(f"修改后的版本：{shown}（都试运行过）。", f"Mended, and tried: {shown}.")]


def findings_of(request: Request, path: Path, look: Any) -> list[dict[str, Any]]:
    """The findings in one file, the worst first."""
    if path.stat().st_size > MAX_BYTES:
        reason = request.say("文件太大，没有审查", "too large, not reviewed")
        return [{"line": 1, "severity": "low", "reason": reason, "mend": ""}]
    code = file_text(request, path)
    if path.suffix.lower() == ".py":
        return list(look(code, request.language))
    problems, _ = syntax.CHECKS[syntax.LANGUAGES[path.suffix.lower()]](code)
    return [
        {
            "line": p.line,
            "severity": "high" if p.error else "low",
            "reason": request.say(p.zh, p.en),
            "mend": "",
        }
        for p in sorted(problems, key=lambda p: (not p.error, p.line))
    ]


def weight(findings: list[dict[str, Any]]) -> int:
    """How bad the findings of a file are together: one high outweighs any medium ones."""
    return sum(10_000 ** (2 - SEVERITIES.index(f["severity"])) for f in findings)


def told(request: Request, folder: Path, reviews: list[dict[str, Any]], left_out: int) -> str:
    """The answer: the tally, and for each file its worst findings."""
    every = [finding for review in reviews for finding in review["findings"]]
    counts = {s: sum(f["severity"] == s for f in every) for s in SEVERITIES}
    zh = "、".join(f"{WORDS[s][0]} {n}" for s, n in counts.items() if n) or "无"
    en = ", ".join(f"{n} {WORDS[s][1]}" for s, n in counts.items() if n) or "none"
    lines = [
        request.say(
            f"{folder}：审查了 {len(reviews)} 个文件，{len(every)} 个问题（{zh}）。",
            f"{folder}: {len(reviews)} files reviewed, {len(every)} findings ({en}).",
        )
    ]
    ranks = len(reviews) > 1 and RANKED.search(syntax.text_of(request))
    if only_wrong(request):
        reviews = [review for review in reviews if review["findings"]]
    lines += ranked(request, reviews) if ranks else by_file(request, reviews)
    if left_out:
        lines.append(
            request.say(f"另有 {left_out} 个文件没有审查。", f"{left_out} files left out.")
        )
    return "\n".join(lines)


def ranked(request: Request, reviews: list[dict[str, Any]]) -> list[str]:
    """The findings of all files, the worst first; then the files without any."""
    every = [(review["file"], f) for review in reviews for f in review["findings"]]
    every.sort(key=lambda pair: SEVERITIES.index(pair[1]["severity"]))
    lines = [
        f"{number}. {file} {line_of(request, finding)}"
        for number, (file, finding) in enumerate(every[:MOST_RANKED], 1)
    ]
    if more := len(every) - len(lines):
        lines.append(request.say(f"……还有 {more} 个", f"… and {more} more"))
    clean = [review["file"] for review in reviews if not review["findings"]]
    if clean:
        names = request.say("、", ", ").join(clean)
        lines.append(request.say(f"没有发现问题：{names}", f"Nothing found: {names}"))
    return lines


def by_file(request: Request, reviews: list[dict[str, Any]]) -> list[str]:
    """The files, those with the worst findings first, each with these."""
    lines = []
    for review in reviews:
        found = review["findings"]
        tally = request.say(f"{len(found)} 个", f"{len(found)}")
        clean = request.say("没有发现问题", "nothing found")
        lines.append(f"{review['file']}: {tally if found else clean}")
        lines += [f"  {line_of(request, finding)}" for finding in found[:SHOWN]]
        if (more := len(found) - SHOWN) > 0:
            lines.append(request.say(f"  ……还有 {more} 个", f"  … and {more} more"))
    return lines


def line_of(request: Request, found: dict[str, Any]) -> str:
    """A finding with its line, how heavy it is, and what mends it."""
    mark = request.say(*WORDS[found["severity"]])
    mend = request.say(f"。{found['mend']}", f"; {found['mend']}") if found["mend"] else ""
    place = request.say(f"第 {found['line']} 行", f"line {found['line']}")
    return f"{place} [{mark}] {found['reason']}{mend}"
