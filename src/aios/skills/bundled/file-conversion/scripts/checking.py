"""Data files checked, and written prettily or as short as they can be."""

# ruff: noqa: E501 - a sentence in two languages is one line

import os
import re

from aios_numerals import ENGLISH, value_of
from asked import files_of, free_name, handed_over, size_text, text_of
from data import NAMES, Broken, dumped, loaded
from failures import failed
from kinds import kind_of
from reading import NoTable, tables_from

_SMALL = re.compile(
    r"minif|compact|(?:one|single) line|(?:no|without|remove|strip|drop)\w* (?:all )?(?:the )?(?:extra )?(?:white-?space|spaces|blanks|line breaks)|压缩|紧凑|最小化|一行|(?:去|删|不要|没有)\S{0,6}(?:空格|空白|换行)",
    re.I,
)
# "It is all on one line": how it stands now, which is complained of.
_CRAMMED = re.compile(
    r"(?:全|都|全都|内容|现在)*(?:挤|堆|写|排|放)(?:在|成)了?(?:同)?一行(?:里|上)?|(?:都|全)是?在?一行(?:里|上)?"
    r"|\b(?:is|are|it's|comes|came|was|stands|all)\s+(?:all\s+)?(?:crammed\s+|squeezed\s+|written\s+)?(?:in|on|into|onto|as)\s+(?:just\s+)?(?:one|a\s+single)\s+(?:long\s+)?line",
    re.I,
)
_SORTED = re.compile(r"sort(?:ed)?\s+(?:the\s+)?keys|按键排序|键排序|排序", re.I)
_INDENT = re.compile(r"(?:indent\D{0,12}|缩进\D{0,4})(\d)|(\d)\s*(?:spaces|个空格|格)", re.I)
_INDENT_WORDS = re.compile(rf"\bindent\w*\s+(?:by|with|of)\s+({ENGLISH})\b", re.I)
SHOWN_CHARACTERS = 1500
SHOWN_LINES = 3


def format_data(request):
    """JSON, YAML, TOML or XML, pretty or small, with sorted keys when asked."""
    path = files_of(request)[0]
    kind, name = kind_of(path), os.path.basename(path)
    if kind not in NAMES:
        raise failed(
            request, "target_unknown", file=name, target="JSON, YAML, TOML, XML", can="convert"
        )
    with open(path, "rb") as file:
        value = loaded(file.read(), kind)
    text = text_of(request).replace(name, " ")
    small = bool(_SMALL.search(_CRAMMED.sub(" ", text))) and kind == "json"
    spaces = None if small else indent_of(text)
    made, _notes = dumped(value, kind, indent=spaces, sort_keys=bool(_SORTED.search(text)))
    goal = free_name(request, request.parameters.get("output") or name)
    target = os.path.join(request.out, goal)
    with open(target, "w", encoding="utf-8", newline="\n") as file:
        file.write(made)
    how = (
        request.say("压成一行", "on one line")
        if small
        else request.say(f"缩进 {spaces} 格", f"indented by {spaces}")
    )
    told = request.say(
        f"{name}（{size_text(path)}）→ {goal}（{size_text(target)}），{how}：",
        f"{name} ({size_text(path)}) → {goal} ({size_text(target)}), {how}:",
    )
    shown = made if len(made) <= SHOWN_CHARACTERS else f"{made[:SHOWN_CHARACTERS]}\n…"
    result = {"answer": f"{told}\n{shown.rstrip()}", "output": made[:20_000], "origin": path}
    return handed_over(request, [goal], path, result)


def indent_of(text):
    """By how many signs a text wants each level indented; two where it does not say."""
    indent = _INDENT.search(text)
    words = _INDENT_WORDS.search(text)
    return int(indent[1] or indent[2]) if indent else value_of(words[1]) if words else 2


def check_data(request):
    """Whether the files keep the rules of their kind, and where they break them."""
    told, data = [], []
    files = files_of(request)
    for path in files:
        valid, sentence, facts = _checked(request, path)
        told.append(sentence)
        data.append({"file": os.path.basename(path), "valid": valid, **facts})
    return {"answer": "\n".join(told), "data": data, "origin": ", ".join(files)}


def _checked(request, path):
    kind, name = kind_of(path), os.path.basename(path)
    if kind in ("csv", "tsv"):
        return _checked_table(request, path, kind)
    if kind not in NAMES:
        raise failed(request, "kind_unknown", file=name)
    with open(path, "rb") as file:
        raw = file.read()
    try:
        value = loaded(raw, kind)
    except Broken as problem:
        where = {"line": problem.line, "column": problem.column, "problem": problem.said}
        sentence = request.say(
            f"{name} 不是有效的 {NAMES[kind]}：第 {problem.line} 行第 {problem.column} 列，{problem.said}。",
            f"{name} is not valid {NAMES[kind]}: line {problem.line}, column {problem.column}: {problem.said}.",
        )
        return False, f"{sentence}\n{_near(raw, problem.line)}", where
    count = len(value) if isinstance(value, (dict, list)) else 1
    kind_of_top = {dict: ("对象", "an object"), list: ("列表", "a list")}.get(
        type(value), ("值", "a value")
    )
    sentence = request.say(
        f"{name} 是有效的 {NAMES[kind]}：最外层是{kind_of_top[0]}，{count} 项。",
        f"{name} is valid {NAMES[kind]}: {kind_of_top[1]} of {count} items at the top.",
    )
    return True, sentence, {"items": count}


def _near(raw, line):
    """The lines around the place, numbered."""
    lines = raw.decode("utf-8", "replace").splitlines()
    first = max(0, line - SHOWN_LINES)
    return "\n".join(
        f"{n:>5} {'>' if n == line else '|'} {text[:160]}"
        for n, text in enumerate(lines[first : line + 1], first + 1)
    )


def _checked_table(request, path, kind):
    name = os.path.basename(path)
    try:
        [table] = tables_from(path, kind, request.say)
    except NoTable as problem:
        return (
            False,
            request.say(
                f"{name} 不是表格：{problem.reason}。", f"{name} is no table: {problem.reason}."
            ),
            {},
        )
    rows = sum(1 for _ in table.rows())
    valid = not table.notes
    found = "；".join(table.notes) if request.language == "zh" else "; ".join(table.notes)
    sentence = request.say(
        f"{name}：{rows:,} 行 × {len(table.header)} 列，{'没有发现问题' if valid else found}。",
        f"{name}: {rows:,} rows × {len(table.header)} columns, {'no problem found' if valid else found}.",
    )
    return valid, sentence, {"rows": rows, "columns": len(table.header)}
