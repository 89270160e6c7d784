"""The entries of a list page are found by its structure, whatever the markup is called."""

import random
from collections.abc import Callable
from typing import Any

import pytest

WORDS = [
    "river",
    "market",
    "engine",
    "garden",
    "budget",
    "planet",
    "signal",
    "harbor",
    "violin",
    "desert",
    "comet",
    "bridge",
]
HAN = "城市经济发展科学研究教育改革天气预报体育比赛电影音乐健康生活旅游美食汽车房产"

CHROME = """<!doctype html><html><head><title>Daily</title></head><body class="has-sidebar">
<header><h1><a href="/">Daily</a></h1></header>
<nav><ul>{nav}</ul></nav><div id="main"><p>Welcome to this page, read and enjoy.</p>{list}</div>
<aside class="sidebar"><h3>Most read this week</h3><ul>{side}</ul></aside>
<footer><ul>{foot}</ul></footer></body></html>"""


def title(rng: random.Random) -> str:
    """A headline nobody has seen before."""
    if rng.random() < 0.4:
        return "".join(rng.sample(HAN, rng.randint(8, 16)))
    return " ".join(rng.sample(WORDS, rng.randint(3, 6))).capitalize()


def page(markup: str, items: list[dict[str, Any]], rng: random.Random) -> str:
    """A page with navigation, a sidebar and a footer around the list."""
    return CHROME.format(
        list=MARKUPS[markup](items),
        nav="".join(f'<li><a href="/s{i}">Section {i}</a></li>' for i in range(12)),
        side="".join(f'<li><a href="/hot/{i}">{title(rng)} {i}</a></li>' for i in range(8)),
        foot="".join(f'<li><a href="/about/{i}">About us, part {i}</a></li>' for i in range(20)),
    )


def each(template: str, wrap: str = "{}") -> Callable[[list[dict[str, Any]]], str]:
    """A markup that writes every item with one template."""
    return lambda items: wrap.format("".join(template.format(**item) for item in items))


MARKUPS: dict[str, Callable[[list[dict[str, Any]]], str]] = {
    "plain li": each('<li><a href="{link}">{title}</a></li>', "<ul>{}</ul>"),
    "li with date": each(
        '<li><span class="time">{date}</span> <a href="{link}">{title}</a></li>', "<ol>{}</ol>"
    ),
    "cards": each(
        '<div class="card c{id}"><img src="/p{id}.jpg"><div class="card-body"><h3 class='
        '"card-title"><a href="{link}">{title}</a></h3><p class="text">{summary}</p>'
        '<span class="author">{author}</span><a href="{link}#more">Read more</a></div></div>',
        '<div class="grid">{}</div>',
    ),
    "cards in rows": lambda items: "".join(
        '<div class="row">' + "".join(
            f'<div class="col"><a class="tile" href="{item["link"]}"><h2>{item["title"]}</h2>'
            "</a></div>"
            for item in items[start : start + 3]
        ) + "</div>"
        for start in range(0, len(items), 3)
    ),
    "articles": each(
        '<article><h2><a href="{link}">{title}</a></h2><time datetime="{date}">yesterday</time>'
        "<p>{summary}</p></article>"
    ),
    "flat headings": each('<h2><a href="{link}">{title}</a></h2><p>{summary}</p>'),
    "table rows": each(
        '<tr class="line"><td>{id}</td><td><a href="{link}">{title}</a></td><td>{date}</td></tr>',
        "<table><tr><th>No</th><th>Title</th><th>Date</th></tr>{}</table>",
    ),
    "odd and even": lambda items: "".join(
        f'<div class="entry {"odd" if n % 2 else "even"}"><p class="t"><a href="{item["link"]}">'
        f'{item["title"]}</a></p><p class="m">by {item["author"]} on {item["date"]}</p></div>'
        for n, item in enumerate(items)
    ),
    "definition list": each(
        '<dt><a href="{link}">{title}</a></dt><dd>{summary}</dd>', "<dl>{}</dl>"
    ),
    "utility classes": each(
        '<div class="px-4 py-2 flex"><div class="w-full md:w-1/2"><a class="text-lg font-bold" '
        'href="{link}">{title}</a><div class="text-sm">{summary}</div></div></div>',
        '<section class="mt-8">{}</section>',
    ),
    "microdata": each(
        '<div itemscope><span itemprop="headline">{title}</span><a itemprop="url" href="{link}">'
        "open</a></div>"
    ),
    "link around": each(
        '<a class="story" href="{link}"><div><strong>{title}</strong></div>'
        "<small>{date}</small></a>"
    ),
}  # fmt: skip


