"""Pages that people want the text, a list, a feed or a search result of."""

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import openpyxl

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import tells
from tests.tasks.world import Page, World


def _prices(world: World, count: int) -> list[str]:
    return [f"{n}.{world.chance.choice(['49', '25', '95'])}" for n in _apart(world, count)]


def _apart(world: World, count: int) -> list[int]:
    return world.chance.sample(range(12, 98), count)


@task("en")
def just_the_story(world: World) -> Asked:
    paragraphs = [markup.prose(world.chance, words=55) for _ in range(5)]
    title = "The " + markup.titles(world.chance, 1)[0]
    url = world.serve({"/story": markup.article(world.chance, title, paragraphs)}) + "/story"

    def holds(answered: Answered) -> None:
        text = " ".join(answered.completed().file(".txt").read_text("utf-8-sig").split())
        for paragraph in paragraphs:
            assert paragraph in text, (paragraph, text[:800])
        for noise in ("Subscribe now", "newsletter", "Copyright notice"):
            assert noise not in text, text[-600:]

    return Asked(
        f"Please save the text of this article as a .txt file for me, just the article without the "
        f"menu and the other stuff around it: {url}",
        holds,
    )


def _facts(world: World, facts: dict[str, str]) -> str:
    kind = world.chance.choice(["dl", "table", "p"])
    if kind == "p":
        return "".join(f"<p><b>{key}：</b>{value}</p>" for key, value in facts.items())
    row = "<dt>{}</dt><dd>{}</dd>" if kind == "dl" else "<tr><th>{}</th><td>{}</td></tr>"
    return f"<{kind}>{''.join(row.format(k, v) for k, v in facts.items())}</{kind}>"


@task("zh")
def books_with_who_wrote_them(world: World) -> Asked:
    chance = world.chance
    titles = [f"{t}的故事" for t in markup.titles(chance, 6, zh=True)]
    names = [a + b for a in "赵钱孙李周吴" for b in ("明远", "思齐", "若水")]
    writers, sizes = chance.sample(names, 6), chance.sample(range(121, 690), 6)
    items = [{"title": t, "link": f"/book/{i}"} for i, t in enumerate(titles)]
    pages: dict[str, Page] = {"/books": markup.listing(chance, items, title="新书", kind="li")}
    for i, title in enumerate(titles):
        facts = {"作者": writers[i], "出版社": "北岸出版社", "页数": str(sizes[i])}
        pages[f"/book/{i}"] = markup.page(title, _facts(world, facts))
    url = world.serve(pages)

    def holds(answered: Answered) -> None:
        book = openpyxl.load_workbook(answered.completed().file(".xlsx"))
        rows = [" | ".join(map(str, row)) for sheet in book.worksheets for row in sheet.values]
        for title, writer, size in zip(titles, writers, sizes, strict=True):
            found = any(title in r and writer in r and str(size) in r for r in rows)
            assert found, (title, writer, size, rows)

    return Asked(
        f"{url}/books 这个列表里每本书点进去都有详情页，帮我把每本书的书名、作者和页数抓下来，"
        "存成 Excel",
        holds,
    )


@task("en")
def posts_of_one_month(world: World) -> Asked:
    chance = world.chance
    titles = markup.titles(chance, 12)
    wanted_month = chance.choice([7, 8, 9])
    entries, wanted = [], []
    for i, title in enumerate(titles):
        month = 7 + i % 3
        stamp = f"2026-{month:02}-{chance.randint(5, 24):02}T12:00:00Z"
        entries.append({"title": title, "link": f"https://b.example/{i}", "date": stamp})
        if month == wanted_month:
            wanted.append(title)
    entries.sort(key=lambda entry: entry["date"], reverse=True)
    url = world.serve({"/atom.xml": markup.atom("A blog", entries)}) + "/atom.xml"
    month_name = {7: "July", 8: "August", 9: "September"}[wanted_month]

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *wanted)
        answered.says_not(*(title for title in titles if title not in wanted))

    return Asked(
        f"Here's the feed of a blog: {url} — which posts came out in {month_name} 2026? "
        "Titles are enough.",
        holds,
    )


@task("zh")
def how_many_pages_a_site_lists(world: World) -> Asked:
    chance = world.chance
    sizes = {"news": chance.randint(31, 49), "goods": chance.randint(51, 79), "help": 9}
    pages: dict[str, Page] = {}
    base = world.serve(pages)
    for part, size in sizes.items():
        urls = [f"{base}/{part}/{n}.html" for n in chance.sample(range(1000, 9999), size)]
        pages[f"/sitemap-{part}.xml"] = markup.sitemap(urls)
    parts = [f"{base}/sitemap-{part}.xml" for part in sizes]
    pages["/sitemap.xml"] = markup.sitemap(parts, tag="sitemap")
    total = sum(sizes.values())

    def holds(answered: Answered) -> None:
        answered.completed().says_number(total, 0)

    return Asked(
        f"{base}/sitemap.xml 是个站点地图索引，下面还有几个子地图，这个网站一共登记了多少个网页？",
        holds,
    )


