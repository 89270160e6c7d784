"""Order, conditions, columns and figures that a sentence asks for."""

import random
from typing import Any

import pytest
from tests.tasks import markup

PRICES = (30, 12, 45, 7, 21, 60)
SHELVES = ("Garden", "Kitchen", "Office")


@pytest.fixture(params=["article", "tr"])
def shop(request: pytest.FixtureRequest, site: Any) -> str:
    """A list in one of the markups, with class names made by chance; its address."""
    chance = random.Random(request.param)
    items = [
        {"title": f"Copper Lamp {n}" if n % 2 else f"Oak Chair {n}", "link": f"/i/{n}",
         "price": f"${p}.00", "category": f"Category: {SHELVES[n % 3]}"}
        for n, p in enumerate(PRICES)
    ]  # fmt: skip
    site.pages["/"] = markup.listing(chance, items, kind=request.param)
    return f"{site.url}/"


@pytest.mark.parametrize(
    ("text", "count", "prices"),
    [
        ("the 2 cheapest products", 2, [7, 12]),
        ("按价格从高到低排序，取前3个", 3, [60, 45, 30]),
        ("which product is the most expensive?", None, [60]),
        ("products with price between 10 and 30, sorted by price", None, [12, 21, 30]),
        ("低于20元的商品的价格", None, [12, 7]),
        ("prices of items whose title contains Chair", None, [30, 45, 21]),
        ("price of the products in the Kitchen category", None, [12, 21]),
        ("价格不低于45的商品", None, [45, 60]),
    ],
)
def test_items_come_as_asked(
    shop: str, scrape: Any, text: str, count: int | None, prices: list[int]
) -> None:
    zh = any("一" <= c <= "鿿" for c in text)
    more = {"count": count} if count else {}
    result = scrape("scrape_list", text, "zh" if zh else "en", url=shop, question=text, **more)
    assert [item["price"] for item in result["data"]["items"]] == prices


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("average price", "average price: 29.17 (6 items)"),
        ("how many products are there", "number of items: 6"),
        ("highest price per category", "highest price [Office]: 60"),
        ("median price", "median price: 25.5"),
    ],
)
def test_figures_are_told_with_how_many_they_are_of(
    site: Any, scrape: Any, text: str, told: str
) -> None:
    items = [
        {"title": f"A plain wooden thing {n}", "link": f"/i/{n}", "price": f"${p}.00",
         "category": f"Category: {SHELVES[n % 3]}"}
        for n, p in enumerate(PRICES)
    ]  # fmt: skip
    site.pages["/"] = markup.listing(random.Random(5), items)
    result = scrape("scrape_list", text, "en", url=f"{site.url}/", question=text)
    if "per" in text:
        text = text.replace("highest", "maximum")
        result = scrape("scrape_list", text, "en", url=f"{site.url}/", question=text)
    assert told in result["answer"]
    assert "FIGURES" in result["code"]


def test_items_without_the_figure_are_counted(site: Any, scrape: Any) -> None:
    prices = [f"${p}.00" for p in PRICES]
    prices[2] = "ask us"
    items = [
        {"title": f"A plain wooden thing {n}", "link": f"/i/{n}", "price": p}
        for n, p in enumerate(prices)
    ]
    site.pages["/"] = markup.listing(random.Random(8), items, kind="li")
    text = "average price and sorted by price"
    result = scrape("scrape_list", text, "en", url=f"{site.url}/", question=text)
    assert "average price: 26 (5 items; 1 without price left out)" in result["answer"]
    assert result["data"]["items"][-1]["price"] is None
    assert "1 of 6 items have no price." in result["notes"]


def test_a_direction_that_was_not_said_is_told(shop: str, scrape: Any) -> None:
    text = "products sorted by price"
    result = scrape("scrape_list", text, "en", url=shop, question=text)
    assert "lowest first (the direction was not said)" in result["answer"]


def test_only_the_named_columns_are_kept_when_only_they_are_wanted(shop: str, scrape: Any) -> None:
    text = "只要标题和价格"
    result = scrape("scrape_list", text, url=shop, question=text)
    assert result["files"]["items.csv"].splitlines()[0] == "title,price"


def test_other_formats_are_written_beside(shop: str, scrape: Any) -> None:
    for text, name in (("save title and price as goods.md", "goods.md"), ("存成 TSV", "items.tsv")):
        result = scrape("scrape_list", text, "en", url=shop, question=text)
        assert name in result["files"]
        assert name in result["answer"]
