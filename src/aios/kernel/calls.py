"""The calls an agent may make: each is checked, takes its turn, is metered, journaled and told."""

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from functools import cached_property, partial
from typing import Any

from aios.contracts.changes import Change, ChangeSet
from aios.contracts.errors import Denied, NotFound
from aios.contracts.events import AnswerBroken, OutputArrived, TokenArrived
from aios.contracts.machine import MachineSpec, Program, RunOutcome
from aios.contracts.messages import Generation, Message, ModelRequest, ToolSpec
from aios.contracts.ports import RunResult
from aios.contracts.task import Artifact, Isolation, Priority, Result, Task, TaskSpec, Turn
from aios.contracts.text import language
from aios.contracts.tool import ToolContext
from aios.kernel.access import Access, host_entry
from aios.kernel.asking import Asking, Decide
from aios.kernel.delegation import MAX_DEPTH, handed_on
from aios.kernel.harvest import collect, command_for, evidence_of, finish, hosts_asked
from aios.kernel.journal import CallRecord
from aios.kernel.ledger import Ledger, Wanted
from aios.kernel.memory_access import AgentMemory, Found
from aios.kernel.policy import Ticket
from aios.kernel.recollecting import recollected
from aios.kernel.resources import Resources
from aios.kernel.services import Services


