"""The pages behind the entries of a list, in whatever markup."""

import json
import random
from typing import Any

import pytest
from tests.tasks import markup

PRICES = (30, 12, 45, 7)


def bare(title: str, price: int, about: str, chance: random.Random) -> str:
    a, b = "zorv-a", "quim-b"
    return markup.page(title, f'<p class="{a}">${price}.00</p><div class="{b}">{about}</div>')


def labelled(title: str, price: int, about: str, chance: random.Random) -> str:
    rows = f"<dl><dt>Price</dt><dd>${price}.00</dd><dt>Brand</dt><dd>B{price}</dd></dl>"
    return markup.page(title, f"{rows}<p>{about}</p>")


def stated(title: str, price: int, about: str, chance: random.Random) -> str:
    data = {"@type": "Product", "description": about, "offers": {"price": str(price)}}
    head = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    return markup.page(title, "<p>Buy it here.</p>", head)


def micro(title: str, price: int, about: str, chance: random.Random) -> str:
    body = f'<b itemprop="price" content="{price}">only {price}!</b>'
    return markup.page(title, f'{body}<p itemprop="description">{about}</p>')


@pytest.mark.parametrize("markup_of", [bare, labelled, stated, micro])
def test_price_and_description_of_every_product(markup_of: Any, site: Any, scrape: Any) -> None:
    chance = random.Random(4)
    about = [markup.prose(chance, words=20) for _ in PRICES]
    items = []
    for n, price in enumerate(PRICES):
        title = f"A plain wooden thing {n}"
        items.append({"title": title, "link": f"/i/{n}"})
        site.pages[f"/i/{n}"] = markup_of(title, price, about[n], chance)
    site.pages["/"] = markup.listing(chance, items)
    text = "get the price and description of every product"
    result = scrape("scrape_list", text, "en", url=f"{site.url}/", question=text)
    assert [item["price"] for item in result["data"]["items"]] == list(PRICES)
    assert [item["description"] for item in result["data"]["items"]] == about
    assert "read_details" in result["code"]


@pytest.fixture
def articles(site: Any) -> list[list[str]]:
    """A list at "/" of five articles, the last of which is missing; their paragraphs."""
    chance = random.Random(6)
    texts = [[markup.prose(chance, zh=True) for _ in range(3)] for _ in range(5)]
    for n, text in enumerate(texts[:4]):
        head = f'<meta name="author" content="作者{n}">'
        site.pages[f"/a/{n}"] = markup.article(chance, f"第{n}篇长长的文章", text, head)
    items = [{"title": f"第{n}篇长长的文章", "link": f"/a/{n}"} for n in range(5)]
    site.pages["/"] = markup.listing(chance, items, kind="li")
    return texts


def test_text_of_every_article_and_what_could_not_be_read(
    articles: list[list[str]], site: Any, scrape: Any
) -> None:
    text = "抓取每篇文章的作者和正文"
    result = scrape("scrape_details", text, url=f"{site.url}/", question=text)
    for item, paragraphs in zip(result["data"]["items"][:4], articles, strict=False):
        assert all(p in item["text"] for p in paragraphs)
        assert item["author"].startswith("作者")
    assert any("1 条未能读取" in note and "404" in note for note in result["notes"])


def test_only_the_pages_that_are_needed_are_read(
    articles: list[list[str]], site: Any, scrape: Any
) -> None:
    text = "抓取前2篇文章，每篇要正文"
    scrape("scrape_details", text, url=f"{site.url}/", question=text, count=2)
    assert site.asked.count("/a/0") == 1  # the look and the program share what was read
    assert "/a/3" not in site.asked


def test_an_order_by_a_field_of_the_details_needs_all_of_them(site: Any, scrape: Any) -> None:
    chance = random.Random(3)
    for n, price in enumerate(PRICES):
        site.pages[f"/i/{n}"] = labelled(f"Thing {n}", price, markup.prose(chance), chance)
    items = [{"title": f"A plain wooden thing {n}", "link": f"/i/{n}"} for n in range(4)]
    site.pages["/"] = markup.listing(chance, items)
    text = "哪个商品最贵，它的 brand 是什么"
    result = scrape("scrape_list", text, url=f"{site.url}/", question=text)
    assert [(i["price"], i["brand"]) for i in result["data"]["items"]] == [(45, "B45")]


def test_what_is_left_over_is_a_field_only_where_it_is_alone(site: Any, scrape: Any) -> None:
    """The one other text of an item answers for a field without a sign; of two neither does."""
    rows = "".join(
        f"<details><summary>Why {n}?</summary><p>So {n}.</p></details>" for n in range(4)
    )
    site.pages["/"] = f"<h1>FAQ</h1>{rows}"
    found = scrape("scrape_list", "questions and answers", url=f"{site.url}/")["data"]["items"]
    assert [(item["title"], item["answer"]) for item in found] == [
        (f"Why {n}?", f"So {n}.") for n in range(4)
    ]
    site.pages["/two"] = f"<h1>FAQ</h1>{rows.replace('</p>', '</p><i>Or not</i>')}"
    found = scrape("scrape_list", "questions and answers", url=f"{site.url}/two")["data"]["items"]
    assert not any("answer" in item for item in found)


@pytest.mark.parametrize("text", ["which phone is the lightest", "最轻的是哪个"])
def test_what_items_are_chosen_by_may_stand_behind_them(site: Any, scrape: Any, text: str) -> None:
    site.pages["/"] = "".join(
        f'<div class="card"><h2><a href="/p/{n}">Phone number {n}</a></h2></div>' for n in range(4)
    )
    for n, weight in enumerate((190, 171, 155, 203)):
        row = f"<table><tr><th>Weight</th><td>{weight} g</td></tr></table>"
        site.pages[f"/p/{n}"] = f"<h1>Phone number {n}</h1>{row}"
    result = scrape("scrape_list", text, url=f"{site.url}/", question=text)
    assert [item["title"] for item in result["data"]["items"]] == ["Phone number 2"]


def test_the_latest_entry_of_a_blog_and_who_wrote_it(site: Any, scrape: Any) -> None:
    site.pages["/"] = "".join(
        f'<article><h2><a href="/p/{n}">Post number {n}</a></h2>'
        f"<p>Posted on 2026-0{n + 2}-1{n} by {('Kim', 'Lou')[n % 2]}</p></article>"
        for n in range(4)
    )
    text = "最新的一篇是什么时候发的，谁写的"
    result = scrape("scrape_page", text, url=f"{site.url}/", question=text)
    (item,) = result["data"]["items"]
    assert (item["date"], item["author"]) == ("2026-05-13", "Lou")
