"""Questions that name no document are put to those at hand, when nothing else is surely meant."""

from pathlib import Path

import pytest

from aios.agents.choose import Chooser
from aios.agents.places import Places
from aios.agents.questions import Questions, asks
from aios.agents.steps import Stepper
from aios.contracts.route import Route
from aios.contracts.skill import Action, Skill
from aios.skills.library import SkillLibrary

READER = Skill(
    id="reader",
    name="reader",
    description="Quotes documents.",
    actions=(
        Action(
            name="quote",
            description="Quotes what answers.",
            script="quote.py",
            utterances=("who is responsible according to docs",),
            parameters={
                "type": "object",
                "required": ["question"],
                "properties": {
                    "question": {"type": "string", "x-fill": "text", "x-asks": True},
                    "files": {
                        "type": "array",
                        "items": {"type": "string"},
                        "x-fill": "paths",
                        "x-suffixes": [".md", ".pdf"],
                    },
                },
            },
        ),
    ),
)
FINDER = Skill(
    id="finder",
    name="finder",
    description="Finds text in files.",
    actions=(
        Action(
            name="find",
            description="Finds lines.",
            script="find.py",
            utterances=("search the folder logs for ERROR",),
            parameters={
                "type": "object",
                "required": ["folder"],
                "properties": {
                    "folder": {
                        "type": "string",
                        "x-fill": "folder",
                        "x-default": "cwd",
                        "x-blind": [".pdf"],
                    },
                },
            },
        ),
    ),
)


def chosen(folder: Path, text: str, *skills: Skill) -> list[str]:
    """The actions of the steps for a text in a folder."""
    chooser = Chooser(SkillLibrary(skills), lambda t: Route(task=t, type="none"))
    stepper = Stepper(chooser=chooser, places=Places(str(folder)))
    steps = Questions(stepper=stepper).answered(text, stepper.steps(text))
    return [step.fit.action.name if step.fit else "" for step in steps]


@pytest.mark.parametrize("text", ["住宿标准是多少？", "食堂在几楼", "how high is the allowance?"])
def test_a_bare_question_is_put_to_documents_at_hand(tmp_path: Path, text: str) -> None:
    assert chosen(tmp_path, text, READER) == []
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "rules.md").write_text("x")
    assert chosen(tmp_path, text, READER) == ["quote"]


@pytest.mark.parametrize("text", ["写一首关于春天的诗", "write me a poem", "把它发给老板好吗？"])
def test_what_asks_nothing_of_them_is_not(tmp_path: Path, text: str) -> None:
    (tmp_path / "rules.md").write_text("x")
    assert chosen(tmp_path, text, READER) == []


def test_a_folder_of_documents_is_left_to_the_one_that_reads_them(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("x")
    text = "search the folder for 30 days"
    assert chosen(tmp_path, text, READER, FINDER) == ["find"]
    (tmp_path / "b.pdf").write_text("x")
    assert chosen(tmp_path, text, READER, FINDER) == ["quote"]
    (tmp_path / "c.py").write_text("x")
    assert chosen(tmp_path, text, READER, FINDER) == ["find"]


def test_asking() -> None:
    assert asks("谁负责备份") and asks("can I keep a dog") and asks("年假有规定吗？")
    assert not asks("统计 sales.csv") and not asks("list the files")
