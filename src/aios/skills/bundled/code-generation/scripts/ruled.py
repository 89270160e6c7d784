"""Bricks made of rules that a request writes down: labels by the size of a number ("A" from 90,
"B" from 80), and a class whose methods lead from state to state (pay() new -> paid).
"""

import re
import tempfile
from pathlib import Path

from bricks import Brick
from signatures import ClassWish, Signature

_N = r"(-?\d+(?:\.\d+)?)"
_LABEL = r"[\"“'‘「`]([^\"”'’」`]{1,24})[\"”'’」`]"
_GIVES = (
    r"[\s,，:：]*(?:(?:it )?(?:is|are|returns?|gives?|means|->|→|=>"
    r"|为|是|得|算|返回|输出|叫|记为)\s*)?"
)
_LOW = r"(?:below|under|less than|lower than|smaller than|小于|低于|不到|不满|少于|<)"
_HIGH = r"(?:at least|from|>=|≥|大于等于|不低于|不小于|不少于|达到)"
_OVER = r"(?:above|over|more than|greater than|大于|超过|高于|>)"
_UP = (
    r"\s*(?:分|岁|度)?\s*(?:and above|and over|and up|or more|or above|or higher"
    r"|及以上|以上|\+|或以上)"
)
_ELSE = re.compile(
    r"(?:otherwise|else|anything else|the rest|其余的?|否则|其他的?|其它的?|剩下的?)"
    rf"{_GIVES}{_LABEL}"
    rf"|{_LABEL}\s*(?:otherwise|for (?:anything|everything) else|for the rest)",
    re.IGNORECASE,
)
# How a rule is written, and what it says of the number.
_RULES = [
    (rf"{_N}\s*(?:-|–|~|to|到|至)\s*{_N}{_GIVES}{_LABEL}", "between"),
    (rf"{_N}{_UP}{_GIVES}{_LABEL}", ">="),
    (rf"{_HIGH}\s*{_N}{_GIVES}{_LABEL}", ">="),
    (rf"{_OVER}\s*{_N}{_GIVES}{_LABEL}", ">"),
    (rf"{_LOW}\s*{_N}{_GIVES}{_LABEL}", "<"),
    (rf"{_N}\s*(?:以下|or less|and below|or below){_GIVES}{_LABEL}", "<"),
    (rf"{_LABEL}\s*(?:for|if|when|at|,|:)?\s*(?:it is|scores?|values?)?\s*{_LOW}\s*{_N}", "< back"),
    (
        rf"{_LABEL}\s*(?:for|if|when|at|,|:)?\s*(?:it is|scores?|values?)?\s*{_HIGH}\s*{_N}",
        ">= back",
    ),
    (
        rf"{_LABEL}\s*(?:for|if|when|at|,|:)?\s*(?:it is|scores?|values?)?\s*{_OVER}\s*{_N}",
        "> back",
    ),
    (rf"{_LABEL}\s*(?:for|from|at|,|:)?\s*{_N}{_UP}", ">= back"),
]
_REFUSES = re.compile(r"(?:\brais|抛|报错|ValueError)", re.IGNORECASE)
_BOUNDS = [
    (rf"{_LOW}\s*{_N}", "<"), (rf"{_OVER}\s*{_N}", ">"),
    (r"\bnegative\b|负数|为负", "< 0"), (r"\bzero or less\b", "<= 0"),
    (rf"(?:outside|不在|超出)\s*(?:of\s*)?{_N}\s*(?:-|–|~|to|到|至|\.\.)\s*{_N}", "outside"),
]  # fmt: skip


def made_brick(name: str, source: str, zh: str) -> Brick:
    """A brick of a source that was just written."""
    module = Path(tempfile.mkdtemp(prefix="ruled-")) / f"{name}.py"
    module.write_text(source, encoding="utf-8")
    return Brick(name, module, (), zh)


def graded(part: str, wish: Signature) -> Brick | None:
    """The function that gives a label to a number by rules, None where the text tells none."""
    if not wish.params or len(wish.params) != 1:
        return None
    param, part = wish.params[0].name, _quoted(part.split("\n")[0])
    rules = _rules(part)
    last = _ELSE.search(part)
    if len(rules) + bool(last) < 3 and not (rules and last):
        return None
    labels = [label for _, label in rules]
    if len(set(labels)) < len(labels):
        return None
    guard = _guard(part, param)
    lines = [
        f"def {wish.name}({param}: float) -> str:",
        '    """The label of a number, by its size.',
    ]
    end = next(filter(None, last.groups())) if last else ""
    body = [*guard]
    for condition, label in rules:
        body += [f"    if {condition.format(x=param)}:", f"        return {label!r}"]
    if last:
        body.append(f"    return {end!r}")
    else:
        body.append(f'    raise ValueError(f"there is no label for {{{param}}}")')
    shown = _shown(wish.name, param, [*lines, '    """', *body])
    return made_brick(wish.name, "\n".join([*lines, *shown, '    """', *body]) + "\n", "按数值分级")


def _quoted(part: str) -> str:
    """The text with the letters that are labels between quotes, where none stand so."""
    bare = r"(?<![\w\"'“‘(.])([A-Z][+-]?)(?![\w\"'”’(])"
    if re.search(_LABEL, part) or len(set(re.findall(bare, part))) < 3:
        return part
    return re.sub(bare, r'"\1"', part)


