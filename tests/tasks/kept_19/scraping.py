"""Pages of this machine: texts, lists with details, feeds, sitemaps, forms, into files."""

import csv
import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import tells, workbook
from tests.tasks.world import World


@task("zh")
def column_without_its_trimmings(world: World) -> Asked:
    paragraphs = [markup.prose(world.chance, zh=True, words=30) for _ in range(4)]
    title = markup.titles(world.chance, 1, zh=True)[0] + "的故事"
    path = f"/column/{world.chance.randint(100, 999)}.html"
    url = world.serve({path: markup.article(world.chance, title, paragraphs)})

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *paragraphs)
        answered.says_not("Subscribe now", "all rights reserved")

    return Asked(f"把 {url}{path} 这篇文章的正文提取出来给我，导航、侧边栏那些不要。", holds)


@task("en")
def weights_from_product_pages(world: World) -> Asked:
    makers = ["Oakfield", "Tarn and Sons", "Velo Works", "Nordlys"]
    items, pages = [], {}
    form = world.chance.choice(("dl", "table"))
    for i, title in enumerate(markup.titles(world.chance, 8)):
        digits = "".join(world.chance.choices("123456789", k=3))
        weight = f"{digits[0]}.{digits[1:]}"
        maker = world.chance.choice(makers)
        facts = {"Weight": f"{weight} kg", "Maker": maker, "Colour": "grey"}
        if form == "dl":
            inner = "".join(f"<dt>{k}</dt><dd>{v}</dd>" for k, v in facts.items())
        else:
            inner = "".join(f"<tr><th>{k}</th><td>{v}</td></tr>" for k, v in facts.items())
        link = f"/goods/{i + 11}"
        pages[link] = markup.page(title, f"<{form}>{inner}</{form}>")
        items.append((title, weight, maker, link))
    listed = [{"title": title, "link": link} for title, _, _, link in items]
    url = world.serve({**pages, "/goods": markup.listing(world.chance, listed, title="Goods")})

    def holds(answered: Answered) -> None:
        book = workbook(answered.completed().file(".xlsx"))
        numbers = [float(n) for n in re.findall(r"\d+\.\d+", book)]
        for title, weight, maker, _ in items:
            assert title in book and maker in book, (title, maker)
            assert any(abs(n - float(weight)) < 1e-6 for n in numbers), (title, weight)

    return Asked(
        f"Open every product listed on {url}/goods and collect the name, weight and maker from "
        "its own page into an Excel file, please.",
        holds,
    )


@task("zh")
def latest_three_of_a_feed(world: World) -> Asked:
    names = markup.titles(world.chance, 12, zh=True)
    newest = datetime(2025, 11, 20, 9, tzinfo=UTC)
    entries = [
        {
            "title": name,
            "link": f"http://blog.example/p/{i + 1}",
            "date": format_datetime(newest - timedelta(days=3 * i, hours=i)),
            "summary": "摘要",
        }
        for i, name in enumerate(names)
    ]
    mixed = world.chance.sample(entries, len(entries))
    url = world.serve({"/rss.xml": markup.feed("小站", mixed)})

    def holds(answered: Answered) -> None:
        answered.completed().in_order(*names[:3])
        answered.says_not(*names[3:])

    return Asked(
        f"{url}/rss.xml 这个订阅源里按发布时间最新的三篇文章是什么？从新到旧列出标题。", holds
    )


@task("en")
def addresses_below_the_blog(world: World) -> Asked:
    blog, rest = world.chance.randint(13, 29), world.chance.randint(31, 49)
    paths = [f"/blog/post-{i}" for i in range(blog)] + [f"/shop/thing-{i}" for i in range(rest)]
    world.chance.shuffle(paths)
    half = len(paths) // 2
    pages: dict[str, Any] = {}
    url = ""

    def part(low: int, high: int) -> Callable[[str], str]:
        return lambda _path: markup.sitemap([url + path for path in paths[low:high]])

    pages["/sitemap-1.xml"] = part(0, half)
    pages["/sitemap-2.xml"] = part(half, len(paths))
    pages["/sitemap.xml"] = lambda _path: markup.sitemap(
        [f"{url}/sitemap-1.xml", f"{url}/sitemap-2.xml"], "sitemap"
    )
    url = world.serve(pages)

    def holds(answered: Answered) -> None:
        answered.completed().says_number(blog, 0).says_number(blog + rest, 0)

    return Asked(
        f"How many addresses does the sitemap {url}/sitemap.xml list altogether, and how many of "
        "them are below /blog/?",
        holds,
    )


