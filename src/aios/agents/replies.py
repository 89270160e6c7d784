"""Reads what models reply: JSON in whatever wrapping, and code blocks."""

import json
import re
from typing import Any

CODE = re.compile(r"```(?:python|py|Python)?[ \t]*\r?\n(.*?)(?:\r?\n```|\Z)", re.DOTALL)
FENCED = re.compile(r"```(?:json)?\s*(.*?)```", re.DOTALL)


def json_in(reply: str) -> Any:
    """The JSON value in a reply; ValueError says what is wrong with it."""
    fenced = FENCED.search(reply)
    text = fenced.group(1) if fenced else reply
    start = min((i for i in (text.find("{"), text.find("[")) if i >= 0), default=-1)
    if start < 0:
        raise ValueError("there is no JSON in the answer")
    try:
        value, _end = json.JSONDecoder().raw_decode(text[start:])
    except json.JSONDecodeError as error:
        raise ValueError(f"the JSON is broken: {error}") from error
    return value


def code_in(reply: str) -> str:
    """The longest code block of a reply, "" when it has none."""
    blocks = [block.strip("\n") + "\n" for block in CODE.findall(reply) if block.strip()]
    return max(blocks, key=len, default="")
