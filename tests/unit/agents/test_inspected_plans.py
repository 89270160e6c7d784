"""Programs that are looked at: reviewed, checked for their syntax, or left to what runs them."""

from pathlib import Path

import pytest

from aios.agents.choose import Chooser
from aios.agents.fill import Context
from aios.agents.inspected import inspected
from aios.agents.places import Places
from aios.contracts.route import Route
from aios.skills.library import SkillLibrary
from aios.skills.reader import SkillsFolder

BUNDLED = Path(__file__).parents[3] / "src/aios/skills/bundled"


@pytest.fixture(scope="module")
def library() -> SkillLibrary:
    return SkillLibrary(SkillsFolder(path=BUNDLED).read()[0])


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("Find bugs in app.py", "review"),
        ("app.py 哪里写得不好，指出行号", "review"),
        ("why does app.py crash, and what is wrong in it?", ""),
        ("run.sh won't start, give me a corrected version", "check_syntax"),
        ("which of the js files here are broken?", "check_syntax"),
        ("哪些 Python 文件里用了 eval？", "review"),
        ("app.py 统计 orders.csv 的销售额时报错退出了，卡在哪个值？", "debug"),
        ("review app.py, it reads orders.csv", "review"),
    ],
)
def test_what_looks_at_a_program(
    library: SkillLibrary, text: str, action: str, tmp_path: Path
) -> None:
    for name in ("app.py", "run.sh", "orders.csv"):
        (tmp_path / name).write_text("x\n")
    route = Route(task=text, type="none", skills=(), confidence=0.0)
    chooser = Chooser(library, lambda _: route)
    found = inspected(chooser, (), text, Context(places=Places(str(tmp_path))))
    assert (found.action.name if found else "") == action
