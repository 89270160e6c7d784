"""An article, a map of a site, a search, a catalogue, a board, dead links, a blog's newest."""

import json
import re
from html import unescape
from urllib.parse import parse_qsl, urlsplit

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import tells, workbook
from tests.tasks.markup import article, atom, listing, page, prose, sitemap, titles
from tests.tasks.world import World


@task("zh")
def only_the_text_of_an_article(world: World) -> Asked:
    paragraphs = [prose(world.chance, zh=True) for _ in range(world.chance.randint(4, 7))]
    title = f"关于{titles(world.chance, 1, zh=True)[0]}的调查"
    url = world.serve({"/a/12.html": article(world.chance, title, paragraphs)})

    def holds(answered: Answered) -> None:
        text = answered.completed().file(".txt").read_text("utf-8-sig")
        held = "".join(text.split())
        assert all(paragraph in held for paragraph in paragraphs), text[:1500]
        assert "newsletter" not in text and "Copyright" not in text, text[:1500]

    return Asked(f"提取 {url}/a/12.html 的文章正文，不要导航和广告，保存为txt文件", holds)


@task("en")
def addresses_below_blog(world: World) -> Asked:
    slugs = [title.lower().replace(" ", "-") for title in titles(world.chance, 14)]
    places = {
        slug: ("blog", "shop", "blog", "press")[i % 4] + f"/{slug}" for i, slug in enumerate(slugs)
    }
    urls = [f"https://www.kestrel.example/{place}" for place in places.values()]
    world.chance.shuffle(urls)
    url = world.serve({"/sitemap.xml": sitemap(urls)})

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *(u for u in urls if "/blog/" in u))
        answered.says_not(*(u for u in urls if "/blog/" not in u))

    return Asked(f"List all the /blog/ URLs in {url}/sitemap.xml", holds)


@task("zh")
def found_by_a_search_form(world: World) -> Asked:
    names = [f"{name}耳机" for name in titles(world.chance, 6, zh=True)]
    others = [f"{name}键盘" for name in titles(world.chance, 5, zh=True)]
    price = {name: f"{world.chance.randint(50, 999)}.{i}5" for i, name in enumerate(names + others)}
    field = world.chance.choice(["q", "kw", "keyword", "wd"])

    def found(path: str) -> str:
        asked = dict(parse_qsl(urlsplit(path).query)).get(field, "")
        items = [
            {"title": name, "link": f"/p/{i}", "price": f"¥{price[name]}"}
            for i, name in enumerate(price)
            if asked and asked in name
        ]
        return listing(world.chance, items, title="搜索结果", kind="div")

    form = (
        f'<form action="/find" method="get"><input type="text" name="{field}" '
        'placeholder="搜索商品"><button type="submit">搜索</button></form>'
    )
    url = world.serve({"/": page("数码商城", form + "<p>欢迎光临。</p>"), "/find": found})

    def holds(answered: Answered) -> None:
        text = answered.completed().file(".csv").read_text("utf-8-sig")
        lines = text.splitlines()
        for name in names:
            assert any(name in line and price[name] in line for line in lines), (name, text)
        assert not any(name in text for name in others), text

    return Asked(f"打开 {url}/ 搜索“耳机”，把结果的商品名和价格存成csv", holds)


