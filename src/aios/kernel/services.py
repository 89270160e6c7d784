"""What the kernel needs from the layers it does not know, as sockets the system plugs."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Any, Protocol

from aios.contracts.agent import Agent
from aios.contracts.errors import AiosError
from aios.contracts.machine import MachineSpec
from aios.contracts.messages import Generation, ModelChunk, ModelRequest
from aios.contracts.ports import Calls, Clock, Endpoint, Machine
from aios.contracts.route import Route
from aios.contracts.skill import Permissions
from aios.contracts.task import Result, Task
from aios.contracts.tool import Tool, ToolContext
from aios.kernel.allowances import Allowances
from aios.kernel.answers import Answers
from aios.kernel.bus import Bus
from aios.kernel.changes import ChangeBook
from aios.kernel.journal import Journal
from aios.kernel.memory import MemoryManager
from aios.kernel.prices import Prices
from aios.kernel.storage import StorageManager


class MachineLender(Protocol):
    """Lends fresh machines."""

    def lease(self, spec: MachineSpec) -> AbstractAsyncContextManager[Machine]:
        """A machine for the time inside; destroyed after. IsolationUnavailable, MachineFailed."""
        ...


class ToolUser(Protocol):
    """Knows the tools."""

    def get(self, name: str) -> Tool:
        """The tool; NotFound names the nearest ones."""
        ...

    async def use(self, name: str, arguments: Mapping[str, Any], context: ToolContext) -> Any:
        """What the tool returns; ActionFailed when it says why it cannot."""
        ...


class Thinker(Protocol):
    """Knows the models."""

    async def endpoints(self, model: str) -> Sequence[Endpoint]:
        """Where this model ("": the one used when none is named) can be asked, the best first.

        Never empty: NoModel says why nobody has it. Cheap: it is asked before every call.
        """
        ...

    async def generate(
        self,
        request: ModelRequest,
        on_text: Callable[[str], None] | None = None,
        *,
        endpoint: str = "",
        on_chunk: Callable[[ModelChunk], None] | None = None,
    ) -> Generation:
        """A whole answer, told piece by piece; NoModel, ModelFailed, TimedOut.

        With `endpoint` only that one is asked, and once; `request.model` is what it calls the
        model. Cancelled midway it stops the model and passes the CancelledError on.
        """
        ...

    async def embed(
        self, model: str, texts: Sequence[str], *, endpoint: str = ""
    ) -> list[list[float]]:
        """One vector per text; NoModel, ModelFailed, TimedOut."""
        ...

    def pause_s(self, error: AiosError, tries: int) -> float | None:
        """Seconds until an endpoint that failed so is asked again; None: not at all."""
        ...


class AgentBook(Protocol):
    """Knows the agents."""

    def get(self, agent_id: str) -> Agent:
        """The agent; NotFound names the nearest ones."""
        ...

    def list(self) -> list[Agent]:
        """All of them."""
        ...

    def set_status(self, agent_id: str, status: str) -> None:
        """Busy, idle, …; unknown ids are no error, since an agent may retire meanwhile."""
        ...


Work = Callable[[Task, Agent, Calls], Awaitable[Result]]
RouteText = Callable[[str], Route]
ALWAYS = "always"  # what an asker says to have its yes remembered
Asker = Callable[[Task, str, Mapping[str, Any]], Awaitable[bool | str]]


@dataclass(frozen=True, kw_only=True)
class Services:
    """Everything the kernel works with."""

    clock: Clock
    bus: Bus
    journal: Journal
    memory: MemoryManager
    storage: StorageManager
    changes: ChangeBook
    answers: Answers
    allowances: Allowances
    agents: AgentBook
    machines: MachineLender
    tools: ToolUser
    models: Thinker
    route: RouteText
    work: Work
    permissions_of: Callable[[str], Permissions]
    prices: Prices = field(default_factory=Prices)
    readable: tuple[str, ...] = ()
    given: Mapping[str, str] = field(default_factory=dict)
    secrets: frozenset[str] = frozenset()
    min_isolation: int = 30
    machine_slots: int = 4
    machine_room: Callable[[], bool] = lambda: True
    task_slots: int = 64
    call_queue: int = 10_000
    task_timeout_s: float = 3600.0
