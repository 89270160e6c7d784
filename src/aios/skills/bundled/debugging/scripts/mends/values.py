"""Mends of values that are not there or do not fit: keys, indexes, divisors, numbers, encodings."""

import ast
import difflib
import re
from collections.abc import Iterator
from datetime import datetime

from mends.calls import none_results
from mends.change import Mend, line_at, nodes_at, parsed, replaced, text_of, with_line

OFF_BY_ONE = (
    (r"range\(\s*len\((\w+)\)\s*\+\s*1\s*\)", r"range(len(\1))"),
    (r"range\((\s*[^(),]+),\s*len\((\w+)\)\s*\+\s*1\s*\)", r"range(\1, len(\2))"),
    (r"<=\s*len\(", "< len("),
    (r"\[len\((\w+)\)\]", r"[len(\1) - 1]"),
    (r"range\(\s*len\((\w+)\)\s*\)", r"range(len(\1) - 1)"),
    (r"range\(1,\s*(\w+)\s*\+\s*1\)", r"range(\1)"),
)


def missing_key(message: str, line: int, source: str) -> Iterator[Mend]:
    """KeyError: a misspelt key; else a value for keys that are not there."""
    key = message.strip().strip("'\"")
    tree = parsed(source)
    nodes = list(ast.walk(tree)) if tree else []
    known = {n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    for near in difflib.get_close_matches(key, known - {key}, 2, 0.6):
        text = re.sub(rf"(['\"]){re.escape(key)}\1", rf"\1{near}\1", line_at(source, line))
        yield Mend(with_line(source, line, text), f"键改为 '{near}'", f"the key '{near}'")
    for node in nodes_at(source, line, ast.AugAssign):
        if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Subscript):
            yield _counted(node, node.target, source)
    yield from _reckoned_with(line, source)
    for node in nodes_at(source, line, ast.Subscript):
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
            text = f"{text_of(source, node.value)}.get({text_of(source, node.slice)})"
            yield Mend(
                replaced(source, node, text),
                f"用 {text}",
                f"{text}",
                "键不存在时得到 None，请确认这正是你要的",
                "a key that is not there gives None: check that this is what you want",
            )


def _reckoned_with(line: int, source: str) -> Iterator[Mend]:
    """0 for keys that are not there, where it is reckoned with what they stand for."""
    for sum_of in nodes_at(source, line, ast.BinOp):
        operands = (sum_of.right, sum_of.left) if isinstance(sum_of, ast.BinOp) else ()
        for node in operands:
            if isinstance(node, ast.Subscript):
                text = f"{text_of(source, node.value)}.get({text_of(source, node.slice)}, 0)"
                yield Mend(
                    replaced(source, node, text),
                    f"用 {text}",
                    text,
                    "键不存在时按 0 计算，请确认这正是你要的",
                    "a key that is not there counts as 0: check that this is what you want",
                )


def _counted(node: ast.AugAssign, target: ast.Subscript, source: str) -> Mend:
    owner, key = text_of(source, target.value), text_of(source, target.slice)
    sign = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}.get(type(node.op), "+")
    text = f"{owner}[{key}] = {owner}.get({key}, 0) {sign} {text_of(source, node.value)}"
    zh, en = "第一次遇到的键从 0 算起", "a key met for the first time counts from 0"
    return Mend(replaced(source, node, text), zh, en)


def beyond_end(_message: str, line: int, source: str) -> Iterator[Mend]:
    """IndexError: a loop or an index that goes one too far, on the line or above it."""
    for place in range(line, 0, -1):
        before = line_at(source, place)
        for pattern, text in OFF_BY_ONE:
            mended = re.sub(pattern, text, before)
            if mended != before:
                shown = mended.strip()
                zh, en = f"第 {place} 行改为 {shown}", f"line {place}: {shown}"
                yield Mend(with_line(source, place, mended), zh, en)


def divided_by_zero(_message: str, line: int, source: str) -> Iterator[Mend]:
    """ZeroDivisionError: 0 where the divisor is 0."""
    for node in nodes_at(source, line, ast.BinOp):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div | ast.FloorDiv | ast.Mod):
            divisor = text_of(source, node.right)
            text = f"({text_of(source, node)} if {divisor} else 0)"
            yield Mend(
                replaced(source, node, text),
                f"{divisor} 为 0 时结果取 0",
                f"0 where {divisor} is 0",
                "除数为 0 时该得到什么，由你决定",
                "what a division by 0 should give is yours to decide",
            )


def not_a_number(message: str, line: int, source: str) -> Iterator[Mend]:
    """ValueError: int() of a fraction, pairs of a mapping, an item that is not there."""
    if "invalid literal for int()" in message:
        for node in nodes_at(source, line, ast.Call):
            if isinstance(node, ast.Call) and text_of(source, node.func) == "int" and node.args:
                text = f"int(float({text_of(source, node.args[0])}))"
                yield Mend(replaced(source, node, text), f"用 {text}", text)
    if "invalid literal" in message or "could not convert string to float" in message:
        yield from _left_out(line, source)
    if "empty" in message:
        yield from _of_nothing(line, source)
    if "unconverted data" in message or "does not match format" in message:
        yield from _formats(message, source)
    if "not in list" in message:
        for node in nodes_at(source, line, ast.Expr):
            yield from _guarded(node, source)


