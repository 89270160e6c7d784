"""What a task asks the person in charge, in words, and how it is refused."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from os.path import commonpath, dirname
from typing import Any

from aios.contracts.changes import Change
from aios.contracts.errors import Denied
from aios.contracts.ports import Clock
from aios.contracts.questions import Question

SHOWN = 20
_WORDS = {
    "zh": {
        "move": "移动",
        "copy": "复制",
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
        "copy": "copy",
        "delete": "delete",
        "write": "write",
        "make_folder": "make the folder",
        "may": "May {these} be made? ({title})",
        "more": "… and {count} more",
        "denied": "Nobody granted {these}; no file was touched.",
        "hint": "To have them made, add --write {folder}, or --yes to grant everything.",
    },
}


Decide = Callable[[Question], Awaitable[bool]]


class Asking:
    """The questions of one task; `waited_s` is how long it has waited for answers."""

    def __init__(self, language: str, decide: Decide, clock: Clock) -> None:
        self.language = language
        self._words = _WORDS[language]
        self._decide = decide
        self._clock = clock
        self.waited_s = 0.0

    async def ask(
        self, text: str, details: Mapping[str, Any], *, subject: str = "", covered: bool = True
    ) -> bool:
        """The answer of whoever is in charge; a yes to a `subject` may be remembered."""
        began = self._clock.monotonic()
        try:
            return await self._decide(
                Question(
                    text=text,
                    details=dict(details),
                    subject=subject,
                    covered=covered,
                    asked_at=self._clock.now(),
                )
            )
        finally:
            self.waited_s += self._clock.monotonic() - began

    async def permit(self, what: str, details: Mapping[str, Any], *, subject: str) -> None:
        """Denied (`not_granted`) unless it is allowed."""
        if not await self.ask(f"May the task {what}?", details, subject=subject):
            raise Denied(
                f"Nobody allowed the task to {what}.",
                hint="Run it with --yes, or answer when it asks.",
                code="not_granted",
                details=details,
            )

    async def permit_changes(self, changes: Sequence[Change], title: str) -> None:
        """Denied (`changes_not_granted`) unless somebody says yes to these changes."""
        subject = f"changes in {_folder_of(changes)}"
        if await self.ask(self.shown(changes, title), {"changes": len(changes)}, subject=subject):
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
    return commonpath([dirname(path) for c in changes for path in c.touched])
