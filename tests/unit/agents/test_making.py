"""A text that describes a program is one task, whatever deeds its clauses name."""

from pathlib import Path

import pytest

from aios.agents.choose import Fit
from aios.agents.fill import Context
from aios.agents.making import made_by
from aios.agents.places import Places
from aios.agents.split import split
from aios.contracts.route import Route
from aios.contracts.skill import Action, Skill
from aios.skills.reader import SkillsFolder

BUNDLED = Path(__file__).parents[3] / "src" / "aios" / "skills" / "bundled"
API = "I need a small API for a shopping list: add an item, list items, delete an item"


def writing() -> tuple[Skill, Action]:
    (skill,) = [s for s in SkillsFolder(path=BUNDLED).read()[0] if s.id == "code-generation"]
    return skill, next(action for action in skill.actions if action.name == "write_program")


def whole(text: str, sure: float, folder: Path) -> str:
    skill, action = writing()
    route = Route(task=text, type="code_generation", skills=(skill.id,), confidence=sure)
    first = Fit(action=action, skill=skill, parameters={})
    found = made_by(first, text, split(text), route, Context(places=Places(str(folder))))
    return found.parameters["request"] if found else ""


@pytest.mark.parametrize("text", [API, "写一个购物清单的接口，可以添加、列出、删除物品，带测试"])
def test_its_clauses_are_one_task_where_the_router_is_sure(text: str, tmp_path: Path) -> None:
    assert whole(text, 0.95, tmp_path) == text
    assert whole(text, 0.5, tmp_path) == ""


def test_a_file_that_is_named_is_no_description(tmp_path: Path) -> None:
    (tmp_path / "old.csv").write_text("x")
    assert whole(f"{API}, delete old.csv", 0.95, tmp_path) == ""
