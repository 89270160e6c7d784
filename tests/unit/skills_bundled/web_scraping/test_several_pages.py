"""Several addresses in one sentence: their lists become one, single things stand side by side."""

import json
from typing import Any

import pytest

NORTH = [("Pike", 12), ("Carp", 8)]
SOUTH = [("Eel", 20), ("Perch", 5), ("Tench", 9)]


def ask(scrape: Any, text: str, url: str, action: str = "scrape_list", **more: Any) -> Any:
    language = "zh" if any("一" <= c <= "鿿" for c in text) else "en"
    return scrape(action, text, language, url=url, question=text, **more)


@pytest.fixture
def fish(site: Any) -> Any:
    rows = "".join(f"<tr><td>{n}</td><td>${p}</td></tr>" for n, p in NORTH)
    site.pages["/north"] = f"<h1>N</h1><table><tr><th>Name</th><th>Price</th></tr>{rows}</table>"
    cards = "".join(f"<div class=k3><h3>{n}</h3><p>${p}</p></div>" for n, p in SOUTH)
    site.pages["/south"] = f"<h1>S</h1><section>{cards}</section>"
    return site


@pytest.mark.parametrize(
    "text",
    [
        "name and price of the fish on {0}/north and {0}/south, all in one CSV file called f.csv",
        "把 {0}/north 和 {0}/south 上的鱼名称、价格存进同一个文件 f.csv",
    ],
)
def test_both_lists_are_in_the_file_with_their_page(text: str, fish: Any, scrape: Any) -> None:
    result = ask(scrape, text.format(fish.url), f"{fish.url}/north")
    items = result["data"]["items"]
    north, south = f"{fish.url}/north", f"{fish.url}/south"
    assert [(i["title"], i["price"], i["page"]) for i in items] == [
        *((n, p, north) for n, p in NORTH), *((n, p, south) for n, p in SOUTH)]  # fmt: skip
    assert result["files"]["f.csv"].count("/south") == len(SOUTH)


def test_an_order_is_that_of_all_pages(fish: Any, scrape: Any) -> None:
    text = f"the cheapest 3 fish of {fish.url}/north and {fish.url}/south, with their prices"
    result = ask(scrape, text, f"{fish.url}/north", count=3)
    assert [i["title"] for i in result["data"]["items"]] == ["Perch", "Carp", "Tench"]


def test_a_page_that_is_gone_is_named_and_the_other_told(fish: Any, scrape: Any) -> None:
    text = f"fish names and prices on {fish.url}/south and {fish.url}/west into one JSON file"
    result = ask(scrape, text, f"{fish.url}/south")
    assert len(json.loads(result["files"]["items.json"])) == len(SOUTH)
    assert any("/west" in note for note in result["notes"])


@pytest.mark.parametrize(
    ("text", "winner"),
    [
        ("Which is cheaper, {0}/a or {0}/b?", "Ash canoe"),
        ("{0}/a 和 {0}/b 哪个更贵？", "Birch canoe"),
    ],
)
def test_single_things_are_put_side_by_side(text: str, winner: str, site: Any, scrape: Any) -> None:
    for path, name, price in (("/b", "Birch canoe", 940), ("/a", "Ash canoe", 615)):
        site.pages[path] = f"<h1>{name}</h1><p>Seats 2, 31 kg.</p><p class=z>Price: £{price}</p>"
    result = ask(scrape, text.format(site.url), f"{site.url}/a", "scrape_page")
    assert winner in result["answer"].splitlines()[0]
    assert sorted(i["price"] for i in result["data"]["items"]) == [615, 940]
