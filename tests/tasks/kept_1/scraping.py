"""Pages of a local web server: articles, lists, feeds, sitemaps, forms, trouble on the way."""

import csv
import json
import socket
from urllib.parse import parse_qs, urlsplit

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import refused, tells, workbook
from tests.tasks.world import World


def page(body: str, title: str = "Page", head: str = "") -> str:
    """A whole HTML page."""
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><title>{title}</title>{head}</head>"
        f"<body>{body}</body></html>"
    )


@task("en")
def what_an_article_says(world: World) -> Asked:
    boats = world.chance.randint(12, 98)
    told = [
        f"The harbour of Lund counted {boats} boats this spring, more than in any year before, "
        "and the keeper of the pier says that most of them came for the quiet.",
        "Nobody had planned for so many guests, so the village put benches along the old wall "
        "and opened the bakery an hour earlier than it used to.",
        f"By autumn the council wants {boats + 7} berths, new lamps on the breakwater and a small "
        "library in the shed where the nets were dried.",
    ]
    links = "".join(f"<li><a href='/s{i}'>Section {i}</a></li>" for i in range(9))
    body = (
        f"<nav><ul>{links}</ul></nav><div class='promo'>Subscribe now for 9.99!</div><article>"
        "<h1>Boats in the harbour</h1>" + "".join(f"<p>{p}</p>" for p in told) + "</article>"
        "<aside>Most read: ten ways to peel an egg</aside><footer>Imprint, cookies</footer>"
    )
    url = world.serve({"/news/boats": page(body, "Boats in the harbour")})

    def holds(answered: Answered) -> None:
        answered.completed()
        tells(answered, "most of them came for the quiet", f"{boats + 7} berths")
        answered.says_not("Section 4", "Imprint, cookies")

    return Asked(f"grab just the article text from {url}/news/boats, no menus or ads please", holds)


@task("zh")
def books_with_their_pages(world: World) -> Asked:
    names = world.chance.sample(["山中日记", "海上来信", "旧城地图", "冬天的桥", "星期八"], 4)
    books = {
        name: (world.chance.randint(2000, 9900) / 100, f"97871{world.chance.randint(10**7, 10**8)}")
        for name in names
    }
    pages = {
        f"/book/{i}": page(
            f"<h1>{name}</h1><table><tr><th>价格</th><td>{price:.2f}</td></tr>"
            f"<tr><th>ISBN</th><td>{isbn}</td></tr></table>",
            name,
        )
        for i, (name, (price, isbn)) in enumerate(books.items())
    }
    entries = (
        f"<li class='item'><a href='/book/{i}'>{name}</a></li>" for i, name in enumerate(names)
    )
    pages["/books"] = page(f"<h1>新书</h1><ul>{''.join(entries)}</ul>", "新书")
    url = world.serve(pages)

    def holds(answered: Answered) -> None:
        rows = list(
            csv.reader(answered.completed().file(".csv").read_text("utf-8-sig").split("\n"))
        )
        for name, (price, isbn) in books.items():
            row = next((r for r in rows if any(name in cell for cell in r)), None)
            assert row, f"{name} is not in {rows}"
            assert f"{price:.2f}".rstrip("0").rstrip(".") in ",".join(row), row
            assert isbn in ",".join(row), row

    return Asked(f"抓取 {url}/books 列表里的每本书，点进详情页拿到价格和ISBN，存成csv", holds)


@task("en")
def latest_of_a_feed(world: World) -> Asked:
    tag = world.chance.randint(100, 999)
    days = sorted(world.chance.sample(range(1, 28), 6), reverse=True)
    items = "".join(
        f"<item><title>Release {tag}.{day:02}</title><link>http://blog.test/r/{tag}-{day}</link>"
        f"<pubDate>{day:02} Sep 2026 08:00:00 GMT</pubDate><description>Notes</description></item>"
        for day in days
    )
    feed = (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Releases</title>'
        f"<link>http://blog.test/</link><description>All</description>{items}</channel></rss>"
    )
    url = world.serve({"/feed.xml": feed})

    def holds(answered: Answered) -> None:
        answered.completed().in_order(*(f"Release {tag}.{day:02}" for day in days[:3]))
        tells(answered, *(f"http://blog.test/r/{tag}-{day}" for day in days[:3]))
        answered.says_not(f"Release {tag}.{days[5]:02}")

    return Asked(f"what are the 3 newest entries of {url}/feed.xml (title + link)?", holds)


@task("zh")
def size_of_a_site(world: World) -> Asked:
    sizes = world.chance.randint(11, 29), world.chance.randint(31, 59)
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    pages: dict[str, str] = {}
    url = world.serve(pages)
    for part, size in enumerate(sizes):
        places = "".join(f"<url><loc>{url}/p{part}/{i}</loc></url>" for i in range(size))
        pages[f"/map{part}.xml"] = f'<?xml version="1.0"?><urlset {space}>{places}</urlset>'
    maps = "".join(f"<sitemap><loc>{url}/map{i}.xml</loc></sitemap>" for i in (0, 1))
    pages["/sitemap.xml"] = f'<?xml version="1.0"?><sitemapindex {space}>{maps}</sitemapindex>'

    def holds(answered: Answered) -> None:
        answered.completed().says_number(sum(sizes), 0)

    return Asked(f"帮我数一下 {url}/sitemap.xml 这个站点地图里一共有多少个网页", holds)


