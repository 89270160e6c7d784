"""Mends of programs that do not compile; only those that then compile are offered."""

import re
from collections.abc import Callable, Iterator

from mends.change import Mend, indent_of, line_at, with_line

CLOSING = {"(": ")", "[": "]", "{": "}"}
WIDE = dict(
    zip("，。：；（）【】！？＝＋－＊／＜＞“”‘’「」", ',.:;()[]!?=+-*/<>""\'\'""', strict=True)
)
OTHER_LANGUAGES = (
    (r"\belse\s+if\b", "elif"),
    (r"\belseif\b", "elif"),
    (r"&&", " and "),
    (r"\|\|", " or "),
    (r"(?<![=!<>])!(?!=)", "not "),
    (r"(\w+)\s*\+\+", r"\1 += 1"),
    (r"(\w+)\s*--", r"\1 -= 1"),
    (r"^(\s*)(?:function|func|fn)\s+(\w+\s*\(.*\))\s*\{?\s*:?$", r"\1def \2:"),
    (r"^(\s*)(?:var|let|const)\s+", r"\1"),
    (r"(?<!\w)new\s+(\w+\()", r"\1"),
    (r";\s*$", ""),
    (r"<>", "!="),
    (r"^(\s*)except\s+(\w+)\s*,\s*(\w+)\s*:", r"\1except \2 as \3:"),
    (r"^(\s*)raise\s+(\w+)\s*,\s*(.+)$", r"\1raise \2(\3)"),
)
Edit = tuple[str, str, str]


def compiles(source: str) -> bool:
    """Whether Python takes it."""
    try:
        compile(source, "<mend>", "exec")
    except (SyntaxError, ValueError):
        return False
    return True


def further(source: str, line: int) -> bool:
    """Whether it compiles, or at least fails only beyond the line."""
    try:
        compile(source, "<mend>", "exec")
    except SyntaxError as error:
        return (error.lineno or 0) > line
    except ValueError:
        return False
    return True


def finder(edits: Callable[[str, int, str], Iterator[Edit]]) -> Callable[..., Iterator[Mend]]:
    """A finder of mends from one of edits, (source, zh, en), keeping those that bring it on."""

    def find(message: str, line: int, source: str) -> Iterator[Mend]:
        found = [edit for edit in edits(message, line, source) if further(edit[0], line)]
        for text, zh, en in sorted(found, key=lambda edit: not compiles(edit[0])):
            yield Mend(text, zh, en)

    return find


def colon(message: str, line: int, source: str) -> Iterator[Edit]:
    """`if x` without its colon."""
    if "expected ':'" not in message and "invalid syntax" not in message:
        return
    text = line_at(source, line)
    code, mark, comment = text.partition("#")
    mended = code.rstrip() + ":" + (f"  #{comment}" if mark else "")
    yield with_line(source, line, mended), "行尾补上冒号", "a colon at the end of the line"


def brackets(message: str, line: int, source: str) -> Iterator[Edit]:
    """A bracket that is missing, or one too many."""
    text = line_at(source, line)
    if found := re.search(r"'(.)' was never closed", message):
        close = CLOSING.get(found[1], "")
        for mended in (text + close, re.sub(r"(:?)$", rf"{close}\1", text, count=1)):
            edit = f"补上没有闭合的 {close}", f"the missing {close}"
            yield with_line(source, line, mended), *edit
    if found := re.search(r"unmatched '(.)'", message):
        at = text.rfind(found[1])
        yield (
            with_line(source, line, text[:at] + text[at + 1 :]),
            f"去掉多余的 {found[1]}",
            f"without the {found[1]} too many",
        )
    if found := re.search(r"closing parenthesis '(.)' does not match .*'(.)'", message):
        at, right = text.rfind(found[1]), CLOSING[found[2]]
        mended = text[:at] + right + text[at + 1 :]
        yield with_line(source, line, mended), f"括号改为 {right}", f"{right} closes it"


def prints(message: str, _line: int, source: str) -> Iterator[Edit]:
    """print of Python 2."""
    if "Missing parentheses" in message:
        mended = re.sub(r"(?m)^(\s*(?:.*:\s*)?)print[ \t]+(?!\()(.+?)\s*$", r"\1print(\2)", source)
        yield mended, "print 加上括号（Python 3 的写法）", "print with its brackets, as in Python 3"


