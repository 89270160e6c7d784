"""Memory as one agent may use it while it works on one task.

Covered:
- it sees what is shared, its own and the task's; what others own is not there for it, whether it
  searches, guesses an id or follows one from a memory it sees;
- it changes and forgets only what is its own or the task's; what is shared it only reads;
- whose a memory is and which task it came from, the kernel writes; the kinds by which the person
  and the kernel speak (`KERNEL_KINDS`) it can neither write nor change nor forget, also where they
  are kept for it alone.

Not covered:
- Python code of the user's that runs in this process: it can reach everything in it anyway.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from aios.contracts.errors import BadRequest, Denied, NotFound
from aios.contracts.record import Record
from aios.kernel.memory import MemoryManager
from aios.kernel.memory_item import MemoryItem, checked_scope, visible

KERNEL_KINDS = frozenset({"preference", "result", "lesson", "failure"})


@dataclass(frozen=True, kw_only=True, eq=True)
class Found(Record):
    """That a memory was found, and how: what a task writes down of it. Its text stays in memory."""

    id: str
    score: float = 0.0
    found_by: tuple[str, ...] = ()


class AgentMemory:
    """What `agent` may do with memory while it works on the task `task_id`."""

    def __init__(self, memory: MemoryManager, agent: str, task_id: str) -> None:
        self._memory = memory
        self._agent = agent
        self._task_id = task_id

    async def remember(
        self,
        text: str,
        *,
        scope: str = "agent",
        kind: str = "fact",
        importance: float = 0.5,
        supersedes: str = "",
        **other: Any,
    ) -> str:
        """Keep a text for this agent or, with `scope` task, for this task; its id.

        With `supersedes` it takes the place of that memory. Denied for the scope shared and for
        the kernel's kinds, NotFound for a memory it does not see, BadRequest for no text or for
        other facts: what a memory is of and from is not for the agent to say.
        """
        if not isinstance(text, str) or other:
            raise BadRequest(
                f"An agent cannot say {', '.join(sorted(other)) or 'that'} of a memory.",
                hint="Give a text; beside it scope, kind, importance or supersedes.",
            )
        checked_scope(scope, self._agent, self._task_id)
        if scope == "shared":
            raise _denied("what is shared is written by the person and the kernel")
        if kind in KERNEL_KINDS:
            raise _denied(f"{kind!r} is a kind of memory that only the kernel writes")
        if supersedes:
            return await self.supersede(supersedes, text)
        return await self._memory.store(
            text,
            scope=scope,
            agent=self._agent,
            task_id=self._task_id,
            kind=kind,
            importance=importance,
            source=self._task_id,
        )

    async def find(self, query: str, k: int = 5) -> list[Found]:
        """What fits a query, best first."""
        hits = await self._memory.search(query, k, agent=self._agent, task_id=self._task_id)
        return [Found(id=i.id, score=i.score, found_by=i.found_by) for i in hits]

    async def standing(self) -> Sequence[MemoryItem]:
        """What the person said that holds for every task."""
        return await self._memory.standing(self._agent, task_id=self._task_id)

    async def read(self, found: Sequence[Found]) -> list[MemoryItem]:
        """The memories found, those left out that were forgotten since."""
        items = [(each, await self._seen(each.id)) for each in found]
        return [
            item.but(score=each.score, found_by=each.found_by)
            for each, item in items
            if item is not None
        ]

    async def get(self, memory_id: str) -> MemoryItem:
        """A memory it may see; NotFound for all others alike."""
        item = await self._seen(memory_id)
        if item is None:
            raise NotFound(f"There is no memory {memory_id!r}.", hint="Recall it by its words.")
        return item

    async def supersede(self, memory_id: str, text: str) -> str:
        """Replace one of its own, or of the task's; the new id. NotFound, Denied, Conflict."""
        await self._own(memory_id)
        return await self._memory.supersede(memory_id, text)

    async def forget(self, memory_id: str) -> bool:
        """Forget one of its own, or of the task's; NotFound, Denied."""
        await self._own(memory_id)
        return await self._memory.forget(memory_id)

    async def _seen(self, memory_id: str) -> MemoryItem | None:
        item = await self._memory.get(memory_id)
        may_see = visible(None, self._agent, self._task_id)
        return item if item is not None and item.namespace in may_see else None

    async def _own(self, memory_id: str) -> None:
        item = await self.get(memory_id)
        if item.scope == "shared":
            raise _denied(f"{memory_id} is shared")
        if item.kind in KERNEL_KINDS:
            raise _denied(f"{memory_id} is what the person or the kernel said")


def _denied(reason: str) -> Denied:
    return Denied(
        f"An agent may not write that into memory: {reason}.",
        hint="Use the scope agent or task, and a kind of your own.",
        code="memory_denied",
    )