@task("en")
def what_the_search_form_gives(world: World) -> Asked:
    chance = world.chance
    noun = chance.choice(["Kettle", "Chair", "Lantern", "Mirror"])
    matching = [f"{a} {noun}" for a in chance.sample(markup.ADJECTIVES, 4)]
    others = [t for t in markup.titles(chance, 12) if noun not in t][:7]
    names = [*matching, *others]
    prices = dict(zip(names, _prices(world, len(names)), strict=True))
    chance.shuffle(names)
    field = chance.choice(["q", "term", "keyword", "s"])
    form = (
        f'<form action="/find" method="get"><input type="text" name="{field}">'
        "<button>Search</button></form>"
    )

    def results(path: str) -> str:
        asked = parse_qs(urlsplit(path).query).get(field, [""])[0].lower()
        found = [n for n in names if asked and asked in n.lower()]
        items = [
            {"title": n, "link": f"/p/{names.index(n)}", "price": f"${prices[n]}"} for n in found
        ]
        return markup.listing(world.chance, items, title="Results", kind="li")

    welcome = markup.page("Our catalogue", f"<p>Find what you need.</p>{form}")
    url = world.serve({"/catalogue": welcome, "/find": results})

    def holds(answered: Answered) -> None:
        for name in matching:
            tells(answered.completed(), name, prices[name].removesuffix("0"))
        answered.says_not(*others)

    return Asked(
        f"{url}/catalogue has a search form. Search for {noun.lower()} there and list the names "
        "and prices of what it finds.",
        holds,
    )


def _records(value: Any) -> list[Any]:
    """The longest list in it."""
    if isinstance(value, dict):
        return max((_records(v) for v in value.values()), key=len, default=[])
    return value if isinstance(value, list) else []


@task("zh")
def jobs_page_after_page(world: World) -> Asked:
    chance = world.chance
    jobs = [
        a + b for a in ("初级", "高级", "资深") for b in ("会计", "护士", "电工", "厨师", "司机")
    ]
    firms = [
        a + b for a in ("东湖", "青山", "白云") for b in ("科技", "医院", "物流", "餐饮", "集团")
    ]
    chance.shuffle(jobs)
    chance.shuffle(firms)
    pay = [n * 100 for n in chance.sample(range(51, 220), 15)]
    kind, pages = chance.choice(["div", "li", "article"]), []
    for number in range(3):
        items = [
            {"title": jobs[i], "link": f"/job/{i}", "firm": firms[i], "pay": f"{pay[i]}元/月"}
            for i in range(5 * number, 5 * number + 5)
        ]
        more = f'<a href="/jobs?page={number + 2}" rel="next">下一页</a>' if number < 2 else ""
        pages.append(markup.listing(chance, items, title="招聘", kind=kind, more=more))

    def numbered(path: str) -> str | tuple[int, str]:
        number = parse_qs(urlsplit(path).query).get("page", ["1"])[0]
        return pages[int(number) - 1] if number in ("1", "2", "3") else (404, "没有这一页")

    url = world.serve({"/jobs": numbered})

    def holds(answered: Answered) -> None:
        records = _records(json.loads(answered.completed().file(".json").read_text("utf-8-sig")))
        told = [json.dumps(record, ensure_ascii=False) for record in records]
        assert len(told) == 15, told
        for job, firm, money in zip(jobs, firms, pay, strict=True):
            found = any(job in t and firm in t and str(money) in t.replace(",", "") for t in told)
            assert found, (job, firm, money, told)

    return Asked(
        f"抓一下 {url}/jobs 的全部职位，有好几页，要一直翻到最后一页。要职位名称、公司、薪资，"
        "存成 JSON 文件",
        holds,
    )


@task("en")
def the_cheapest_on_the_page(world: World) -> Asked:
    chance = world.chance
    names = markup.titles(chance, 9)
    prices = dict(zip(names, _prices(world, 9), strict=True))
    best = chance.choice(names)
    prices[best] = f"{chance.randint(6, 9)}.95"
    dear = chance.choice([n for n in names if n != best])
    prices[dear] = f"{chance.randint(101, 149)}.25"
    items = [
        {"title": n, "link": f"/item/{i}", "price": f"€{prices[n]}", "stock": "in stock"}
        for i, n in enumerate(names)
    ]
    url = world.serve({"/offers": markup.listing(chance, items, title="Offers")})

    def holds(answered: Answered) -> None:
        answer = answered.completed().says(best, prices[best]).answer
        before = answer[: answer.find(best)]
        assert not [n for n in names if n != best and n in before], answer[:800]

    return Asked(f"What's the cheapest thing on {url}/offers and how much is it?", holds)
