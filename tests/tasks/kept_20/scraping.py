"""Pages of a site: their text, their lists, feeds, maps and forms."""

import csv
import io
import json
from urllib.parse import parse_qs, urlsplit

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import tells, whole, workbook
from tests.tasks.world import Page, World


@task("zh")
def text_of_a_story(world: World) -> Asked:
    paragraphs = [markup.prose(world.chance, zh=True, words=30) for _ in range(4)]
    url = world.serve({"/story": markup.article(world.chance, "海边来信", paragraphs)}) + "/story"

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *paragraphs)
        everything = whole(answered).lower()
        assert "newsletter" not in everything and "all rights reserved" not in everything

    return Asked(f"把 {url} 这篇文章的正文提取出来，不要导航、侧栏和页脚", holds)


@task("en")
def weights_from_the_pages_behind(world: World) -> Asked:
    names = markup.titles(world.chance, 6)
    weights = world.chance.sample(range(110, 990), 6)
    items = [
        {"title": t, "link": f"/goods/{n}", "price": f"${n + 5}.90"} for n, t in enumerate(names)
    ]
    pages: dict[str, Page] = {"/goods": markup.listing(world.chance, items, title="Goods")}
    label = world.chance.choice(["Weight", "Weight (g)"])
    for n, name in enumerate(names):
        body = (
            f"<table><tr><th>{label}</th><td>{weights[n]} g</td></tr><tr>"
            f"<th>Origin</th><td>Hill {n}</td></tr></table>"
        )
        pages[f"/goods/{n}"] = markup.page(name, body)
    url = world.serve(pages) + "/goods"

    def holds(answered: Answered) -> None:
        text = answered.completed().file(".csv").read_text("utf-8-sig")
        rows = [" ".join(row) for row in csv.reader(io.StringIO(text))]
        for name, weight in zip(names, weights, strict=True):
            assert any(name in row and str(weight) in row for row in rows), (name, weight, rows)

    return Asked(
        f"For every product listed on {url} open its own page and read its weight. "
        "Save name and weight to a CSV file.",
        holds,
    )


@task("zh")
def news_of_a_feed_as_json(world: World) -> Asked:
    names = markup.titles(world.chance, 8, zh=True)
    entries = [
        {
            "title": t,
            "link": f"http://x.example/n/{world.chance.randint(100, 999)}{n}",
            "date": f"{n + 3:02} Jun 2026 08:00:00 +0000",
            "summary": f"摘要{n}",
        }
        for n, t in enumerate(names)
    ]
    url = world.serve({"/rss.xml": markup.feed("新品", entries)}) + "/rss.xml"

    def holds(answered: Answered) -> None:
        told = json.loads(answered.completed().file(".json").read_text("utf-8"))
        rows = (
            told
            if isinstance(told, list)
            else next(v for v in told.values() if isinstance(v, list))
        )
        assert len(rows) == len(entries), rows
        cells = [[str(value) for value in row.values()] for row in rows]
        for entry in entries:
            day = entry["date"][:2]
            assert any(
                entry["title"] in row
                and entry["link"] in row
                and any(day in c for c in row if c not in (entry["title"], entry["link"]))
                for row in cells
            ), (entry, cells)

    return Asked(f"读取订阅源 {url} ，把每条的标题、链接和日期存成 JSON 文件", holds)


@task("en")
def pages_below_a_folder_of_a_sitemap(world: World) -> Asked:
    recipes = world.chance.sample(range(1000), world.chance.randint(11, 29))
    others = world.chance.sample(range(1000), 13)
    urls = [f"http://x.example/recipes/r{n}" for n in recipes]
    urls += [f"http://x.example/shop/s{n}" for n in others] + [
        "http://x.example/about/recipes-team"
    ]
    world.chance.shuffle(urls)
    half = len(urls) // 2
    pages: dict[str, Page] = {
        "/m1.xml": markup.sitemap(urls[:half]),
        "/m2.xml": markup.sitemap(urls[half:]),
    }
    base = world.serve(pages)
    pages["/sitemap.xml"] = markup.sitemap([f"{base}/m1.xml", f"{base}/m2.xml"], "sitemap")

    def holds(answered: Answered) -> None:
        answered.completed().says_number(len(recipes), 0)
        assert {"/m1.xml", "/m2.xml"} <= set(world.hits), world.hits

    return Asked(
        "How many pages whose address begins with http://x.example/recipes/ "
        f"are in the sitemap {base}/sitemap.xml?"
        " It is an index of other sitemaps.",
        holds,
    )


