"""Texts that refer to the tasks before them: what is carried over, what is said anew."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from aios.agents.choose import Chooser
from aios.agents.followup import FollowUp
from aios.agents.places import Places
from aios.agents.steps import Step, Stepper
from aios.contracts.route import Route
from aios.contracts.task import Artifact, Priority, Result, Status, Task, TaskSpec, Turn
from aios.skills.library import SkillLibrary
from aios.skills.reader import SkillsFolder

SKILLS = Path(__file__).parent / "skills"
BUNDLED = Path(__file__).parents[3] / "src/aios/skills/bundled"
MADE = Artifact(name="news.csv", path="/made/news.csv", media_type="text/csv", bytes=1, sha256="")


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "logs").mkdir()
    for name in ("sales.csv", "feb.csv"):
        (tmp_path / name).write_text("x")
    return tmp_path


def turn(text: str, here: Path, made: Sequence[Artifact] = ()) -> Turn:
    task = Task(
        id="t0",
        type="",
        description=text,
        priority=Priority.NORMAL,
        agent="a",
        skills=(),
        status=Status.COMPLETED,
        created_at=datetime.now(UTC),
        result=Result(answer="x", artifacts=tuple(made)),
    )
    return Turn(task=task, spec=TaskSpec(description=text, cwd=str(here)))


def read(
    here: Path, *texts: str, made: Sequence[Artifact] = (), folder: Path = SKILLS
) -> list[Step]:
    """The steps of the last text, said after those before it."""
    skills, _ = SkillsFolder(path=folder).read()
    chooser = Chooser(SkillLibrary(skills), lambda text: Route(task=text, type="none"))
    stepper = Stepper(chooser=chooser, places=Places(str(here)))
    turns = [turn(text, here, made) for text in texts[:-1]]
    return FollowUp(stepper=stepper, turns=turns).steps(texts[-1])


def only(steps: list[Step]) -> tuple[str, dict[str, object]]:
    """Action and parameters of the one step."""
    (step,) = steps
    assert step.fit is not None
    return step.fit.action.name, step.fit.parameters


@pytest.mark.parametrize("text", ["only the West", "只看西部", "换成平均值"])
def test_the_file_of_the_task_before_is_worked_on(here: Path, text: str) -> None:
    action, parameters = only(read(here, "按地区统计 sales.csv 的销售额", text))
    assert action == "analyze"
    assert parameters["file"] == str(here / "sales.csv")
    assert text in str(parameters["question"])


def test_another_action_of_the_skill_takes_over_what_it_worked_on(here: Path) -> None:
    action, parameters = only(read(here, "按地区统计 sales.csv 的销售额", "画成折线图"))
    assert (action, parameters["file"]) == ("plot", str(here / "sales.csv"))
    assert parameters["kind"] == "line"


def test_what_is_said_anew_replaces_what_was_said(here: Path) -> None:
    action, parameters = only(read(here, "抓取 https://example.com 的前10条标题", "只要前3条"))
    assert (action, parameters["url"]) == ("titles", "https://example.com")
    assert parameters["count"] == 3


def test_what_about_another_file(here: Path) -> None:
    for text in ("那 feb.csv 呢？", "and feb.csv?"):
        action, parameters = only(read(here, "统计 sales.csv 每个地区的总额", text))
        assert (action, parameters["file"]) == ("analyze", str(here / "feb.csv"))


def test_turns_add_up(here: Path) -> None:
    texts = ("how many .log files are in logs", "recursively", "only *.txt")
    action, parameters = only(read(here, *texts))
    assert action == "count_files" and parameters["folder"] == str(here / "logs")
    assert parameters["recursive"] is True and parameters["glob"] == ["*.txt"]


def test_a_file_asked_for_is_named_next(here: Path) -> None:
    action, parameters = only(read(here, "统计每个地区的总额", "sales.csv"))
    assert (action, parameters["file"]) == ("analyze", str(here / "sales.csv"))


def test_a_task_that_names_all_it_needs_stands_alone(here: Path) -> None:
    text = "total sales by region in feb.csv"
    action, parameters = only(read(here, "抓取 https://example.com 的前10条标题", text))
    assert (action, parameters) == ("analyze", {"file": str(here / "feb.csv"), "question": text})


def test_what_the_task_before_made_is_taken_where_it_named_no_file(here: Path) -> None:
    steps = read(here, "抓取 https://example.com 的前10条标题", "plot it", made=[MADE])
    assert only(steps)[1]["file"] == "/made/news.csv"


def test_a_wish_to_keep_is_a_wish(here: Path) -> None:
    (step,) = read(here, "抓取 https://example.com 的前10条标题", "保存成 csv")
    assert step.wish is not None and step.wish.suffix == "csv"


@pytest.mark.parametrize("text", ["and the cpu and memory?", "那处理器和内存呢"])
def test_several_things_asked_for_after_another_are_all_answered(here: Path, text: str) -> None:
    steps = read(here, "how many files are in logs", text)
    assert [step.fit.action.name for step in steps if step.fit] == ["cpu", "memory"]


def test_nonsense_stays_nonsense_without_a_task_before(here: Path) -> None:
    assert read(here, "qwe asd", "zxc") == []


@pytest.mark.parametrize("text", ["and as csv please", "换成 json 格式", "as toml"])
def test_another_format_is_for_the_same_action(here: Path, text: str) -> None:
    action, parameters = only(read(here, "抓取 https://example.com 的前10条标题", text))
    assert (action, parameters["url"]) == ("titles", "https://example.com")


@pytest.mark.parametrize("text", ["draw that as a pie", "那按类别呢", "and by category?"])
def test_what_follows_on_several_files_is_about_all_of_them(here: Path, text: str) -> None:
    first = "merge sales.csv and feb.csv, total cost"
    action, parameters = only(read(here, first, text, folder=BUNDLED))
    assert action == "combine"
    assert parameters["files"] == [str(here / "sales.csv"), str(here / "feb.csv")]
    assert (parameters["before"], parameters["question"]) == ([first], text)


def test_a_file_is_converted_again_to_another_kind(here: Path) -> None:
    texts = ("convert sales.csv to json", "I need it as an Excel file too")
    action, parameters = only(read(here, *texts, folder=BUNDLED))
    assert (action, parameters["files"]) == ("convert", [str(here / "sales.csv")])


@pytest.mark.parametrize("text", ["largest first", "哪一个最大？", "leave out the phone ones"])
def test_a_few_words_on_a_table_go_on_about_it(here: Path, text: str) -> None:
    action, parameters = only(
        read(here, "total sales by region in sales.csv", text, folder=BUNDLED)
    )
    assert (action, parameters["before"]) == ("analyze", ["total sales by region in sales.csv"])


@pytest.mark.parametrize("text", ["only those in the api folder please", "那 api 文件夹里的呢？"])
def test_a_folder_is_looked_for_where_the_task_before_was(here: Path, text: str) -> None:
    (here / "logs" / "api").mkdir()
    action, parameters = only(
        read(here, "List all TODO comments in the folder logs", text, folder=BUNDLED)
    )
    assert (action, parameters["folder"]) == ("list_todos", str(here / "logs" / "api"))
