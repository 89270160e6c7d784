"""The system: AIOS as users call it from asynchronous programs."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from aios.contracts.agent import Agent
from aios.contracts.changes import ChangeSet
from aios.contracts.errors import AiosError, BadRequest
from aios.contracts.messages import Generation, Message, ModelRequest
from aios.contracts.questions import Decision, Grant
from aios.contracts.route import Route
from aios.contracts.skill import Skill
from aios.contracts.task import Result, Status, Task
from aios.contracts.tool import Tool
from aios.facades import Budgets, ModelClient, Opened, Scheduling, Skills, Timetable
from aios.handles import ManualRun, TaskHandle, Told, result_of
from aios.request import spec_from
from aios.settings import Settings

if TYPE_CHECKING:  # the house is imported when the first AIOS is made: importing is quick
    from aios.code.machines.controller import VMController
    from aios.code.machines.image import Image, OnProgress
    from aios.contracts.events import Event
    from aios.contracts.ports import MachineBackend, ModelDriver
    from aios.kernel.services import Asker
    from aios.skills.reader import Problem


class AsyncAIOS:
    """AIOS for asynchronous programs; an instance belongs to the event loop that opened it.

    It opens itself at the first call, or by `async with`. Closing puts running tasks back, so
    that the next start on the same workspace goes on with them; `agents`, `skills` and `tools`
    are registered before that, so that those tasks find them. `on_progress` is told what takes
    long before a task can begin: building the machine image.
    """

    def __init__(
        self,
        workspace: str | os.PathLike[str] | None = None,
        *,
        settings: Settings | None = None,
        drivers: "Sequence[ModelDriver] | None" = None,
        backends: "Sequence[MachineBackend] | None" = None,
        agents: Sequence[Any] = (),
        skills: Sequence[Mapping[str, Any]] = (),
        tools: Sequence[Mapping[str, Any] | Callable[..., Any]] = (),
        on_progress: Callable[[str], None] | None = None,
        **knobs: Any,
    ) -> None:
        from aios.house import House, Own

        if settings is None:
            settings = Settings.load(workspace=workspace, **knobs)
        self.settings = settings.placed(workspace)
        self.house = House(
            self.settings,
            drivers=drivers,
            backends=backends,
            own=Own(agents=agents, skills=skills, tools=tools),
            on_progress=on_progress,
        )
        self.scheduler = Scheduling(self)
        self.skills_manager = Skills(self)
        self.schedules, self.budgets = Timetable(self), Budgets(self)
        self.ollama_client = ModelClient(self)
        self._opening = asyncio.Lock()
        self._opened = False
        self._closed = False
        self.drive: Callable[[Any], Any] = lambda work: work

    # ------------------------------------------------------------ life

    async def __aenter__(self) -> Self:
        return await self.open()

    async def __aexit__(self, *_exc: object) -> None:
        await self.close()

    async def open(self) -> Self:
        """Be ready. StoreFailed when the workspace cannot be used. Idempotent."""
        async with self._opening:
            if self._closed:
                raise BadRequest(
                    "This AIOS is closed.",
                    hint="Make a new one on the same workspace.",
                    code="closed",
                )
            if not self._opened:
                await self.house.open()
                self._opened = True
        return self

    async def close(self) -> None:
        """Let go of everything, in reverse. Idempotent."""
        async with self._opening:
            self._closed = True
            await self.house.close()

    # ------------------------------------------------------------ tasks

    async def execute(self, description: str, **options: Any) -> TaskHandle:
        """Hand in a task in words; options: agent, priority, model, timeout, skills, grants, …"""
        return await self._submit(description, options)

    async def submit_task(self, task: str | Mapping[str, Any], **options: Any) -> TaskHandle:
        """Hand in a task as a mapping: description, and optionally type, priority, agent, …"""
        return await self._submit(task, options)

    async def _submit(
        self, task: str | Mapping[str, Any], options: Mapping[str, Any]
    ) -> TaskHandle:
        await self.open()
        return self.handle(await self.house.kernel.submit(spec_from(task, **options)))

    async def get_task(self, task_id: str) -> Task:
        """The whole task as it stands."""
        await self.open()
        return self.known(await self.house.kernel.get(str(task_id)))

    async def get_task_status(self, task_id: str) -> Told:
        """Its status, a string; the task's fields can be read from it too."""
        task = await self.get_task(task_id)
        return Told(task.status.value, task)

    async def list_tasks(self, status: str | None = None, limit: int = 100) -> list[Task]:
        """Tasks, newest first."""
        if status and status not in tuple(Status):
            raise BadRequest(
                f"There is no task status {status!r}.", hint=f"Use one of: {', '.join(Status)}."
            )
        await self.open()
        return await self.house.kernel.tasks(Status(status) if status else None, limit)

    async def wait_for(self, task_id: str, timeout: float | None = None) -> Result:
        """A task's result; TimedOut after `timeout` seconds; raises what made it fail."""
        await self.open()
        return result_of(await self.house.kernel.wait(str(task_id), timeout))

    async def ended(self, task_id: str, timeout: float | None = None) -> Task:
        """The task when it has ended, however it did."""
        await self.open()
        return await self.house.kernel.wait(str(task_id), timeout)

    async def cancel(self, task_id: str) -> bool:
        """Stop a task; False when it had ended."""
        await self.open()
        return await self.house.kernel.cancel(str(task_id))

    async def retry(self, task_id: str) -> TaskHandle:
        """Hand in an ended task again; an interrupted one goes on where it was broken off."""
        await self.open()
        return self.handle(await self.house.kernel.retry(str(task_id)))

    async def approve(self, task_id: str, *, always: bool = False) -> None:
        """Say yes to what a task asks, in whichever process; BadRequest if it asks nothing.

        With `always`, every such question of its agent is answered yes from now on.
        """
        await self.open()
        await self.house.kernel.answer(str(task_id), yes=True, always=always)

    async def refuse(self, task_id: str) -> None:
        """Say no to what a task asks."""
        await self.open()
        await self.house.kernel.answer(str(task_id), yes=False)

    async def list_decisions(self, task_id: str = "", limit: int = 100) -> list[Decision]:
        """Who answered what, newest first; of one task, or of all."""
        await self.open()
        return await self.house.answers.decisions(str(task_id), limit)

    async def list_grants(self) -> list[Grant]:
        """Every yes that is remembered."""
        await self.open()
        return await self.house.answers.grants()

    async def forget_grant(self, grant_id: str) -> bool:
        """Ask again from now on; False when there is no such grant."""
        await self.open()
        return await self.house.answers.forget(grant_id)

    async def watch(self, task_id: str = "") -> "AsyncIterator[Event]":
        """What happens, live; a task from its beginning to its end."""
        await self.open()
        async for event in self.house.kernel.watch(str(task_id)):
            yield event

    def answer_with(self, asker: "Asker | None") -> None:
        """Who answers when a task asks for a grant; nobody means no."""
        self.house.kernel.answer_with(asker)

    def handle(self, task: Task) -> TaskHandle:
        """The handle of a task."""
        return TaskHandle(self.known(task), self)

    def known(self, task: Task) -> Task:
        """The newest this process knows of the task."""
        return self.house.kernel.peek(task.id) or task

    # ------------------------------------------------------------ changes of the user's files

    async def list_changes(self) -> list[ChangeSet]:
        """The change-sets that were made to the user's files, newest first."""
        await self.open()
        return await self.house.changes.known()

    async def undo(self, change_id: str | None = None) -> list[ChangeSet]:
        """Undo a change-set, all of a task's, or the newest one; those undone, newest first.

        Conflict (`undo_conflict`) when one of its files was changed since: then it all stays.
        """
        await self.open()
        return await self.house.changes.undo(str(change_id or ""))

    # ------------------------------------------------------------ agents, skills, tools

    async def list_agents(self) -> list[Agent]:
        """Every agent, with its statistics."""
        await self.open()
        return self.house.agents.list()

    async def get_agent(self, agent_id: str) -> Agent:
        """One agent; NotFound names the nearest ones."""
        await self.open()
        return self.house.agents.get(agent_id)

    async def create_agent(self, agent: Mapping[str, Any] | Any) -> Agent:
        """Add an agent: {"name", "type", "skills", "model", …} or an object with `run`."""
        await self.open()
        created = self.house.agents.create(agent)
        self.house.refresh_routes()
        return created

    async def list_skills(self) -> list[Skill]:
        """Every skill, with its statistics."""
        await self.open()
        stats = self.house.stats
        return [skill.but(stats=stats.skill(skill.id)) for skill in self.house.skills.list()]

    async def get_skill(self, skill: str) -> Skill:
        """One skill; `code_generation` and `code-generation` are the same."""
        await self.open()
        found = self.house.skills.get(skill)
        return found.but(stats=self.house.stats.skill(found.id))

    async def search_skills(self, text: str) -> list[dict[str, Any]]:
        """Skills that fit a text, best first: id, score, reasons."""
        await self.open()
        library = self.house.skills
        return [
            {"id": skill, "score": round(score, 4), "reasons": list(library.explain(text, skill))}
            for skill, score in library.rank(text)
        ]

    async def register_skill(self, skill: Mapping[str, Any]) -> Skill:
        """Add a skill: {"name", "executor": function, "keywords", "description", …}."""
        await self.open()
        registered = self.house.skills.register(skill)
        self.house.refresh_routes()
        return registered

    async def list_tools(self) -> list[Tool]:
        """Every tool, with its statistics; `ollama_client` and `vm_controller` among them."""
        from aios.house import built_in_tools

        await self.open()
        stats = self.house.stats
        own = [tool.but(stats=stats.tool(tool.name)) for tool in built_in_tools()]
        return [*own, *self.house.tools.list()]

    async def register_tool(self, tool: Mapping[str, Any] | Callable[..., Any]) -> Tool:
        """Add a tool: a function, or {"name", "endpoint"}."""
        await self.open()
        return self.house.tools.register(tool)

    # ------------------------------------------------------------ looking

    async def route(self, text: str) -> Route:
        """Which agent and skills a task would go to, and why."""
        await self.open()
        return self.house.router.route(text)

    async def stats(self) -> dict[str, Any]:
        """Counts, success rates and durations per agent, skill, tool, model and machine."""
        await self.open()
        return {**self.house.stats.summary(), "lanes": self.house.kernel.lanes()}

    async def doctor(self) -> dict[str, Any]:
        """What works here, what does not, why, and how to mend it."""
        await self.open()
        house = self.house
        chosen = await house.models.choice()
        try:
            models = [m.to_dict() for m in await house.models.available()]
        except AiosError as error:
            models, reason = [], f"{error.message} {error.hint}".strip()
        else:
            reason = ""
        return {
            "workspace": str(self.settings.workspace),
            "backends": [probe.to_dict() for probe in await house.machines.doctor()],
            "model": chosen.to_dict(),
            "models": models,
            "model_problem": reason,
            "endpoints": [state.to_dict() for state in await house.models.health()],
            "planner": "builtin"
            if not chosen.model or self.settings.planner == "builtin"
            else "model",
            "images": {n: str(house.images.find(n) or "") for n in house.images.names()},
            "warnings": [*house.agents.warnings, *house.skill_warnings, *house.change_warnings],
        }

    async def generate(
        self,
        prompt: str,
        *,
        model: str = "",
        agent: str | None = None,
        priority: str = "normal",
        temperature: float | None = None,
        max_tokens: int | None = None,
        format: Mapping[str, Any] | None = None,
        timeout_s: float | None = None,
    ) -> Generation:
        """Ask a model, in its turn; `format` is a JSON schema. TimedOut after `timeout_s`."""
        if not isinstance(prompt, str):
            raise BadRequest(f"A prompt is a text; got {type(prompt).__name__}.", hint='Try "Hi".')
        await self.open()
        request = ModelRequest(
            model=model,
            messages=(Message(role="user", content=prompt),),
            temperature=temperature,
            max_tokens=max_tokens,
            format=dict(format) if format else None,
        )
        return await self.house.kernel.think(request, agent or "", priority, timeout_s)

    async def pull_model(
        self, name: str, on_progress: Callable[[dict[str, Any]], None] = lambda _: None
    ) -> None:
        """Fetch a model to the endpoint; progress: {"status", "total", "completed"} in bytes."""
        await self.open()
        await self.house.models.pull(name, on_progress)

    async def build_image(self, on_progress: "OnProgress|None" = None, what: str = "") -> "Image":
        """Build the machine image, or what the backend called `what` needs, if it is missing."""
        return await self.house.build(what or "python", on_progress)

    # ------------------------------------------------------------ the parts by name

    @property
    def memory_manager(self) -> Any:
        """store, search, forget."""
        return Opened(self, self.house.memory)

    @property
    def storage_manager(self) -> Any:
        """Artifacts."""
        return Opened(self, self.house.storage)

    @property
    def vm_controller(self) -> "VMController":
        """Machines."""
        opened: Any = Opened(self, self.house.machines)
        return opened  # type: ignore[no-any-return]

    @property
    def tool_manager(self) -> Any:
        """Tools."""
        return Opened(self, self.house.tools)

    @property
    def context_manager(self) -> Any:
        """Context windows: budgets, pinned parts, compaction, snapshots."""
        return self.house.contexts

    # ------------------------------------------------------------ by hand

    async def by_hand(self, task: Any) -> tuple[Agent, ManualRun]:
        """A task whose steps the caller takes: the agent chosen, and the run."""
        await self.open()
        text = task.record.description if isinstance(task, (TaskHandle, Told)) else task
        if isinstance(task, Task):
            text = task.description
        house = self.house
        calls, finish = await house.kernel.by_hand(spec_from(text))
        agent = house.agents.get(calls.task.agent)
        planner = await house.planner_for(calls.task, agent, calls)
        return agent, ManualRun(calls, planner, finish, self.drive)


def validate_skill(folder: str | os.PathLike[str]) -> "list[Problem]":
    """What keeps a skill folder from being published; [] when nothing does."""
    from aios.skills.reader import validate

    return validate(Path(folder))
