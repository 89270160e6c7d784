"""Another reading, when the first fails on what the text does not say: which, and when not."""

from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

import aios.skills
from aios.agents.builtin import BuiltinPlanner
from aios.agents.choose import Chooser
from aios.agents.places import Places
from aios.agents.readings import may_be_read_anew
from aios.agents.runner import Runner
from aios.agents.steps import Stepper
from aios.contracts.changes import Change
from aios.contracts.errors import ActionFailed, AiosError
from aios.contracts.plan import Outcome, Subtask
from aios.contracts.task import Result, TaskError, TaskSpec
from aios.kernel.router import Router
from aios.skills.library import SkillLibrary
from aios.skills.reader import SkillsFolder

BUNDLED = SkillsFolder(path=Path(aios.skills.__file__).parent / "bundled").read()[0]
FIRST, LAST, OTHER = (
    Subtask(index=0, text="a", skill="one", action="first"),
    Subtask(index=1, text="b", skill="one", action="last"),
    Subtask(index=0, text="a, b", skill="two", action="other"),
)


class Planner:
    """A plan that fails where it is told to, and another one."""

    name = "planner"

    def __init__(self, failing: dict[str, str], plan: tuple[Subtask, ...] = (FIRST,)) -> None:
        self.failing, self.first, self.done = failing, plan, list[str]()

    async def plan(self, task: Any, calls: Any) -> tuple[Subtask, ...]:
        return self.first

    async def others(
        self, task: Any, calls: Any, failed: Sequence[Subtask]
    ) -> tuple[tuple[Subtask, ...], ...]:
        assert tuple(failed) == self.first
        return ((OTHER,),)

    async def perform(self, subtask: Subtask, earlier: Sequence[Outcome], calls: Any) -> Outcome:
        self.done.append(subtask.action)
        code = self.failing.get(subtask.action)
        if code:
            message = f"{subtask.action} failed"
            return Outcome(error=TaskError(code=code, message=message))
        return Outcome(answer=f"{subtask.action} done")

    async def integrate(self, task: Any, outcomes: Sequence[Outcome], calls: Any) -> Result:
        return Result(answer="\n".join(outcome.answer for outcome in outcomes))


async def work(planner: Planner) -> Result:
    async def choose(*_: Any) -> Planner:
        return planner

    agents: Any = SimpleNamespace(runner=lambda _: None)
    task: Any = SimpleNamespace(id="t")
    agent: Any = SimpleNamespace(id="a")
    calls: Any = SimpleNamespace(language="en")
    return await Runner(agents, choose, lambda _: None).work(task, agent, calls)


async def test_another_reading_is_taken_and_said() -> None:
    planner = Planner({"first": "text_needed"})
    result = await work(planner)
    assert planner.done == ["first", "other"]
    assert result.answer.startswith("other done")
    assert "first failed" in result.answer
    assert "two/other" in result.answer


async def test_the_first_error_is_told_when_no_reading_helps() -> None:
    planner = Planner({"first": "text_needed", "other": "file_broken"})
    with pytest.raises(AiosError) as caught:
        await work(planner)
    assert caught.value.code == "text_needed"
    assert planner.done == ["first", "other"]


@pytest.mark.parametrize("code", ["nothing_found", "file_missing", "timed_out", "change_denied"])
async def test_what_truly_failed_is_not_read_anew(code: str) -> None:
    planner = Planner({"first": code})
    with pytest.raises(AiosError) as caught:
        await work(planner)
    assert caught.value.code == code
    assert planner.done == ["first"]


async def test_a_piece_that_finds_nothing_was_perhaps_a_part_of_the_whole() -> None:
    planner = Planner({"last": "nothing_found"}, (FIRST, LAST))
    result = await work(planner)
    assert planner.done == ["first", "last", "other"]
    assert "first done" not in result.answer


def test_what_has_changed_files_is_not_done_again() -> None:
    error = ActionFailed("no", code="text_needed")
    changed = Outcome(changes=(Change(kind="make_folder", path="/x"),))
    assert may_be_read_anew(error, (FIRST, LAST), [Outcome()])
    assert not may_be_read_anew(error, (FIRST, LAST), [changed])


@pytest.fixture
def planner() -> BuiltinPlanner:
    return BuiltinPlanner(SkillLibrary(BUNDLED), Router().route)


def asked(folder: Path, text: str, before: Sequence[object] = ()) -> Any:
    spec = TaskSpec(description=text, cwd=str(folder))
    return SimpleNamespace(spec=spec, language="en", before=before)


async def readings(
    planner: BuiltinPlanner, folder: Path, text: str, failed: Sequence[Subtask]
) -> list[str]:
    task = cast(Any, SimpleNamespace(description=text, agent=""))
    found = await planner.others(task, asked(folder, text), failed)
    return [f"{plan[0].skill}/{plan[0].action}" for plan in found]


async def test_the_whole_text_is_read_when_its_pieces_fail(
    planner: BuiltinPlanner, tmp_path: Path
) -> None:
    (tmp_path / "stock.parquet").write_bytes(b"PAR1")
    text = "My bookkeeper can't open stock.parquet. Can you turn it into an Excel file?"
    failed = (
        Subtask(index=0, text="", skill="archives", action="convert"),
        Subtask(index=1, text="", skill="file-conversion", action="convert"),
    )
    assert "file-conversion/convert" in await readings(planner, tmp_path, text, failed)


async def test_a_question_is_never_read_as_a_change(
    planner: BuiltinPlanner, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text("x,y\n1,2\n")
    text = "what is the average of x in a.csv, and delete nothing"
    failed = (Subtask(index=0, text=text, skill="data-analysis", action="analyze"),)
    found = await readings(planner, tmp_path, text, failed)
    assert "data-analysis/analyze" not in found
    assert not [name for name in found if name.startswith("file-changes/")]


async def test_a_follow_up_has_no_other_reading(planner: BuiltinPlanner, tmp_path: Path) -> None:
    task = cast(Any, SimpleNamespace(description="only the West", agent=""))
    calls = asked(tmp_path, "only the West", before=[object()])
    assert await planner.others(task, calls, (FIRST,)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Our accountant has no program for stock.parquet. Could you turn it into an Excel file?",
        "Nobody here can open stock.parquet, please convert it to Excel",
        "The warehouse sends us stock.parquet. Make a CSV of it.",
    ],
)
def test_what_is_so_and_what_to_do_with_it_are_one_step(tmp_path: Path, text: str) -> None:
    (tmp_path / "stock.parquet").write_bytes(b"PAR1")
    chooser = Chooser(SkillLibrary(BUNDLED), Router().route)
    [step] = Stepper(chooser=chooser, places=Places(str(tmp_path))).steps(text)
    assert step.fit
    assert step.fit.action.name == "convert"
    assert step.fit.parameters["files"] == [str(tmp_path / "stock.parquet")]
