"""Tasks on lists of things in web pages, served on this machine."""

import csv
import json
import random
import zipfile
from pathlib import Path
from xml.etree import ElementTree

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.world import World


def goods(world: World, count: int = 12, zh: bool = False) -> list[dict[str, str]]:
    """Products with different prices."""
    prices = world.chance.sample(range(500, 29999), count)
    sign = "¥" if zh else "$"
    return [
        {"title": t, "link": f"/item/{n}", "price": f"{sign}{p / 100:.2f}"}
        for n, (t, p) in enumerate(zip(markup.titles(world.chance, count, zh), prices, strict=True))
    ]


def sheet(path: Path) -> list[list[str | float]]:
    """The cells of a workbook's first sheet."""
    with zipfile.ZipFile(path) as book:
        names = set(book.namelist())
        shared = "xl/sharedStrings.xml"
        known = ElementTree.fromstring(book.read(shared)) if shared in names else []
        words = ["".join(entry.itertext()) for entry in known]
        first = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    rows: list[list[str | float]] = []
    for row in first.findall(".//{*}row"):
        cells: list[str | float] = []
        for cell in row.findall("{*}c"):
            text = "".join(cell.itertext())
            kind = cell.get("t", "n")
            cells.append(words[int(text)] if kind == "s" else text if kind != "n" else float(text))
        rows.append(cells)
    return rows


def price(item: dict[str, str]) -> float:
    return float(item["price"].strip("$¥"))


@task("en")
def details_of_every_product(world: World) -> Asked:
    items = goods(world, 8)
    about = {i["link"]: markup.prose(world.chance, words=14) for i in items}
    cls = [markup.name(world.chance) for _ in range(3)]
    pages = {
        i["link"]: markup.page(
            i["title"],
            f'<div class="{cls[0]}"><p class="{cls[1]}">{i["price"]}</p>'
            f'<p class="{cls[2]} description">{about[i["link"]]}</p></div>',
        )
        for i in items
    }
    bare = [{"title": i["title"], "link": i["link"]} for i in items]
    url = world.serve({**pages, "/shop": markup.listing(world.chance, bare, title="Shop")})

    def holds(answered: Answered) -> None:
        answered.completed()
        rows = {r["title"]: r for r in answered.data["items"]}
        for i in items:
            row = rows[i["title"]]
            assert row["price"] == price(i), row
            assert about[i["link"]] in row["description"], row

    return Asked(f"get the price and description of every product on {url}/shop", holds)


@task("zh")
def text_of_every_article_of_a_list(world: World) -> Asked:
    names = markup.titles(world.chance, 5, zh=True)
    texts = {n: [markup.prose(world.chance, zh=True) for _ in range(3)] for n in names}
    pages = {f"/p/{n}": markup.article(world.chance, t, texts[t]) for n, t in enumerate(names)}
    items = [{"title": t, "link": f"/p/{n}"} for n, t in enumerate(names)]
    url = world.serve({**pages, "/list": markup.listing(world.chance, items, title="文章列表")})

    def holds(answered: Answered) -> None:
        rows = {r["title"]: r for r in answered.completed().data["items"]}
        for n in names:
            assert texts[n][0] in rows[n]["text"] and texts[n][2] in rows[n]["text"], rows[n]

    return Asked(f"抓取列表页 {url}/list 每篇文章的正文", holds)


@task("en")
def cheapest_five(world: World) -> Asked:
    items = goods(world, 15)
    url = world.serve({"/": markup.listing(world.chance, items)})

    def holds(answered: Answered) -> None:
        cheap = sorted(items, key=price)
        answered.completed().in_order(*(i["title"] for i in cheap[:5])).says_not(cheap[5]["title"])

    return Asked(f"the 5 cheapest products on {url}/", holds)


@task("zh")
def sorted_and_saved_as_excel(world: World) -> Asked:
    items = goods(world, 10, zh=True)
    url = world.serve({"/": markup.listing(world.chance, items)})

    def holds(answered: Answered) -> None:
        rows = sheet(answered.completed().file(".xlsx"))
        at = rows[0].index("title")
        order = [i["title"] for i in sorted(items, key=price, reverse=True)]
        assert [row[at] for row in rows[1:]] == order, rows

    return Asked(f"抓取 {url}/ 的商品名和价格，按价格从高到低排序，保存成 Excel", holds)


@task("en")
def saved_under_a_name_as_excel(world: World) -> Asked:
    items = goods(world, 9)
    url = world.serve({"/": markup.listing(world.chance, items)})

    def holds(answered: Answered) -> None:
        rows = sheet(answered.completed().file("products.xlsx"))
        values = [cell for row in rows for cell in row]
        assert all(price(i) in values for i in items), values

    return Asked(f"scrape title and price from {url}/ and save as products.xlsx", holds)


