"""Pages on this machine: a story, lists with details, a feed, a sitemap, a form, a bad day."""

import csv
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import tells
from tests.tasks.kept_11.told import cells
from tests.tasks.world import Page, World

KINDS = ("div", "li", "article", "tr")


def _rows(answered: Answered) -> list[str]:
    text = answered.completed().file(".csv").read_text("utf-8-sig")
    return [" | ".join(row) for row in csv.reader(text.splitlines())]


@task("en")
def a_harbour_story(world: World) -> Asked:
    paragraphs = [markup.prose(world.chance) for _ in range(4)]
    title = f"The harbour of {world.chance.choice(('Elmsund', 'Varna', 'Ostby'))}"
    url = world.serve({"/2025/harbour": markup.article(world.chance, title, paragraphs)})

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *paragraphs)
        answered.says_not("Subscribe now", "Our newsletter", "Copyright notice")

    return Asked(f"get the main text of the article at {url}/2025/harbour", holds)


def _records(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield json.dumps(value, ensure_ascii=False)
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _records(part)


@task("zh")
def courses_with_their_teachers(world: World) -> Asked:
    names = world.chance.sample(["陶艺", "书法", "吉他", "摄影", "烘焙", "国画", "编程"], 6)
    teachers = world.chance.sample(["林晓", "周航", "何敏", "孙悦", "郑凯", "吴桐", "冯雪"], 6)
    hours = world.chance.sample(range(17, 60), 6)
    pages: dict[str, Page] = {}
    items = []
    for at, name in enumerate(names):
        link = f"/course/{world.chance.randint(1000, 9999)}{at}"
        items.append({"title": f"{name}入门课", "link": link})
        facts = "".join(
            f"<tr><th>{key}</th><td>{value}</td></tr>"
            for key, value in (("老师", teachers[at]), ("学时", hours[at]))
        )
        words = f"<p>{markup.prose(world.chance, zh=True, words=15)}</p>"
        pages[link] = markup.page(f"{name}入门课", f"{words}<table>{facts}</table>")
    pages["/courses"] = markup.listing(world.chance, items, title="全部课程", kind="li")
    url = world.serve(pages)

    def holds(answered: Answered) -> None:
        told = json.loads(answered.completed().file(".json").read_text("utf-8"))
        found = list(_records(told))
        for name, teacher, hour in zip(names, teachers, hours, strict=True):
            alone = re.compile(rf"(?<!\d){hour}(?!\d)")
            whole = [r for r in found if name in r and teacher in r and alone.search(r)]
            assert whole, (name, teacher, hour, found[:4])

    return Asked(
        f"抓取 {url}/courses 的全部课程，老师和学时在每门课的详情页里，结果存成 JSON", holds
    )


@task("zh")
def latest_notes_of_a_journal(world: World) -> Asked:
    pages: dict[str, Page] = {}
    url = world.serve(pages)
    names = markup.titles(world.chance, 11, zh=True)
    entries = [
        {
            "title": f"{name}评测",
            "link": f"{url}/note/{world.chance.randint(100, 999)}{i:02}",
            "date": f"2025-{11 - i:02}-{world.chance.randint(1, 27):02}T08:00:00Z",
        }
        for i, name in enumerate(names)
    ]
    pages["/atom.xml"] = markup.atom("器物志", entries)

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *(e["title"] for e in entries[:4]))
        tells(answered, *(e["link"] for e in entries[:4]))
        answered.says_not(*(e["title"] for e in entries[4:]))

    return Asked(f"{url}/atom.xml 最新的 4 篇文章，给我标题和链接", holds)


