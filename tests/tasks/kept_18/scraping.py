"""Pages of a site: their text, lists, feeds, sitemaps and forms."""

import csv
import io
import json
import random
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import tells, workbook
from tests.tasks.world import World

KINDS = ("div", "li", "article", "tr")


def records(value: Any) -> list[Any]:
    """The first list in a value of JSON."""
    if isinstance(value, list):
        return value
    assert isinstance(value, dict), value
    return next(inner for inner in value.values() if isinstance(inner, list))


@task("zh")
def text_of_a_report_into_txt(world: World) -> Asked:
    paragraphs = [markup.prose(world.chance, zh=True, words=35) for _ in range(5)]
    url = world.serve({"/report/8": markup.article(world.chance, "海岸观察", paragraphs)})

    def holds(answered: Answered) -> None:
        text = "".join(answered.completed().file(".txt").read_text("utf-8-sig").split())
        for paragraph in paragraphs:
            assert paragraph in text, (paragraph, text[:600])
        assert "Subscribe" not in text and "Copyright" not in text, text[-300:]

    return Asked(f"把 {url}/report/8 这篇文章的正文提取出来，存成 txt 文件，不要导航和广告", holds)


@task("en")
def books_with_their_details(world: World) -> Asked:
    pages: dict[str, str] = {}
    books, items = [], list[Mapping[str, str]]()
    for i, title in enumerate(markup.titles(world.chance, 7)):
        author = world.chance.choice(["Ida", "Noor", "Hugo", "Lena"]) + f" Marsh{i}"
        count = str(world.chance.randint(120, 980))
        link = f"/book/{world.chance.randint(100, 999)}-{i}"
        table = f"<tr><th>Author</th><td>{author}</td></tr><tr><th>Pages</th><td>{count}</td></tr>"
        pages[link] = markup.page(
            title, f"<table>{table}</table><p>{markup.prose(world.chance)}</p>"
        )
        items.append({"title": title, "link": link})
        books.append((title, author, count))
    kind = world.chance.choice(("div", "li", "article"))
    pages["/books"] = markup.listing(world.chance, items, title="All books", kind=kind)
    url = world.serve(pages)

    def holds(answered: Answered) -> None:
        told = workbook(answered.completed().file(".xlsx"))
        for book in books:
            for text in book:
                assert text in told, (text, told[:800])

    return Asked(
        f"{url}/books lists books, and every book has a page of its own. Collect title, author and "
        "number of pages of all of them into an Excel file please.",
        holds,
    )


@task("zh")
def newest_posts_of_a_feed_first(world: World) -> Asked:
    start = datetime(2026, 3, 1, 9, tzinfo=UTC)
    entries, when = list[dict[str, str]](), dict[str, datetime]()
    days = world.chance.sample(range(200), 8)
    for day, title in zip(days, markup.titles(world.chance, 8, zh=True), strict=True):
        at = start + timedelta(days=day)
        when[title] = at
        link = f"http://blog.example/p/{day + 500}"
        summary = markup.prose(world.chance, zh=True, words=10)
        entries.append(
            {"title": title, "link": link, "date": format_datetime(at), "summary": summary}
        )
    url = world.serve({"/feed.xml": markup.feed("生活笔记", entries)})
    ordered = sorted(entries, key=lambda entry: when[entry["title"]], reverse=True)

    def holds(answered: Answered) -> None:
        text = answered.completed().file(".csv").read_text("utf-8-sig")
        links = {entry["link"] for entry in entries}
        rows = [row for row in csv.reader(io.StringIO(text)) if links & {*row}]
        assert len(rows) == len(ordered), text
        for row, entry in zip(rows, ordered, strict=True):
            assert entry["title"] in row and entry["link"] in row, (row, entry)

    return Asked(
        f"读取订阅源 {url}/feed.xml ，把每篇文章的标题、链接、发布时间存成 CSV，"
        "按发布时间从新到旧排列",
        holds,
    )


@task("en")
def pages_below_a_part_of_a_sitemap(world: World) -> Asked:
    many, guides = world.chance.randint(31, 48), world.chance.randint(11, 19)
    pages: dict[str, str] = {}
    url = world.serve(pages)
    paths = [f"/guides/{i}" for i in range(guides)] + [f"/shop/{i}" for i in range(many)]
    world.chance.shuffle(paths)
    half = len(paths) // 2
    for name, part in (("a", paths[:half]), ("b", paths[half:])):
        pages[f"/sitemap-{name}.xml"] = markup.sitemap([url + path for path in part])
    pages["/sitemap.xml"] = markup.sitemap(
        [f"{url}/sitemap-a.xml", f"{url}/sitemap-b.xml"], "sitemap"
    )

    def holds(answered: Answered) -> None:
        answered.completed().says_number(many + guides, 0).says_number(guides, 0)

    return Asked(
        f"How many pages does the sitemap {url}/sitemap.xml list in total (it may point to other "
        "sitemaps), and how many of them are under /guides/ ?",
        holds,
    )


