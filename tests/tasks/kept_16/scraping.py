"""Pages, lists, feeds, sitemaps and search forms of sites served on this machine."""

import csv
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import openpyxl

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import tells
from tests.tasks.world import World


@task("en")
def an_article_for_the_newsletter(world: World) -> Asked:
    paragraphs = [markup.prose(world.chance, words=world.chance.randint(35, 60)) for _ in range(4)]
    (title,) = markup.titles(world.chance, 1)
    url = world.serve({"/post": markup.article(world.chance, title, paragraphs)})

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *paragraphs)
        answered.says_not("Subscribe now", "Copyright notice")

    return Asked(
        f"Please get me the full text of the article at {url}/post, only the article itself, "
        "no menus or footers.",
        holds,
    )


@task("zh")
def books_and_who_printed_them(world: World) -> Asked:
    houses = ["晨光出版社", "远山书局", "北岸文艺", "青石出版社"]
    names, pages = markup.titles(world.chance, 6, zh=True), {}
    items, expected = [], []
    for i, name in enumerate(names):
        price, house = f"{world.chance.randint(18, 88)}.80", world.chance.choice(houses)
        items.append({"title": name, "link": f"/book/{i}", "price": f"¥{price}"})
        detail = f"<p>{markup.prose(world.chance, zh=True)}</p>"
        cell = markup.name(world.chance)
        detail += (
            f'<dl class="{cell}"><dt>出版社</dt><dd>{house}</dd><dt>页数</dt><dd>312</dd></dl>'
        )
        pages[f"/book/{i}"] = markup.page(name, detail)
        expected.append((name, price[:-1], house))
    url = world.serve({**pages, "/books": markup.listing(world.chance, items, title="新书")})

    def holds(answered: Answered) -> None:
        text = answered.completed().file(".csv").read_text("utf-8-sig")
        lines = [",".join(row) for row in csv.reader(text.splitlines())]
        for parts in expected:
            assert any(all(part in line for part in parts) for line in lines), (parts, lines)

    return Asked(
        f"把 {url}/books 上每本书的书名和价格抓下来，再到每本书的详情页拿到出版社，一起存成 CSV。",
        holds,
    )


@task("en")
def posts_of_september(world: World) -> Asked:
    titles = markup.titles(world.chance, 9)
    wanted = set(world.chance.sample(titles, world.chance.randint(3, 5)))
    entries = []
    for title in titles:
        month = 9 if title in wanted else world.chance.choice([6, 7, 8, 10])
        when = datetime(2026, month, world.chance.randint(3, 27), 12, tzinfo=UTC)
        entries.append(
            {
                "title": title,
                "link": f"http://blog.example/{title.replace(' ', '-').lower()}",
                "date": format_datetime(when),
                "summary": markup.prose(world.chance, words=8),
            }
        )
    url = world.serve({"/rss.xml": markup.feed("Corner shop news", entries)})

    def holds(answered: Answered) -> None:
        answered.completed().says(*wanted)
        answered.says_not(*(title for title in titles if title not in wanted))

    return Asked(
        f"Which posts in the feed {url}/rss.xml were published in September 2026? Just the titles.",
        holds,
    )


@task("zh")
def how_many_addresses_a_site_has(world: World) -> Asked:
    news, rest = world.chance.randint(14, 30), world.chance.randint(35, 60)
    pages: dict[str, Any] = {}
    url = world.serve(pages)
    first = [f"{url}/news/{i}.html" for i in range(news)]
    second = [f"{url}/product/{i}.html" for i in range(rest)]
    world.chance.shuffle(mixed := first + second)
    half = len(mixed) // 2
    pages["/map-a.xml"] = markup.sitemap(mixed[:half])
    pages["/map-b.xml"] = markup.sitemap(mixed[half:])
    pages["/sitemap.xml"] = markup.sitemap([f"{url}/map-a.xml", f"{url}/map-b.xml"], "sitemap")

    def holds(answered: Answered) -> None:
        answered.completed().says_number(news + rest, 0).says_number(news, 0)

    return Asked(
        f"{url}/sitemap.xml 是我们网站的站点地图（里面还分了子地图），一共收录了多少个网页？"
        "其中 /news/ 下面的有多少个？",
        holds,
    )


