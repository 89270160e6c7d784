"""Pages, lists with details, feeds, site maps and forms of servers on this machine."""

import csv
import html
import itertools
import json
import re
import time
from collections import Counter
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import handed, refused, tells, workbook
from tests.tasks.markup import article, atom, listing, name, page, prose, sitemap, titles
from tests.tasks.world import Page, World


@task("zh")
def text_of_a_news_page(world: World) -> Asked:
    paragraphs = [prose(world.chance, zh=True) for _ in range(4)]
    base = world.serve({"/news/88.html": article(world.chance, "海岸新闻", paragraphs)})

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *paragraphs)
        kept = [p.read_text("utf-8") for p in handed(answered) if p.suffix in (".txt", ".md")]
        for text in (answered.answer, *kept):
            assert "Subscribe now" not in text and "rights reserved" not in text, text[:800]

    return Asked(f"把 {base}/news/88.html 这篇新闻的正文扒下来，导航和广告不要", holds)


@task("en")
def isbn_of_every_book(world: World) -> Asked:
    asked_at: list[float] = []
    books = []
    style = world.chance.choice(("dl", "table"))
    pages: dict[str, Page] = {}
    for i, title in enumerate(titles(world.chance, 5)):
        isbn = f"978{world.chance.randint(10**9, 10**10 - 1)}"
        length = str(world.chance.randint(101, 899))
        books.append((title, isbn, length))
        pages[f"/book/{i}"] = _slow(_facts(title, style, isbn, length), asked_at)
    links = [{"title": title, "link": f"/book/{i}"} for i, (title, *_) in enumerate(books)]
    pages["/books"] = listing(world.chance, links, title="Books")
    base = world.serve(pages)

    def holds(answered: Answered) -> None:
        with answered.completed().file(".csv").open(encoding="utf-8-sig", newline="") as file:
            rows = [[cell.strip() for cell in row] for row in csv.reader(file)]
        for book in books:
            assert any(all(fact in row for fact in book) for row in rows), (book, rows[:8])
        gaps = [later - former for former, later in itertools.pairwise(sorted(asked_at))]
        assert not gaps or min(gaps) > 0.85, gaps

    return Asked(
        f"Open every book listed on {base}/books and collect title, ISBN and number of pages "
        "into a csv. Be gentle with the server, no more than one request per second.",
        holds,
    )


def _facts(title: str, style: str, isbn: str, length: str) -> str:
    facts = (("ISBN", isbn), ("Pages", length))
    row, cells = ("<dt>{}</dt><dd>{}</dd>", "dl")
    if style == "table":
        row, cells = "<tr><th>{}</th><td>{}</td></tr>", "table"
    return page(title, f"<{cells}>{''.join(row.format(*fact) for fact in facts)}</{cells}>")


def _slow(content: str, asked_at: list[float]) -> Page:
    def answer(_path: str) -> str:
        asked_at.append(time.monotonic())
        return content

    return answer


@task("zh")
def newest_of_an_atom_feed(world: World) -> Asked:
    newest = date(2026, 10, 20) - timedelta(days=world.chance.randint(0, 30))
    entries = [
        {
            "title": title,
            "link": f"http://blog.example/{world.chance.randint(10**5, 10**6)}",
            "date": f"{newest - timedelta(days=3 * i)}T08:00:00Z",
        }
        for i, title in enumerate(titles(world.chance, 12, zh=True))
    ]
    base = world.serve({"/atom.xml": atom("某人的博客", entries)})

    def holds(answered: Answered) -> None:
        saved = json.loads(answered.completed().file(".json").read_text("utf-8"))
        text = json.dumps(saved, ensure_ascii=False)
        for i, entry in enumerate(entries):
            assert (entry["title"] in text) == (i < 5), (entry, text[:1500])
            assert i >= 5 or entry["link"] in text, (entry, text[:1500])

    return Asked(f"订阅源 {base}/atom.xml 最新的5篇，标题+链接，存成json给我", holds)


@task("zh")
def pages_of_a_site_map(world: World) -> Asked:
    counts = Counter({k: world.chance.randint(23, 60) for k in ("blog", "product", "about")})
    maps: dict[str, Page] = {}
    base = world.serve(maps)
    for kind, count in counts.items():
        maps[f"/map-{kind}.xml"] = sitemap([f"{base}/{kind}/{i}.html" for i in range(count)])
    maps["/sitemap.xml"] = sitemap([f"{base}{path}" for path in list(maps)], "sitemap")
    total = counts.total()

    def holds(answered: Answered) -> None:
        answered.completed().says_number(total, 0)

    return Asked(f"{base}/sitemap.xml 这个站点地图里总共有多少个页面？", holds)


@task("en")
def what_a_search_box_finds(world: World) -> Asked:
    things = titles(world.chance, 30)
    word = world.chance.choice(things).split()[1]
    field, hidden = name(world.chance)[:5].strip("-"), str(world.chance.randint(3, 9))
    form = (
        f'<form action="/find" method="get"><input type="hidden" name="shop" value="{hidden}">'
        f'<label>Search <input type="search" name="{field}"></label><button>Go</button></form>'
    )

    def find(path: str) -> str:
        query = parse_qs(urlsplit(path).query)
        if query.get("shop") != [hidden]:
            return page("Search", "<p>Nothing found.</p>")
        wanted = query.get(field, ["-"])[0].lower()
        found = [t for t in things if wanted in t.lower()]
        return listing(world.chance, [{"title": t, "link": f"/t/{t[:3]}"} for t in found])

    base = world.serve({"/": page("Home", form), "/find": find})
    right = [t for t in things if word in t]
    wrong = [t for t in things if word not in t]

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *right)
        answered.says_not(*wrong)

    return Asked(
        f'can you use the search form at {base}/ to look for "{word.lower()}" and tell me what '
        "comes up",
        holds,
    )


@task("zh")
def goods_of_three_pages(world: World) -> Asked:
    goods = [(title, world.chance.randint(101, 999)) for title in titles(world.chance, 24, zh=True)]
    turned_away: list[str] = []
    kind = world.chance.choice(("div", "li", "tr"))

    def shown(path: str) -> str | tuple[int, str]:
        number = int(parse_qs(urlsplit(path).query).get("page", ["1"])[0])
        if number == 2 and not turned_away:
            turned_away.append(path)
            return 503, "<html><body>busy</body></html>"
        items = [
            {"title": title, "link": f"/g/{price}", "price": f"¥{price}"}
            for title, price in goods[8 * number - 8 : 8 * number]
        ]
        more = f'<a rel="next" href="/goods?page={number + 1}">下一页</a>' if number < 3 else ""
        return listing(world.chance, items, title="商品", more=more, kind=kind)

    base = world.serve({"/goods": shown})

    def holds(answered: Answered) -> None:
        content = html.unescape(workbook(answered.completed().file(".xlsx")))
        for title, price in goods:
            assert title in content, title
            assert re.search(rf"(?<!\d){price}(?:\.0+)?(?!\d)", content), price

    return Asked(f"抓一下{base}/goods 的全部商品，有3页，要名称和价格，导出成excel", holds)


@task("en")
def headlines_of_a_page_that_is_gone(world: World) -> Asked:
    items = [{"title": t, "link": f"/{i}"} for i, t in enumerate(titles(world.chance, 6))]
    base = world.serve({"/": listing(world.chance, items)})

    def holds(answered: Answered) -> None:
        refused(answered, "404", "/latest-news")

    return Asked(f"Scrape the headlines from {base}/latest-news", holds)
