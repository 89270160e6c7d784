"""What AIOS says of itself: the skills that are installed, in the language of who asks."""

from pathlib import Path

import pytest

from aios.agents.choose import Chooser
from aios.agents.places import Places
from aios.agents.steps import Stepper
from aios.contracts.route import Route
from aios.contracts.tool import ToolContext
from aios.skills.introducing import introduce_tool
from aios.skills.library import SkillLibrary
from aios.skills.reader import SkillsFolder

BUNDLED = Path(__file__).parents[3] / "src/aios/skills/bundled"


@pytest.fixture
def library() -> SkillLibrary:
    return SkillLibrary(SkillsFolder(path=BUNDLED).read()[0])


def actions(library: SkillLibrary, text: str) -> list[str]:
    chooser = Chooser(library, lambda text: Route(task=text, type="none", confidence=0.96))
    steps = Stepper(chooser=chooser, places=Places("/nowhere")).steps(text)
    return [step.fit.action.name for step in steps if step.fit]


@pytest.mark.parametrize(
    "text",
    ["你能做什么？", "你好", "what can you do", "Hi, who are you?", "what are your features?"],
)
def test_who_asks_what_can_be_done_is_told(library: SkillLibrary, text: str) -> None:
    assert actions(library, text) == ["introduce"]


@pytest.mark.parametrize(
    "text", ["what is it", "do it", "can you do that", "谢谢", "今天天气怎么样", "how is this"]
)
def test_other_talk_is_not_taken_for_that_question(library: SkillLibrary, text: str) -> None:
    assert actions(library, text) == []


@pytest.mark.parametrize(
    ("language", "example"), [("zh", "把 logs 压缩成"), ("en", "zip the folder docs")]
)
async def test_it_names_every_skill_with_examples(
    library: SkillLibrary, language: str, example: str
) -> None:
    library.register({"name": "Word Count", "description": "Counts words.", "executor": len})
    _, introduce = introduce_tool(library.list)
    told = await introduce({}, ToolContext(language=language))
    lines = told["answer"].splitlines()
    named = [line for line in lines if line.startswith("- ")]
    assert len(named) == len(library) - 1  # all but itself
    assert set(told["data"]["skills"]) == {s.id for s in library.list()} - {"introduction"}
    assert "- word-count: Counts words." in lines
    assert any(example in line for line in named)
