"""A memory: what it holds, whose it is, and what can be one."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

import msgspec

from aios.contracts.errors import BadRequest
from aios.contracts.ports import Doc, Put, Table
from aios.contracts.record import Record, plain

SCOPES = ("shared", "agent", "task")

MEMORIES = Table(
    name="memories", indexes=("id", "namespace", "current", "created", "kind", "subject")
)

TEXT_LIMIT = 1 << 20
WORD_LIMIT = 200  # of a kind, a source, a subject, an agent's and a task's name
DATA_LIMIT = 1 << 20


@dataclass(frozen=True, kw_only=True, eq=True)
class MemoryItem(Record):
    """A memory. `data` holds what was given beside the text, `score` how well it fits a query.

    While `valid_to` is None it is current; after that, `superseded_by` tells what replaced it. A
    newer memory about the same `subject`, if it has one, replaces it. `found_by` is how a search
    found it: words, meaning, or both.
    """

    id: str
    text: str
    kind: str = "fact"
    scope: str = "shared"
    agent: str = ""
    task_id: str = ""
    source: str = ""
    subject: str = ""
    importance: float = 0.5
    created_at: datetime
    valid_to: datetime | None = None
    supersedes: str = ""
    superseded_by: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    score: float = 0.0
    found_by: tuple[str, ...] = ()

    @property
    def namespace(self) -> str:
        """Whose it is, as one word."""
        return namespace_of(self.scope, self.agent, self.task_id)

    @property
    def indexed_under(self) -> str:
        """Where its text is searched: superseded ones out of the way of searches."""
        return self.namespace if self.valid_to is None else past(self.namespace)


def namespace_of(scope: str, agent: str, task_id: str) -> str:
    """Whose memories of a scope are, as one word."""
    owner = {"shared": "", "agent": agent, "task": task_id}[scope]
    return f"{scope}:{owner}"


def past(namespace: str) -> str:
    """Where the texts of superseded memories are kept out of the way of searches."""
    return f"past {namespace}"


def visible(scope: str | None, agent: str, task_id: str) -> tuple[str, ...]:
    """The namespaces that this agent, on this task, may see: the access rule of memory."""
    if scope is not None:
        return (namespace_of(checked_scope(scope, agent, task_id), agent, task_id),)
    there = {"shared": True, "agent": bool(agent), "task": bool(task_id)}
    return tuple(namespace_of(name, agent, task_id) for name in SCOPES if there[name])


def said(memory: MemoryItem) -> str:
    """The id of the first memory that says this there."""
    digest = sha256(f"{memory.namespace}\0{memory.text}".encode()).hexdigest()
    return f"mem-{digest[:20]}"


def checked_scope(scope: str, agent: str, task_id: str) -> str:
    """The scope; BadRequest unless it is one, and its owner is known."""
    if scope not in SCOPES:
        raise BadRequest(
            f"{scope!r} is not a scope of memory.", hint=f"Use one of {', '.join(SCOPES)}."
        )
    if not {"shared": "everybody", "agent": agent, "task": task_id}[scope]:
        raise BadRequest(f"Scope {scope!r} needs to know which {scope}.", hint="Name it.")
    return scope


def checked(memory: MemoryItem) -> MemoryItem:
    """The memory; BadRequest unless it can be kept, found and forgotten like any other."""
    checked_scope(memory.scope, memory.agent, memory.task_id)
    if not (math.isfinite(memory.importance) and 0 <= memory.importance <= 1):
        raise BadRequest(
            f"Importance {memory.importance!r} is out of range.", hint="Give a number from 0 to 1."
        )
    for name in ("kind", "source", "subject", "agent", "task_id"):
        if len(memory[name]) > WORD_LIMIT:
            raise BadRequest(
                f"The {name} of a memory has {len(memory[name]):,} characters.",
                hint=f"Give at most {WORD_LIMIT}; the text is the place for more.",
            )
    _check_written(memory)
    return memory


def importance_of(told: Any) -> float:
    """A number that was given as importance; BadRequest when it is none."""
    if isinstance(told, bool) or not isinstance(told, int | float):
        raise BadRequest(f"Importance {told!r} is no number.", hint="Give a number from 0 to 1.")
    return float(told)


def read_item(item: Any) -> tuple[str, Doc]:
    """The text to keep, and what was given beside it, as plain JSON values."""
    if not isinstance(item, str | Mapping):
        raise BadRequest(
            f"A memory is a text or a mapping, not {type(item).__name__}.",
            hint='Give a text, or {"text": "…"}.',
        )
    facts: Doc = {"text": item} if isinstance(item, str) else _plain(item)
    text = facts.pop("text", None) or facts.pop("content", None)
    if text is None:
        text = "\n".join(f"{key}: {value}" for key, value in facts.items())
    if not isinstance(text, str) or not text.strip():
        raise BadRequest("There is nothing to remember.", hint="Give the memory a text.")
    if len(text) > TEXT_LIMIT:
        raise BadRequest(
            f"The text has {len(text):,} characters, a memory at most {TEXT_LIMIT:,}.",
            hint="Keep long texts as an artifact and remember where it is.",
        )
    return text, facts


def brought(number: int, told: Mapping[str, Any]) -> MemoryItem:
    """A memory from elsewhere; BadRequest unless `store` or `supersede` could have made it."""
    try:
        item = msgspec.convert(_plain(told), MemoryItem)
    except msgspec.ValidationError as error:
        raise BadRequest(
            f"Memory {number} is none: {error}.",
            hint="Import a file as `aios memory export` wrote it.",
        ) from error
    read_item(item.text)
    checked(item)
    for name, moment in (("created_at", item.created_at), ("valid_to", item.valid_to)):
        if moment is not None and moment.tzinfo is None:
            raise BadRequest(
                f"Memory {number} says {name} without a time zone.", hint="Write it in UTC: …Z."
            )
    first = said(item)
    if item.id != first and not re.fullmatch(rf"{first}-[0-9]{{1,9}}", item.id):
        raise BadRequest(
            f"The memory {item.id[:50]!r} was altered: its id does not fit what it says.",
            hint="Import a file as `aios memory export` wrote it; `aios memory store` adds texts.",
        )
    return item.but(score=0.0, found_by=())


def _plain(told: Mapping[str, Any]) -> Doc:
    try:
        facts: Doc = plain(told)
    except RecursionError as error:
        raise BadRequest(
            "What is beside the text is nested too deeply to be kept.",
            hint="Keep it flat, or as an artifact.",
        ) from error
    return facts


def put(memory: MemoryItem, expect: Doc | None = None) -> Put:
    """The write that keeps a memory."""
    doc: Doc = msgspec.to_builtins(memory)
    doc |= {
        "namespace": memory.namespace,
        "current": memory.valid_to is None,
        "created": memory.created_at.timestamp(),
    }
    return Put(table=MEMORIES.name, key=memory.id, doc=doc, expect=expect)


def item_of(doc: Doc) -> MemoryItem:
    """The memory that a document holds."""
    return msgspec.convert(doc, MemoryItem)


def _check_written(memory: MemoryItem) -> None:
    try:
        size = len(msgspec.json.encode([memory, memory.data]))
    except UnicodeEncodeError as error:
        raise BadRequest(
            f"The memory is not valid Unicode ({error.reason}).",
            hint="Decode the text from its real encoding first.",
        ) from error
    if size > 4 * TEXT_LIMIT + 2 * DATA_LIMIT:
        raise BadRequest(
            f"The memory takes {size:,} bytes with all that was given beside its text.",
            hint="Keep large data as an artifact and remember where it is.",
        )
