"""The calls an agent may make: each is checked, takes its turn, is metered, journaled and told."""

import hashlib
import json
import secrets
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import cached_property
from typing import Any

from aios.contracts.changes import Change, ChangeSet
from aios.contracts.errors import AiosError, Denied, LimitReached
from aios.contracts.events import (
    OutputArrived,
    ResourceUsed,
    StepFinished,
    StepStarted,
    TokenArrived,
)
from aios.contracts.machine import MachineSpec, Program, RunOutcome
from aios.contracts.messages import Generation, Message, ModelRequest, ToolSpec, Usage
from aios.contracts.ports import RunResult, ToolContext
from aios.contracts.task import Artifact, Isolation, Step, Task, TaskSpec, Turn
from aios.contracts.text import language
from aios.kernel.access import Access, host_entry
from aios.kernel.asking import Asking
from aios.kernel.harvest import collect, command_for, finish
from aios.kernel.journal import CallRecord
from aios.kernel.policy import Ticket
from aios.kernel.scheduler import Lane
from aios.kernel.services import Asker, Services


class StepLog:
    """The steps of one task, and what they used; `last` is the one under way or just ended."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.usage = Usage()
        self.isolation = Isolation()

    @property
    def last(self) -> Step:
        """The newest step."""
        return self.steps[-1]

    def amend(self, **facts: Any) -> None:
        """Add facts to the newest step."""
        self.steps[-1] = self.last.but(**facts)

    def weakest(self, isolation: Isolation) -> None:
        """Remember the weakest isolation any program of the task had."""
        if self.isolation.level == 0 or isolation.level < self.isolation.level:
            self.isolation = isolation


class KernelCalls:
    """The calls of one task (contracts/ports.py: Calls)."""

    def __init__(
        self,
        task: Task,
        spec: TaskSpec,
        services: Services,
        lane: Callable[[str, int], Lane],
        asker: Asker | None,
        before: tuple[Turn, ...] = (),
    ) -> None:
        self.task = task
        self.spec = spec
        self.before = before
        self.language: str = language(spec.description)
        self.log = StepLog()
        self._services = services
        self._lane = lane
        self._asking = Asking(task, spec, self.language, asker, services.bus)
        self._artifacts: list[Artifact] = []

    @cached_property
    def access(self) -> Access:
        """What the task may do; made when it is first asked for."""
        return Access(
            self.spec,
            permissions_of=self._services.permissions_of,
            readable=self._services.readable,
            before=self.before,
            own=lambda: (a.path for a in self._artifacts),
            protected=(str(self._services.storage.root),),
        )

    @property
    def artifacts(self) -> tuple[Artifact, ...]:
        """The files the task has made."""
        return tuple(self._artifacts)

    # ------------------------------------------------------------ the calls

    async def think(
        self,
        messages: Sequence[Message],
        *,
        title: str = "",
        format: Mapping[str, Any] | None = None,
        tools: Sequence[ToolSpec] = (),
        max_tokens: int | None = None,
        temperature: float | None = None,
    ) -> Generation:
        """Ask the task's model."""
        request = ModelRequest(
            model=self.spec.model or self._services.agents.get(self.task.agent).model,
            messages=tuple(messages),
            tools=tuple(tools),
            format=dict(format) if format else None,
            max_tokens=max_tokens,
            temperature=temperature,
        )
        async with self._step("think", title or "think", resource="model"):
            place = (await self._services.models.endpoints(request.model))[0]
            async with self._lane(f"model:{place.name}", place.slots).turn(self._ticket()):
                answer = await self._services.models.generate(request, self._on_token())
            self.log.usage += answer.usage.but(seconds=0.0, model_calls=1)
            self.log.amend(origin=f"model/{answer.model}")
            return answer

    async def run(self, program: Program) -> RunResult:
        """Run a program in a fresh machine; the files it collected become artifacts."""
        async with self._step(
            "run", program.title, skill=program.skill, action=program.action, resource="machine"
        ) as call_id:
            self.access.check_program(program)
            services = self._services
            given = self.access.given_to(program.skill, services.given)
            program = program.but(env={**given, **program.env})
            configured = tuple(host_entry(value) for value in given.values() if "://" in value)
            wanted = MachineSpec(
                limits=program.limits,
                network=self.access.opened(program.network, configured),
                binds=program.binds,
                min_isolation=services.min_isolation,
            )
            lane = self._lane("machines", services.machine_slots)
            async with lane.turn(self._ticket()), services.machines.lease(wanted) as machine:
                outcome = await machine.run(command_for(program), self._on_output(call_id))
                self._meter(outcome)
                ended = await finish(machine, program, outcome, call_id)
                artifacts = await collect(machine, program, services.storage, self.task.id)
            self._artifacts += artifacts
            self.log.amend(artifacts=tuple(a.name for a in artifacts), **_evidence(program, ended))
            return ended.but(artifacts=tuple(artifacts))

    async def use_tool(
        self,
        name: str,
        arguments: Mapping[str, Any],
        *,
        title: str = "",
        skill: str = "",
        action: str = "",
    ) -> Any:
        """Use a tool on the host."""
        async with self._step(
            "tool", title or name, skill=skill, action=action, resource="tool", named=name
        ):
            tool = self._services.tools.get(name)
            if tool.effects == "write" and not self.spec.assume_yes:
                await self._asking.permit(f"use the tool {name}", {"arguments": dict(arguments)})
            context = ToolContext(
                task_id=self.task.id,
                agent=self.task.agent,
                language=self.language,
                cwd=self.spec.cwd,
            )
            return await self._services.tools.use(name, arguments, context)

    async def invoke(
        self, function: Callable[..., Any], arguments: Mapping[str, Any], *, title: str, skill: str
    ) -> Any:
        """Call a Python function that the user registered as a skill's executor."""
        async with self._step("tool", title, skill=skill, resource="skill", named=skill):
            self.log.amend(origin=f"python/{getattr(function, '__name__', 'callable')}")
            return await function(**arguments)

    async def read(self, path: str) -> bytes:
        """A file the user named, or one of the task's artifacts."""
        async with self._step("read", f"read {path}"):
            if not self.access.may_read(path):
                raise Denied(
                    f"The task may not read {path}: it was not named in the task.",
                    hint="Name the file in the task.",
                    code="read_denied",
                    details={"path": path},
                )
            return await self._services.storage.read(path, task_id=self.task.id)

    async def write(self, name: str, content: bytes, media_type: str = "") -> Artifact:
        """Keep content as an artifact of the task."""
        async with self._step("write", f"write {name}"):
            artifact = await self._services.storage.keep(self.task.id, name, content, media_type)
            self._artifacts.append(artifact)
            self.log.amend(artifacts=(artifact.name,))
            return artifact

    async def remember(self, text: str, **facts: Any) -> str:
        """Store a memory of this agent; its id."""
        async with self._step("remember", "remember"):
            return await self._services.memory.store(
                text, scope="agent", agent=self.task.agent, task_id=self.task.id, **facts
            )

    async def recall(self, query: str, k: int = 5) -> list[Mapping[str, Any]]:
        """Memories that this agent may see."""
        async with self._step("recall", "recall"):
            found = await self._services.memory.search(
                query, k=k, agent=self.task.agent, task_id=self.task.id
            )
            return list(found)

    async def ask(self, question: str, details: Mapping[str, Any] | None = None) -> bool:
        """Ask the person in charge; False when they refuse or nobody is there."""
        async with self._step("ask", question):
            return await self._asking.ask(question, details or {})

    async def change(self, changes: Sequence[Change], title: str, *, skill: str = "") -> ChangeSet:
        """Do the changes to the user's files, all or none, and keep what undoes them."""
        async with self._step("change", title, skill=skill):
            self.access.check_changes(changes, skill)
            if not self.access.granted(changes):
                await self._asking.permit_changes(changes, title)
            return await self._services.changes.apply(self.task.id, title, changes)

    def note(self, *, origin: str = "") -> None:
        """Add a fact to the last step's evidence."""
        if origin and self.log.steps:
            self.log.amend(origin=origin)

    # ------------------------------------------------------------ what every call goes through

    @asynccontextmanager
    async def _step(
        self,
        kind: str,
        title: str,
        *,
        skill: str = "",
        action: str = "",
        resource: str = "",
        named: str = "",
    ) -> AsyncIterator[str]:
        self._check_budget()
        clock, call_id = self._services.clock, f"call-{secrets.token_hex(6)}"
        step = Step(
            index=len(self.log.steps),
            kind=kind,
            title=title,
            skill=skill,
            action=action,
            call_id=call_id,
            started_at=clock.now(),
        )
        self.log.steps.append(step)
        self._services.bus.publish(StepStarted(task_id=self.task.id, step=step))
        began, status = clock.monotonic(), "failed"
        try:
            yield call_id
            status = "completed"
        except AiosError as error:
            status = "refused" if isinstance(error, Denied) else "failed"
            raise
        finally:
            self._end(step.index, status, clock.monotonic() - began, resource, named)
        await self._services.journal.record_call(self.task.id, _record(self.log.steps[step.index]))

    def _end(self, index: int, status: str, duration_s: float, resource: str, named: str) -> None:
        step = self.log.steps[index]
        if status == "completed" and step.exit_code:
            status = "failed"  # the call was made; the program it ran did not do its job
        step = step.but(status=status, duration_s=round(duration_s, 6))
        self.log.steps[index] = step
        bus = self._services.bus
        bus.publish(StepFinished(task_id=self.task.id, step=step))
        ok = status == "completed"
        name = named or step.origin.removeprefix("model/") or self.log.isolation.backend
        for kind, used in {(resource, name), ("skill", step.skill)}:
            if kind and used:
                bus.publish(
                    ResourceUsed(
                        task_id=self.task.id, resource=kind, name=used, ok=ok, duration_s=duration_s
                    )
                )

    def _check_budget(self) -> None:
        budget, usage = self.spec.budget, self.log.usage
        began = self.task.started_at or self.task.created_at
        spent_s = (self._services.clock.now() - began).total_seconds()
        spent = {
            "seconds": (budget.seconds, spent_s),
            "calls": (budget.calls, len(self.log.steps)),
            "tokens": (budget.tokens, usage.tokens_in + usage.tokens_out),
            "money": (budget.money, usage.cost),
        }
        for what, (limit, used) in spent.items():
            if limit is not None and used >= limit:
                raise LimitReached(
                    f"The task has spent its budget of {limit} {what}.",
                    hint=f"Give it a larger budget of {what}.",
                    code="budget_spent",
                    details={"budget": what, "limit": limit, "used": used},
                )

    def _ticket(self) -> Ticket:
        return Ticket(
            id=self.log.last.call_id,
            priority=self.task.priority,
            agent=self.task.agent,
            since=self._services.clock.monotonic(),
        )

    def _meter(self, outcome: RunOutcome) -> None:
        seconds = self.log.usage.machine_seconds + outcome.duration_s
        self.log.usage = self.log.usage.but(machine_seconds=seconds)
        self.log.weakest(
            Isolation(
                level=outcome.level,
                backend=outcome.backend,
                limits_not_enforced=outcome.limits_not_enforced,
            )
        )

    def _on_output(self, call_id: str) -> Callable[[str, bytes], None]:
        def tell(stream: str, content: bytes) -> None:
            text = content.decode("utf-8", "replace")
            self._services.bus.publish(
                OutputArrived(task_id=self.task.id, call_id=call_id, stream=stream, text=text)
            )

        return tell

    def _on_token(self) -> Callable[[str], None]:
        call_id = self.log.last.call_id

        def tell(text: str) -> None:
            self._services.bus.publish(
                TokenArrived(task_id=self.task.id, call_id=call_id, text=text)
            )

        return tell


def _evidence(program: Program, ended: RunResult) -> dict[str, Any]:
    reported = ended.result if isinstance(ended.result, dict) else {}
    source = reported.get("code") or program.source or json.dumps(program.argv)
    return {
        "program_sha256": hashlib.sha256(str(source).encode()).hexdigest(),
        "exit_code": ended.outcome.exit_code,
        "origin": str(reported.get("origin", "")),
    }


def _record(step: Step) -> CallRecord:
    asked = json.dumps([step.kind, step.title, step.skill, step.action], ensure_ascii=False)
    return CallRecord(
        id=step.call_id,
        kind=step.kind,
        digest=hashlib.sha256(asked.encode()).hexdigest(),
        status=step.status,
        output=step.to_dict(),
        index=step.index,
        started_at=step.started_at,
        duration_s=step.duration_s,
    )
