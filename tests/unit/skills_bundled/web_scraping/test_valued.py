"""Items chosen by values that a sentence says, over pages, in cells that have no name."""

import random
from typing import Any

import pytest
from tests.tasks import markup

KINDS = ("Travel", "Comedy", "Travel", "Food")


@pytest.fixture
def shelf(site: Any) -> str:
    """A list of two pages in markup made by chance, the third kind of film on the second alone."""
    items = [
        {
            "title": f"Film {n}",
            "link": f"/f/{n}",
            "by": f"by {('Ann Lee', 'Bo Ek')[n % 2]}",
            "kind": KINDS[n // 2],
            "year": str(1996 + 2 * n),
            "left": f"{n} left",
        }
        for n in range(8)
    ]
    for page, more in ((0, '<a rel="next" href="/2">Next</a>'), (1, "")):
        site.pages[f"/{page + 1 if page else ''}"] = markup.listing(
            random.Random(page), items[page * 4 : page * 4 + 4], kind="div", more=more
        )
    return f"{site.url}/"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("the comedies", [2, 3]),
        ("all Food films", [6, 7]),
        ("all films but not Travel", [2, 3, 6, 7]),
        ("films by Ann Lee", [0, 2, 4, 6]),
        ("Ann Lee 的电影", [0, 2, 4, 6]),
        ("films with fewer than 2 left", [0, 1]),
        ("Food films on the first page", [0, 1, 2, 3]),
    ],
)
def test_items_are_chosen_by_what_is_said(
    shelf: str, scrape: Any, text: str, numbers: list[int]
) -> None:
    language = "zh" if "的" in text else "en"
    result = scrape("scrape_list", text, language, url=shelf, question=text)
    titles = [item["title"] for item in result["data"]["items"]]
    assert titles == [f"Film {n}" for n in numbers]


def test_a_name_that_no_item_has_is_told(shelf: str, scrape: Any) -> None:
    text = "which films were made in Oslo"
    result = scrape("scrape_list", text, "en", url=shelf, question=text)
    assert result["answer"].startswith("No item mentions “Oslo”; all are listed.")


def test_figures_for_each_of_what_a_cell_without_a_name_says(shelf: str, scrape: Any) -> None:
    text = "how many films per category"
    result = scrape("scrape_list", text, "en", url=shelf, question=text)
    assert [figure[2:4] for figure in result["data"]["figures"]] == [
        ["Travel", 4],
        ["Comedy", 2],
        ["Food", 2],
    ]


@pytest.fixture
def sayings(site: Any) -> str:
    """Quotes on two pages; Bo Ek said most, though not on the first."""
    said = [("Ann Lee", "Ann Lee", "Bo Ek"), ("Bo Ek", "Bo Ek", "Cy Orr")]
    for page, more in ((0, '<a rel="next" href="/2">Next</a>'), (1, "")):
        quotes = (
            f'<div class="quote"><span class="text">“Words of wisdom number {page}{n}.”</span>'
            f'<span>by <small class="author">{who}</small></span><div class="tags">Tags:'
            f'<a class="tag" href="/t/a">life</a><a class="tag" href="/t/b">tag{n}</a></div></div>'
            for n, who in enumerate(said[page])
        )
        site.pages[f"/{page + 1 if page else ''}"] = markup.page("Quotes", "".join(quotes) + more)
    return f"{site.url}/"


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("which author has the most quotes", "Bo Ek has the most items of 3 by author: 3 (of 6"),
        ("who has the most quotes", "Bo Ek has the most items of 3 by author: 3 (of 6"),
        ("哪个作者的名言最多", "author 中最多的是 Bo Ek：3 条（共 6 条）"),
        ("which tag is used the most", "life has the most items of 4 by tags: 6"),
        ("最常见的标签是哪个", "tags 中最多的是 life：6 条"),
        ("which author has the fewest quotes", "Cy Orr has the fewest items of 3"),
    ],
)
def test_the_value_that_most_items_have(sayings: str, scrape: Any, text: str, answer: str) -> None:
    language = "en" if text.isascii() else "zh"
    result = scrape("scrape_list", text, language, url=sayings, question=text)
    assert result["answer"].startswith(answer), result["answer"]


def test_an_item_keeps_all_its_tags(sayings: str, scrape: Any) -> None:
    text = "quotes with author and tags"
    result = scrape("scrape_list", text, "en", url=sayings, question=text)
    assert [item["tags"] for item in result["data"]["items"]][:2] == ["life, tag0", "life, tag1"]


def test_what_has_no_name_is_told_without_one(shelf: str, scrape: Any) -> None:
    text = "the comedies"
    result = scrape("scrape_list", text, "en", url=shelf, question=text)
    assert result["answer"].startswith("Condition: Comedy.")
    assert "text_" not in result["answer"]