def _rules(part: str) -> list[tuple[str, str]]:
    """Conditions on {x} with their labels, in the order in which they are to be tried."""
    found: dict[str, tuple[str, float, str]] = {}
    free = part
    size = re.search(
        rf"(?:{_HIGH}|{_OVER}|{_LOW})\s*{_N}|{_N}{_UP}|{_N}\s*(?:-|–|~|to|到|至)\s*\d", part
    )
    first = re.search(_LABEL, part)
    before = bool(size and first and first.start() < size.start())
    for pattern, how in (rule for rule in _RULES if rule[1].endswith("back") == before):
        for match in re.finditer(pattern, free, re.IGNORECASE):
            values = list(match.groups())
            label = values.pop(0) if before else values.pop()
            if how == "between":
                found[label] = ("between", float(values[0]), f"{values[0]} <= {{x}} <= {values[1]}")
            else:
                sign = how.split()[0]
                found[label] = (sign, float(values[0]), f"{{x}} {sign} {values[0]}")
            free = free.replace(match[0], " " * len(match[0]))
    order = {"between": 0, ">": 1, ">=": 1, "<": 2}
    ordered = sorted(
        found.items(),
        key=lambda item: (order[item[1][0]], -item[1][1] if ">" in item[1][0] else item[1][1]),
    )
    return [(condition, label) for label, (_, _, condition) in ordered]


def _guard(part: str, param: str) -> list[str]:
    """The lines that refuse a number which the text says is refused."""
    clause = next((p for p in re.split(r"[.;；。](?!\d)", part) if _REFUSES.search(p)), "")
    tests = []
    for pattern, how in _BOUNDS:
        for match in re.finditer(pattern, re.sub(rf"{_GIVES}{_LABEL}", " ", clause), re.IGNORECASE):
            if how == "outside":
                tests.append(f"not {match[1]} <= {param} <= {match[2]}")
            else:
                tests.append(f"{param} {how if ' ' in how else f'{how} {match[1]}'}")
    if not tests:
        return []
    lines = [f"    if {' or '.join(dict.fromkeys(tests))}:"]
    return [*lines, f'        raise ValueError(f"{{{param}}} is out of range")  # else']


def _shown(name: str, param: str, lines: list[str]) -> list[str]:
    """Examples of what the function gives, as they come out."""
    space: dict[str, object] = {}
    exec("\n".join(lines), space)
    numbers = sorted({float(n) for line in lines for n in re.findall(r"[<>=] (-?\d+\.?\d*)", line)})
    shown = [""]
    for number in numbers:
        value = int(number) if number == int(number) else number
        try:
            result = space[name](value)  # type: ignore[operator]
        except ValueError:
            continue
        shown += [f"    >>> {name}({value})", f"    {result!r}"]
    return shown


_ARROW = r"(?:\s*(?:->|→|=>|变为|变成|到)\s*|\s+(?:to|becomes)\s+)"
_STATE = r"[\"'“]?([a-z][a-z_-]*)[\"'”]?"


def machine(text: str, wish: ClassWish) -> Brick | None:
    """The class whose methods lead from state to state, None where the text tells of none."""
    ways: dict[str, tuple[list[str], str]] = {}
    for member in wish.members:
        pattern = (
            rf"{member.name}(?:\(\))?[^.;。；()]{{0,25}}?{_STATE}"
            rf"((?:\s*(?:,|/|or|或|、|和)\s*{_STATE})*){_ARROW}{_STATE}"
        )
        found = re.search(pattern, text)
        if found:
            others = re.findall(r"[a-z][a-z_-]+", re.sub(r"\bor\b", " ", found[2]))
            ways[member.name] = ([found[1], *others], found[4])
    if not re.search(r"\bstates?\b|\btransition|状态", text, re.IGNORECASE):
        return None
    if len(ways) < 2 or not wish.name or (wish.made and wish.made.params):
        return None
    first = re.search(
        rf"(?:starts?|begins?|initial\w*|初始|开始|起始)[^.。,，]{{0,15}}?{_STATE}", text
    )
    quoted = re.search(r"(?:starts?|initial\w*|初始)[^.。]{0,20}?[\"“']([a-z_-]+)[\"”']", text)
    start = quoted[1] if quoted else first[1] if first else next(iter(ways.values()))[0][0]
    error = re.search(r"\b([A-Z]\w*(?:Error|Transition|Exception|State))\b", text)
    return made_brick(
        wish.name, _machine(wish.name, start, ways, error[1] if error else ""), "状态机"
    )


def _machine(name: str, start: str, ways: dict[str, tuple[list[str], str]], error: str) -> str:
    own = error and error not in ("ValueError", "RuntimeError")
    error = error or "ValueError"
    parts = (
        [f'class {error}(Exception):\n    """A step that is not allowed now."""\n\n'] if own else []
    )
    event, (_, after) = next((e, w) for e, w in ways.items() if start in w[0])
    lines = [
        f"class {name}:",
        f'    """Goes from state to state; starts as {start}.',
        "",
        f"    >>> thing = {name}()",
        f"    >>> thing.{event}()",
        "    >>> thing.state, thing.history",
        f"    ({after!r}, [{start!r}, {after!r}])",
        '    """',
        "",
        "    def __init__(self) -> None:",
        f"        self.state = {start!r}",
        "        self.history = [self.state]",
        "",
        "    def _go(self, allowed: tuple[str, ...], state: str) -> None:",
        "        if self.state not in allowed:",
        f'            raise {error}(f"{{self.state}} cannot become {{state}}")',
        "        self.state = state",
        "        self.history.append(state)",
    ]
    for event, (before, after) in ways.items():
        lines += [
            "",
            f"    def {event}(self) -> None:",
            f'        """From {" or ".join(before)} to {after}."""',
            f"        self._go({tuple(before)!r}, {after!r})",
        ]
    return "\n".join([*parts, *lines]) + "\n"