def make_items(rng: random.Random, count: int) -> list[dict[str, Any]]:
    """Items as a site would have them."""
    return [
        {
            "id": n,
            "title": f"{title(rng)} {n}",
            "link": f"/story/{rng.randint(1000, 9999)}-{n}.html",
            "summary": "About " + " and ".join(rng.sample(WORDS, 8)) + ", told at length here.",
            "author": rng.choice(["Ann Lee", "Bob Roe", "王芳"]),
            "date": f"2025-0{rng.randint(1, 9)}-1{n % 10}",
        }
        for n in range(1, count + 1)
    ]


@pytest.mark.parametrize("markup", MARKUPS)
def test_the_first_titles_and_links_of_any_markup(markup: str, site: Any, scrape: Any) -> None:
    rng = random.Random(markup)
    items = make_items(rng, 13)
    site.pages["/news"] = page(markup, items, rng)
    result = scrape(
        "scrape_list",
        f"抓取 {site.url}/news 的前10条新闻标题和链接",
        url=f"{site.url}/news",
        count=10,
    )
    assert result.get("error") is None
    found = [(item["title"], item["link"]) for item in result["data"]["items"]]
    assert found == [(item["title"], site.url + item["link"]) for item in items[:10]]
    assert f"10. {items[9]['title']} — {site.url}{items[9]['link']}" in result["answer"]


@pytest.mark.parametrize("seed", range(4))
def test_products_with_prices_of_many_currencies(seed: int, site: Any, scrape: Any) -> None:
    rng = random.Random(seed)
    write: Callable[[float], str] = [
        lambda p: f"£{p:.2f}", lambda p: f"¥{p:,.2f}", lambda p: f"{p:.2f} 元",
        lambda p: f"{p:.2f} €".replace(".", ","),
    ][seed]  # fmt: skip
    goods = [(f"{title(rng)} {n}", round(rng.uniform(3, 2500), 2)) for n in range(12)]
    cards = "".join(
        f'<li class="product"><a href="/p/{n}"><img src="/i/{n}.png"></a><h4><a href="/p/{n}">'
        f'{name}</a></h4><span class="{"price" if seed % 2 else "x"}">{write(price)}</span>'
        "<button>Add to cart</button></li>"
        for n, (name, price) in enumerate(goods)
    )
    site.pages["/"] = f"<body><ul>{cards}</ul></body>"
    result = scrape(
        "scrape_list",
        "抓取所有商品的名称和价格，保存成 goods.csv",
        url=site.url,
        output="goods.csv",
    )
    assert result.get("error") is None
    assert [(i["title"], i["price"]) for i in result["data"]["items"]] == goods
    assert result["files"]["goods.csv"].splitlines()[0] == "title,link,price"


def test_fewer_than_asked_is_said(site: Any, scrape: Any) -> None:
    rng = random.Random(7)
    site.pages["/"] = page("cards", make_items(rng, 7), rng)
    result = scrape("scrape_list", "top 10 titles", "en", url=site.url, count=10)
    assert len(result["data"]["items"]) == 7
    assert result["answer"].startswith("Found 7 of the 10 asked for")


def test_the_section_the_user_names(site: Any, scrape: Any) -> None:
    rng = random.Random(8)
    site.pages["/"] = page("articles", make_items(rng, 12), rng)
    result = scrape("scrape_list", "get the 'most read this week' titles", "en", url=site.url)
    assert [i["link"] for i in result["data"]["items"]] == [f"{site.url}/hot/{i}" for i in range(8)]


def test_fields_by_microdata_tag_and_pattern(site: Any, scrape: Any) -> None:
    rng = random.Random(9)
    posts = [(f"{title(rng)} {n}", rng.randint(0, 99), rng.randint(0, 99_999)) for n in range(9)]
    site.pages["/"] = "<main>" + "".join(
        f'<article><h2><a href="p{n}">{name}</a></h2><div><span itemprop="author">User {n}</span>'
        f'<time datetime="2024-05-{n + 10}T08:00">May</time></div><p>{views:,} views</p>'
        f"<a href='p{n}#c'>{comments} 条评论</a></article>"
        for n, (name, comments, views) in enumerate(posts)
    )
    text = "列出帖子的标题、作者、时间、评论数和 views"
    items = scrape("scrape_list", text, url=f"{site.url}/")["data"]["items"]
    assert [(i["title"], i["comments"], i["views"]) for i in items] == posts
    assert [i["author"] for i in items] == [f"User {n}" for n in range(9)]
    assert items[3]["date"] == "2024-05-13T08:00"