@task("en")
def asked_through_a_form(world: World) -> Asked:
    tag = world.chance.randint(100, 999)
    stock = {
        "kettle": [f"Copper kettle {tag}", f"Steel kettle {tag + 1}", f"Toy kettle {tag + 2}"],
        "lamp": [f"Desk lamp {tag + 3}"],
    }

    def found(path: str) -> str:
        word = parse_qs(urlsplit(path).query).get("term", [""])[0].lower()
        hits = "".join(f"<li><h3>{name}</h3></li>" for name in stock.get(word, ()))
        return page(f"<h1>Results</h1><ul class='hits'>{hits}</ul>", "Results")

    form = (
        "<h1>Our shop</h1><form action='/lookup' method='get'>"
        "<input type='text' name='term' placeholder='Search'><button>Go</button></form>"
    )
    url = world.serve({"/": page(form, "Shop"), "/lookup": found})

    def holds(answered: Answered) -> None:
        answered.completed()
        tells(answered, *stock["kettle"])
        answered.says_not(*stock["lamp"])

    return Asked(f"use the search form on {url}/ to look for kettle and list what it finds", holds)


@task("zh")
def jobs_in_odd_markup(world: World) -> Asked:
    names = world.chance.sample(
        ["测试工程师", "数据分析师", "前端开发", "运维工程师", "产品经理"], 4
    )
    jobs = {
        name: f"{world.chance.randint(11, 20)}k-{world.chance.randint(21, 45)}k" for name in names
    }
    mark = f"x{world.chance.randint(1000, 9999)}"
    blocks = "".join(
        f"<div class='{mark} q{i}'><span class='_t9'><b>{name}</b></span>"
        f"<div><em>{pay}</em><i>深圳</i></div></div>"
        for i, (name, pay) in enumerate(jobs.items())
    )
    url = world.serve({"/zhaopin": page(f"<h2>热招职位</h2><section>{blocks}</section>", "招聘")})

    def holds(answered: Answered) -> None:
        content = answered.completed().file(".json").read_text("utf-8")
        records = json.loads(content)
        records = (
            records
            if isinstance(records, list)
            else next(value for value in records.values() if isinstance(value, list))
        )
        for name, pay in jobs.items():
            of_it = [r for r in records if name in json.dumps(r, ensure_ascii=False)]
            assert len(of_it) == 1, records
            assert pay in json.dumps(of_it[0], ensure_ascii=False), of_it

    return Asked(f"把 {url}/zhaopin 上所有职位和对应薪资爬下来，保存成 JSON 文件", holds)


@task("en")
def a_table_from_a_tired_server(world: World) -> Asked:
    codes = world.chance.sample(["NOK", "CHF", "SEK", "PLN", "CZK"], 4)
    rates = {code: round(world.chance.uniform(1, 30), 3) for code in codes}
    rows = "".join(f"<tr><td>{code}</td><td>{rate}</td></tr>" for code, rate in rates.items())
    table = page(f"<table><tr><th>Currency</th><th>Rate</th></tr>{rows}</table>", "Rates")
    asked = []

    def tired(path: str) -> str | tuple[int, str]:
        asked.append(path)
        return table if len(asked) > 2 else (503, "<p>too busy, come back</p>")

    url = world.serve({"/rates": tired})

    def holds(answered: Answered) -> None:
        answered.completed()
        tells(answered, *codes, *(str(rate) for rate in rates.values()))

    return Asked(f"scrape the tabel on {url}/rates", holds)


@task("en")
def a_shop_as_a_workbook(world: World) -> Asked:
    tag = world.chance.randint(10, 99)
    goods = {f"Chair {tag}-{i}": world.chance.randint(1000, 9999) / 100 for i in range(5)}
    cards = "".join(
        f"<div class='card'><img src='/i.png'><a class='nm' href='/g'>{name}</a>"
        f"<p class='cost'>${price:.2f}</p></div>"
        for name, price in goods.items()
    )
    url = world.serve({"/shop": page(f"<h1>Chairs</h1><div id='grid'>{cards}</div>", "Chairs")})

    def holds(answered: Answered) -> None:
        content = workbook(answered.completed().file(".xlsx"))
        for name, price in goods.items():
            assert name in content, content[:800]
            assert f"{price:.2f}".rstrip("0").rstrip(".") in content, content[:800]

    return Asked(f"scrape product names and prices from {url}/shop into an Excel file", holds)


@task("zh")
def a_page_that_is_not_there(world: World) -> Asked:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    def holds(answered: Answered) -> None:
        refused(answered, str(port))

    return Asked(f"抓取 http://127.0.0.1:{port}/top 的所有标题", holds)
