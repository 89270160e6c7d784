"""Conditions on the numbers of items are part of the scraper, and hold over pages."""

from typing import Any

import pytest

ITEM = (
    '<article class="post"><h2><a href="/p{n}">A story about number {n} of them</a></h2>'
    '<span class="score">{score} points</span> <a href="/p{n}#c">{comments} comments</a></article>'
)


def page(first: int, last: int, more: str = "") -> str:
    items = [ITEM.format(n=n, score=n * 10, comments=n) for n in range(first, last + 1)]
    return f"<html><body><main>{''.join(items)}{more}</main></body></html>"


def numbers(result: dict[str, Any], field: str) -> list[float]:
    return [item[field] for item in result["data"]["items"]]


@pytest.mark.parametrize(
    ("text", "field", "kept"),
    [
        ("抓取所有评论数大于15的新闻", "comments", list(range(16, 21))),
        ("评论数不少于18的标题", "comments", [18, 19, 20]),
        ("分数 170 以上的新闻", "score", [170, 180, 190, 200]),
        ("stories with more than 180 points", "score", [190, 200]),
        ("stories with fewer than 4 comments", "comments", [1, 2, 3]),
        ("titles with score at most 20", "score", [10, 20]),
    ],
)
def test_only_items_within_the_bound_are_kept(
    site: Any, scrape: Any, text: str, field: str, kept: list[int]
) -> None:
    site.pages["/"] = page(1, 20)
    language = "zh" if text[0] > "\u3000" else "en"
    result = scrape("scrape_list", text, language, url=f"{site.url}/")
    assert numbers(result, field) == kept
    assert "KEEP" in result["code"]
    assert field in result["explanation"]


def test_the_next_pages_are_read_until_enough_fit(site: Any, scrape: Any) -> None:
    more = '<a rel="next" href="/2">Next</a>'
    site.pages |= {"/": page(1, 20, more), "/2": page(21, 40)}
    text = "the top 5 stories with more than 18 comments"
    result = scrape("scrape_list", text, "en", url=f"{site.url}/", count=5)
    assert numbers(result, "comments") == [19, 20, 21, 22, 23]


def test_when_none_fits_it_says_so(site: Any, scrape: Any) -> None:
    site.pages["/"] = page(1, 20)
    result = scrape("scrape_list", "评论数大于 900 的新闻", "zh", url=f"{site.url}/")
    assert result["error"]["code"] == "nothing_found"
    assert "comments > 900" in result["error"]["message"]