class KernelCalls:
    """The calls of one task (contracts/ports.py: Calls).

    `finished` are the calls that earlier attempts at it wrote down.
    """

    def __init__(
        self,
        task: Task,
        spec: TaskSpec,
        services: Services,
        resources: Resources,
        decide: Decide,
        before: tuple[Turn, ...] = (),
        finished: Sequence[CallRecord] = (),
    ) -> None:
        self.task = task
        self.spec = spec
        self.before = before
        self.depth = 0
        self.language: str = language(spec.description)
        self._services = services
        self._resources = resources
        self._asking = Asking(self.language, decide, services.clock)
        self._ledger = Ledger(task, spec, services, self._asking, finished)
        self._finished = finished
        self.log = self._ledger.log
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

    @property
    def may_delegate(self) -> bool:
        """Whether work may still be handed to another agent."""
        return self.depth < MAX_DEPTH

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
        priority: str = "",
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

        async def ask(call_id: str) -> Generation:
            ticket = self._ticket(call_id, priority)
            return await self._resources.models.make(
                request, ticket, self._on_token(call_id), self._on_break(call_id)
            )

        wanted = Wanted(kind="think", title=title or "think", resource="model", asked=request)
        return await self._ledger.call(wanted, Generation, ask, self._thought)

    async def run(self, program: Program) -> RunResult:
        """Run a program in a fresh machine; the files it collected become artifacts."""
        wanted = Wanted(
            kind="run",
            title=program.title,
            skill=program.skill,
            action=program.action,
            resource="machine",
            asked=program,
            idempotent=program.idempotent,
        )

        async def ran(call_id: str) -> RunResult:
            return await self._ran(program, call_id)

        return await self._ledger.call(wanted, RunResult, ran, partial(self._noted_run, program))

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
        wanted = Wanted(
            kind="tool",
            title=title or name,
            skill=skill,
            action=action,
            resource="tool",
            named=name,
            asked=[name, dict(arguments)],
            idempotent=self._may_repeat(name),
        )

        async def use(_call_id: str) -> Any:
            return await self._used(name, arguments)

        permit = partial(self._permit_tool, name, arguments)
        return await self._ledger.call(wanted, Any, use, permit=permit)

    async def invoke(
        self,
        function: Callable[..., Any],
        arguments: Mapping[str, Any],
        *,
        title: str,
        skill: str,
        idempotent: bool = False,
    ) -> Any:
        """Call a Python function that the user registered as a skill's executor."""
        wanted = Wanted(
            kind="tool",
            title=title,
            skill=skill,
            resource="skill",
            named=skill,
            asked=[skill, dict(arguments)],
            idempotent=idempotent,
        )

        async def call(call_id: str) -> Any:
            self.log.amend(call_id, origin=f"python/{getattr(function, '__name__', 'callable')}")
            return await function(**arguments)

        return await self._ledger.call(wanted, Any, call)

    async def read(self, path: str) -> bytes:
        """A file the user named, or one of the task's artifacts."""

        async def read(_call_id: str) -> bytes:
            if not self.access.may_read(path):
                raise Denied(
                    f"The task may not read {path}: it was not named in the task.",
                    hint="Name the file in the task.",
                    code="read_denied",
                    details={"path": path},
                )
            return await self._services.storage.read(path, task_id=self.task.id)

        wanted = Wanted(kind="read", title=f"read {path}", asked=path, kept=False)
        return await self._ledger.call(wanted, bytes, read)

    async def write(self, name: str, content: bytes, media_type: str = "") -> Artifact:
        """Keep content as an artifact of the task."""

        async def keep(_call_id: str) -> Artifact:
            return await self._services.storage.keep(self.task.id, name, content, media_type)

        def noted(artifact: Artifact, call_id: str) -> None:
            self._artifacts.append(artifact)
            self.log.amend(call_id, artifacts=(artifact.name,))

        wanted = Wanted(kind="write", title=f"write {name}", asked=[name, content, media_type])
        return await self._ledger.call(wanted, Artifact, keep, noted)

    async def remember(self, text: str, **facts: Any) -> str:
        """Store a memory of this agent; its id. The same text again keeps its id."""

        async def store(_call_id: str) -> str:
            return await self._memory.remember(text, **facts)

        wanted = Wanted(kind="remember", title="remember", asked=[text, facts])
        return await self._ledger.call(wanted, str, store)

    async def recall(self, query: str, k: int = 5) -> list[Mapping[str, Any]]:
        """Memories that this agent may see; their texts are not written down with the task."""

        async def find(_call_id: str) -> list[Found]:
            return await self._memory.find(query, k)

        wanted = Wanted(kind="recall", title="recall", asked=[query, k])
        found = await self._ledger.call(wanted, list[Found], find)
        return list(await self._memory.read(found))

    async def recollect(self, text: str, k: int = 5) -> list[Mapping[str, Any]]:
        """What similar tasks left and the person wished; a step only when there is some."""
        own = self.task.id
        return list(await recollected(self._memory, self._ledger, self._finished, text, k, own))

    async def delegate(self, agent: str, text: str) -> Result:
        """Have another agent do a piece of the task, with no more rights and budget than it has.

        Its rights come from what the person said: naming a file or host in `text` opens neither.
        """
        other = self._services.agents.get(agent)
        given = handed_on(self.task, self.spec, self.before, other, text, self.depth)
        taken = copy(self)  # the same steps, budget, artifacts
        taken.access, taken.depth = self.access, self.depth + 1
        taken.task, taken.spec, taken.before = given
        taken._ledger = self._ledger.of(other.id)
        return await self._services.work(taken.task, other, taken)

    async def ask(self, question: str, details: Mapping[str, Any] | None = None) -> bool:
        """Ask the person in charge; False when they refuse or nobody is there."""

        async def ask(_call_id: str) -> bool:
            return await self._asking.ask(question, details or {}, subject=f"question {question}")

        wanted = Wanted(kind="ask", title=question, asked=[question, details])
        return await self._ledger.call(wanted, bool, ask)

    async def change(self, changes: Sequence[Change], title: str, *, skill: str = "") -> ChangeSet:
        """Do the changes to the user's files, all or none, and keep what undoes them."""

        async def permit() -> None:
            self.access.check_changes(changes, skill)
            if not self.access.granted(changes):
                await self._asking.permit_changes(changes, title)

        async def apply(call_id: str) -> ChangeSet:
            return await self._services.changes.apply(
                self.task.id, title, changes, change_id=call_id.replace("call", "changes", 1)
            )

        wanted = Wanted(
            kind="change", title=title, skill=skill, asked=[title, list(changes)], announced=True
        )
        return await self._ledger.call(wanted, ChangeSet, apply, permit=permit)

    def note(self, *, origin: str = "") -> None:
        """Add a fact to the last step's evidence."""
        if origin and self.log.steps:
            self.log.amend(self.log.last.call_id, origin=origin)

    # ------------------------------------------------------------ how they are made

    @property
    def _memory(self) -> AgentMemory:
        return AgentMemory(self._services.memory, self.task.agent, self.task.id)

    async def _ran(self, program: Program, call_id: str) -> RunResult:
        self.access.check_program(program)
        services = self._services
        given = self.access.given_to(program.skill, services.given)
        program = program.but(env={**given, **program.env})
        configured = tuple(host_entry(value) for value in given.values() if "://" in value)
        network = self.access.opened(program.network, configured)
        spec = MachineSpec(
            limits=program.limits,
            network=network,
            binds=program.binds,
            min_isolation=services.min_isolation,
            secrets=self.access.secrets_for(program.skill, services.secrets, network),
        )
        turn = self._resources.machines.turn(self._ticket(call_id))
        async with turn, services.machines.lease(spec) as machine:
            outcome = await machine.run(command_for(program), self._on_output(call_id))
            for asked in hosts_asked(self.task.id, call_id, outcome):
                services.bus.publish(asked)
            ended = await finish(machine, program, outcome, call_id)
            artifacts = await collect(machine, program, services.storage, self.task.id)
        return ended.but(artifacts=tuple(artifacts))

    def _noted_run(self, program: Program, ended: RunResult, call_id: str) -> None:
        self._meter(ended.outcome)
        self.log.served[call_id] = (ended.outcome.backend, 0)
        self._artifacts += ended.artifacts
        made = tuple(artifact.name for artifact in ended.artifacts)
        self.log.amend(call_id, artifacts=made, **evidence_of(program, ended))

    def _thought(self, answer: Generation, call_id: str) -> None:
        self.log.usage += answer.usage.but(seconds=0.0, model_calls=1)
        self.log.served[call_id] = (answer.model, answer.usage.tokens_out)
        self.log.amend(call_id, origin=f"model/{answer.model}")

    async def _used(self, name: str, arguments: Mapping[str, Any]) -> Any:
        context = ToolContext(
            task_id=self.task.id,
            agent=self.task.agent,
            language=self.language,
            cwd=self.spec.cwd,
        )
        return await self._services.tools.use(name, arguments, context)

    async def _permit_tool(self, name: str, arguments: Mapping[str, Any]) -> None:
        if self._services.tools.get(name).effects == "write":
            details = {"arguments": dict(arguments)}
            await self._asking.permit(f"use the tool {name}", details, subject=f"tool {name}")

    def _may_repeat(self, name: str) -> bool:
        try:
            tool = self._services.tools.get(name)
        except NotFound:
            return True  # its use fails, and has no effect
        return tool.effects == "read" or tool.idempotent

    def _ticket(self, call_id: str, priority: str = "") -> Ticket:
        return Ticket(
            id=call_id,
            priority=Priority(priority) if priority else self.task.priority,
            agent=self.task.agent,
            since=self._services.clock.monotonic(),
            run=self.task.parent or self.task.id,
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

    def _on_token(self, call_id: str) -> Callable[[str], None]:
        def tell(text: str) -> None:
            self._services.bus.publish(
                TokenArrived(task_id=self.task.id, call_id=call_id, text=text)
            )

        return tell

    def _on_break(self, call_id: str) -> Callable[[bool], None]:
        def tell(kept: bool) -> None:
            self._services.bus.publish(
                AnswerBroken(task_id=self.task.id, call_id=call_id, kept=kept)
            )

        return tell