@task("zh")
def search_box_of_a_shop(world: World) -> Asked:
    noun = world.chance.choice(markup.ZH_NOUNS)
    others = [n for n in markup.ZH_NOUNS if n != noun]
    kinds = world.chance.sample(markup.ZH_ADJECTIVES, 4)
    goods = {kind + noun: f"{world.chance.randint(30, 399)}.00" for kind in kinds}
    rest = {
        world.chance.choice(markup.ZH_ADJECTIVES) + other: f"{world.chance.randint(400, 900)}.00"
        for other in world.chance.sample(others, 5)
    }
    field, kind = world.chance.choice(["kw", "q", "wd", "term"]), world.chance.choice(KINDS)
    seed = world.chance.randint(0, 10**6)

    def found(path: str) -> str:
        word = parse_qs(urlsplit(path).query).get(field, [""])[0]
        items = [
            {"title": name, "link": f"/g/{quote(name)}", "price": f"¥{price}"}
            for name, price in {**goods, **rest}.items()
            if word and word in name
        ]
        chance = random.Random(seed)
        return markup.listing(chance, items, title="搜索结果", kind=kind)

    form = (
        f'<form action="/find" method="get"><input type="text" name="{field}">'
        '<button type="submit">搜索</button></form><p>欢迎光临</p>'
    )
    url = world.serve({"/": markup.page("小店", form), "/find": found})

    def holds(answered: Answered) -> None:
        answered.completed()
        assert any(hit.startswith("/find?") for hit in world.hits), world.hits
        for name, price in goods.items():
            tells(answered, name, price.partition(".")[0])
        answered.says_not(*rest)

    return Asked(f"打开 {url}/ ，用页面上的搜索框搜“{noun}”，把搜到的商品名称和价格列出来", holds)


@task("en")
def dearer_after_the_redesign(world: World) -> Asked:
    titles = markup.titles(world.chance, 9)
    dearer = world.chance.sample(titles, 3)
    before, after = list[dict[str, str]](), list[dict[str, str]]()
    for i, title in enumerate(titles):
        price = world.chance.randint(40, 90)
        now = price + world.chance.randint(2, 20) if title in dearer else price - i % 3
        before.append({"title": title, "link": f"/old/{i}", "price": f"${price}.00"})
        after.append({"price": f"${now}.00", "title": title, "link": f"/new/{i}"})
    world.chance.shuffle(after)
    first, second = world.chance.sample(KINDS, 2)
    pages = {
        "/2025": markup.listing(world.chance, before, title="Catalogue", kind=first),
        "/2026": markup.listing(world.chance, after, title="Our range", kind=second),
    }
    url = world.serve(pages)

    def holds(answered: Answered) -> None:
        answered.completed().says(*dearer)
        answered.says_not(*(title for title in titles if title not in dearer))

    return Asked(
        f"A shop redesigned its site: {url}/2025 has the old catalogue, {url}/2026 the new one "
        "with the same products. Tell me only the products that are more expensive in 2026 than "
        "in 2025.",
        holds,
    )


@task("zh")
def three_pages_into_json(world: World) -> Asked:
    titles = markup.titles(world.chance, 15, zh=True)
    kind = world.chance.choice(("li", "article", "tr"))
    seed = world.chance.randint(0, 10**6)
    goods = [
        {"title": t, "link": f"/item/{i}", "price": f"¥{world.chance.randint(20, 500)}.50"}
        for i, t in enumerate(titles)
    ]
    pages: dict[str, str] = {}
    for at in range(3):
        more = f'<a rel="next" href="/list/{at + 2}">下一页</a>' if at < 2 else ""
        chance = random.Random(seed)
        part = goods[5 * at : 5 * at + 5]
        pages[f"/list/{at + 1}"] = markup.listing(chance, part, title="商品", more=more, kind=kind)
    url = world.serve(pages)

    def holds(answered: Answered) -> None:
        text = answered.completed().file(".json").read_text("utf-8-sig")
        kept = records(json.loads(text))
        assert len(kept) == len(goods), len(kept)
        for good in goods:
            price = good["price"][1:-1]  # 20.50 may be written 20.5
            mine = [json.dumps(r, ensure_ascii=False) for r in kept]
            assert any(good["title"] in r and price in r for r in mine), (good, text[:600])

    return Asked(
        f"从 {url}/list/1 开始，一直翻“下一页”翻到最后，把所有商品的名称和价格抓下来存成 JSON",
        holds,
    )
