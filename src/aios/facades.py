"""The parts of the system under the names users know, each opening the system first."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from aios.contracts.errors import NotFound
from aios.contracts.limits import Balance, allowance
from aios.contracts.plan import Subtask
from aios.contracts.schedule import Schedule
from aios.contracts.skill import Skill
from aios.contracts.task import Task
from aios.handles import AgentHandle, ManualRun, SkillHandle, Told
from aios.request import spec_from

if TYPE_CHECKING:
    from aios.kernel.schedules import Schedules


class Core(Protocol):
    """What the facades need of the system."""

    @property
    def house(self) -> Any:
        """The parts."""

    @property
    def scheduler(self) -> "Scheduling":
        """The scheduler as users see it."""
        ...

    async def open(self) -> Any:
        """Be ready."""

    async def by_hand(self, task: Any) -> tuple[Any, ManualRun]:
        """A task whose steps the caller takes."""
        ...

    async def list_skills(self) -> list[Skill]:
        """Every skill."""
        ...

    async def generate(
        self, prompt: str, *, model: str = "", agent: str = "", priority: str = "normal"
    ) -> Any:
        """Ask a model."""
        ...


class Opened:
    """A part that needs the system open: its coroutine methods open it first."""

    def __init__(self, system: Core, part: Any) -> None:
        self._system = system
        self._part = part

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._part, name)
        if not inspect.iscoroutinefunction(value):
            return value

        async def opened(*args: Any, **kwargs: Any) -> Any:
            await self._system.open()
            return await value(*args, **kwargs)

        return opened


class Scheduling:
    """The scheduler as users see it."""

    def __init__(self, system: Core) -> None:
        self._system = system
        self.runs: dict[str, ManualRun] = {}

    async def select_agent(self, task: Any) -> AgentHandle:
        """The agent for a task (a text, a mapping or a handle), ready to plan it."""
        agent, run = await self._system.by_hand(task)
        self.runs[run.task_id] = run
        return AgentHandle.of(agent, run)

    def status(self) -> dict[str, dict[str, int]]:
        """Slots, busy and waiting, per resource."""
        lanes: dict[str, dict[str, int]] = self._system.house.kernel.lanes()
        return lanes


class Skills:
    """The skills manager as users see it."""

    def __init__(self, system: Core) -> None:
        self._system = system

    async def select(self, subtask: Subtask | str) -> SkillHandle:
        """The skill for a subtask, ready to execute it; NotFound when none fits."""
        system = self._system
        await system.open()
        if isinstance(subtask, str):
            _agent, run = await system.by_hand(subtask)
            subtask = (await run.plan())[0]
        else:
            known = system.scheduler.runs.get(subtask.task_id)
            run = known or (await system.by_hand(subtask.text))[1]
        if subtask.skill:
            return SkillHandle.of(system.house.skills.get(subtask.skill), run)
        found = system.house.builtin().skill_for(subtask, run.cwd)
        if found is None:
            mend = "`aios skill list` shows all skills; or start a model."
            raise NotFound(f"No skill fits {subtask.text!r}.", hint=mend)
        return SkillHandle.of(found, run)

    async def list(self) -> list[Skill]:
        """Every skill."""
        return await self._system.list_skills()


class Timetable:
    """Schedules as users see them: tasks that are handed in by the clock."""

    def __init__(self, system: Core) -> None:
        self._system = system

    async def add(
        self,
        cron: str,
        task: str | Mapping[str, Any],
        *,
        zone: str = "",
        overlap: str = "skip",
        **options: Any,
    ) -> Schedule:
        """Hand in a task whenever `cron` is true in `zone` ("": this computer's).

        While the last one still runs, a due one is left out (`overlap` skip) or waits (queue).
        BadRequest: `cron_wrong`, `zone_unknown`, or what is wrong with the task.
        """
        book = await self._book()
        return await book.add(cron, spec_from(task, **options), zone=zone, overlap=overlap)

    async def list(self) -> Sequence[Schedule]:
        """All of them, the next due first."""
        return await (await self._book()).list()

    async def get(self, schedule: str) -> Schedule:
        """One of them; NotFound."""
        return await (await self._book()).get(schedule)

    async def remove(self, schedule: str) -> None:
        """Forget it; a task of it that runs goes on."""
        await (await self._book()).remove(schedule)

    async def pause(self, schedule: str) -> Schedule:
        """Leave it out until it is resumed."""
        return await (await self._book()).pause(schedule)

    async def resume(self, schedule: str) -> Schedule:
        """Go on with it; what was missed meanwhile is not caught up."""
        return await (await self._book()).resume(schedule)

    async def run(self, on_task: Callable[[Schedule, Task], None] = lambda *_: None) -> None:
        """Hand in what is due, until this is cancelled; several processes may do so."""
        await (await self._book()).run(on_task)

    async def _book(self) -> "Schedules":
        await self._system.open()
        book: Schedules = self._system.house.schedules
        return book


class Budgets:
    """Budgets as users see them: what all tasks of an agent, or of an owner, may spend together."""

    def __init__(self, system: Core) -> None:
        self._system = system

    async def set(
        self, *, agent: str = "", owner: str = "", per: str = "day", zone: str = "", **limits: float
    ) -> Balance:
        """Have a budget hold from now on: tokens, seconds, calls or money per hour, day, month,
        ever.

        At the limit a task waits and asks for as much again. Days are those of `zone` ("": this
        computer's). One for the same name and period takes the place of the one before; what was
        spent still counts. BadRequest: `budget_malformed`, `zone_unknown`.
        """
        from aios.kernel.timetable import checked_zone, local_zone

        await self._system.open()
        zone = checked_zone(zone or local_zone()).key
        known = {known.id for known in self._system.house.agents.list()}
        agent = f"{agent}-agent" if f"{agent}-agent" in known - {agent} else agent
        wanted = allowance(limits, agent=agent, owner=owner, per=per, zone=zone)
        balance: Balance = await self._system.house.allowances.keep(wanted)
        return balance

    async def list(self) -> Sequence[Balance]:
        """Every budget, with what was spent of it in its period, and its limits as raised."""
        await self._system.open()
        found: Sequence[Balance] = await self._system.house.allowances.list()
        return found

    async def remove(self, budget: str) -> None:
        """Let it hold no longer; NotFound for an id that is not kept here."""
        await self._system.open()
        if not await self._system.house.allowances.forget(budget):
            raise NotFound(
                f"There is no budget {budget} that can be removed.",
                hint="`aios budget list` shows them; those of the settings are in aios.toml.",
                code="budget_unknown",
            )


class ModelClient:
    """The model client as users see it; every call goes through the kernel."""

    def __init__(self, system: Core) -> None:
        self._system = system

    async def generate(self, model: str, prompt: str, **options: Any) -> Told:
        """The model's text; `usage` and the other fields of the generation can be read from it."""
        answer = await self._system.generate(prompt, model=model, **options)
        return Told(answer.text, answer)

    async def list(self) -> list[Any]:
        """The models that can be reached."""
        await self._system.open()
        models: list[Any] = await self._system.house.models.available()
        return models

    async def show(self, model: str) -> dict[str, Any]:
        """What its endpoint tells of a model; NoModel when nobody has it."""
        await self._system.open()
        told: dict[str, Any] = await self._system.house.models.show(model)
        return told

    async def delete(self, model: str) -> None:
        """Remove a model from its endpoint's disk."""
        await self._system.open()
        await self._system.house.models.delete(model)

    async def test(self, model: str = "") -> dict[str, Any]:
        """Try a model, "" for the one that would be used: its answer, speed, schemas, tools."""
        from aios.code.models.checking import check

        await self._system.open()
        kernel = self._system.house.kernel
        return await check(model, lambda request: kernel.think(request, agent="", priority="high"))

    async def embed(self, model: str, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        """One vector per text."""
        await self._system.open()
        vectors: Sequence[Sequence[float]] = await self._system.house.models.embed(model, texts)
        return vectors
