"""Has the changes done that an action asks for on the user's files, and tells what was done."""

from collections.abc import Sequence

from aios.agents.report import integrate
from aios.agents.wording import title
from aios.contracts.changes import Change, ChangeSet
from aios.contracts.errors import AiosError
from aios.contracts.plan import Outcome, Subtask
from aios.contracts.ports import Calls

_DONE = {
    "zh": "已完成 {count} 处更改（{kinds}）。撤销：aios undo {id}",
    "en": "Done: {count} {changes} ({kinds}). To undo: aios undo {id}",
}
_KINDS = {
    "zh": {
        "move": "移动",
        "copy": "复制",
        "delete": "删除",
        "write": "写入",
        "make_folder": "新建文件夹",
    },
    "en": {
        "move": "moved",
        "copy": "copied",
        "delete": "deleted",
        "write": "written",
        "make_folder": "folders made",
    },
}


async def changed(
    outcome: Outcome, subtask: Subtask, earlier: Sequence[Outcome], calls: Calls
) -> Outcome:
    """The outcome with its changes done; when they are refused, the error shows what they were."""
    if not outcome.ok or not outcome.changes:
        return outcome
    try:
        done = await calls.change(outcome.changes, title(subtask.text), skill=subtask.skill)
    except AiosError as error:
        planned = [*(e for e in earlier if not e.undone), outcome]
        error.partial = integrate(planned, calls.language)
        raise
    return outcome.but(answer=f"{outcome.answer}\n{told(done, calls.language)}".strip())


def told(done: ChangeSet, language: str) -> str:
    """What was done, in numbers, and how to undo it."""
    count = len(done.changes)
    return _DONE[language].format(
        count=count,
        changes="change" if count == 1 else "changes",
        kinds=_counted(done.changes, language),
        id=done.id,
    )


def _counted(changes: Sequence[Change], language: str) -> str:
    kinds = [c.kind for c in changes]
    words = _KINDS[language]
    return ", ".join(f"{kinds.count(k)} {w}" for k, w in words.items() if k in kinds)
