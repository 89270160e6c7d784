"""What thinks for an agent: it plans a task, performs each subtask, and sums up."""

from collections.abc import Sequence
from typing import Protocol

from aios.contracts.plan import Outcome, Subtask
from aios.contracts.ports import Calls
from aios.contracts.task import Result, Task


class Planner(Protocol):
    """Turns a task into subtasks, works one off, and puts the outcomes together."""

    name: str

    async def plan(self, task: Task, calls: Calls) -> tuple[Subtask, ...]:
        """The subtasks, in order; NoModel when nothing fits and a model would be needed."""
        ...

    async def others(
        self, task: Task, calls: Calls, failed: Sequence[Subtask]
    ) -> tuple[tuple[Subtask, ...], ...]:
        """Other plans for a task whose first failed on what its text does not say, best first."""
        ...

    async def perform(self, subtask: Subtask, earlier: Sequence[Outcome], calls: Calls) -> Outcome:
        """Do one subtask, given the outcomes of those before it."""
        ...

    async def integrate(self, task: Task, outcomes: Sequence[Outcome], calls: Calls) -> Result:
        """One result out of all outcomes."""
        ...
