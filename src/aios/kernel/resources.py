"""What tasks and calls take turns at: agents, machines, models."""

from collections.abc import Callable

from aios.kernel.model_calls import ModelCalls
from aios.kernel.scheduler import Lane
from aios.kernel.services import Services


class Resources:
    """The lanes of one kernel; `slots_of` bounds how many tasks an agent works on at once."""

    def __init__(self, services: Services, slots_of: Callable[[str], int]) -> None:
        self.tasks = Lane("tasks", services.task_slots, services.clock, slots_of=slots_of)
        self.machines = Lane(
            "machines", services.machine_slots, services.clock, room=services.machine_room
        )
        self.models = ModelCalls(
            services.models, services.clock, services.prices, max_waiting=services.call_queue
        )

    def state(self) -> dict[str, dict[str, int]]:
        """Every resource: its slots, how many are busy, how many wait."""
        lanes = {
            lane.name: {"slots": lane.slots, "busy": lane.busy, "waiting": lane.waiting}
            for lane in (self.tasks, self.machines)
        }
        return {**lanes, **self.models.turns.state()}

    def ended(self, task_id: str) -> None:
        """A task has ended: nothing is kept for its next call."""
        self.models.turns.forget(task_id)

    def close(self) -> None:
        """Nobody waits for a model any more: all are told. Idempotent."""
        self.models.turns.close()