@task("en")
def below_a_price(world: World) -> Asked:
    items = goods(world, 14)
    middle = sorted(map(price, items))[6] + 0.01
    url = world.serve({"/": markup.listing(world.chance, items)})

    def holds(answered: Answered) -> None:
        rows = answered.completed().data["items"]
        assert {r["title"] for r in rows} == {i["title"] for i in items if price(i) < middle}

    return Asked(f"products on {url}/ with price below {middle:.2f}", holds)


@task("zh")
def titles_that_contain_a_word(world: World) -> Asked:
    items = goods(world, 30, zh=True)
    word = items[3]["title"][-2:]
    url = world.serve({"/": markup.listing(world.chance, items)})

    def holds(answered: Answered) -> None:
        rows = answered.completed().data["items"]
        assert {r["title"] for r in rows} == {i["title"] for i in items if word in i["title"]}

    return Asked(f"抓取 {url}/ 上标题包含{word}的商品和价格", holds)


@task("zh")
def the_dearest(world: World) -> Asked:
    items = goods(world, 13, zh=True)
    url = world.serve({"/": markup.listing(world.chance, items)})
    top = max(items, key=price)

    def holds(answered: Answered) -> None:
        answered.completed().says(top["title"]).says_number(price(top))

    return Asked(f"{url}/ 上最贵的商品是哪个？", holds)


@task("en")
def average_over_pages(world: World) -> Asked:
    items = goods(world, 21)
    items[4]["price"] = "ask us"
    parts = [items[:8], items[8:16], items[16:]]
    pages = {}
    for n, part in enumerate(parts, 1):
        more = f'<div><a href="/shop?page={n + 1}">Next</a></div>' if n < 3 else ""
        pages[f"/shop?page={n}" if n > 1 else "/shop"] = markup.listing(
            random.Random(7), part, more=more, kind="article"
        )
    url = world.serve(pages)
    real = [price(i) for n, i in enumerate(items) if n != 4]

    def holds(answered: Answered) -> None:
        answered.completed().says_number(sum(real) / len(real), rel=0.0005).says_number(20)
        answered.says_number(1)

    return Asked(f"average price of the products on all pages of {url}/shop", holds)


@task("zh")
def first_two_pages(world: World) -> Asked:
    items = goods(world, 18, zh=True)
    pages = {}
    for n in range(3):
        more = f'<p><a href="/l?page={n + 2}">下一页</a></p>' if n < 2 else ""
        part = items[n * 6 : n * 6 + 6]
        pages[f"/l?page={n + 1}" if n else "/l"] = markup.listing(random.Random(7), part, more=more)
    url = world.serve(pages)

    def holds(answered: Answered) -> None:
        answered.completed().says(*(i["title"] for i in items[:12]))
        answered.says_not(items[13]["title"])
        assert len(answered.data["items"]) == 12

    return Asked(f"抓取 {url}/l 前2页的商品名称和价格", holds)


@task("en")
def how_many_products(world: World) -> Asked:
    items = goods(world, world.chance.randint(17, 39))
    url = world.serve({"/": markup.listing(world.chance, items)})

    def holds(answered: Answered) -> None:
        answered.completed().says_number(len(items))

    return Asked(f"how many products are listed on {url}/", holds)


@task("zh")
def a_page_in_gbk(world: World) -> Asked:
    items = [{**i, "price": f"{price(i)} 元"} for i in goods(world, 7, zh=True)]
    text = markup.listing(world.chance, items, title="商品").replace(
        "<head>", '<head><meta charset="gbk">'
    )
    url = world.serve({"/gbk": text.encode("gbk")})

    def holds(answered: Answered) -> None:
        answered.completed().says(*(i["title"] for i in items))

    return Asked(f"爬一下 {url}/gbk 的商品标题和价格", holds)


@task("en")
def a_table_with_a_condition(world: World) -> Asked:
    rows = [(t, world.chance.randint(10, 990)) for t in markup.titles(world.chance, 12)]
    body = "".join(f"<tr><td>{t}</td><td>{p}</td></tr>" for t, p in rows)
    table = f"<table><tr><th>City</th><th>Population</th></tr>{body}</table>"
    url = world.serve({"/t": markup.page("Cities", table)})

    def holds(answered: Answered) -> None:
        kept = {t for t, p in rows if p > 500}
        assert {r["City"] for r in answered.completed().data["items"]} == kept

    return Asked(f"scrape the table at {url}/t, only rows with population over 500", holds)


