"""Examples in a request: "f(3) gives 6", "[1, 2] -> 3", "输入 [3, 1] 输出 [1, 3]"."""

import ast
import re
from dataclasses import dataclass

from signatures import closing, examples_of_calls

_GIVES = re.compile(
    r"[`”\"]?\s*(?:(?:should|must|will|would|shall|应该?|就|会)?\s*"
    r"(?:be|return(?:s|ed)?|give[sn]?|yields?|produces?|equals?|is|becomes?|evaluates to"
    r"|prints?|outputs?"
    r"|===?|->|=>|→|⇒|=|返回(?:的?是)?|得到|得出|输出|结果[是为]?|等于|变成|变为|转成"
    r"|[是为得]|的(?:结果|返回值|值)应?该?[是为])"
    r"\s*[:：]?\s*)+[`“]?",
    re.IGNORECASE,
)
_ARROW = re.compile(
    r"\s*[`”]?\s*(?:->|=>|→|⇒|becomes|gives|returns|yields|into|to|返回|得到|输出"
    r"|变成|变为|转成|[,，]\s*(?:output|返回|输出|得到|the result is|returns?)[:：]?"
    r"|(?:is|are) turned into)\s*"
    r"[`“]?\s*"
)
_OPENS = re.compile(r"[\[{(\"'“‘]|(?<![\w.])-?\d")
_WORDS_ARROW = re.compile(
    r"(?<![\w'\"])([A-Za-z_][\w-]*)\s*(?:->|=>|→)\s*([A-Za-z_][\w-]*)(?![\w'\"(])"
)


@dataclass(frozen=True)
class Example:
    """A call and what it gives, as Python sources; `name` is "" where only values are told."""

    name: str
    arguments: str
    gives: str


def read_examples(text: str) -> list[Example]:
    """The examples of the text, those that name a function first."""
    text = text.replace("“", '"').replace("”", '"').replace("‘", "'").replace("’", "'")
    return [*named(text), *unnamed(text)]


def named(text: str) -> list[Example]:
    """Calls with values, followed by what they give."""
    found = []
    for call in examples_of_calls(text):
        gives = _GIVES.match(text, call.end)
        value = literal_at(text, gives.end()) if gives else ""
        if value:
            inner = call.text[len(call.name) + 1 : -1]
            found.append(Example(call.name, inner, value))
    return found


def unnamed(text: str) -> list[Example]:
    """A value, an arrow or a word for it, and another value."""
    found, at = [], 0
    while opened := _OPENS.search(text, at):
        value = literal_at(text, opened.start())
        at = opened.start() + max(1, len(value))
        arrow = _ARROW.match(text, at) if value else None
        given = literal_at(text, arrow.end()) if arrow else ""
        before = text[max(0, opened.start() - 1) : opened.start()]
        if given and not re.match(r"[\w(]", before):
            found.append(Example("", value, given))
            at = (arrow.end() if arrow else at) + len(given)
    return found or [
        Example("", repr(each[1]), repr(each[2])) for each in _WORDS_ARROW.finditer(text)
    ]


def literal_at(text: str, start: int) -> str:
    """The Python literal that begins here, "" if none does."""
    word = re.compile(r"(?:True|False|None)\b|-?\d+(?:\.\d+)?(?:e-?\d+)?(?![\w])").match(
        text, start
    )
    if word:
        return word[0]
    if start >= len(text) or text[start] not in "[{(\"'":
        return ""
    if text[start] in "\"'":
        end = text.find(text[start], start + 1)
        end = end if end > start and "\n" not in text[start:end] else -1
    else:
        end = closing(text, start)
    piece = text[start : end + 1].replace("，", ",") if end > start else ""
    return piece if is_literal(piece) else ""


def is_literal(source: str) -> bool:
    """Whether the source is a value."""
    try:
        ast.literal_eval(source)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return False
    return True
