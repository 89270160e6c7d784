"""Which action is chosen, with and without the router's opinion."""

from pathlib import Path

import pytest

from aios.agents.choose import Chooser, fit
from aios.agents.fill import Context
from aios.agents.places import Places
from aios.agents.told import asked
from aios.contracts.route import Route
from aios.skills.library import SkillLibrary
from aios.skills.reader import SkillsFolder

SKILLS = Path(__file__).parent / "skills"


@pytest.fixture
def library() -> SkillLibrary:
    return SkillLibrary(SkillsFolder(path=SKILLS).read()[0])


@pytest.fixture
def context(tmp_path: Path) -> Context:
    (tmp_path / "sales.csv").write_text("x")
    (tmp_path / "logs").mkdir()
    return Context(places=Places(str(tmp_path)))


def chooser(library: SkillLibrary, **route: object) -> Chooser:
    return Chooser(library, lambda text: Route(**{"task": text, "type": "none", **route}))  # type: ignore[arg-type]


def test_what_the_text_names_speaks_for_actions_that_take_it(
    library: SkillLibrary, context: Context
) -> None:
    analyze = library.get("table-facts").actions[0]
    titles = library.get("page-reader").actions[0]
    text = "看看 sales.csv"
    assert fit(analyze, text, context).score > fit(titles, text, context).score
    assert fit(titles, text, context).ignored == 1 and fit(analyze, text, context).ignored == 0
    assert fit(analyze, text, context).ready
    assert not fit(titles, text, context).ready


def test_the_router_lowers_the_bar_for_its_choice(library: SkillLibrary, context: Context) -> None:
    text = "帮忙弄一下 sales.csv 的统计结果给老板看"
    routed = chooser(library, type="data_analysis", skills=("table-facts",), confidence=0.8)
    assert routed.fits(text, context)[0].skill == library.get("table-facts")


def test_a_sure_router_raises_the_bar_for_all_others(
    library: SkillLibrary, context: Context
) -> None:
    text = "count the clouds in the sky"
    unsure = chooser(library, confidence=0.0).fits(text, context)
    sure = chooser(library, type="none", confidence=1.0).fits(text, context)
    assert len(sure) < len(unsure) or not unsure


def test_a_function_the_user_registered_needs_no_router(
    library: SkillLibrary, context: Context
) -> None:
    library.register({"name": "clouds", "executor": str.upper, "keywords": ["clouds", "云"]})
    found = chooser(library, confidence=1.0).fits("count the clouds in the sky", context)
    assert found[0].skill == library.get("clouds")


def test_only_named_skills_are_considered(library: SkillLibrary, context: Context) -> None:
    found = chooser(library).fits("检查 CPU 使用率", context, skills=["table_facts"])
    assert all(f.skill == library.get("table-facts") for f in found)
    assert chooser(library).fits("检查 CPU 使用率", context, skills=["unknown"]) == []
    assert chooser(library).fits("  ", context) == []


def test_reasons_are_given(library: SkillLibrary, context: Context) -> None:
    found = chooser(library, skills=("table-facts",), confidence=0.9)
    reasons = found.fits("统计 sales.csv 的总额", context)[0].reasons
    assert any("统计" in r for r in reasons)
    assert "it takes the file named" in reasons
    assert "the router put table-facts first" in reasons


@pytest.mark.parametrize("text", ["delete sales.csv", "把 sales.csv 发给老板", "kill the average"])
def test_a_deed_is_left_to_skills_that_name_it(
    library: SkillLibrary, context: Context, text: str
) -> None:
    assert chooser(library, skills=("table-facts",), confidence=0.9).fits(text, context) == []


def test_a_file_that_is_named_and_read_needs_few_words(
    library: SkillLibrary, context: Context
) -> None:
    routed = chooser(library, type="data_analysis", skills=("table-facts",), confidence=0.7)
    assert routed.fits("sales.csv 的 qty 峰值", context)[0].parameters["file"].endswith("sales.csv")


def test_numbers_alone_mean_nothing(library: SkillLibrary, context: Context) -> None:
    assert chooser(library).fits("1+1", context) == []


def test_among_thousands_of_skills_the_first_choice_is_quick(
    library: SkillLibrary, context: Context
) -> None:
    for number in range(500):
        name = f"other {number}"
        words = f"Work on thing{number} of kind{number % 7}"
        library.register({"name": name, "executor": str, "description": words})
    found = chooser(library).fits("按地区统计 sales.csv 的销售额", context)
    assert found[0].action.name == "analyze"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("We just moved here. How full is the disk?", "How full is the disk?"),
        ("How full is the disk? My neighbour asked me yesterday.", "How full is the disk?"),
        ("店里生意很好。帮我看看磁盘还剩多少", "帮我看看磁盘还剩多少"),
        ("隔壁老王在催了，磁盘还剩多少？", "磁盘还剩多少？"),
        ("The disk grew a lot. How full is it?", "The disk grew a lot. How full is it?"),
        ("Write a function. It returns the disk.", "Write a function. It returns the disk."),
        ("Our shop grew a lot.", "Our shop grew a lot."),
    ],
)
def test_what_only_tells_who_asks_and_why_weighs_nothing(text: str, left: str) -> None:
    assert asked(text, lambda sentence: "disk" in sentence or "磁盘" in sentence).strip() == left
