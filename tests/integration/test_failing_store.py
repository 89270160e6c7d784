"""A store that fails once, at every write there is: whoever tries again ends where nothing failed.

Covered: answers, grants and decisions, budgets, schedules, changes of files, memories, artifacts,
tasks and calls. Not covered: a disk that lies about what it has written.
"""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

from aios import upkeep
from aios.code.changes.files import FileChanger
from aios.code.stores.lane import Work
from aios.code.stores.sqlite import SqliteStore
from aios.code.stores.text import SqliteTextIndex
from aios.contracts.changes import Change
from aios.contracts.clock import ManualClock
from aios.contracts.errors import Conflict, NotFound, StoreFailed
from aios.contracts.limits import allowance
from aios.contracts.messages import Usage
from aios.contracts.questions import Question
from aios.contracts.task import Priority, Status, Task, TaskSpec
from aios.house import TABLES
from aios.kernel.allowances import Allowances
from aios.kernel.answers import Answer, Answers
from aios.kernel.bus import Bus
from aios.kernel.changes import ChangeBook
from aios.kernel.drawing import Drawing
from aios.kernel.journal import CallRecord, Journal
from aios.kernel.memory import MemoryManager
from aios.kernel.schedules import Schedules
from aios.kernel.storage import StorageManager

T = TypeVar("T")
TEA = TaskSpec(description="brew tea")
TASK = Task(
    id="task-1",
    type="",
    description="brew tea",
    priority=Priority.NORMAL,
    agent="walker",
    skills=(),
    status=Status.PENDING,
    created_at=ManualClock().now(),
)
CALL = CallRecord(
    id="c1", kind="tool", digest="d", status="completed", output={"skill": ""}, value="x"
)


class FailingStore(SqliteStore):
    """Refuses its write number `fails_at`, once, as a full disk does."""

    def __init__(self, path: Path, fails_at: int) -> None:
        super().__init__(path)
        self.fails_at = fails_at
        self.writes = 0

    async def transact(self, work: Work[T]) -> T:
        self.writes += 1
        if self.writes - 1 == self.fails_at:
            raise StoreFailed("The disk is full.", code="disk_full")
        return await super().transact(work)


class World:
    """All parts over one store; `do` tries again when the store has failed."""

    def __init__(self, place: Path, fails_at: int) -> None:
        self.place = place
        self.store = FailingStore(place / "aios.db", fails_at)
        self.clock, bus = ManualClock(), Bus()
        self.journal = Journal(self.store, self.clock, "me")
        self.answers = Answers(self.store, self.clock)
        self.allowances = Allowances(self.store, self.clock)
        self.storage = StorageManager(place, self.store, self.clock)
        self.memory = MemoryManager(self.store, SqliteTextIndex(self.store), self.clock)

        async def living() -> set[str]:
            return {"me"}

        whose: dict[str, Any] = {"owner": "me", "living": living}
        changer = FileChanger(place / "changes")
        self.changes = ChangeBook(self.store, changer, self.clock, bus, **whose)
        self.schedules = Schedules(self.store, self.clock, self, **whose)
        self.handed_in: list[str] = []

    async def submit(self, spec: TaskSpec, *, task_id: str = "") -> Task:
        """As the kernel does: accepted when it is in the journal, once."""
        task = TASK.but(id=task_id)
        await self.journal.save_task(task, spec)
        self.handed_in.append(task_id)
        return task

    async def get(self, task_id: str) -> Task:
        found = await self.journal.load_task(task_id)
        if found is None:
            raise NotFound(f"There is no task {task_id}.")
        return found[0]

    async def do(self, action: Callable[[], Awaitable[T]]) -> T:
        try:
            return await action()
        except StoreFailed:
            return await action()

    async def live(self) -> None:
        """Something of everything."""
        do, memory, answers = self.do, self.memory, self.answers
        await do(lambda: self.journal.save_task(TASK, TEA))
        await do(lambda: self.journal.record_call("task-1", CALL, begun=True))
        await do(lambda: answers.give("task-1", Answer(yes=True)))
        await do(lambda: answers.heard("task-1", 0.0))
        await do(lambda: answers.remember("walker", "tool pay"))
        await do(lambda: answers.record(TASK, Question(text="Pay?"), True, "person"))
        await do(lambda: self.allowances.keep(allowance({"calls": 5}, agent="walker")))
        drawing = Drawing(self.allowances, self.clock, "walker", "me", None)
        drawn = await do(drawing.begin)
        used = drawing.end(drawn, Usage(tokens_out=7), 1.0)
        await do(lambda: self.allowances.count(used))
        await do(lambda: self.schedules.add("0 * * * *", TEA, zone="UTC"))
        await self.clock.advance(timedelta(hours=1).total_seconds())
        await do(self.schedules.tick)
        made = Change(kind="make_folder", path=str(self.place / "made"))
        await do(lambda: self.changes.apply("task-1", "make", [made], change_id="changes-1"))
        first = await do(lambda: memory.store("the dock opens at seven"))
        await do(lambda: memory.store("a memory to forget"))
        await self._supersede(first)
        [gone] = await memory.search("forget")
        await do(lambda: memory.forget(gone.id))
        await do(lambda: self.storage.keep("task-1", "notes.txt", b"notes"))

    async def _supersede(self, memory_id: str) -> None:
        try:
            await self.do(lambda: self.memory.supersede(memory_id, "the dock opens at eight"))
        except Conflict:  # it was written, and only what came after failed
            assert (await self.memory.list())[0].text == "the dock opens at eight"

    async def told(self) -> dict[str, Any]:
        """What a user can see of it all, without ids and times."""
        [balance] = await self.allowances.list()
        [schedule] = await self.schedules.list()
        return {
            "calls": [call.value for call in await self.journal.calls("task-1")],
            "grants": [grant.subject for grant in await self.answers.grants()],
            "decisions": [d.question for d in await self.answers.decisions()],
            "spent": (balance.spent.tokens, balance.spent.seconds),
            "schedule": (schedule.next_at, schedule.problem),
            "handed_in": len(self.handed_in),
            "changes": [c.status for c in await self.changes.known()],
            "made": (self.place / "made").is_dir(),
            "memories": [m.text for m in await self.memory.list(history=True)],
            "dock": [m.text for m in await self.memory.search("dock")],
            "forgotten": [m.text for m in await self.memory.search("forget")],
            "notes": await self.storage.read("notes.txt"),
        }


async def lived(place: Path, fails_at: int) -> tuple[dict[str, Any], int, int]:
    """What is told at the end, how many calls were counted, and how many writes there were."""
    world = World(place, fails_at)
    await world.store.open(TABLES)
    await world.live()
    told, [balance] = await world.told(), await world.allowances.list()
    await world.store.close()
    return told, balance.spent.calls or 0, world.store.writes


async def test_whichever_write_fails_trying_again_ends_where_nothing_failed(
    tmp_path: Path,
) -> None:
    (tmp_path / "whole").mkdir()
    whole, calls, writes = await lived(tmp_path / "whole", -1)
    assert writes > 20 and calls == 1 and whole["dock"] == ["the dock opens at eight"]
    for fails_at in range(1, writes):  # the first is the opening itself
        place = tmp_path / str(fails_at)
        place.mkdir()
        told, calls, _ = await lived(place, fails_at)
        assert told == whole, f"when write {fails_at} failed"
        assert calls == 1
        assert (await upkeep.check(place)).sound, f"when write {fails_at} failed"
