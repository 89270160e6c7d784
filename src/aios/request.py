"""Task requests as users write them, checked into a TaskSpec with one clear error each."""

import difflib
import os
from collections.abc import Mapping
from typing import Any

from aios.contracts.errors import BadRequest
from aios.contracts.limits import budget_from
from aios.contracts.skill import skill_id
from aios.contracts.task import TASK_TYPES, Priority, TaskSpec

FIELDS = frozenset(TaskSpec.__dataclass_fields__) | {"timeout", "answer_within"}
LISTS = ("skills", "grants", "hosts")


def spec_from(request: str | Mapping[str, Any], **more: Any) -> TaskSpec:
    """The spec of a task given as text or as a mapping; BadRequest says what is wrong where."""
    if isinstance(request, str):
        request = {"description": request}
    if not isinstance(request, Mapping):
        raise BadRequest(
            f"A task is a text or a mapping; got {type(request).__name__}.",
            hint='For example: submit_task({"description": "summarise sales.csv"})',
            code="task_malformed",
        )
    facts = {**request, **{k: v for k, v in more.items() if v is not None}}
    _check_names(facts)
    facts["timeout_s"] = _seconds("timeout", facts.pop("timeout", facts.get("timeout_s")))
    patience = facts.pop("answer_within", facts.get("answer_within_s"))
    facts["answer_within_s"] = _seconds("answer_within", patience) or 0.0
    facts["description"] = _description(facts.get("description"))
    facts["priority"] = _priority(facts.get("priority", "normal"))
    facts["type"] = _type(facts.get("type"))
    facts["budget"] = budget_from(facts.get("budget"))
    facts["cwd"] = os.path.abspath(facts.get("cwd") or os.curdir)
    for name in LISTS:
        facts[name] = _names(name, facts.get(name))
    facts["skills"] = tuple(skill_id(s) for s in facts["skills"])
    facts["agent"] = _text("agent", facts.get("agent"))
    facts["model"] = _text("model", facts.get("model"))
    facts["after"] = _text("after", facts.get("after"))
    return TaskSpec(**facts)


def _wrong(message: str, hint: str) -> BadRequest:
    return BadRequest(message, hint=hint, code="task_malformed")


def _check_names(facts: Mapping[str, Any]) -> None:
    unknown = sorted(str(k) for k in facts if k not in FIELDS)
    if unknown:
        near = difflib.get_close_matches(unknown[0], FIELDS, n=1)
        raise _wrong(
            f"A task has no field {unknown[0]!r}.",
            f"Did you mean {near[0]!r}?" if near else f"Fields: {', '.join(sorted(FIELDS))}.",
        )


def _description(value: Any) -> str:
    if not isinstance(value, str):
        raise _wrong(
            f"A task needs a description in words; got {value!r}.",
            'For example: {"description": "summarise sales.csv"}',
        )
    return value.encode("utf-8", "replace").decode("utf-8")  # lone surrogates cannot be stored


def _priority(value: Any) -> Priority:
    try:
        return Priority(value)
    except ValueError:
        allowed = ", ".join(Priority)
        raise BadRequest(
            f"There is no priority {value!r}.",
            hint=f"Use one of: {allowed}.",
            code="priority_unknown",
        ) from None


def _type(value: Any) -> str:
    text = _text("type", value)
    if text and text not in (*TASK_TYPES, "custom", "none"):
        raise BadRequest(
            f"There is no task type {value!r}.",
            hint=f"Use one of: {', '.join(TASK_TYPES)}; or leave it out.",
            code="type_unknown",
        )
    return "" if text in ("custom", "none") else text


def _seconds(field: str, value: Any) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not value > 0:
        raise _wrong(f"A task's {field} is a number of seconds above 0; got {value!r}.", "Try 60.")
    return float(value)


def _names(field: str, value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, str):
        return (value,)
    if isinstance(value, (list, tuple)) and all(isinstance(v, str) for v in value):
        return tuple(value)
    raise _wrong(f"A task's {field} is a list of texts; got {value!r}.", f'Try "{field}": [].')


def _text(field: str, value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise _wrong(f"A task's {field} is a text; got {value!r}.", f'Try "{field}": "…".')
    return value.strip()