@task("en")
def product_pages_of_a_sitemap(world: World) -> Asked:
    pages: dict[str, Page] = {}
    url = world.serve(pages)
    words = world.chance.sample(markup.EN_WORDS, 22)
    goods = [f"{url}/products/{w}" for w in words[:13]]
    posts = [f"{url}/blog/{w}" for w in words[13:]]
    mixed = goods + posts
    world.chance.shuffle(mixed)
    pages["/sitemap-1.xml"] = markup.sitemap(mixed[:10])
    pages["/sitemap-2.xml"] = markup.sitemap(mixed[10:])
    parts = [f"{url}/sitemap-1.xml", f"{url}/sitemap-2.xml"]
    pages["/sitemap.xml"] = markup.sitemap(parts, tag="sitemap")

    def holds(answered: Answered) -> None:
        told = "\n".join(_rows(answered))
        assert all(address in told for address in goods), told[:900]
        assert not any(address in told for address in posts), told[:900]

    return Asked(f"list all /products/ addresses from {url}/sitemap.xml in a csv", holds)


@task("zh")
def lamps_from_a_search_box(world: World) -> Asked:
    word = world.chance.choice(["背包", "雨伞", "音箱", "闹钟"])
    firsts = world.chance.sample(markup.ZH_ADJECTIVES, 5)
    found = [first + word for first in firsts]
    others = [n for n in markup.titles(world.chance, 30, zh=True) if word not in n][:15]
    prices = dict(zip(found + others, world.chance.sample(range(31, 399), 20), strict=False))

    def results(path: str) -> str:
        asked = parse_qs(urlsplit(path).query).get("kw", [""])[0].strip()
        names = [n for n in prices if asked and asked in n]
        items = [{"title": n, "link": "/p/" + n, "price": f"¥{prices[n]}"} for n in names]
        return markup.listing(world.chance, items, title="搜索结果", kind="div")

    field = '<input type="search" name="kw"><button>搜</button>'
    form = f'<form action="/find" method="get">{field}</form>'
    url = world.serve({"/": markup.page("百货", form), "/find": results})

    def holds(answered: Answered) -> None:
        rows = _rows(answered)
        for name in found:
            assert any(name in row and str(prices[name]) in row for row in rows), rows[:9]
        assert not any(name in row for row in rows for name in others), rows[:9]

    return Asked(f"在 {url}/ 的搜索框里搜“{word}”，把结果的名称和价格存成 CSV", holds)


@task("en")
def two_seasons_in_one_workbook(world: World) -> Asked:
    names = markup.titles(world.chance, 14)
    prices = [f"{n}.95" for n in world.chance.sample(range(12, 96), 14)]
    kinds = world.chance.sample(KINDS, 2)
    items = [
        {"title": name, "link": f"/i/{at}", "price": f"${price}"}
        for at, (name, price) in enumerate(zip(names, prices, strict=True))
    ]
    pages: dict[str, Page] = {
        "/spring": markup.listing(world.chance, items[:8], title="Spring", kind=kinds[0]),
        "/autumn": markup.listing(world.chance, items[8:], title="Autumn", kind=kinds[1]),
    }
    url = world.serve(pages)

    def holds(answered: Answered) -> None:
        told = cells(answered.completed().file(".xlsx"))
        missing = [text for text in (*names, *prices) if text not in told]
        assert not missing, missing

    return Asked(
        f"scrape the names and prices on {url}/spring and {url}/autumn into one Excel file", holds
    )


@task("zh")
def notices_of_a_weak_server(world: World) -> Asked:
    days = world.chance.sample(range(1, 29), 7)
    things = world.chance.sample(["停水", "体检", "消防演练", "报销", "放假", "停车", "年会"], 7)
    titles = [f"关于{t}的通知（{d}日）" for t, d in zip(things, days, strict=True)]
    items = [{"title": title, "link": f"/n/{at}"} for at, title in enumerate(titles)]
    page = markup.listing(world.chance, items, title="通知公告", kind="li")
    asked: list[str] = []

    def flaky(path: str) -> str | bytes | tuple[int, str | bytes]:
        asked.append(path)
        return (503, "busy") if len(asked) <= 2 else page

    url = world.serve({"/notices": flaky})

    def holds(answered: Answered) -> None:
        rows = _rows(answered)
        for title in titles:
            assert any(title in row for row in rows), rows[:9]

    return Asked(f"{url}/notices 经常报 503，失败就重试，把所有通知标题抓下来存成 CSV", holds)
