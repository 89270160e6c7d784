"""Items by when they came, seen from today; what a shop has, and what its prices were."""

from datetime import datetime, timedelta
from typing import Any

import pytest

TODAY = datetime.now().astimezone().date()


def notices(days: dict[str, str]) -> str:
    """A list of notices, each with when it came."""
    rows = (
        f'<div class="n"><h3><a href="/{n}">{title}</a></h3>'
        f'<span class="when">🕑 {when}</span></div>'
        for n, (title, when) in enumerate(days.items())
    )
    return f"<html><body><main>{''.join(rows)}</main></body></html>"


def titles(result: dict[str, Any]) -> list[str]:
    return [item["title"] for item in result["data"]["items"]]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("notices published in the past 4 days", ["Roof repaired", "Lift stopped", "Water off"]),
        ("最近四天的通知", ["Roof repaired", "Lift stopped", "Water off"]),
        ("notices from the last two weeks", ["Roof repaired", "Lift stopped", "Water off", "Fair"]),
        ("posted today", ["Roof repaired"]),
    ],
)
def test_days_are_counted_from_today(site: Any, scrape: Any, text: str, kept: list[str]) -> None:
    ages = ("today", "2 days ago", "4 days ago", "9 days ago", "5 weeks ago")
    names = ("Roof repaired", "Lift stopped", "Water off", "Fair", "Old keys")
    site.pages["/"] = notices(dict(zip(names, ages, strict=True)))
    language = "zh" if "通" in text else "en"
    assert titles(scrape("scrape_list", text, language, url=f"{site.url}/")) == kept


def test_written_dates_of_this_month_are_taken(site: Any, scrape: Any) -> None:
    before = TODAY.replace(day=1) - timedelta(days=1)
    site.pages["/"] = notices({"Old one here": str(before), "New one here": str(TODAY)})
    assert titles(scrape("scrape_list", "这个月的公告", url=f"{site.url}/")) == ["New one here"]


SHELF = '<li class="p"><a href="/{n}">{name}</a><b class="cost">{price}</b><i>{stock}</i></li>'


@pytest.fixture
def shelf(site: Any) -> str:
    """A shop with a price that was lowered, and with things that are gone."""
    rows = (
        ("Oak stool", "<del>$90</del> <ins>$18</ins>", "Sold out"),
        ("Pine shelf", "<ins>$25</ins>", "In stock"),
        ("Ash bench", "<ins>$60</ins>", "In stock"),
    )
    made = (SHELF.format(n=n, name=a, price=b, stock=c) for n, (a, b, c) in enumerate(rows))
    site.pages["/"] = f"<html><body><ul>{''.join(made)}</ul></body></html>"
    return f"{site.url}/"


def test_a_price_that_is_struck_out_is_not_the_price(shelf: str, scrape: Any) -> None:
    result = scrape("scrape_list", "which things cost under 20 dollars", "en", url=shelf)
    assert [(i["title"], i["price"]) for i in result["data"]["items"]] == [("Oak stool", 18)]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("what can still be bought here", ["Pine shelf", "Ash bench"]),
        ("哪些东西还能买到", ["Pine shelf", "Ash bench"]),
        ("what is sold out", ["Oak stool"]),
        ("每件东西的价格，以及是否有货", ["Oak stool", "Pine shelf", "Ash bench"]),
    ],
)
def test_what_is_in_stock_is_chosen_or_told_of_each(
    shelf: str, scrape: Any, text: str, kept: list[str]
) -> None:
    result = scrape("scrape_list", text, "zh" if text[0] > "\u3000" else "en", url=shelf)
    assert titles(result) == kept
    assert all("stock" in item for item in result["data"]["items"])
