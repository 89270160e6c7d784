"""Figures about a Python program: what it has, what it never uses, which function is hardest."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aios_skill
import dead
import names
from aios_skill import Request
from explain import parsed
from source import code_of
from telling import Function

SHOWN = 5
MANY_WAYS = 10  # from here on a function is usually called complex
BRANCHES = (
    ast.If,
    ast.IfExp,
    ast.For,
    ast.AsyncFor,
    ast.While,
    ast.ExceptHandler,
    ast.comprehension,
)
LOOPS = (ast.For, ast.AsyncFor, ast.While, ast.comprehension)
# What is asked for; everything where nothing in particular is.
ASKED = {
    "unused": r"import|导入|引用|引入|\b(?:un|never )used\b|not used|没用[上到]|没有用到|多余",
    "complexity": r"complex|hard(?:est)?\b|difficult|follow|slow|performance|nested"
    r"|复杂|难|慢|性能|嵌套|绕",
    "longest": r"\blong(?:est)?\b|\bbiggest\b|\blargest\b|最长|最大",
    "undocumented": r"docstring|documented|undocumented|文档|注释(?!类型)",
    "untyped": r"\btype[ds]?\b|\btyp(?:e hints?|ing)\b|annotat|untyped|类型",
    "counts": r"how many|count|number of|how long is|多少|几[个行]|数[一数]?[下数]"
    r"|[有哪]些(?:函数|类|方法)",
}


@dataclass(frozen=True)
class Measured:
    """A function: where it stands, how many lines and ways through it, how deep its loops are."""

    name: str
    line: int
    lines: int
    ways: int
    loops: int
    documented: bool
    untyped: tuple[str, ...] = ()  # parameters without a type; "->" for the result


def facts(request: Request) -> dict[str, Any]:
    """The figures that are asked for."""
    code, path = code_of(request)
    name = Path(path).name or request.say("这段代码", "The code")
    tree = parsed(request, code, name)
    found = list(functions(tree))
    idle_ones = (one for one in names.check_imports(tree) if one.rule == "unused-import")
    unused = [(one.facts["name"], one.line) for one in idle_ones]
    told = {
        "counts": counted(request, code, tree, name),
        "unused": [*idle(request, name, unused), *uncalled(request, tree)],
        "complexity": hardest(request, found),
        "longest": longest(request, found),
        "undocumented": silent(request, found),
        "untyped": untyped(request, found),
    }
    text = str(request.parameters.get("text") or request.text).replace(name, " ")
    asked = [key for key, pattern in ASKED.items() if re.search(pattern, text, re.IGNORECASE)]
    lines = [line for key in asked or told for line in told[key]]
    return {
        "answer": "\n".join(lines),
        "data": {
            "file": path,
            "lines": len(code.splitlines()),
            "functions": [vars(one) for one in found],
            "classes": [node.name for node in classes(tree)],
            "unused_imports": [imported for imported, _ in unused],
        },
    }


def functions(tree: ast.AST, within: str = "") -> Iterator[Measured]:
    """Every function, a method under its class's name."""
    for node in ast.iter_child_nodes(tree):
        called = f"{within}{node.name}" if isinstance(node, Function | ast.ClassDef) else ""
        if isinstance(node, Function):
            yield Measured(
                name=called,
                line=node.lineno,
                lines=(node.end_lineno or node.lineno) - node.lineno + 1,
                ways=ways(node),
                loops=depth(node),
                documented=ast.get_docstring(node) is not None,
                untyped=without_types(node, method=bool(within)),
            )
        yield from functions(node, f"{called}." if called else within)


def without_types(node: Function, *, method: bool) -> tuple[str, ...]:
    """The parameters of a function that have no type, and "->" where the result has none."""
    spec = node.args
    every = [
        *spec.posonlyargs,
        *spec.args,
        *spec.kwonlyargs,
        *filter(None, (spec.vararg, spec.kwarg)),
    ]
    bare = [one.arg for one in every if one.annotation is None]
    bare = [name for name in bare if not (method and name in ("self", "cls"))]
    return (*bare, *([] if node.returns else ["->"]))


def classes(tree: ast.AST) -> list[ast.ClassDef]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]


def ways(node: ast.AST) -> int:
    """Ways through a function (McCabe): one, and one more for each branch."""
    inner = list(ast.walk(node))
    both = sum(len(one.values) - 1 for one in inner if isinstance(one, ast.BoolOp))
    return 1 + both + sum(isinstance(one, (*BRANCHES, ast.match_case)) for one in inner)


def depth(node: ast.AST) -> int:
    """How many loops stand within each other."""
    below = max((depth(child) for child in ast.iter_child_nodes(node)), default=0)
    return below + isinstance(node, LOOPS)


