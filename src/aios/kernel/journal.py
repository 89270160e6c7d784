"""What the kernel must never lose: tasks, finished calls, and whose they are."""

import socket
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from os import getpid
from pathlib import Path
from typing import Any

import msgspec
import psutil

from aios.contracts.errors import Conflict
from aios.contracts.ports import Add, Clock, Doc, Drop, Put, Store, Table
from aios.contracts.record import Record
from aios.contracts.task import Status, Task, TaskError, TaskSpec

TASKS = Table(name="tasks", indexes=("status", "owner"))
CALLS = Table(name="calls", indexes=("task_id",))
LEASES = Table(name="leases", indexes=("owner",))
CANCELS = Table(name="cancels", indexes=("owner",))
TABLES: tuple[Table, ...] = (TASKS, CALLS, LEASES, CANCELS)

UNFINISHED = tuple(status.value for status in Status if not status.final)

STARTED = "started"
LEASE_S = 30.0
FOREIGN_LEASE_S = 600.0


@dataclass(frozen=True, kw_only=True, eq=True)
class CallRecord(Record):
    """A call: what it was asked (a digest), its step, and what came of it as plain JSON.

    One whose status is `started` was under way when its process died, if nothing came after.
    `resource` (tool, model, machine, skill) and `served` are what did the work, for statistics.
    """

    id: str
    kind: str
    digest: str
    status: str
    title: str = ""
    output: Any = None
    value: Any = None
    error: TaskError | None = None
    index: int = 0
    attempt: int = 0
    started_at: datetime | None = None
    duration_s: float = 0.0
    resource: str = ""
    served: str = ""
    tokens: int = 0


@dataclass(frozen=True, kw_only=True, eq=True)
class Lease(Record):
    """A kernel process's claim to its tasks.

    `birth` tells the process from a later one with the same pid. `beat` is the monotonic clock of
    the machine, which all its processes share, those of its containers too, and which stands still
    while it sleeps; `beat_at` the wall clock (seconds), for those who look from another machine.
    """

    owner: str
    host: str
    pid: int
    birth: str
    beat: float
    beat_at: float