def test_a_field_that_is_not_there_is_noted(site: Any, scrape: Any) -> None:
    rng = random.Random(10)
    site.pages["/"] = page("plain li", make_items(rng, 6), rng)
    result = scrape("scrape_list", "titles and prices", "en", url=site.url)
    assert "price" not in result["data"]["items"][0]
    assert any("price" in note for note in result["notes"])


def test_a_number_without_a_name_is_what_was_asked_for(site: Any, scrape: Any) -> None:
    items = "".join(f'<li><a href="/{n}">话题 {n}</a> <i>{n * 1007}</i></li>' for n in range(1, 6))
    site.pages["/hot"] = f"<ul>{items}</ul>"
    result = scrape("scrape_list", "标题和热度", "zh", url=f"{site.url}/hot", question="标题和热度")
    assert [item["score"] for item in result["data"]["items"]] == [n * 1007 for n in range(1, 6)]
    named = scrape("scrape_list", "标题和作者", "zh", url=f"{site.url}/hot", question="标题和作者")
    assert all("score" not in item for item in named["data"]["items"])


def test_words_without_a_name_are_what_was_asked_for(site: Any, scrape: Any) -> None:
    said = [(f"Saying number {n} of a river", f"Ann Lee{'abcde'[n]}") for n in range(5)]
    items = "".join(f"<li><span>{words}</span><small>{who}</small></li>" for words, who in said)
    site.pages["/"] = f'<ul>{items}</ul><a href="/2">Next</a>'
    site.pages["/2"] = f"<ul>{items.replace('Saying', 'Word')}</ul>"
    text = "scrape the quotes and their authors, follow the next page links"
    result = scrape("scrape_list", text, "en", url=site.url, question=text)
    found = [(item["title"], item["author"]) for item in result["data"]["items"]]
    assert found == [*said, *((words.replace("Saying", "Word"), who) for words, who in said)]
    assert not any("link" in note for note in result["notes"])


def test_headings(site: Any, scrape: Any) -> None:
    site.pages["/"] = "<h1>A</h1><h2>B one</h2><p>x</p><h2>B two</h2><h3>C</h3>"
    result = scrape("scrape_list", "抓取所有二级标题", url=site.url)
    assert [i["title"] for i in result["data"]["items"]] == ["B one", "B two"]


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_feeds(kind: str, site: Any, scrape: Any) -> None:
    names = [f"头条 {n}" for n in range(5)]
    if kind == "rss":
        entries = "".join(
            f"<item><title>{n}</title><link>http://x/{n[-1]}</link></item>" for n in names
        )
        body = f'<?xml version="1.0"?><rss><channel><title>F</title>{entries}</channel></rss>'
    else:
        entries = "".join(
            f'<entry><title>{n}</title><link href="http://x/{n[-1]}"/></entry>' for n in names
        )
        body = f'<feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>'
    site.pages["/feed"] = (200, {"Content-Type": "application/xml"}, body)
    result = scrape("scrape_list", "最新3篇的标题和链接", url=f"{site.url}/feed", count=3)
    want = [{"title": n, "link": f"http://x/{n[-1]}"} for n in names[:3]]
    assert result["data"]["items"] == want


def test_base_address_entities_and_nested_markup(site: Any, scrape: Any) -> None:
    rows = "".join(
        f'<li><a href="a{n}?x=1&amp;y=2">R&amp;D <b>number</b> {n}</a></li>' for n in range(4)
    )
    site.pages["/deep/list"] = f'<base href="/other/"><ul>{rows}</ul>'
    items = scrape("scrape_list", "标题和链接", url=f"{site.url}/deep/list")["data"]["items"]
    assert items[2] == {"title": "R&D number 2", "link": f"{site.url}/other/a2?x=1&y=2"}


