"""The agent, as data."""

from dataclasses import dataclass, field
from typing import Any

from aios.contracts.limits import Budget
from aios.contracts.record import Record


@dataclass(frozen=True, kw_only=True, eq=True)
class AgentStats(Record):
    """What an agent has done; `avg_duration` in seconds, `success_rate` between 0 and 1."""

    tasks_completed: int = 0
    tasks_failed: int = 0
    success_rate: float = 0.0
    avg_duration: float = 0.0


@dataclass(frozen=True, kw_only=True, eq=True)
class Agent(Record):
    """Who works on a task. `type` is the task type it serves, or "custom".

    `status` is idle, busy, paused, offline or retired; `slots` is how many tasks it takes at once.
    """

    id: str
    name: str
    type: str
    skills: tuple[str, ...] = ()
    model: str = ""
    vm_enabled: bool = True
    prompt: str = ""
    budget: Budget = field(default_factory=Budget)
    status: str = "idle"
    stats: AgentStats = field(default_factory=AgentStats)
    slots: int = 4
    description: str = ""
    tools: tuple[str, ...] = ()
    source: str = "bundled"
    metadata: dict[str, Any] = field(default_factory=dict)
