"""The tool, as data, and what it is told of who asks."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aios.contracts.machine import Bind, NetworkPolicy
from aios.contracts.record import Record


@dataclass(frozen=True, kw_only=True, eq=True)
class ToolStats(Record):
    """How often a tool was asked; `avg_latency` in seconds."""

    requests: int = 0
    success_rate: float = 0.0
    avg_latency: float = 0.0
    tokens_generated: int = 0


@dataclass(frozen=True, kw_only=True, eq=True)
class Tool(Record):
    """Something on the host, or behind an endpoint, that an agent may use.

    `kind` is python, http, model or machine. `parameters` is a JSON schema of type object.
    `effects` is read or write; a write asks before it runs unless granted. An `idempotent` write
    may be done twice, so that it is done again when the process died while it was under way.
    """

    name: str
    description: str = ""
    kind: str = "python"
    endpoint: str = ""
    parameters: dict[str, Any] = field(default_factory=dict)
    effects: str = "read"
    idempotent: bool = False
    timeout_s: float = 60.0
    status: str = "ready"
    stats: ToolStats = field(default_factory=ToolStats)


@dataclass(frozen=True, kw_only=True, eq=True)
class ToolContext(Record):
    """What a tool is told about who asks."""

    task_id: str = ""
    agent: str = ""
    language: str = "en"
    cwd: str = ""
    binds: tuple[Bind, ...] = ()
    network: NetworkPolicy = field(default_factory=NetworkPolicy)


ToolFunction = Callable[[Mapping[str, Any], ToolContext], Awaitable[Any]]
