"""Reads what models reply: words without the thinking, JSON in any wrapping, programs, wishes."""

import ast
import json
import re
import textwrap
from collections.abc import Collection, Iterator
from typing import Any

from aios.contracts.messages import ToolCall

MAX_JSON_STARTS = 50
PYTHON = frozenset(("python", "python3", "py", "py3"))
THOUGHT = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
THOUGHT_END = re.compile(r"</think(?:ing)?>", re.IGNORECASE)
TOOL_CALL = re.compile(r"<tool_call>(.*?)(?:</tool_call>|\Z)", re.DOTALL)
BLOCK = re.compile(
    r"^[ \t]*(?P<fence>```+|~~~+)[ \t]*(?P<label>[^\s`]*)[^\n`]*\n"
    r"(?P<body>.*?)(?:^[ \t]*(?P=fence)[ \t]*$|\Z)",
    re.DOTALL | re.MULTILINE,
)


def words_in(reply: str) -> str:
    """The reply without its thinking, which some templates only close."""
    return THOUGHT_END.split(THOUGHT.sub("", reply))[-1].strip()


def json_in(reply: str) -> Any:
    """The first JSON object or list in a reply; ValueError says what is wrong with it."""
    text, problem = words_in(reply), "there is no JSON in the answer"
    starts = [match.start() for match in re.finditer(r"[{\[]", text)]
    for start in starts[:MAX_JSON_STARTS]:
        try:
            return json.JSONDecoder().raw_decode(text, start)[0]
        except json.JSONDecodeError as error:
            if start == starts[0]:
                problem = f"the JSON is broken: {error}"
        except RecursionError:
            raise ValueError("the JSON is nested too deeply") from None
    raise ValueError(problem)


def code_in(reply: str) -> str:
    """The program in a reply, "" when it has none.

    The longest block marked as Python, else the longest unmarked one; a reply that is nothing
    but a program needs no block.
    """
    words = words_in(reply)
    blocks = list(_blocks(words))
    for wanted in (PYTHON, frozenset(("",))):
        found = [body for label, body in blocks if label in wanted and body.strip()]
        if found:
            return max(found, key=len)
    return f"{words}\n" if not blocks and _is_program(words) else ""


def calls_in(reply: str, known: Collection[str]) -> tuple[ToolCall, ...]:
    """The wishes for `known` tools that a model wrote as text, as small models do.

    `{"name": "run_code", "arguments": {...}}`, bare, in a block or in <tool_call> marks. A program
    that only holds such JSON is a program.
    """
    words = words_in(reply)
    if any(label in PYTHON for label, _ in _blocks(words)):
        return ()
    marked = TOOL_CALL.findall(words)
    found = []
    for text in marked or [words]:
        try:
            wish = json_in(text)
        except ValueError:
            continue
        for entry in wish if isinstance(wish, list) else [wish]:
            name, arguments = _wish(entry)
            if name in known and arguments is not None:
                found.append(ToolCall(id="", name=name, arguments=arguments))
    return tuple(found)


def _wish(entry: Any) -> tuple[str, dict[str, Any] | None]:
    """The name and the arguments of one wish, in any of the spellings models use."""
    if not isinstance(entry, dict):
        return "", None
    entry = entry.get("function") if isinstance(entry.get("function"), dict) else entry
    name = next((entry[k] for k in ("name", "tool", "action") if isinstance(entry.get(k), str)), "")
    spelled = (k for k in ("arguments", "parameters", "args", "input") if k in entry)
    arguments = entry[key] if (key := next(spelled, "")) else {}
    if isinstance(arguments, str):
        try:
            arguments = json.loads(arguments)
        except ValueError:
            return name, None
    return name, arguments if isinstance(arguments, dict) else None


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    for match in BLOCK.finditer(text):
        body = textwrap.dedent(match["body"]).strip("\n")
        yield match["label"].lower(), f"{body}\n"


def _is_program(text: str) -> bool:
    """True when the text is Python that does something; a word or a number does nothing."""
    try:
        statements = ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return any(
        not isinstance(s, ast.Expr | ast.AnnAssign) or isinstance(getattr(s, "value", 0), ast.Call)
        for s in statements
    )
