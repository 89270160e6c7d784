"""Skills at hand: registering, finding by name, ranking in both languages."""

from typing import Any

import pytest

from aios.contracts.errors import BadRequest, Conflict, NotFound
from aios.contracts.skill import Action, Skill
from aios.skills.library import SkillLibrary, said


def skill(name: str, description: str, *utterances: str, keywords: tuple[str, ...] = ()) -> Skill:
    action = Action(name="do", description=description, script="x.py", utterances=utterances)
    return Skill(id=name, name=name, description=description, actions=(action,), keywords=keywords)


def library(**how: Any) -> SkillLibrary:
    return SkillLibrary(
        [
            skill("data-analysis", "Analyse tables", "按地区统计销售额", "total sales by region"),
            skill("web-scraping", "Read web pages", "抓取网页标题", "scrape titles of a page"),
            skill(
                "monitoring",
                "Watch the host",
                "检查 CPU 使用率",
                "check cpu usage",
                keywords=("磁盘",),
            ),
        ],
        **how,
    )


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("统计每个地区的销售", "data-analysis"),
        ("sales totals per region", "data-analysis"),
        ("爬一下网页的标题", "web-scraping"),
        ("scraping page titles", "web-scraping"),
        ("CPU 高不高", "monitoring"),
        ("看看磁盘", "monitoring"),
        ("check the CPU", "monitoring"),
    ],
)
def test_rank_in_both_languages(text: str, best: str) -> None:
    assert library().rank(text)[0][0] == best


def test_rank_leaves_out_what_has_nothing_in_common() -> None:
    assert library().rank("qwxyz") == []
    assert library().rank("") == []


def test_rank_keeps_to_the_allowed() -> None:
    ranked = library().rank("scrape page titles by region", allowed=["data_analysis"])
    assert [name for name, _ in ranked] == ["data-analysis"]


def test_a_skill_that_works_goes_before_one_that_does_not() -> None:
    twins = [
        skill("first", "Count words", "count words"),
        skill("other", "Count words", "count words"),
    ]
    worked = {"first": 0.1, "other": 0.9}
    ranked = SkillLibrary(twins, success=worked.get).rank("count words")
    assert [name for name, _ in ranked] == ["other", "first"]


def test_explain_says_what_fits_and_how_often_it_worked() -> None:
    reasons = library(success=lambda _: 0.5).explain("scrape titles", "web_scraping")
    assert any("utterances" in r and "scrap" in r for r in reasons)
    assert "50%" in reasons[-1]
    assert library().explain("qwxyz", "monitoring") == ["nothing in it occurs in the text"]


def test_get_takes_either_spelling_and_offers_the_nearest() -> None:
    assert library().get("data_analysis").id == library().get("Data-Analysis").id
    with pytest.raises(NotFound, match="dat-analysis") as caught:
        library().get("dat-analysis")
    assert "data-analysis" in caught.value.hint


def test_a_function_is_a_skill() -> None:
    skills = library()
    made = skills.register({"name": "my_poet", "executor": str.upper, "keywords": ["诗", "poem"]})

    assert made.id == "my-poet" and made.source == "registered"
    assert skills.rank("写一首诗")[0][0] == "my-poet"
    best = skills.actions("write me a poem please", [s.id for s in skills.list()])[0]
    assert best.skill.id == "my-poet" and best.action.executor is str.upper
    with pytest.raises(Conflict):
        skills.register({"name": "my-poet", "executor": str.upper})
    skills.remove("my-poet")
    assert "my-poet" not in skills and len(skills) == 3


@pytest.mark.parametrize(
    "spec",
    [
        {"executor": print},
        {"name": " ", "executor": print},
        {"name": "x"},
        {"name": "x", "executor": "print"},
        {"name": "x", "executor": print, "keywords": [1]},
        {"name": "x", "executor": print, "keyword": ["y"]},
        {"name": "x", "executor": print, "parameters": ["y"]},
        {"name": "x", "executor": print, "parameters": {"properties": {"y": {"x-fill": "no"}}}},
        ["x"],
    ],
)
def test_a_malformed_registration_is_refused(spec: Any) -> None:
    with pytest.raises(BadRequest) as caught:
        library().register(spec)
    assert caught.value.hint


def test_actions_are_ranked_by_their_nearest_example_and_words() -> None:
    ranked = library().actions("检查一下 CPU 的使用率", ["monitoring", "data-analysis"])
    assert ranked[0].skill.id == "monitoring"
    assert ranked[0].evidence > 0.5 > ranked[-1].evidence
    assert {r.skill.id for r in ranked} == {"monitoring", "data-analysis"}


def test_latin_words_are_said_only_whole() -> None:
    assert said("show the chart", ["art", "chart"]) == ["chart"]
    assert said("画饼图吧", ["饼图"]) == ["饼图"]
    assert said("用CPU算", ["cpu"]) == ["cpu"]
    assert said("anything", ["", " "]) == []


def test_a_skill_that_is_replaced_is_found_by_its_new_words_alone() -> None:
    tea, coffee = skill("brewing", "Brew", "make tea"), skill("brewing", "Brew", "make coffee")
    skills, others = SkillLibrary([tea]), SkillLibrary([tea])
    assert skills.actions("make tea", ["brewing"]) == others.actions("make tea", ["brewing"])
    skills.add(coffee)
    assert skills.rank("coffee") and not skills.rank("tea")
    [now], [before] = (each.actions("make coffee", ["brewing"]) for each in (skills, others))
    assert now.evidence == 1.0 > before.evidence
