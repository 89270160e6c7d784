"""AIOS for synchronous programs: one portal thread drives the asynchronous core."""

import os
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Self

from aios.contracts.task import Task
from aios.handles import TaskHandle
from aios.portal import Driven, Portal, settle, when_forgotten
from aios.system import AsyncAIOS

if TYPE_CHECKING:
    from aios.contracts.events import Event


class AIOS:
    """AIOS for synchronous programs: AsyncAIOS behind one portal thread, and nothing else.

    Every method of AsyncAIOS is here under the same name and returns when the work is done.
    It may be used from several threads, from notebooks, and beside other instances; when it is
    forgotten, or Python ends, it closes itself.
    """

    def __init__(self, workspace: str | os.PathLike[str] | None = None, **knobs: Any) -> None:
        core = AsyncAIOS(workspace, **knobs)
        self._begin(core)

    def _begin(self, core: AsyncAIOS) -> None:
        portal = Portal("aios")
        core.drive = portal.call
        self._core = core
        self._portal = portal
        self._close = when_forgotten(self, lambda: _shut(core, portal))
        self._call(core.open)

    def _call(self, work: Callable[[], Any]) -> Any:
        return self._portal.call(settle(work))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        value = getattr(self._core, name)
        if name in PARTS:
            return Driven(value, self._call)
        if not callable(value) or name in PLAIN:
            return value
        return lambda *args, **kwargs: self._call(lambda: value(*args, **kwargs))

    def execute(self, description: str, **options: Any) -> TaskHandle:
        """Hand in a task in words; options: agent, priority, model, timeout, skills, grants, …"""
        return self._own(self._call(lambda: self._core.execute(description, **options)))

    def submit_task(self, task: str | Mapping[str, Any], **options: Any) -> TaskHandle:
        """Hand in a task as a mapping: description, and optionally type, priority, agent, …"""
        return self._own(self._call(lambda: self._core.submit_task(task, **options)))

    def retry(self, task_id: str) -> TaskHandle:
        """Hand in an ended task again; an interrupted one goes on where it was broken off."""
        return self._own(self._call(lambda: self._core.retry(task_id)))

    def watch(self, task_id: str = "") -> "Iterator[Event]":
        """What happens, live; a task from its beginning to its end."""
        return self._portal.iterate(self._core.watch(task_id))

    def _own(self, handle: TaskHandle) -> TaskHandle:
        return TaskHandle(handle.record, self)

    def known(self, task: Task) -> Task:
        """The newest this process knows of the task."""
        return self._core.known(task)

    def close(self) -> None:
        """Let go of everything. Idempotent."""
        self._close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *(n for n in dir(self._core) if not n.startswith("_"))})


PARTS = frozenset(
    (
        "scheduler",
        "memory_manager",
        "context_manager",
        "storage_manager",
        "skills_manager",
        "schedules",
        "budgets",
        "tool_manager",
        "vm_controller",
        "ollama_client",
    )
)
PLAIN = frozenset(("handle",))


def _shut(core: AsyncAIOS, portal: Portal) -> None:
    if portal.forked:
        return  # what is open belongs to the parent
    try:
        portal.call(core.close())
    finally:
        portal.stop()
