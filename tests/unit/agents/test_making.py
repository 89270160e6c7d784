"""A text that describes a program is one task, whatever deeds its clauses name."""

from pathlib import Path

import pytest

from aios.agents.choose import Chooser, Fit
from aios.agents.describing import sketches
from aios.agents.fill import Context
from aios.agents.making import made_by
from aios.agents.places import Places
from aios.agents.split import split
from aios.agents.steps import Step, Stepper
from aios.contracts.route import Route
from aios.contracts.skill import Action, Skill
from aios.skills.library import SkillLibrary
from aios.skills.reader import SkillsFolder

BUNDLED = Path(__file__).parents[3] / "src" / "aios" / "skills" / "bundled"
API = "I need a small API for a shopping list: add an item, list items, delete an item"


def writing() -> tuple[Skill, Action]:
    (skill,) = [s for s in SkillsFolder(path=BUNDLED).read()[0] if s.id == "code-generation"]
    return skill, next(action for action in skill.actions if action.name == "write_program")


def planned(text: str, skill: str) -> list[Step]:
    library = SkillLibrary(SkillsFolder(path=BUNDLED).read()[0])
    route = Route(task=text, type="code_generation", skills=(skill,), confidence=0.95)
    chooser = Chooser(library, lambda _: route)
    return Stepper(chooser=chooser, places=Places("/nowhere")).steps(text)


def whole(text: str, sure: float, folder: Path) -> str:
    skill, action = writing()
    route = Route(task=text, type="code_generation", skills=(skill.id,), confidence=sure)
    first = Fit(action=action, skill=skill, parameters={})
    found = made_by(first, text, split(text), route, Context(places=Places(str(folder))))
    return found.parameters["request"] if found else ""


@pytest.mark.parametrize("text", [API, "写一个购物清单的接口，可以添加、列出、删除物品，带测试"])
def test_its_clauses_are_one_task_where_the_router_is_sure(text: str, tmp_path: Path) -> None:
    assert whole(text, 0.95, tmp_path) == text
    # What is to be written is said outright, however sure the router is.
    assert whole(text, 0.5, tmp_path) == ("" if text == API else text)


def test_a_file_that_is_named_is_no_description(tmp_path: Path) -> None:
    (tmp_path / "old.csv").write_text("x")
    assert whole(f"{API}, delete old.csv", 0.95, tmp_path) == ""


@pytest.mark.parametrize(
    "text",
    [
        "写一个爬虫，抓取 Hacker News 的前10条新闻",
        "写个脚本，抓取 Hacker News 的前10条",
        "Write a crawler, fetch the top 10 news from Hacker News",
        "write a scraper for Hacker News, top 10",
        "Write a script to scrape https://news.ycombinator.com/, the first 10 items",
    ],
)
@pytest.mark.parametrize("skill", ["code-generation", "web-scraping"])
def test_a_program_for_a_site_that_is_named_goes_there(text: str, skill: str) -> None:
    (only,) = planned(text, skill)
    assert only.fit is not None and only.fit.action.name == "scrape_list"
    assert only.fit.parameters["url"] == "https://news.ycombinator.com/"
    assert only.fit.parameters["count"] == 10


@pytest.mark.parametrize(
    "text", ["写一个爬虫", "写一个爬虫，抓取标题", "write a crawler with tests"]
)
def test_a_program_for_no_site_in_particular_is_written(text: str) -> None:
    (only,) = planned(text, "code-generation")
    assert only.fit is not None and only.fit.action.name == "write_program"


@pytest.mark.parametrize(
    "text", ["需要 mask_phone(text)：返回打码后的文本", "stats.py please: prints the mean of stdin"]
)
def test_a_program_that_is_only_sketched_is_one_to_write(text: str) -> None:
    assert sketches(writing()[1], text)


def test_code_that_is_asked_about_is_none_to_write() -> None:
    assert not sketches(writing()[1], "这段代码有什么问题：\ndef f(items=[]):\n    return items")