class Journal:
    """Tasks and calls in the store, in the name of one kernel process.

    What another process has taken over can no longer be written: `save_task` raises Conflict.
    """

    def __init__(
        self, store: Store, clock: Clock, owner_id: str, *, lease_s: float = LEASE_S
    ) -> None:
        self.owner_id = owner_id
        self.lease_s = lease_s
        self._store = store
        self._clock = clock
        self._mine: set[str] = set()

    # ------------------------------------------------------------ tasks

    async def save_task(self, task: Task, spec: TaskSpec) -> None:
        """Write the task whole; on return it survives a kill.

        Conflict when the id is taken, the task is another process's now, or it had ended.
        """
        known = task.id in self._mine
        expect = {"owner": self.owner_id} if known else {}
        await self._store.write(_put_task(task, spec, self.owner_id, expect))
        if task.status.final:
            self._mine.discard(task.id)
        else:
            self._mine.add(task.id)

    async def load_task(self, task_id: str) -> tuple[Task, TaskSpec] | None:
        """The task and what was asked for, or None."""
        doc = await self._store.get(TASKS.name, task_id)
        return None if doc is None else _read_task(doc)

    async def owner_of(self, task_id: str) -> str:
        """Whose the task is; "local" where that is not known."""
        found = await self.load_task(task_id)
        return "local" if found is None else found[1].owner

    async def list_tasks(
        self, status: Status | None = None, limit: int | None = None
    ) -> list[Task]:
        """Tasks, newest first."""
        docs = await self._store.scan(
            TASKS.name,
            where={"status": status} if status else None,
            descending=True,
            limit=limit,
        )
        return [_read_task(doc)[0] for doc in docs]

    async def ask_cancel(self, task_id: str) -> None:
        """Ask the process that works on the task to stop it; it hears that with its next beat."""
        doc = await self._store.get(TASKS.name, task_id)
        if doc is not None:
            wish = {"owner": doc["owner"], "task": task_id}
            await self._store.write(Put(table=CANCELS.name, key=task_id, doc=wish))

    async def asked_cancels(self) -> list[str]:
        """Ids of this process's tasks that others want stopped; each is told once."""
        wishes = await self._store.scan(CANCELS.name, where={"owner": self.owner_id})
        ids = [wish["task"] for wish in wishes]
        if ids:
            await self._store.write(*(Drop(table=CANCELS.name, key=i) for i in ids))
        return ids

    # ------------------------------------------------------------ calls

    async def begin_call(self, task_id: str, call: CallRecord) -> None:
        """Write that a call is about to be made which may not be made twice."""
        await self._store.write(_put_call(task_id, call, expect=None))

    async def record_call(
        self, task_id: str, call: CallRecord, *, begun: bool = False, beside: Sequence[Add] = ()
    ) -> None:
        """Write a finished call, and what is counted of it; both or neither.

        Conflict when it was recorded before, and not as begun.
        """
        put = _put_call(task_id, call, expect=None if begun else {})
        await self._store.write(put, *beside)

    async def calls(self, task_id: str) -> list[CallRecord]:
        """The calls of a task, finished or begun, in the order in which they were written."""
        docs = await self._store.scan(CALLS.name, where={"task_id": task_id})
        return [msgspec.convert(doc["call"], CallRecord) for doc in docs]

    # ------------------------------------------------------------ leases

    async def take_lease(self) -> None:
        """Claim what this process is going to save; before the first `save_task`."""
        await self._store.write(self._lease_put(expect={}))

    async def beat(self) -> None:
        """Say "alive", at least every third of `lease_s`; Conflict when taken for dead already."""
        await self._store.write(self._lease_put(expect={"owner": self.owner_id}))

    async def release(self) -> None:
        """Give the lease back; unfinished tasks are free for the next process. Idempotent."""
        await self._store.write(Drop(table=LEASES.name, key=self.owner_id))

    async def orphans(self) -> list[str]:
        """Ids of unfinished tasks whose owner is dead, oldest first."""
        docs = await self._store.scan(TASKS.name, where={"status": UNFINISHED})
        living = await self.living()
        return [doc["task"]["id"] for doc in docs if doc["owner"] not in living]

    async def adopt(self, task_id: str) -> bool:
        """Make a dead owner's unfinished task ours; False when somebody else has it."""
        doc = await self._store.get(TASKS.name, task_id)
        if doc is None or doc["status"] not in UNFINISHED or doc["owner"] in await self.living():
            return False
        task, spec = _read_task(doc)
        try:
            await self._store.write(
                _put_task(task, spec, self.owner_id, {"owner": doc["owner"], "status": task.status})
            )
        except Conflict:
            return False
        self._mine.add(task_id)
        return True

    def _lease_put(self, expect: Doc) -> Put:
        lease = Lease(
            owner=self.owner_id,
            host=socket.gethostname(),
            pid=getpid(),
            birth=birth_of(getpid()) or "",
            beat=self._clock.monotonic(),
            beat_at=self._clock.now().timestamp(),
        )
        return Put(table=LEASES.name, key=self.owner_id, doc=_built(lease), expect=expect)

    async def living(self) -> set[str]:
        """The processes whose lease stands."""
        docs = await self._store.scan(LEASES.name)
        leases = [msgspec.convert(doc, Lease) for doc in docs]
        return {lease.owner for lease in leases if self._alive(lease)}

    def _alive(self, lease: Lease) -> bool:
        here = lease.host == socket.gethostname()
        if here and birth_of(lease.pid) != lease.birth:
            return False
        if here or _boot_of(lease.birth) == _boot_of(birth_of(getpid()) or "") != "":
            return self._clock.monotonic() - lease.beat <= self.lease_s
        return self._clock.now().timestamp() - lease.beat_at <= FOREIGN_LEASE_S


def birth_of(pid: int) -> str | None:
    """What tells a process from all others that ever had its pid; None when it is dead."""
    try:
        if Path("/proc/self/stat").exists():
            return _linux_birth(pid)
        process = psutil.Process(pid)
        return None if process.status() == psutil.STATUS_ZOMBIE else str(process.create_time())
    except (FileNotFoundError, ProcessLookupError, psutil.NoSuchProcess):
        return None


def _linux_birth(pid: int) -> str | None:
    """Boot and clock ticks since then: unlike the wall time of the start, it never shifts."""
    boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    # The name of the program, in parentheses, may hold anything; the fields follow it.
    state, *fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return None if state in "ZX" else f"{boot}/{fields[18]}"


def _boot_of(birth: str) -> str:
    """Which start of which machine that was, the same in all its containers; "": not known."""
    return birth.rpartition("/")[0]


def _built(record: Record) -> Doc:
    """The record as plain JSON values; what JSON has no word for as text."""
    built: Doc = msgspec.to_builtins(record, str_keys=True, enc_hook=str)
    return built


def _put_call(task_id: str, call: CallRecord, expect: Doc | None) -> Put:
    doc = {"task_id": task_id, "call": _built(call)}
    return Put(table=CALLS.name, key=f"{task_id}/{call.id}", doc=doc, expect=expect)


def _put_task(task: Task, spec: TaskSpec, owner: str, expect: Doc) -> Put:
    doc = {
        "status": task.status.value,
        "owner": owner,
        "task": _built(task),
        "spec": _built(spec),
    }
    return Put(table=TASKS.name, key=task.id, doc=doc, expect=expect)


def _read_task(doc: Doc) -> tuple[Task, TaskSpec]:
    return msgspec.convert(doc["task"], Task), msgspec.convert(doc["spec"], TaskSpec)