LEFT_OUT = (
    "不是数字的值被跳过了，请确认可以不算它们",
    "values that are no numbers are left out: check that they may be",
)


def closed(message: str, _line: int, source: str) -> Iterator[Mend]:
    """ValueError: rows that are read when their file is closed already."""
    tree = parsed(source) if "closed file" in message else None
    for held in (n for n in (ast.walk(tree) if tree else ()) if isinstance(n, ast.With)):
        for node in held.body:
            value = node.value if isinstance(node, ast.Assign | ast.Return) else None
            if isinstance(value, ast.Call | ast.GeneratorExp):
                text = f"list({text_of(source, value)})"
                zh, en = f"文件关闭前读完：{text}", f"read before the file is closed: {text}"
                yield Mend(replaced(source, value, text), zh, en)


def wrong_mode(message: str, _line: int, source: str) -> Iterator[Mend]:
    """UnsupportedOperation: a file that is opened for the other direction."""
    modes = {"not writable": ("r", "w"), "not readable": ("w", "r")}
    was, mode = modes.get(message, ("", ""))
    tree = parsed(source) if mode else None
    for node in (n for n in (ast.walk(tree) if tree else ()) if isinstance(n, ast.Call)):
        if text_of(source, node.func) == "open":
            told = node.args[1] if len(node.args) > 1 else None
            if isinstance(told, ast.Constant) and told.value == was:
                zh, en = f'用 "{mode}" 方式打开', f'opened with "{mode}"'
                yield Mend(replaced(source, told, f'"{mode}"'), zh, en)
            elif told is None and was == "r":
                text = f'{text_of(source, node.args[0])}, "w"'
                yield Mend(
                    replaced(source, node.args[0], text), '用 "w" 方式打开', 'opened with "w"'
                )


def unpacked(message: str, line: int, source: str) -> Iterator[Mend]:
    """ValueError: more or fewer values than names for them."""
    if "values to unpack" in message:
        yield from _separators(line, source)
        yield from _pairs(line, source)
    if "too many values" in message:
        yield from _rest(line, source)


def _left_out(line: int, source: str) -> Iterator[Mend]:
    """What is no number, left out: of a comprehension, or of a loop."""
    for node in nodes_at(source, line, ast.ListComp, ast.GeneratorExp, ast.SetComp):
        reads = [n for n in ast.walk(node.elt) if _is_number_of(n)]  # type: ignore[attr-defined]
        if reads:
            last = node.generators[-1]  # type: ignore[attr-defined]
            value = text_of(source, reads[0].args[0])  # type: ignore[attr-defined]
            held = last.ifs[-1] if last.ifs else last.iter
            whole = getattr(reads[0], "func", node)
            point = "" if getattr(whole, "id", "") == "int" else '.replace(".", "", 1)'
            test = f'{value}.strip().lstrip("-"){point}.isdigit()'
            text = f"{text_of(source, held)} {'and' if last.ifs else 'if'} {test}"
            yield Mend(
                replaced(source, held, text),
                "跳过不是数字的值",
                "what is no number is left out",
                *LEFT_OUT,
            )
    loops = list(nodes_at(source, line, ast.For))
    for loop in loops[-1:]:
        for node in getattr(loop, "body", ()):
            if node.lineno <= line <= (node.end_lineno or line):
                yield _skipped(source, node)


def _is_number_of(node: ast.AST) -> bool:
    name = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
    return name in ("int", "float") and len(node.args) == 1  # type: ignore[attr-defined]


def _skipped(source: str, node: ast.stmt) -> Mend:
    """The statement of a loop within `try`, its round skipped when it fails."""
    lines, indent = source.splitlines(), " " * node.col_offset
    last = node.end_lineno or node.lineno
    held = [f"    {text}" for text in lines[node.lineno - 1 : last]]
    tried = [f"{indent}try:", *held, f"{indent}except ValueError:", f"{indent}    continue"]
    text = "\n".join([*lines[: node.lineno - 1], *tried, *lines[last:]]) + "\n"
    return Mend(text, "跳过不是数字的值", "what is no number is left out", *LEFT_OUT)


def _of_nothing(line: int, source: str) -> Iterator[Mend]:
    """max() and min() of nothing give 0."""
    for node in nodes_at(source, line, ast.Call):
        called = text_of(source, node.func) if isinstance(node, ast.Call) else ""
        if called in ("max", "min") and isinstance(node, ast.Call) and len(node.args) == 1:
            given = text_of(source, node.args[0])
            given = f"({given})" if isinstance(node.args[0], ast.GeneratorExp) else given
            given = given.replace("((", "(").replace("))", ")") if given.startswith("((") else given
            text = f"{called}({given}, default=0)"
            yield Mend(
                replaced(source, node, text),
                "没有元素时取 0",
                "0 where there is nothing",
                "没有元素时该得到什么，由你决定",
                "what nothing should give is yours to decide",
            )


