"""What a JavaScript or shell program has, read from its lines: for an explanation without a run."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

# What a line says, by language: what it is called, and the pattern of its name and more.
KINDS = {
    "JavaScript": (
        ("needs", r"\brequire\(\s*['\"]([^'\"]+)|^\s*import\b.*?['\"]([^'\"]+)['\"]"),
        ("classes", r"^\s*(?:export\s+)?(?:default\s+)?class\s+(\w+(?:\s+extends\s+[\w.]+)?)"),
        (
            "functions",
            r"^\s*(?:export\s+)?(?:default\s+)?(?:async\s+)?function\s*\*?\s*(\w+\s*\([^)]*\))"
            r"|^\s*(?:export\s+)?(?:const|let|var)\s+(\w+\s*=\s*(?:async\s*)?(?:\([^)]*\)|\w+)\s*=>)",
        ),
        (
            "routes",
            r"\b\w+\.((?:get|post|put|patch|delete|use|all)\(\s*['\"`][^'\"`]*['\"`])",
        ),
        ("events", r"\.(?:addEventListener|on)\(\s*['\"](\w[\w:-]*)['\"]"),
        ("listens", r"\.listen\(\s*([^,)]+)"),
        ("asks", r"\b(?:fetch|axios(?:\.\w+)?)\(\s*['\"`]?([^'\"`),]+)"),
        ("settings", r"process\.env\.(\w+)"),
        ("exports", r"module\.exports\s*=\s*(.+?);?\s*$|^\s*export\s+\{([^}]*)\}"),
    ),
    "shell": (
        ("functions", r"^\s*(?:function\s+)?([\w-]+)\s*\(\)\s*\{?|^\s*function\s+([\w-]+)"),
        ("settings", r"\$\{?([A-Z][A-Z0-9_]+)"),
        ("starts", r"^\s*(?:if\s+!?\s*|sudo\s+|exec\s+)?([a-z][\w.-]+)(?=\s|$)"),
        ("writes", r"(?<![<>&\d])>>?\s*([\w./$\"{}-]+)"),
    ),
}
NAMES = {
    "needs": ("用到的模块", "Modules it needs"),
    "classes": ("类", "Classes"),
    "functions": ("函数", "Functions"),
    "routes": ("处理的请求", "Requests it answers"),
    "events": ("响应的事件", "Events it reacts to"),
    "listens": ("监听端口", "Listens on port"),
    "asks": ("访问网址", "Asks the web for"),
    "settings": ("环境变量", "Environment variables"),
    "starts": ("依次用到的命令", "Commands it runs"),
    "writes": ("写入", "Writes"),
    "exports": ("导出", "Exports"),
}
_SYNTAX = (
    "if then else elif fi for do done while until case esac in set echo local return exit function"
    " export read"
)
_WORDS = frozenset(_SYNTAX.split())
_ROUTE = re.compile(r"\(\s*['\"`]([^'\"`]*)['\"`]")
_COMMENT = re.compile(r"^\s*(?://+|#(?!!)|/?\*+(?!/))\s*(.+?)\s*(?:\*/)?\s*$")
_LISTED = ("functions", "classes", "routes")  # a line each, with the comment above them
_FEW = 12


@dataclass
class Outline:
    """What was found, each thing once and in order, and what its first comment says of it."""

    language: str
    lines: int
    says: str = ""
    found: dict[str, list[str]] = field(default_factory=dict)


def outlined(code: str, language: str) -> Outline:
    """What the lines of a program tell."""
    rows = code.splitlines()
    first = next((row for row in rows if row.strip() and not row.startswith("#!")), "")
    comment = _COMMENT.match(first)
    outline = Outline(language, len(rows), comment[1] if comment else "")
    before = ""
    for row in rows:
        said = _COMMENT.match(row)
        if not said:
            _add(outline, row, before)
        before = said[1] if said else ""
    return outline


def _add(outline: Outline, row: str, before: str) -> None:
    for kind, pattern in KINDS[outline.language]:
        for match in re.finditer(pattern, row):
            name = next((group.strip() for group in match.groups() if group), "")
            if not name or (kind == "starts" and name in _WORDS):
                continue
            name = _ROUTE.sub(r" \1", name) if kind == "routes" else name
            told = f"{name} — {before}" if before and kind in _LISTED else name
            there = outline.found.setdefault(kind, [])
            if told not in there:
                there.append(told)


def sentences(outline: Outline, name: str, say: Callable[[str, str], str]) -> list[str]:
    """The outline as lines."""
    says, count = outline.says, outline.lines
    lines = [
        say(
            f"{name}：{outline.language} 程序，{count} 行。"
            + (f"它自己的说明：{says}" if says else ""),
            f"{name}: a {outline.language} program of {count} lines."
            + (f" It says of itself: {says}" if says else ""),
        )
    ]
    for kind, found in outline.found.items():
        zh, en = NAMES[kind]
        shown = found[:_FEW] + (["…"] if len(found) > _FEW else [])
        if kind in _LISTED:
            lines.append(say(f"{zh} {len(found)} 个：", f"{en} ({len(found)}):"))
            lines += [f"- {one}" for one in shown]
        else:
            lines.append(say(f"{zh}：{'、'.join(shown)}", f"{en}: {', '.join(shown)}"))
    return lines
