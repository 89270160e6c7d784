"""What items and their own pages write under labels, in whatever markup, and what was asked for."""

from typing import Any

import pytest
from tests.unit.skills_bundled.web_scraping.conftest import Site

FACTS = {
    "cells": "<dl><dt>Breed</dt><dd>{}</dd><dt>Age</dt><dd>{} years</dd></dl>",
    "headings": "<h4>Breed</h4><p>{}</p><h4>Age</h4><p>{} years</p>",
    "spans": "<div><i>Breed</i><i>{}</i></div><div><i>Age</i><i>{} years</i></div>",
    "lines": "<p>Breed: {}<br>Age: {} years</p>",
    "small tables": "<table><tr><th>Breed</th><td>{}</td></tr>"
    "<tr><th>Age</th><td>{} years</td></tr></table>",
}
DOGS = [("Luna", "Collie", 3), ("Milo", "Boxer", 5), ("Nala", "Collie", 9)]
ASKED = "get the name, race and age of every dog as json"


def _told(items: list[dict[str, Any]]) -> bool:
    wanted = [{name, breed, f"{age} years"} for name, breed, age in DOGS]
    return all(wish <= set(item.values()) for wish, item in zip(wanted, items, strict=True))


@pytest.mark.parametrize("kind", ["cells", "spans", "small tables"])
def test_facts_of_cards(site: Site, scrape: Any, kind: str) -> None:
    """A column that the page calls otherwise is among all that it has."""
    cards = (f"<div><h3>{n}</h3>{FACTS[kind].format(b, a)}</div>" for n, b, a in DOGS)
    site.pages["/"] = f"<body>{''.join(cards)}</body>"
    result = scrape("scrape_list", ASKED, "en", url=site.url)
    assert _told(result["data"]["items"]), result["data"]["items"]


@pytest.mark.parametrize("kind", ["headings", "lines"])
def test_facts_of_pages_behind_a_list(site: Site, scrape: Any, kind: str) -> None:
    links = (f"<li><a href='/{n}'>{n}</a></li>" for n, _, _ in DOGS)
    site.pages["/"] = f"<body><ul>{''.join(links)}</ul></body>"
    for name, breed, age in DOGS:
        site.pages[f"/{name}"] = f"<h1>{name}</h1>{FACTS[kind].format(breed, age)}"
    result = scrape("scrape_details", f"{ASKED}, from its own page", "en", url=site.url)
    assert _told(result["data"]["items"]), result["data"]["items"]


def test_items_stay_where_their_own_pages_are_missing(site: Site, scrape: Any) -> None:
    cards = (f"<li><h3><a href='/{n}'>{n}</a></h3><p>{b}</p></li>" for n, b, _ in DOGS)
    site.pages["/"] = f"<body><ul>{''.join(cards)}</ul></body>"
    result = scrape("scrape_details", "all dogs with their breed and pages", "en", url=site.url)
    assert [item["title"] for item in result["data"]["items"]] == ["Luna", "Milo", "Nala"]
    assert any("not read" in note for note in result["notes"])
