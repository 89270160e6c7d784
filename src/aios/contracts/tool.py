"""The tool, as data, and what it may be given."""

from dataclasses import dataclass, field
from typing import Any

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
    `effects` is read or write; a write asks before it runs unless granted.
    """

    name: str
    description: str = ""
    kind: str = "python"
    endpoint: str = ""
    parameters: dict[str, Any] = field(default_factory=dict)
    effects: str = "read"
    timeout_s: float = 60.0
    status: str = "ready"
    stats: ToolStats = field(default_factory=ToolStats)