@task("en")
def a_search_form_filled_in(world: World) -> Asked:
    names = markup.titles(world.chance, 30)
    word = world.chance.choice([n.split()[1] for n in names])
    wanted = [n for n in names if word in n]
    field = world.chance.choice(["q", "term", "find"])

    def results(path: str) -> str:
        asked = parse_qs(urlsplit(path).query).get(field, [""])[0].lower()
        found = [
            {"title": n, "link": f"/t/{i}"}
            for i, n in enumerate(names)
            if asked and asked in n.lower()
        ]
        return markup.listing(world.chance, found, title=f"{len(found)} results", kind="li")

    form = (
        '<form action="/results" method="get"><input type="text" '
        f'name="{field}"><button>Search</button></form>'
    )
    url = world.serve({"/": markup.page("Catalogue", form), "/results": results}) + "/"

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *wanted)
        answered.says_not(*(n for n in names if n not in wanted))
        assert any(hit.startswith("/results?") for hit in world.hits), world.hits

    return Asked(
        f'Use the search form on {url} to search for "{word}" and list the titles it finds.',
        holds,
    )


@task("zh")
def four_pages_into_a_workbook(world: World) -> Asked:
    names = markup.titles(world.chance, 20, zh=True)
    prices = [f"{world.chance.randint(20, 300)}.{world.chance.randint(11, 99)}" for _ in names]
    kind = world.chance.choice(["div", "li", "article", "tr"])
    pages: dict[str, Page] = {}
    for n in range(4):
        items = [
            {"title": names[i], "link": f"/w/{i}", "price": f"¥{prices[i]}"}
            for i in range(5 * n, 5 * n + 5)
        ]
        more = f'<a rel="next" href="/list?page={n + 2}">下一页</a>' if n < 3 else ""
        pages[f"/list?page={n + 1}"] = markup.listing(
            world.chance, items, title="货架", more=more, kind=kind
        )
    url = world.serve(pages) + "/list?page=1"

    def holds(answered: Answered) -> None:
        book = workbook(answered.completed().file(".xlsx"))
        for name, price in zip(names, prices, strict=True):
            assert name in book, (name, book[:800])
            assert price.rstrip("0") in book, (price, book[:800])

    return Asked(f"从 {url} 开始，把所有分页里的商品名称和价格抓下来，存成 Excel", holds)


@task("zh")
def one_shop_before_and_after_its_new_look(world: World) -> Asked:
    names = markup.titles(world.chance, 7, zh=True)
    old = world.chance.sample(range(100, 900), 7)
    new, moved = list(old), world.chance.sample(range(7), 2)
    for n in moved:
        new[n] = old[n] + 1000
    kinds = world.chance.sample(["div", "li", "article", "tr"], 2)
    pages: dict[str, Page] = {}
    for path, prices, kind in (("/old", old, kinds[0]), ("/new", new, kinds[1])):
        items = [
            {"title": t, "link": f"{path}/{n}", "price": f"¥{prices[n]}"}
            for n, t in enumerate(names)
        ]
        pages[path] = markup.listing(world.chance, items, title="家居馆", kind=kind)
    base = world.serve(pages)

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *(names[n] for n in moved))
        answered.says(*(str(prices[n]) for n in moved for prices in (old, new)))
        answered.says_not(*(names[n] for n in range(7) if n not in moved))

    return Asked(
        f"{base}/old 和 {base}/new 是同一家店改版前后的商品列表，"
        "哪些商品的价格变了？只列价格变了的，写出原价和现价",
        holds,
    )
