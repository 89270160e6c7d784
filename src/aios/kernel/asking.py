"""Asks the person in charge, unless they said yes or granted it beforehand."""

from collections.abc import Mapping, Sequence
from os.path import commonpath, dirname
from typing import Any

from aios.contracts.changes import Change
from aios.contracts.errors import Denied
from aios.contracts.events import TaskResumed, TaskWaiting
from aios.contracts.task import Task, TaskSpec
from aios.kernel.bus import Bus
from aios.kernel.services import Asker

SHOWN = 20
_WORDS = {
    "zh": {
        "move": "移动",
        "delete": "删除",
        "write": "写入",
        "make_folder": "新建文件夹",
        "may": "可以做这 {count} 处更改吗？（{title}）",
        "more": "…… 还有 {count} 处",
        "denied": "没有人同意这 {count} 处更改，文件都没有动。",
        "hint": "要执行就加上 --write {folder}，或用 --yes 全部同意。",
    },
    "en": {
        "move": "move",
        "delete": "delete",
        "write": "write",
        "make_folder": "make the folder",
        "may": "May {these} be made? ({title})",
        "more": "… and {count} more",
        "denied": "Nobody granted {these}; no file was touched.",
        "hint": "To have them made, add --write {folder}, or --yes to grant everything.",
    },
}


class Asking:
    """The questions of one task; without an asker every answer is no."""

    def __init__(
        self, task: Task, spec: TaskSpec, language: str, asker: Asker | None, bus: Bus
    ) -> None:
        self._task = task
        self._spec = spec
        self._words = _WORDS[language]
        self._asker = asker
        self._bus = bus

    async def ask(self, question: str, details: Mapping[str, Any]) -> bool:
        """The answer; yes at once when the user said yes to everything."""
        if self._spec.assume_yes:
            return True
        if self._asker is None:
            return False
        told = TaskWaiting(task_id=self._task.id, question=question, details=dict(details))
        self._bus.publish(told)
        answer = await self._asker(self._task, question, details)
        reason = "granted" if answer else "refused"
        self._bus.publish(TaskResumed(task_id=self._task.id, reason=reason))
        return answer

    async def permit(self, what: str, details: Mapping[str, Any]) -> None:
        """Denied (`not_granted`) unless it is allowed."""
        if not await self.ask(f"May the task {what}?", details):
            raise Denied(
                f"Nobody allowed the task to {what}.",
                hint="Run it with --yes, or answer when it asks.",
                code="not_granted",
                details=details,
            )

    async def permit_changes(self, changes: Sequence[Change], title: str) -> None:
        """Denied (`changes_not_granted`) unless somebody says yes to these changes."""
        if await self.ask(self.shown(changes, title), {"changes": len(changes)}):
            return
        words, count = self._words, len(changes)
        raise Denied(
            words["denied"].format(count=count, these=_these(count)),
            hint=words["hint"].format(folder=_folder_of(changes)),
            code="changes_not_granted",
            details={"changes": [c.to_dict() for c in changes[:SHOWN]], "count": count},
        )

    def shown(self, changes: Sequence[Change], title: str) -> str:
        """The question with its first changes, a line each."""
        count = len(changes)
        lines = [self._words["may"].format(count=count, these=_these(count), title=title)]
        for change in changes[:SHOWN]:
            goal = f" → {change.to}" if change.to else ""
            lines.append(f"  {self._words[change.kind]} {change.path}{goal}")
        if len(changes) > SHOWN:
            lines.append("  " + self._words["more"].format(count=len(changes) - SHOWN))
        return "\n".join(lines)


def _these(count: int) -> str:
    """So many changes, as English speaks of them."""
    return "this 1 change" if count == 1 else f"these {count} changes"


def _folder_of(changes: Sequence[Change]) -> str:
    """The folder that a grant for all of the changes has to name."""
    return commonpath([dirname(path) for c in changes for path in (c.path, c.to) if path])