@task("zh")
def sum_over_a_table(world: World) -> Asked:
    rows = [(t, world.chance.randint(10, 990)) for t in markup.titles(world.chance, 9, zh=True)]
    body = "".join(f"<tr><td>{t}</td><td>{p}</td></tr>" for t, p in rows)
    table = f"<table><tr><th>名称</th><th>销量</th></tr>{body}</table>"
    url = world.serve({"/t": markup.page("销量表", table)})

    def holds(answered: Answered) -> None:
        answered.completed().says_number(sum(p for _, p in rows), rel=0)

    return Asked(f"{url}/t 表格里销量的总和是多少", holds)


@task("zh")
def busy_at_first(world: World) -> Asked:
    items = goods(world, 6, zh=True)
    full = markup.listing(world.chance, items)
    asked: list[str] = []

    def sometimes(path: str) -> str | tuple[int, str]:
        asked.append(path)
        return (503, "busy") if len(asked) == 1 else full

    url = world.serve({"/list": sometimes})

    def holds(answered: Answered) -> None:
        answered.completed().says(*(i["title"] for i in items))

    return Asked(f"抓取 {url}/list 的商品列表，导出 JSON", holds)


@task("zh")
def a_page_that_is_not_there(world: World) -> Asked:
    url = world.serve({"/": "<p>x</p>"})

    def holds(answered: Answered) -> None:
        answered.failed("page_not_found")

    return Asked(f"抓取 {url}/none 的文章标题", holds)


@task("en")
def a_page_made_by_scripts(world: World) -> Asked:
    body = '<div id="root"></div><noscript>Enable JavaScript.</noscript>'
    body += '<script src="/app.js"></script>'
    url = world.serve({"/": f"<html><head><title>App</title></head><body>{body}</body></html>"})

    def holds(answered: Answered) -> None:
        answered.failed("nothing_found")
        assert answered.task.error and "script" in answered.task.error.hint.lower()

    return Asked(f"scrape the product names and prices from {url}/", holds)


@task("en")
def forbidden_by_robots(world: World) -> Asked:
    items = goods(world, 5)
    rules = "User-agent: *\nDisallow: /private"
    url = world.serve({"/robots.txt": rules, "/private/x": markup.listing(world.chance, items)})

    def holds(answered: Answered) -> None:
        answered.failed("robots_denied")
        assert "/private/x" not in world.hits

    return Asked(f"scrape the titles of {url}/private/x", holds)


@task("zh")
def list_as_csv_and_its_fields(world: World) -> Asked:
    items = goods(world, 11, zh=True)
    url = world.serve({"/": markup.listing(world.chance, items)})

    def holds(answered: Answered) -> None:
        with answered.completed().file("items.csv").open(encoding="utf-8-sig") as file:
            rows = list(csv.DictReader(file))
        assert {(r["title"], float(r["price"])) for r in rows} == {
            (i["title"], price(i)) for i in items
        }
        assert "link" not in rows[0], rows[0]

    return Asked(f"只要标题和价格：抓取 {url}/ 存成 CSV", holds)


@task("en")
def records_of_an_api_sorted(world: World) -> Asked:
    names, stocks = markup.titles(world.chance, 10), world.chance.sample(range(1000), 10)
    rows = [{"name": t, "stock": n} for t, n in zip(names, stocks, strict=True)]
    text = json.dumps({"results": rows})
    url = world.serve({"/api/parts.json": text})

    def holds(answered: Answered) -> None:
        order = [r["name"] for r in sorted(rows, key=lambda r: -int(r["stock"]))]
        answered.completed().in_order(*order)

    return Asked(
        f"fetch {url}/api/parts.json and list name and stock sorted by stock descending", holds
    )


@task("zh")
def prices_in_many_shapes_between_adverts(world: World) -> Asked:
    names = markup.titles(world.chance, 6, zh=True)
    prices = sorted(world.chance.sample(range(11, 2999), 5))
    shapes = ("¥{:,}.00", "￥{}", "{}元", "RMB {}", "{} 元")
    told = [s.format(p) for s, p in zip(shapes, prices, strict=True)] + ["免费"]
    items = [
        f'<div class="c7"><a href="b/{n}.html"><span>{t}</span></a><p>作者：张{n}</p>'
        f"<p><em>售价</em><strong>{p}</strong></p></div>"
        for n, (t, p) in enumerate(zip(names, told, strict=True))
    ]
    items.insert(3, '<div class="promo"><a href="/ad">满200减50！点击领券</a></div>')
    url = world.serve({"/list": markup.page("全部商品", f"<section>{''.join(items)}</section>")})

    def holds(answered: Answered) -> None:
        rows = answered.completed().data["items"]
        assert {r["title"]: r["price"] for r in rows} == dict(zip(names, [*prices, 0], strict=True))

    return Asked(f"抓取 {url}/list 的商品名和价格", holds)