def counted(request: Request, code: str, tree: ast.Module, name: str) -> list[str]:
    """How many lines, functions and classes, with their names."""
    lines, own = len(code.splitlines()), [n for n in tree.body if isinstance(n, Function)]
    whole = len(classes(tree))
    methods = sum(isinstance(m, Function) for one in classes(tree) for m in one.body)
    head = request.say(
        f"{name}：{lines} 行，{len(own)} 个函数，{whole} 个类（共 {methods} 个方法）。",
        f"{name}: {lines} lines, {len(own)} functions, {whole} classes with {methods} methods.",
    )
    held = [with_methods(node) for node in classes(tree)]
    listed = (("函数", "Functions", [node.name for node in own]), ("类", "Classes", held))
    rows = [
        request.say(f"{zh}：{'、'.join(each)}", f"{en}: {', '.join(each)}")
        for zh, en, each in listed
        if each
    ]
    return [head, *rows]


def with_methods(node: ast.ClassDef) -> str:
    """A class's name and those of its methods."""
    methods = [one.name for one in node.body if isinstance(one, Function)]
    return f"{node.name} ({', '.join(methods)})" if methods else node.name


def idle(request: Request, name: str, unused: list[tuple[str, int]]) -> list[str]:
    """The imports that nothing uses."""
    if not unused:
        return [request.say(f"{name}：导入的都用到了。", f"{name}: every import is used.")]
    zh = "、".join(f"{imported}（第 {line} 行）" for imported, line in unused)
    en = ", ".join(f"{imported} (line {line})" for imported, line in unused)
    return [
        request.say(
            f"{name}：导入了没有用到的 {len(unused)} 个：{zh}",
            f"{name}: {len(unused)} unused imports: {en}",
        )
    ]


def uncalled(request: Request, tree: ast.Module) -> list[str]:
    """What the file defines and never uses."""
    found = [(one.facts["name"], one.line) for one in dead.check_unused(tree)]
    if not found:
        return []
    zh = "、".join(f"{defined}（第 {line} 行）" for defined, line in found)
    en = ", ".join(f"{defined} (line {line})" for defined, line in found)
    return [request.say(f"定义了但这个文件没有用到：{zh}", f"Defined, but not used in it: {en}")]


def hardest(request: Request, found: list[Measured]) -> list[str]:
    """The functions with most ways through them, and those with loops in loops."""
    if not found:
        return [request.say("没有函数。", "There are no functions.")]
    ranked = sorted(found, key=lambda one: (-one.ways, -one.loops, one.line))[:SHOWN]
    first = ranked[0]
    lines = [
        request.say(
            f"最复杂的函数：{first.name}（第 {first.line} 行），圈复杂度 {first.ways}"
            + ("，偏高，宜拆开" if first.ways > MANY_WAYS else ""),
            f"Most complex: {first.name} (line {first.line}), cyclomatic complexity {first.ways}"
            + ("; that is high, better split it" if first.ways > MANY_WAYS else ""),
        )
    ]
    lines += [
        request.say(
            f"- {one.name}（第 {one.line} 行）：圈复杂度 {one.ways}",
            f"- {one.name} (line {one.line}): complexity {one.ways}",
        )
        for one in ranked[1:]
    ]
    return lines + [
        request.say(
            f"{one.name} 有 {one.loops} 层嵌套循环：耗时大约按数据量的 {one.loops} 次方增长，"
            "数据多了就慢。",
            f"{one.name} has {one.loops} loops within each other: its time grows about with power "
            f"{one.loops} of the amount of data, so it gets slow with much of it.",
        )
        for one in found
        if one.loops > 1
    ]


def longest(request: Request, found: list[Measured]) -> list[str]:
    """The functions with most lines."""
    return [
        request.say(
            f"- {one.name}（第 {one.line} 行）：{one.lines} 行",
            f"- {one.name} (line {one.line}): {one.lines} lines",
        )
        for one in sorted(found, key=lambda one: -one.lines)[:SHOWN]
    ]


def silent(request: Request, found: list[Measured]) -> list[str]:
    """The functions that say nothing of themselves."""
    bare = [one.name for one in found if not one.documented]
    if not bare:
        return [request.say("每个函数都有文档字符串。", "Every function has a docstring.")]
    return [
        request.say(
            f"没有文档字符串的 {len(bare)} 个：{'、'.join(bare)}",
            f"{len(bare)} without a docstring: {', '.join(bare)}",
        )
    ]


def untyped(request: Request, found: list[Measured]) -> list[str]:
    """The functions that lack types, with what lacks one."""
    bare = [one for one in found if one.untyped]
    if not bare:
        return [request.say("每个函数都有类型标注。", "Every function has type hints.")]
    told = [(one, request.say("、", ", ").join(one.untyped)) for one in bare]
    return [
        request.say(
            f"缺少类型标注的 {len(bare)} 个（-> 表示返回值）：",
            f"{len(bare)} without all type hints (-> is the result):",
        ),
        *(
            request.say(
                f"- {one.name}（第 {one.line} 行）：{names}",
                f"- {one.name} (line {one.line}): {names}",
            )
            for one, names in told
        ),
    ]


if __name__ == "__main__":
    aios_skill.main({"facts": facts})
