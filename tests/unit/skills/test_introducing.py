"""What AIOS says of itself: the skills that are installed, in the language of who asks."""

import time
from pathlib import Path

import pytest

from aios.agents.choose import Chooser
from aios.agents.places import Places
from aios.agents.steps import Stepper
from aios.contracts.forms import is_whole
from aios.contracts.route import Route
from aios.contracts.tool import ToolContext
from aios.skills.introducing import introduce_tool, talk_tools
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
    "text",
    [
        "what is it",
        "do it",
        "can you do that",
        "谢谢他帮我写的代码",
        "你太好了",
        "今天天气怎么样",
        "how is this",
    ],
)
def test_other_talk_is_not_taken_for_that_question(library: SkillLibrary, text: str) -> None:
    assert actions(library, text) == []


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("谢谢", "answer_thanks"),
        ("太感谢你了，辛苦啦！", "answer_thanks"),
        ("Thanks!", "answer_thanks"),
        ("ok great, thank you so much for all the help", "answer_thanks"),
        ("再见", "answer_goodbye"),
        ("好的，多谢，明天见～", "answer_goodbye"),
        ("bye bye", "answer_goodbye"),
        ("Thanks, that's all for today. Good night!", "answer_goodbye"),
    ],
)
def test_thanks_and_goodbyes_are_answered(library: SkillLibrary, text: str, action: str) -> None:
    assert actions(library, text) == [action]


@pytest.mark.parametrize("said", ["嗯", "谢", "谢谢", "好的，", "thanks ", "so very much ", "bye-"])
def test_courtesies_that_go_on_and_on_take_no_time(library: SkillLibrary, said: str) -> None:
    forms = [a for a in library.get("introduction").actions if a.name.startswith("answer_")]
    text = (f"谢谢，再见，thanks, bye {said * 200}"[:195]) + "#"
    began = time.perf_counter()
    assert not any(is_whole(action, text) for action in forms)
    assert time.perf_counter() - began < 0.25


async def test_the_answers_are_short_and_in_the_language_asked(library: SkillLibrary) -> None:
    for tool, function in talk_tools(library.list)[1:]:
        english = (await function({}, ToolContext(language="en")))["answer"]
        chinese = (await function({}, ToolContext(language="zh")))["answer"]
        assert english.isascii() and not chinese.isascii(), tool.name
        assert len(english) < 80 and len(chinese) < 40


@pytest.mark.parametrize(
    ("language", "example"), [("zh", "把 docs 文件夹打包成 zip"), ("en", "zip the folder docs")]
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