@task("en")
def looked_up_in_a_catalogue(world: World) -> Asked:
    word = world.chance.choice(["teapot", "blanket", "notebook"])
    field = world.chance.choice(["q", "term", "search"])
    found = [
        {
            "title": f"{colour} {word}",
            "link": f"/p/{i}",
            "price": f"${world.chance.randint(11, 80)}.25",
        }
        for i, colour in enumerate(world.chance.sample(["Red", "Blue", "Green", "Grey", "Pink"], 4))
    ]
    other = {"title": "Iron doorstop", "link": "/p/90", "price": "$7.25"}

    def results(path: str) -> str:
        asked = parse_qs(urlsplit(path).query).get(field, [""])[0].lower()
        hits = found if asked.strip() == word else []
        return markup.listing(world.chance, hits, title=f"{len(hits)} results", kind="li")

    form = (
        f'<form action="/find" method="get"><label>Search <input type="text" name="{field}">'
        '</label><button type="submit">Go</button></form>'
    )
    start = markup.listing(world.chance, [other], title="Popular today", more=form, kind="li")
    url = world.serve({"/catalogue": start, "/find": results})

    def holds(answered: Answered) -> None:
        for item in found:
            tells(answered.completed(), item["title"], item["price"][1:])
        answered.says_not("doorstop")

    return Asked(
        f"There's a search form on {url}/catalogue. Search it for {word} and list the names and "
        "prices of what it finds.",
        holds,
    )


@task("zh")
def every_page_of_goods_to_excel(world: World) -> Asked:
    names = markup.titles(world.chance, 15, zh=True)
    items = [
        {"title": name, "link": f"/g/{i}", "price": f"¥{world.chance.randint(20, 400)}"}
        for i, name in enumerate(names)
    ]
    kind = world.chance.choice(["li", "article", "tr"])
    pages = {}
    for number in (1, 2, 3):
        more = f'<p><a href="/goods?page={number + 1}">下一页</a></p>' if number < 3 else ""
        part = items[5 * number - 5 : 5 * number]
        shown = markup.listing(world.chance, part, title="全部商品", more=more, kind=kind)
        pages[f"/goods?page={number}"] = shown
    url = world.serve({**pages, "/goods": pages["/goods?page=1"]})

    def holds(answered: Answered) -> None:
        book = openpyxl.load_workbook(answered.completed().file(".xlsx"))
        rows = [
            " ".join(str(cell) for cell in row if cell is not None)
            for sheet in book
            for row in sheet.iter_rows(values_only=True)
        ]
        for item in items:
            price = item["price"][1:]
            assert any(item["title"] in row and price in row for row in rows), (item, rows)

    return Asked(
        f"{url}/goods 有好几页商品，每页下面有“下一页”。请把所有页的商品名称和价格都抓下来，"
        "存成一个 Excel 表。",
        holds,
    )


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value:
        if isinstance(inner, dict | list):
            yield from _objects(inner)


@task("en")
def two_suppliers_in_one_json(world: World) -> Asked:
    items = [
        {"title": title, "link": f"/i/{i}", "price": f"${world.chance.randint(10, 99)}.45"}
        for i, title in enumerate(markup.titles(world.chance, 10))
    ]
    kinds = world.chance.sample(["div", "li", "article", "tr"], 2)
    url = world.serve(
        {
            "/alpha": markup.listing(world.chance, items[:5], title="Alpha", kind=kinds[0]),
            "/beta": markup.listing(world.chance, items[5:], title="Beta", kind=kinds[1]),
        }
    )

    def holds(answered: Answered) -> None:
        told = json.loads(answered.completed().file(".json").read_text("utf-8"))
        objects = list(_objects(told))
        for item in items:
            fitting = (o for o in objects if item["title"] in map(str, o.values()))
            assert any(item["price"][1:] in str(o.values()) for o in fitting), (item, objects)

    return Asked(
        f"I buy from two suppliers: {url}/alpha and {url}/beta. Put the names and prices of all "
        "products from both pages in one JSON file.",
        holds,
    )