@task("en")
def every_page_of_a_catalogue(world: World) -> Asked:
    names = titles(world.chance, 18)
    price = {
        name: f"{world.chance.randint(10, 99)}.{world.chance.randint(11, 99)}" for name in names
    }
    pages = {}
    for number in range(1, 4):
        items = [
            {"title": name, "link": f"/b/{i}", "price": f"${price[name]}", "note": "In stock"}
            for i, name in enumerate(names[6 * number - 6 : 6 * number])
        ]
        more = f'<p><a href="/books?page={number + 1}">Next &raquo;</a></p>' if number < 3 else ""
        pages[str(number)] = listing(world.chance, items, title="Books", more=more)

    def shown(path: str) -> str | tuple[int, str]:
        number = dict(parse_qsl(urlsplit(path).query)).get("page", "1")
        return pages.get(number, (404, "<p>no such page</p>"))

    url = world.serve({"/books": shown})

    def holds(answered: Answered) -> None:
        held = json.loads(answered.completed().file(".json").read_text("utf-8"))
        rows = (
            held
            if isinstance(held, list)
            else next(v for v in held.values() if isinstance(v, list))
        )
        assert len(rows) == len(names), held
        texts = [json.dumps(row, ensure_ascii=False) for row in rows]
        for name, cost in price.items():
            readings = (cost, cost.rstrip("0"))
            own = [text for text in texts if name in text]
            assert any(r in text for text in own for r in readings), (name, cost, own)

    return Asked(
        f"Scrape every book on {url}/books, following the Next link through all the pages. I need "
        "title and price in a JSON file.",
        holds,
    )


@task("zh")
def hottest_of_a_board(world: World) -> Asked:
    names = titles(world.chance, 20, zh=True)
    heat = {
        name: str((40 - i) * 10007 + world.chance.randint(1, 99)) for i, name in enumerate(names)
    }
    items = [
        {"title": f"{name}上了热搜", "link": f"/t/{i}", "heat": heat[name]}
        for i, name in enumerate(names)
    ]
    url = world.serve({"/hot": listing(world.chance, items, title="热榜")})

    def holds(answered: Answered) -> None:
        sheet = unescape(workbook(answered.completed().file(".xlsx")))
        for name in names[:10]:
            assert f"{name}上了热搜" in sheet and heat[name] in sheet, (name, sheet[:800])
        assert not any(name in sheet for name in names[10:]), sheet[:800]

    return Asked(f"爬一下 {url}/hot 热榜的前10条，要标题和热度，保存成excel", holds)


@task("en")
def links_that_lead_nowhere(world: World) -> Asked:
    slugs = [title.lower().replace(" ", "-") for title in titles(world.chance, 9)]
    dead, alive = slugs[:3], slugs[3:]
    shown = world.chance.sample(slugs, 9)
    links = "".join(f'<li><a href="/docs/{slug}">{slug}</a></li>' for slug in shown)
    pages = {f"/docs/{slug}": page(slug, f"<p>{prose(world.chance)}</p>") for slug in alive}
    pages |= {f"/{name}": page(name, "<p>Here.</p>") for name in ("home", "about", "help")}
    url = world.serve({"/docs": page("Documentation", f"<ul>{links}</ul>"), **pages})

    def holds(answered: Answered) -> None:
        answered.completed().says(*(f"/docs/{slug}" for slug in dead))
        for line in answered.answer.splitlines():
            if any(f"/docs/{slug}" in line for slug in alive):
                assert re.search(r"\b(200|ok|fine|works|reachable)\b", line.lower()), line

    return Asked(f"are there any broken links on {url}/docs ?", holds)


@task("zh")
def newest_of_a_blog(world: World) -> Asked:
    names = [f"{name}使用心得" for name in titles(world.chance, 9, zh=True)]
    days = sorted(world.chance.sample(range(1, 29), 9), reverse=True)
    entries = [
        {"title": name, "link": f"http://x.example/{day}", "date": f"2026-10-{day:02}T09:00:00Z"}
        for name, day in zip(names, days, strict=True)
    ]
    world.chance.shuffle(entries)
    url = world.serve({"/atom.xml": atom("小站", entries)})

    def holds(answered: Answered) -> None:
        answered.completed().says(*names[:3]).says_not(*names[3:])
        for day in days[:3]:
            answered.says_any(f"2026-10-{day:02}", f"10月{day}日", f"10月{day:02}日", f"10/{day}")

    return Asked(f"{url}/atom.xml 最新发布的三篇文章是哪三篇，分别是什么时候发的", holds)
