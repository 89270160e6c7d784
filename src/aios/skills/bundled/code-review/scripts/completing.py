"""Small mends of what does not parse: a quote, a bracket or a word put where it is missing.

Each is tried with the checker of its language; the first that passes is told.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

MOST_TRIED = 80
NEAR = 4
CLOSES = {"{": "}", "(": ")", "[": "]"}
OPENS = {closer: opener for opener, closer in CLOSES.items()}
WORDS = {"if": "fi", "for": "done", "while": "done", "until": "done", "case": "esac"}
INNER = re.compile(r"\s*(?:else|elif|fi|done|then|do|esac|;;|[})\]])")
TAIL = re.compile(r"[\s;,)\]}{:]*$")


@dataclass(frozen=True)
class Completed:
    """The code that parses, and the line (1-based) that was changed, before and after."""

    code: str
    line: int
    before: str
    after: str


def completed(code: str, line: int, language: str, fine: Callable[[str], bool]) -> Completed | None:
    """The first small mend near the line that is told, after which the code is `fine`."""
    lines = code.splitlines()
    tried: set[str] = set()
    for place, new in _changes(lines, line, language):
        after = "\n".join([*lines[:place], *new, *lines[place + 1 :]]) + "\n"
        if after in tried or len(tried) >= MOST_TRIED:
            continue
        tried.add(after)
        if fine(after):
            before = lines[place] if place < len(lines) else ""
            added = [one for one in new if one != before]
            at = place + 1 + (len(new) > 1 and new[0] == before)
            return Completed(after, at, before if len(new) == 1 else "", added[0])
    return None


def _changes(lines: list[str], line: int, language: str) -> Iterator[tuple[int, list[str]]]:
    """(line, what stands there instead), the likeliest first."""
    near = [line - 1, *(line - 1 - n for n in range(1, NEAR)), line]
    near = [n for n in near if 0 <= n < len(lines)]
    others = [n for n in range(len(lines)) if n not in near]
    for place in near:
        yield from ((place, [new]) for new in _quoted(lines[place]))
    yield from ((place, [new]) for place, new in _swapped(lines))
    if language == "shell":
        yield from _shell_words(lines)
    if language == "Python":
        yield from ((n, [f"{lines[n].rstrip()}:"]) for n in near if lines[n].strip())
    yield from _blocks(lines, language)
    for place in near:
        yield from ((place, [new]) for new in _bracketed(lines[place]))
    for place in others:
        yield from ((place, [new]) for new in _quoted(lines[place]))


def _quoted(line: str) -> Iterator[str]:
    """The line with the quote closed that is open at its end."""
    for quote in "\"'`":
        if len(re.findall(rf"(?<!\\){quote}", line)) % 2 == 0:
            continue
        opened = line.rfind(quote)
        for joint in re.finditer(r"\s*\+\s", line[opened + 1 :]):
            at = opened + 1 + joint.start()
            space = " " if line[at : at + 1] == " " else ""
            yield f"{line[:at]}{space}{quote}{line[at:]}"
        tail = TAIL.search(line)
        for at in (tail.start() if tail else len(line), len(line.rstrip()), len(line)):
            if at > opened:
                yield f"{line[:at]}{quote}{line[at:]}"


def _swapped(lines: list[str]) -> Iterator[tuple[int, str]]:
    """The closing bracket that does not match what was opened, replaced; one too many, gone."""
    opened: list[str] = []
    for place, line in enumerate(lines):
        bare = re.sub(r"'[^']*'|\"[^\"]*\"|`[^`]*`", lambda m: " " * len(m.group()), line)
        for at, sign in enumerate(bare):
            if sign in CLOSES:
                opened.append(sign)
            elif sign in OPENS:
                if opened and opened[-1] == OPENS[sign]:
                    opened.pop()
                    continue
                if opened:
                    right = CLOSES[opened[-1]]
                    yield place, f"{line[:at]}{right}{line[at + 1 :]}"
                    yield place, f"{line[:at]}{right}{line[at:]}"
                yield place, f"{line[:at]}{line[at + 1 :]}"
                return


def _shell_words(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """`do` and `then` where a loop or a condition lacks them."""
    for place, line in enumerate(lines):
        head = re.match(r"\s*(while|until|for|if|elif)\b", line)
        word = "then" if head and head[1] in ("if", "elif") else "do"
        behind = " ".join(lines[place : place + 2])
        if head and not re.search(rf"(?:;|^|\s){word}\b", behind):
            yield place, [f"{line.rstrip().rstrip(';')}; {word}"]


def _blocks(lines: list[str], language: str) -> Iterator[tuple[int, list[str]]]:
    """What closes a block, put where the lines step back, else at the end."""
    for place, line in enumerate(lines):
        closer = _closer_of(line, language)
        if closer:
            end = _steps_back(lines, place)
            indent = re.match(r"\s*", line)
            closing = f"{indent.group() if indent else ''}{closer}"
            new = [closing, lines[end]] if end < len(lines) else [closing]
            yield end, new
    for closer in ("fi", "done", "esac", "}") if language == "shell" else ("}", ")", "]", "});"):
        yield len(lines), [closer]


def _closer_of(line: str, language: str) -> str:
    """What closes the block that a line opens; "" where it opens none."""
    if language == "shell":
        head = re.match(r"\s*(if|for|while|until|case)\b", line)
        return WORDS[head[1]] if head else ""
    return "}" if line.rstrip().endswith("{") else ""


def _steps_back(lines: list[str], place: int) -> int:
    """The first line behind that stands no further in, and does not go on with the block."""
    indent = len(lines[place]) - len(lines[place].lstrip())
    for later in range(place + 1, len(lines)):
        line = lines[later]
        if line.strip() and len(line) - len(line.lstrip()) <= indent:
            if INNER.match(line):
                continue
            return later
    return len(lines)


def _bracketed(line: str) -> Iterator[str]:
    """The line with a bracket closed that is open at its end."""
    for opener, closer in CLOSES.items():
        if line.count(opener) <= line.count(closer):
            continue
        tail = re.search(r"\s*[;{:,]?\s*$", line)
        for at in (tail.start() if tail else len(line), len(line.rstrip())):
            yield f"{line[:at]}{closer}{line[at:]}"
