"""Tasks of which a part cannot be done, and clauses that list several things."""

from pathlib import Path

import pytest

from aios.agents.choose import Chooser
from aios.agents.places import Places
from aios.agents.steps import Step, Stepper
from aios.agents.subtasks import subtasks_of
from aios.contracts.route import Route
from aios.skills.library import SkillLibrary
from aios.skills.reader import SkillsFolder

SKILLS = Path(__file__).parent / "skills"


@pytest.fixture
def stepper(tmp_path: Path) -> Stepper:
    (tmp_path / "sales.csv").write_text("x")
    library = SkillLibrary(SkillsFolder(path=SKILLS).read()[0])
    chooser = Chooser(library, lambda text: Route(task=text, type="none"))
    return Stepper(chooser=chooser, places=Places(str(tmp_path)))


def actions(steps: list[Step]) -> list[str]:
    return [subtask.action for subtask in subtasks_of(steps)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("检查 CPU 使用率，并写一首诗", ["cpu", "undone"]),
        ("check the cpu usage and order me a pizza", ["cpu", "undone"]),
        ("统计 sales.csv 的销售额，然后发邮件给老板", ["analyze", "undone"]),
        ("total sales in sales.csv, then translate it into French", ["analyze", "undone"]),
        ("delete sales.csv, then check the cpu usage", ["undone", "cpu"]),
    ],
)
def test_a_clause_that_nothing_can_do_is_a_step_that_says_so(
    stepper: Stepper, text: str, expected: list[str]
) -> None:
    assert actions(stepper.steps(text)) == expected


def test_what_is_kept_of_an_undone_step_is_undone_too(stepper: Stepper) -> None:
    steps = stepper.steps("check the cpu usage, then translate sales.csv and save it as out.txt")
    assert actions(steps) == ["cpu", "undone", "undone"]


@pytest.mark.parametrize("text", ["删除 sales.csv", "写一首诗，然后发给老板", "sing and play"])
def test_where_nothing_can_be_done_there_are_no_steps(stepper: Stepper, text: str) -> None:
    assert stepper.steps(text) == []


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("check the cpu and memory usage", ["check the cpu usage", "check the memory usage"]),
        ("检查CPU和内存使用情况", ["检查CPU使用情况", "检查内存使用情况"]),
    ],
)
def test_a_list_of_things_is_a_step_for_each(
    stepper: Stepper, text: str, clauses: list[str]
) -> None:
    steps = stepper.steps(text)
    assert [step.piece.text for step in steps] == clauses
    assert actions(steps) == ["cpu", "memory"]


def test_a_question_that_is_given_whole_reads_its_lists_itself(stepper: Stepper) -> None:
    (only,) = stepper.steps("统计 sales.csv 的销售额和平均价格")
    assert only.piece.text == "统计 sales.csv 的销售额和平均价格"


def test_a_list_of_files_is_a_step_for_each(stepper: Stepper) -> None:
    (Path(stepper.places.cwd) / "more.csv").write_text("x")
    first, second = subtasks_of(stepper.steps("统计 sales.csv 和 more.csv 的销售额"))
    assert first.parameters["file"].endswith("sales.csv")
    assert second.parameters["file"].endswith("more.csv")


def test_then_begins_a_step_even_of_the_same_skill(stepper: Stepper) -> None:
    assert actions(stepper.steps("统计 sales.csv 每个地区的销售额，然后画柱状图")) == [
        "analyze",
        "plot",
    ]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("统计 sales.csv 的销售额，注明来源", 1),
        ("total sales in sales.csv and give me the source", 1),
        ("统计 sales.csv 的销售额，只要前三条，然后检查 CPU 使用率", 2),
    ],
)
def test_a_clause_on_how_to_tell_belongs_to_what_was_asked(
    stepper: Stepper, text: str, clauses: int
) -> None:
    steps = stepper.steps(text)
    assert len(steps) == clauses
    assert steps[0].fit is not None and steps[0].fit.action.name == "analyze"