def equals(message: str, line: int, source: str) -> Iterator[Edit]:
    """A single = in a condition."""
    if "=" in message or "cannot assign" in message:
        mended = re.sub(r"(?<![=!<>:+\-*/])=(?!=)", "==", line_at(source, line), count=1)
        yield with_line(source, line, mended), "比较用 ==", "== to compare"


def quotes(message: str, line: int, source: str) -> Iterator[Edit]:
    """A string that does not end on its line."""
    if "unterminated" not in message:
        return
    text = line_at(source, line)
    for quote in sorted("'\"", key=lambda q: text.count(q) % 2 == 0):
        for end in (r"\)+\s*:?\s*$", r"\s*[:,\]]\s*$", r"$"):
            mended = re.sub(end, lambda m, q=quote: q + m.group(0), text, count=1)
            yield with_line(source, line, mended), "补上引号", "the missing quote"


def wide_signs(message: str, _line: int, source: str) -> Iterator[Edit]:
    """Full-width signs outside of strings and comments."""
    if "invalid character" in message or "invalid non-printable" in message:
        pieces = re.split(r"(\"[^\"\n]*\"|'[^'\n]*'|#[^\n]*)", source.replace("\u00a0", " "))
        pieces[::2] = [piece.translate(str.maketrans(WIDE)) for piece in pieces[::2]]
        yield "".join(pieces), "全角标点改为半角", "ASCII signs in place of full-width ones"


def foreign(_message: str, line: int, source: str) -> Iterator[Edit]:
    """Ways of writing that other languages have."""
    for pattern, text in OTHER_LANGUAGES:
        for place in dict.fromkeys((line, max(1, line - 1))):
            before = line_at(source, place)
            mended = re.sub(pattern, text, before)
            if mended != before:
                shown = mended.strip()
                edit = f"改成 Python 的写法：{shown}", f"as Python writes it: {shown}"
                yield with_line(source, place, mended), *edit


def commas(message: str, line: int, source: str) -> Iterator[Edit]:
    """A comma that is missing within a line or at the end of the line before."""
    if "comma" not in message and "invalid syntax" not in message:
        return
    for place in dict.fromkeys((line, max(1, line - 1))):
        text = line_at(source, place)
        gaps = [found.start() for found in re.finditer(r"(?<=[\w\"'\])}])\s+(?=[\w\"'\[({])", text)]
        for at in [*gaps, len(text.rstrip())]:
            yield with_line(source, place, f"{text[:at]},{text[at:]}"), "补上逗号", "a comma"


def indents(message: str, line: int, source: str) -> Iterator[Edit]:
    """Lines that stand too far left or right."""
    lines = source.splitlines()
    here = line_at(source, line)
    if "expected an indented block" in message:
        for count in range(1, len(lines) - line + 2):
            block = lines[line - 1 : line - 1 + count]
            if not block[-1].strip():
                break
            mended = [*lines[: line - 1], *("    " + text for text in block)]
            text = "\n".join([*mended, *lines[line - 1 + count :]]) + "\n"
            yield text, f"第 {line} 行起缩进", f"indented from line {line} on"
        return
    levels = {indent_of(text) for text in lines[: line - 1] if text.strip()}
    near = indent_of(line_at(source, line - 1))
    for level in sorted(levels, key=lambda level: (level != near, -len(level))):
        mended = with_line(source, line, level + here.strip())
        yield mended, f"第 {line} 行的缩进对齐", f"line {line} in line with the others"


def tabs(_message: str, _line: int, source: str) -> Iterator[Edit]:
    """Tabs and blanks mixed."""
    yield source.expandtabs(4), "制表符改为 4 个空格", "four blanks for each tab"


_SYNTAX = (colon, brackets, prints, equals, quotes, wide_signs, foreign, commas)
FINDERS = {
    "SyntaxError": tuple(map(finder, (*_SYNTAX, indents))),
    "IndentationError": tuple(map(finder, (indents, tabs))),
    "TabError": (finder(tabs),),
}
