"""What every call of a task goes through: counted, told, and written down when it has ended."""

import secrets
from collections.abc import Awaitable, Callable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

import msgspec

from aios.contracts.errors import AiosError, Denied
from aios.contracts.events import ResourceUsed, StepFinished, StepStarted
from aios.contracts.failures import as_record, error_from
from aios.contracts.limits import Allowance
from aios.contracts.messages import Usage
from aios.contracts.ports import Add, Clock
from aios.contracts.task import Isolation, Step, Task, TaskError, TaskSpec
from aios.kernel.asking import Asking
from aios.kernel.drawing import Drawing
from aios.kernel.journal import STARTED, CallRecord
from aios.kernel.purse import Purse
from aios.kernel.replay import Replay, digest_of
from aios.kernel.services import Services

T = TypeVar("T")
FREE = ("recall",)  # no budget counts what the kernel looks up for every task
NOBODY = "none"  # who did the work of a call that failed before anybody took it up


class Stopwatch:
    """Seconds spent inside it."""

    def __init__(self, clock: Clock) -> None:
        self.seconds = 0.0
        self._clock = clock
        self._began = 0.0

    def __enter__(self) -> None:
        self._began = self._clock.monotonic()

    def __exit__(self, *_exc: object) -> None:
        self.seconds += self._clock.monotonic() - self._began


