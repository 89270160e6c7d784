"""How long things take: read as minutes, bounded, ranked, and no date."""

import random
from typing import Any

import pytest
from tests.tasks import markup

TIMES = ("45 min", "1 h 20 min", "15 min", "2 hours", "30 min")


@pytest.fixture(params=["", "Time: "])
def recipes(request: pytest.FixtureRequest, site: Any) -> str:
    """A list of dishes with the time each takes, told with a label or without."""
    items = [
        {"title": f"Dish number {n}", "link": f"/d/{n}", "time": f"{request.param}{time}"}
        for n, time in enumerate(TIMES)
    ]
    site.pages["/"] = markup.listing(random.Random(3), items, kind="div")
    return f"{site.url}/"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("which dish takes the least time", [2]),
        ("the quickest dish", [2]),
        ("哪道菜最快能做好", [2]),
        ("哪道菜用时最长", [3]),
        ("dishes that take less than 1 hour", [0, 2, 4]),
        ("半小时以内能做好的菜", [2, 4]),
        ("dishes under 50 minutes, quickest first", [2, 4, 0]),
        ("30分钟内能做好的菜有哪些", [2, 4]),
    ],
)
def test_dishes_by_how_long_they_take(
    recipes: str, scrape: Any, text: str, numbers: list[int]
) -> None:
    result = scrape("scrape_list", text, "en", url=recipes, question=text)
    titles = [item["title"] for item in result["data"]["items"]]
    assert titles == [f"Dish number {n}" for n in numbers], result


def test_a_time_that_is_published_stays_a_date(site: Any, scrape: Any) -> None:
    items = [
        {"title": f"Story number {n}", "link": f"/s/{n}", "time": f"2026-0{n + 1}-11"}
        for n in range(5)
    ]
    site.pages["/"] = markup.listing(random.Random(4), items, kind="div")
    text = "抓取标题和时间"
    result = scrape("scrape_list", text, url=site.url, question=text)
    assert result["data"]["items"][2]["date"] == "2026-03-11"