def _rest(line: int, source: str) -> Iterator[Mend]:
    """The values too many, kept apart."""
    for node in nodes_at(source, line, ast.Assign):
        target = node.targets[0] if isinstance(node, ast.Assign) else node
        if isinstance(target, ast.Tuple):
            text = replaced(source, target, f"{text_of(source, target)}, *rest")
            zh, en = "多出来的值可能有用，请确认", "check that the values too many may be left"
            yield Mend(text, "多出的值放进 *rest", "the values too many go to *rest", zh, en)


SEPARATORS = (",", "\\t", ";", ":", "=", "|", " ")


def _separators(line: int, source: str) -> Iterator[Mend]:
    """A line split at another sign."""
    for node in nodes_at(source, line, ast.Call):
        method = node.func.attr if isinstance(node.func, ast.Attribute) else ""  # type: ignore[attr-defined]
        sign = node.args[0] if node.args else None  # type: ignore[attr-defined]
        if method in ("split", "rsplit") and isinstance(sign, ast.Constant):
            for other in SEPARATORS:
                if other.replace("\\t", "\t") != sign.value:
                    zh, en = f'在 "{other}" 处分开', f'split at "{other}"'
                    yield Mend(replaced(source, sign, f'"{other}"'), zh, en)


DATE_FORMATS = (
    *("%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%Y.%m.%d", "%Y%m%d"),
    *("%d-%m-%Y", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M:%S", "%Y年%m月%d日"),
    *("%Y-%m-%dT%H:%M:%S", "%H:%M:%S", "%H:%M", "%d %b %Y", "%d %B %Y", "%b %d, %Y"),
)


def _formats(message: str, source: str) -> Iterator[Mend]:
    """The format in which the dates are written; in all places that read them so."""
    found = re.match(r"time data '(.+)' does not match format '(.+)'$", message)
    tree = parsed(source)
    said = {
        n.value
        for n in (ast.walk(tree) if tree else ())
        if isinstance(n, ast.Constant) and isinstance(n.value, str) and "%" in n.value
    }
    for was in [found[2]] if found else sorted(said):
        for other in DATE_FORMATS:
            fits = _reads(found[1], other) if found else len(other) == len(was)
            text = source.replace(f'"{was}"', f'"{other}"').replace(f"'{was}'", f"'{other}'")
            if fits and text != source:
                zh, en = f"日期格式 {was} 改为 {other}", f"dates in the format {other}, not {was}"
                yield Mend(text, zh, en)


def _reads(text: str, form: str) -> bool:
    try:
        datetime.strptime(text, form)  # noqa: DTZ007 - only whether it can be read
    except ValueError:
        return False
    return True


def _pairs(line: int, source: str) -> Iterator[Mend]:
    for node in nodes_at(source, line, ast.For, ast.ListComp, ast.DictComp):
        held = node if isinstance(node, ast.For) else node.generators[0]  # type: ignore[attr-defined]
        for method in ("items()", "enumerate"):
            owner = text_of(source, held.iter)
            text = f"{owner}.items()" if method == "items()" else f"enumerate({owner})"
            yield Mend(replaced(source, held.iter, text), f"遍历 {text}", f"over {text}")


def _guarded(node: ast.AST, source: str) -> Iterator[Mend]:
    call = getattr(node, "value", None)
    if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.args:
        owner, item = text_of(source, call.func.value), text_of(source, call.args[0])
        text = f"if {item} in {owner}: {text_of(source, call)}"
        yield Mend(replaced(source, node, text), "先判断它在列表里", "only if the list has it")


def changed_in_loop(_message: str, line: int, source: str) -> Iterator[Mend]:
    """RuntimeError: a mapping or set that changes while it is iterated over."""
    for node in nodes_at(source, line, ast.For):
        if isinstance(node, ast.For):
            text = f"list({text_of(source, node.iter)})"
            yield Mend(
                replaced(source, node.iter, text), f"遍历副本 {text}", f"over a copy: {text}"
            )


def wrong_encoding(_message: str, _line: int, source: str) -> Iterator[Mend]:
    """UnicodeDecodeError: the encodings such files mostly have."""
    tree = parsed(source)
    for node in ast.walk(tree) if tree else ():
        opens = isinstance(node, ast.Call) and text_of(source, node.func) == "open"
        for encoding in ("utf-8", "gb18030") if opens else ():
            given = re.sub(r",\s*encoding\s*=\s*['\"][\w-]+['\"]", "", text_of(source, node))
            text = f'{given[:-1]}, encoding="{encoding}")'
            yield Mend(replaced(source, node, text), f"用 {encoding} 打开", f"opened as {encoding}")


FINDERS = {
    "KeyError": (missing_key,),
    "IndexError": (beyond_end,),
    "ZeroDivisionError": (divided_by_zero,),
    "ValueError": (not_a_number, unpacked, closed),
    "UnsupportedOperation": (wrong_mode,),
    "RuntimeError": (changed_in_loop,),
    "UnicodeDecodeError": (wrong_encoding,),
    "AttributeError": (none_results,),
}