class StepLog:
    """The steps of one task, and what they used; `last` is the one under way or just ended.

    `began` is the monotonic second at which the work on it began. `served` tells for a call which
    model or backend did it, and how many tokens it wrote.
    """

    def __init__(self, began: float = 0.0) -> None:
        self.began = began
        self.steps: list[Step] = []
        self.usage = Usage()
        self.isolation = Isolation()
        self.served: dict[str, tuple[str, int]] = {}
        self.calls = 0

    def add(self, step: Step) -> None:
        """One step more; `calls` are those that a budget counts."""
        self.steps.append(step)
        self.calls += step.kind not in FREE

    @property
    def last(self) -> Step:
        """The newest step."""
        return self.steps[-1]

    def amend(self, call_id: str, **facts: Any) -> None:
        """Add facts to the step of a call."""
        newest = range(len(self.steps) - 1, -1, -1)  # it is among the last
        place = next(i for i in newest if self.steps[i].call_id == call_id)
        self.steps[place] = self.steps[place].but(**facts)

    def weakest(self, isolation: Isolation) -> None:
        """Remember the weakest isolation any program of the task had."""
        if self.isolation.level == 0 or isolation.level < self.isolation.level:
            self.isolation = isolation


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A call as it is asked for.

    `asked` is what makes it the same call as one that was written down. An `announced` one is
    written down before it starts too, and so is one that is not `idempotent`: that one is done
    again after a crash only if somebody says so. Where `kept` is false the value is not written
    down: after a crash it is simply made again. `resource` and `named` are whose statistics it
    counts for.
    """

    kind: str
    title: str
    asked: Any = None
    skill: str = ""
    action: str = ""
    resource: str = ""
    named: str = ""
    announced: bool = False
    idempotent: bool = True
    kept: bool = True


class Ledger:
    """The calls of one task; `finished` are those that earlier attempts wrote down."""

    def __init__(
        self,
        task: Task,
        spec: TaskSpec,
        services: Services,
        asking: Asking,
        finished: Sequence[CallRecord] = (),
    ) -> None:
        self.log = StepLog(services.clock.monotonic())
        self._task = task
        self._spec = spec
        self._services = services
        self._asking = asking
        allowances, clock = services.allowances, services.clock
        before_s = sum(record.duration_s for record in finished)
        self._purse = Purse(task.id, spec.budget, clock, asking, allowances, before_s)
        self._drawing = Drawing(allowances, clock, task.agent, spec.owner, asking)
        self._replay = Replay(finished)

    def of(self, agent: str) -> "Ledger":
        """The same ledger, for calls that another agent makes: they draw on what that one has."""
        other, services = copy(self), self._services
        drawn = (services.allowances, services.clock, agent, self._spec.owner, self._asking)
        other._drawing = Drawing(*drawn)
        return other

    async def call(
        self,
        wanted: Wanted,
        form: Any,
        make: Callable[[str], Awaitable[T]],
        noted: Callable[[T, str], None] = lambda _value, _call_id: None,
        permit: Callable[[], Awaitable[None]] | None = None,
    ) -> T:
        """What `make(call_id)` returns, or what it returned before the process died.

        `permit` is asked before, and not again for a call that had begun.
        `form` is the type of the value, to read it back; `noted(value, call_id)` meters it
        either way.
        """
        await self._purse.check(self.log.usage, self.log.calls)
        index, digest = len(self.log.steps), digest_of(wanted.kind, wanted.asked)
        found = self._replay.take(index, digest, wanted.title)
        if found is not None and found.status != STARTED and wanted.kept:
            return self._as_before(found, form, noted)
        call_id = found.id if found is not None else f"call-{secrets.token_hex(6)}"
        step = self._begin(wanted, call_id)
        record = _record(step, digest, self._task.attempt, wanted)
        ended = partial(self._end, index, self._services.clock.monotonic())
        begun = found is not None or wanted.announced or not wanted.idempotent
        drawn = await self._draw(ended) if wanted.kind not in FREE else ()
        counted = partial(self._counted, drawn, wanted)
        watch = Stopwatch(self._services.clock)
        try:
            await self._announce(wanted, record, found, permit)
            with watch:
                value = await make(call_id)
            usage = self._noted(noted, value, call_id)
        except AiosError as problem:
            status = "refused" if isinstance(problem, Denied) else "failed"
            spent = counted(Usage(), watch.seconds)
            await self._write(record, ended(status), begun, spent, error=as_record(problem))
            raise
        except BaseException:  # broken off: that is told, but it has not ended
            ended("failed")
            raise
        spent, kept = counted(usage, watch.seconds), value if wanted.kept else None
        await self._write(record, ended("completed"), begun, spent, value=kept)
        return value

    async def _draw(self, ended: Callable[[str], Step]) -> Sequence[Allowance]:
        """Draw on what its agent and owner may spend; a call that finds nothing is not written."""
        try:
            return await self._drawing.begin()
        except BaseException:
            ended("refused")
            raise

    def _counted(
        self, drawn: Sequence[Allowance], wanted: Wanted, usage: Usage, seconds: float
    ) -> Sequence[Add]:
        """What it has spent; waiting for a person's answer costs nothing."""
        return self._drawing.end(drawn, usage, 0.0 if wanted.kind == "ask" else seconds)

    def _noted(self, noted: Callable[[T, str], None], value: T, call_id: str) -> Usage:
        """What the call has added to the task's usage; nothing else comes in between."""
        before = self.log.usage
        noted(value, call_id)
        return Usage(**{name: self.log.usage[name] - before[name] for name in before})

    async def _announce(
        self,
        wanted: Wanted,
        record: CallRecord,
        found: CallRecord | None,
        permit: Callable[[], Awaitable[None]] | None,
    ) -> None:
        """Have it permitted, and written down before its effect where that may not come twice."""
        if found is not None and not wanted.idempotent:
            await self._permit_again(wanted)
            return
        if permit is not None and found is None:
            await permit()
        if wanted.announced or not wanted.idempotent:
            await self._services.journal.begin_call(self._task.id, record)

    def _as_before(self, found: CallRecord, form: Any, noted: Callable[[T, str], None]) -> T:
        """The value of a call that had ended, or the error it ended with."""
        step = msgspec.convert(found.output, Step)
        self.log.add(step.but(index=len(self.log.steps)))
        place = len(self.log.steps) - 1
        self._services.bus.publish(StepFinished(task_id=self._task.id, step=self.log.steps[place]))
        if found.error is not None:
            raise error_from(found.error)
        value: T = msgspec.convert(found.value, form)
        kept = self.log.steps[place]
        noted(value, found.id)
        self.log.steps[place] = kept  # it stands as it was written down
        return value

    def _begin(self, wanted: Wanted, call_id: str) -> Step:
        step = Step(
            index=len(self.log.steps),
            kind=wanted.kind,
            title=wanted.title,
            skill=wanted.skill,
            action=wanted.action,
            call_id=call_id,
            started_at=self._services.clock.now(),
        )
        self.log.add(step)
        self._services.bus.publish(StepStarted(task_id=self._task.id, step=step))
        return step

    def _end(self, index: int, began: float, status: str) -> Step:
        step, duration_s = self.log.steps[index], self._services.clock.monotonic() - began
        if status == "completed" and step.exit_code:
            status = "failed"  # the call was made; the program it ran did not do its job
        step = step.but(status=status, duration_s=round(duration_s, 6))
        self.log.steps[index] = step
        self._services.bus.publish(StepFinished(task_id=self._task.id, step=step))
        return step

    async def _write(
        self,
        record: CallRecord,
        step: Step,
        begun: bool,
        spent: Sequence[Add],
        *,
        value: Any = None,
        error: TaskError | None = None,
    ) -> None:
        served, tokens = self.log.served.pop(step.call_id, (record.served, 0))
        ended = record.but(
            status=step.status,
            served=served,
            tokens=tokens,
            output=step.to_dict(),
            value=value,
            error=error,
            duration_s=step.duration_s,
        )
        await self._services.journal.record_call(self._task.id, ended, begun=begun, beside=spent)
        for used in uses_of(self._task.id, ended):
            self._services.bus.publish(used)

    async def _permit_again(self, wanted: Wanted) -> None:
        """Whether a call that may have had its effect already is made once more."""
        question = (
            f"“{wanted.title}” was under way when the process died, and may have had its effect. "
            "Do it again?"
        )
        if not await self._asking.ask(question, {"call": wanted.title, "skill": wanted.skill}):
            raise Denied(
                f"“{wanted.title}” was under way when the process died; nobody said that it may "
                "be done again.",
                hint=f"See what it did, then: aios task retry {self._task.id}",
                code="call_interrupted",
                details={"call": wanted.title, "skill": wanted.skill},
            )


def uses_of(task_id: str, call: CallRecord) -> Iterator[ResourceUsed]:
    """What counts for statistics of a call that has ended; one that was refused was not made."""
    if call.status not in (STARTED, "refused"):
        for resource, name in {(call.resource, call.served), ("skill", call.output["skill"])}:
            if resource and name:
                yield ResourceUsed(
                    task_id=task_id,
                    resource=resource,
                    name=name,
                    ok=call.status == "completed",
                    duration_s=call.duration_s,
                    tokens=call.tokens if resource == call.resource else 0,
                )


def _record(step: Step, digest: str, attempt: int, wanted: Wanted) -> CallRecord:
    return CallRecord(
        id=step.call_id,
        kind=step.kind,
        digest=digest,
        status=STARTED,
        title=step.title,
        output=step.to_dict(),
        index=step.index,
        attempt=attempt,
        started_at=step.started_at,
        resource=wanted.resource,
        served=wanted.named or NOBODY,
    )