def test_a_shop_with_stars_in_class_names_and_shortened_titles(site: Any, scrape: Any) -> None:
    rng = random.Random(11)
    stars = ["One", "Two", "Three", "Four", "Five"]
    books = [
        (f"{title(rng)} {n}", round(rng.uniform(5, 60), 2), rng.randint(1, 5)) for n in range(8)
    ]
    cards = "".join(
        f'<li class="col-xs-6 col-md-3"><article class="product_pod"><div><a href="b{n}.html"><img '
        f'src="{n}.jpg" class="thumbnail"></a></div><p class="star-rating {stars[rating - 1]}"><i>'
        f'</i></p><h3><a href="b{n}.html" title="{name}">{name[:8]}...</a></h3><div class='
        f'"product_price"><p class="price_color">£{price}</p><p class="instock availability"> '
        "In stock </p><form><button>Add</button></form></div></article></li>"
        for n, (name, price, rating) in enumerate(books)
    )
    menu = "".join(f'<li><a href="/c{n}">Kind of book {n}</a></li>' for n in range(50))
    site.pages["/"] = (
        f'<aside class="sidebar"><ul class="nav nav-list">{menu}</ul></aside>'
        f'<ol class="row">{cards}</ol>'
    )
    result = scrape("scrape_list", "抓取书名、价格、评分和库存", url=f"{site.url}/")
    found = [(i["title"], i["price"], i["rating"], i["stock"]) for i in result["data"]["items"]]
    assert found == [(*book, "In stock") for book in books]


def test_labels_are_no_part_of_a_value(site: Any, scrape: Any) -> None:
    site.pages["/"] = "".join(
        f'<div class="quote"><span class="text">“Words number {n} worth keeping”</span>'
        f'<span>by <small class="author">Author {n}</small></span>'
        f'<div class="tags">Tags: <a class="tag">t{n}</a></div></div>'
        for n in range(5)
    )
    items = scrape("scrape_list", "quotes with author and tags", "en", url=site.url)["data"][
        "items"
    ]
    assert items[2] == {
        "title": "“Words number 2 worth keeping”",
        "author": "Author 2",
        "tags": "t2",
    }


def test_the_title_of_the_page_itself(site: Any, scrape: Any) -> None:
    rng = random.Random(12)
    site.pages["/"] = page("cards", make_items(rng, 5), rng)
    text = f"what is the title of {site.url}/"
    result = scrape("scrape_list", text, "en", url=f"{site.url}/")
    assert result["data"]["items"] == [{"title": "Daily"}]


def test_two_columns_are_one_list_and_each_has_a_name(site: Any, scrape: Any) -> None:
    columns = "".join(
        f'<div class="box"><h2>{name}</h2><ul>'
        + "".join(f'<li><a href="/{k}{n}">{name}报道之第{n}篇长文</a></li>' for n in range(6))
        + "</ul></div>"
        for k, name in (("a", "国内"), ("b", "国际"))
    )
    site.pages["/"] = f'<div class="main">{columns}</div>'
    ten = scrape("scrape_list", "抓取前10条新闻标题", url=f"{site.url}/", count=10)["data"]["items"]
    assert [i["link"][-2:] for i in ten] == [f"a{n}" for n in range(6)] + [
        f"b{n}" for n in range(4)
    ]
    one = scrape("scrape_list", "抓取“国际”栏目的标题", url=f"{site.url}/")["data"]["items"]
    assert [i["link"][-2:] for i in one] == [f"b{n}" for n in range(6)]


def test_items_without_links_are_no_heap_of_their_parts(site: Any, scrape: Any) -> None:
    site.pages["/"] = "".join(
        f'<div class="product"><span class="name">Product {n}</span>'
        f'<span class="price">${n}.50</span><span class="stock">{n} in stock</span></div>'
        for n in range(1, 6)
    )
    items = scrape("scrape_list", "product names, prices", "en", url=site.url)["data"]["items"]
    assert items == [{"title": f"Product {n}", "price": n + 0.5} for n in range(1, 6)]


def test_a_date_inside_a_line_of_text(site: Any, scrape: Any) -> None:
    site.pages["/"] = "".join(
        f'<div class="post"><h2><a href="/p{n}">Post title number {n}</a></h2><div class="meta">By '
        f'<a href="/u">Jane Doe</a> on January {n}, 2024 in <a href="/c">News</a></div></div>'
        for n in range(1, 6)
    )
    items = scrape("scrape_list", "titles and dates", "en", url=f"{site.url}/")["data"]["items"]
    assert [item["date"] for item in items] == [f"January {n}, 2024" for n in range(1, 6)]
