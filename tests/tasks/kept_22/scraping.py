"""Pages: a text, details behind a list, feeds, sitemaps, forms, a redesign, tables."""

import json
import random
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import tells, whole, workbook
from tests.tasks.world import Page, World


@task("en")
def only_the_story_itself(world: World) -> Asked:
    paragraphs = [markup.prose(world.chance) for _ in range(5)]
    title = markup.titles(world.chance, 1)[0]
    url = world.serve({"/story": markup.article(world.chance, title, paragraphs)})

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *paragraphs)
        text = whole(answered).lower()
        assert "newsletter offers" not in text and "all rights reserved" not in text, text[:1500]

    return Asked(
        f"Get me just the article text of {url}/story, no menus, sidebars or footers", holds
    )


@task("zh")
def each_book_opened(world: World) -> Asked:
    books, pages = [], dict[str, Page]()
    for i, title in enumerate(markup.titles(world.chance, 6, zh=True)):
        writer = "".join(world.chance.sample("王李张刘陈杨赵黄周吴", 2)) + "川"
        count = world.chance.randint(120, 980)
        books.append((title, writer, str(count)))
        facts = f"<dl><dt>作者</dt><dd>{writer}</dd><dt>页数</dt><dd>{count}</dd></dl>"
        pages[f"/book/{i}"] = markup.page(
            title, facts + f"<p>{markup.prose(world.chance, True)}</p>"
        )
    items = [{"title": b[0], "link": f"/book/{i}"} for i, b in enumerate(books)]
    pages["/books"] = markup.listing(world.chance, items, title="书单", kind="li")
    url = world.serve(pages)

    def holds(answered: Answered) -> None:
        lines = answered.completed().file(".csv").read_text("utf-8-sig").splitlines()
        for book in books:
            assert any(all(cell in line for cell in book) for line in lines), (book, lines)

    return Asked(
        f"{url}/books 上有一个书单，打开每本书的页面，把书名、作者、页数抓下来存成 CSV", holds
    )


@task("en")
def newest_three_posts(world: World) -> Asked:
    titles = markup.titles(world.chance, 8)
    days = sorted(world.chance.sample(range(1, 29), 8), reverse=True)
    entries = [
        {
            "title": title,
            "link": f"http://news.example/{i}",
            "date": f"{day:02} Oct 2025 09:00:00 +0000",
            "summary": markup.prose(world.chance, words=12),
        }
        for i, (title, day) in enumerate(zip(titles, days, strict=True))
    ]
    shuffled = world.chance.sample(entries, 8)
    url = world.serve({"/feed.xml": markup.feed("Town news", shuffled)})

    def holds(answered: Answered) -> None:
        answered.completed().in_order(*titles[:3])
        answered.says_not(*titles[3:])

    return Asked(
        f"What are the titles of the three newest entries in the feed {url}/feed.xml, "
        "newest first?",
        holds,
    )


@task("zh")
def blog_pages_of_a_sitemap(world: World) -> Asked:
    blogs, shops = world.chance.randint(11, 25), world.chance.randint(26, 45)
    every = [f"http://site.example/blog/p{i}" for i in range(blogs)]
    every += [f"http://site.example/shop/p{i}" for i in range(shops)]
    world.chance.shuffle(every)
    pages = dict[str, Page](
        {"/a.xml": markup.sitemap(every[:20]), "/b.xml": markup.sitemap(every[20:])}
    )
    url = world.serve(pages)
    pages["/sitemap.xml"] = markup.sitemap([f"{url}/a.xml", f"{url}/b.xml"], tag="sitemap")

    def holds(answered: Answered) -> None:
        answered.completed().says_number(blogs, 0).says_number(blogs + shops, 0)

    return Asked(
        f"{url}/sitemap.xml 是个站点地图索引，里面一共有多少个页面地址？其中 /blog/ 下面的有几个？",
        holds,
    )


@task("en")
def searched_by_the_form(world: World) -> Asked:
    noun = world.chance.choice(markup.NOUNS)
    items = [
        {"title": t, "link": f"/p/{i}", "price": f"${world.chance.randint(10, 99)}.25"}
        for i, t in enumerate(markup.titles(world.chance, 60))
    ]
    shape = world.chance.randint(0, 10**6)

    def results(path: str) -> str:
        asked = parse_qs(urlsplit(path).query).get("term", [""])[0].lower()
        found = [i for i in items if asked and asked in i["title"].lower()]
        return markup.listing(random.Random(shape), found, title="Results", kind="li")

    form = (
        '<form action="/results" method="get"><label>Search <input type="text" name="term">'
        '</label><button type="submit">Go</button></form>'
    )
    url = world.serve({"/catalog": markup.page("Catalog", form), "/results": results})

    def holds(answered: Answered) -> None:
        answered.completed()
        for item in items:
            if noun in item["title"]:
                tells(answered, item["title"], item["price"][1:-1])
            else:
                answered.says_not(item["title"])

    return Asked(
        f"Use the search form on {url}/catalog to search for {noun.lower()} and list all "
        "results with their prices",
        holds,
    )


@task("zh")
def again_after_the_redesign(world: World) -> Asked:
    items = [
        {"title": t, "link": f"/g/{i}", "price": f"￥{world.chance.randint(20, 99)}.90"}
        for i, t in enumerate(markup.titles(world.chance, 6, zh=True))
    ]
    old, new = world.chance.sample(["div", "li", "article", "tr"], 2)
    looks = [markup.listing(world.chance, items, title="好物", kind=k) for k in (old, new)]
    url = world.serve({"/goods": lambda path: looks[world.hits.count(path) > 1]})

    def holds(answered: Answered) -> None:
        cells = workbook(answered.completed().file(".xlsx"))
        for item in items:
            assert item["title"] in cells and item["price"][1:-1] in cells, (item, cells[:1500])

    return Asked(
        "网站刚改版了，同样的内容再抓一遍，这次存成 Excel",
        holds,
        first=(f"抓取 {url}/goods 上所有商品的名称和价格",),
    )


def _records(value: Any) -> list[Any]:
    """Every object or list without one inside it."""
    inner = list(value.values()) if isinstance(value, dict) else value
    if not isinstance(inner, list):
        return []
    nested = [r for v in inner for r in _records(v)]
    return nested or [inner]


@task("en")
def station_table_to_json(world: World) -> Asked:
    rows = [
        (t, str(world.chance.randint(100, 2900)), f"{world.chance.uniform(1, 90):.2f}")
        for t in markup.titles(world.chance, 9)
    ]
    body = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows)
    head = "<tr><th>Station</th><th>Height m</th><th>Rain mm</th></tr>"
    table = f'<table class="{markup.name(world.chance)}">{head}{body}</table>'
    note = f"<p>{markup.prose(world.chance)}</p>"
    url = world.serve({"/stations": markup.page("Weather stations", note + table)})

    def holds(answered: Answered) -> None:
        found = _records(json.loads(answered.completed().file(".json").read_text("utf-8")))
        plain = [[str(cell) for cell in record] for record in found]
        for station, height, rain in rows:
            mine = [r for r in plain if station in r and height in r]
            assert any(abs(_number(c) - float(rain)) < 1e-6 for r in mine for c in r), (
                station,
                plain,
            )

    return Asked(f"Save the table on {url}/stations as a JSON file", holds)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return -1.0
