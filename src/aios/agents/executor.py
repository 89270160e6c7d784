"""Functions the user registered as skills: what to pass them, and what came of it."""

import asyncio
import functools
import inspect
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import fields
from typing import Any

from aios.contracts.errors import BadRequest
from aios.contracts.plan import Outcome
from aios.contracts.record import plain
from aios.contracts.task import Artifact

_FIELDS = frozenset(f.name for f in fields(Outcome)) - {"error", "exit_code", "isolation"}
_BY_NAME = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)


def arguments_for(
    function: Callable[..., Any], declared: Mapping[str, Any], text: str
) -> tuple[Callable[..., Any], dict[str, Any]]:
    """What to call and with which arguments: the declared parameters by name, else the text.

    BadRequest when the function wants more than one argument and declares none of them.
    """
    if declared:
        return function, dict(declared)
    try:
        parameters = list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError):  # functions written in C often tell nothing: they get the text
        return functools.partial(function, text), {}
    needed = [p for p in parameters if p.default is p.empty and p.kind in _BY_NAME]
    if len(needed) > 1:
        names = ", ".join(p.name for p in needed)
        raise BadRequest(
            f"The executor wants {names}, and its skill declares no parameters.",
            hint='Register the skill with "parameters": a JSON schema that names them.',
        )
    if needed:
        return function, {needed[0].name: text}
    positional = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.VAR_POSITIONAL)
    if any(p.kind in positional for p in parameters):
        return functools.partial(function, text), {}
    optional = next((p.name for p in parameters if p.kind in _BY_NAME), None)
    return function, {optional: text} if optional else {}


def awaitable(function: Callable[..., Any]) -> Callable[..., Awaitable[Any]]:
    """The function as one to be awaited; a blocking one runs in a thread of its own."""

    async def call(**arguments: Any) -> Any:
        if inspect.iscoroutinefunction(inspect.unwrap(function)):
            value = function(**arguments)
        else:
            value = await asyncio.to_thread(function, **arguments)
        return await value if inspect.isawaitable(value) else value

    call.__name__ = getattr(function, "__name__", type(function).__name__)
    return call


def outcome_of_value(value: Any) -> Outcome:
    """A string is the answer; a mapping with fields of an outcome gives them; else it is data."""
    if isinstance(value, Outcome):
        return value
    if value is None:
        return Outcome()
    if isinstance(value, str):
        return Outcome(answer=value)
    if isinstance(value, Mapping) and ("answer" in value or (value and set(value) <= _FIELDS)):
        return Outcome(**_known(value))
    data = plain(value)
    shown = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False, default=str)
    return Outcome(answer=shown, data=data)


def _known(value: Mapping[str, Any]) -> dict[str, Any]:
    known: dict[str, Any] = {}
    for name in _FIELDS & set(value):
        if name == "data":
            known[name] = plain(value[name])
        elif name == "artifacts":
            known[name] = tuple(a for a in value[name] or () if isinstance(a, Artifact))
        elif name == "notes":
            notes = value[name]
            known[name] = (notes,) if isinstance(notes, str) else tuple(map(str, notes or ()))
        else:
            known[name] = "" if value[name] is None else str(value[name])
    return known