@task("zh")
def library_search_box(world: World) -> Asked:
    noun = world.chance.choice(markup.ZH_NOUNS)
    names = markup.titles(world.chance, 40, zh=True)
    names += [a + noun for a in markup.ZH_ADJECTIVES[:3] if a + noun not in names]
    authors = {
        n: world.chance.choice("赵钱孙李周吴") + world.chance.choice("敏强芳磊") for n in names
    }
    field = world.chance.choice(("kw", "query", "s"))
    form = (
        f'<form action="/results" method="get"><input type="text" name="{field}" '
        'placeholder="书名"><button type="submit">搜索</button></form>'
    )

    def results(path: str) -> str:
        word = parse_qs(urlsplit(path).query).get(field, [""])[0]
        found = [
            {"title": n, "link": f"/book/{i}", "author": authors[n]}
            for i, n in enumerate(names)
            if word and word in n
        ]
        return markup.listing(world.chance, found, title="结果", kind="li")

    url = world.serve({"/library": markup.page("图书馆", form), "/results": results})
    wanted = [n for n in names if noun in n]

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *wanted, *(authors[n] for n in wanted))
        answered.says_not(*(n for n in names if n not in wanted))

    return Asked(
        f"打开 {url}/library ，用页面上的搜索框搜“{noun}”，把搜到的书名和作者都列给我。", holds
    )


def _records(value: Any) -> Iterator[str]:
    if isinstance(value, dict) and not any(isinstance(v, dict | list) for v in value.values()):
        yield json.dumps(value, ensure_ascii=False)
    elif isinstance(value, dict):
        yield from (r for v in value.values() for r in _records(v))
    elif isinstance(value, list):
        yield from (r for v in value for r in _records(v))


@task("en")
def openings_as_json(world: World) -> Asked:
    cities = ["Lyon", "Porto", "Ghent", "Turin", "Malmo"]
    roles = ["Baker", "Welder", "Nurse", "Tailor", "Analyst", "Driver", "Teacher", "Plumber"]
    jobs = [
        {
            "title": f"{world.chance.choice(('Senior', 'Junior', 'Lead'))} {role}",
            "link": f"/job/{i}",
            "city": world.chance.choice(cities),
            "salary": f"{world.chance.randint(210, 690)}00 EUR",
        }
        for i, role in enumerate(world.chance.sample(roles, len(roles)))
    ]
    url = world.serve({"/openings": markup.listing(world.chance, jobs, title="Openings")})

    def holds(answered: Answered) -> None:
        text = answered.completed().file(".json").read_text("utf-8-sig")
        records = list(_records(json.loads(text)))
        for job in jobs:
            wanted = (job["title"], job["city"], job["salary"].split()[0])
            assert any(all(w in r for w in wanted) for r in records), (wanted, records)

    return Asked(
        f"Get me all job openings on {url}/openings with title, city and salary, as a JSON file.",
        holds,
    )


@task("zh")
def all_pages_into_a_table(world: World) -> Asked:
    items = [
        {"title": name, "link": f"/p/{i}", "price": f"￥{world.chance.randint(21, 899)}"}
        for i, name in enumerate(markup.titles(world.chance, 19, zh=True))
    ]
    kind = world.chance.choice(("div", "li", "article", "tr"))
    pages = {}
    for number in (1, 2, 3):
        shown = items[7 * (number - 1) : 7 * number]
        more = f'<a href="/mall?page={number + 1}">下一页</a>' if number < 3 else ""
        pages[f"/mall?page={number}"] = markup.listing(
            world.chance, shown, title="商城", more=more, kind=kind
        )
    pages["/mall"] = pages["/mall?page=1"]
    url = world.serve(pages)

    def holds(answered: Answered) -> None:
        text = answered.completed().file(".csv").read_text("utf-8-sig")
        lines = [" ".join(row) for row in csv.reader(text.splitlines())]
        for item in items:
            found = [n for n in lines if item["title"] in n and item["price"][1:] in n]
            assert len(found) == 1, (item, lines)

    return Asked(
        f"{url}/mall 的商品分了好几页，请把所有页的商品名称和价格都抓下来，存成 CSV 文件。", holds
    )
