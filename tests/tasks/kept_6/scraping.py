"""Homes, rates, pictures, addresses, comments, recipes, a feed and a head; from local servers."""

import json
import re
from html import unescape

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import tells, workbook
from tests.tasks.markup import feed, listing, page, prose, titles
from tests.tasks.world import World


@task("zh")
def homes_for_sale_into_excel(world: World) -> Asked:
    names = world.chance.sample(
        ["翠湖花园", "金色家园", "书香门第", "阳光水岸", "龙湖天街", "碧桂苑", "清河佳苑"], 6
    )
    homes = [
        {
            "title": name,
            "link": f"/house/{i}",
            "area": f"{world.chance.randint(50, 140)}.{world.chance.randint(11, 99)}平米",
            "price": f"{world.chance.randint(150, 900)}.{world.chance.randint(1, 9)}万",
        }
        for i, name in enumerate(names, 1)
    ]
    url = world.serve({"/ershoufang": listing(world.chance, homes, title="二手房")})

    def holds(answered: Answered) -> None:
        sheet = unescape(workbook(answered.completed().file(".xlsx")))
        numbers = [float(n) for n in re.findall(r"\d+(?:\.\d+)?", sheet)]
        for home in homes:
            area = float(home["area"].removesuffix("平米"))
            price = float(home["price"].removesuffix("万"))
            assert home["title"] in sheet, home
            for readings in ((area,), (price, price * 10000)):
                assert any(abs(n - r) < 1e-6 for n in numbers for r in readings), home

    return Asked(f"帮我把 {url}/ershoufang 上的房源（小区、面积、总价）抓下来存成Excel", holds)


@task("en")
def rates_of_a_bank_as_csv(world: World) -> Asked:
    codes = world.chance.sample(["USD", "EUR", "GBP", "JPY", "CHF", "AUD", "CAD", "SEK"], 6)
    rates = {
        code: [f"{world.chance.randint(1, 9)}.{world.chance.randint(100, 999)}{n}" for n in (3, 7)]
        for code in codes
    }
    rows = "".join(
        f"<tr><td>{code}</td><td>{buy}</td><td>{sell}</td></tr>"
        for code, (buy, sell) in rates.items()
    )
    table = f"<table><tr><th>Currency</th><th>Buy</th><th>Sell</th></tr>{rows}</table>"
    text = f"<p>{prose(world.chance, words=20)}</p>"
    url = world.serve({"/rates": page("Exchange rates", text + table)})

    def holds(answered: Answered) -> None:
        lines = answered.completed().file(".csv").read_text("utf-8-sig").splitlines()
        for code, pair in rates.items():
            assert any(all(t in line for t in (code, *pair)) for line in lines), (code, lines)

    return Asked(f"Grab the exchange rate table from {url}/rates and save it as a CSV file", holds)


@task("zh")
def addresses_of_pictures(world: World) -> Asked:
    numbers = world.chance.sample(range(100, 999), 6)
    pictures = [f"/upload/p{n}.{world.chance.choice(['jpg', 'png', 'webp'])}" for n in numbers]
    body = "".join(
        f'<p>{prose(world.chance, zh=True, words=15)}</p><img src="{picture}" alt="配图">'
        for picture in pictures
    )
    url = world.serve({"/news/88.html": page("活动回顾", body)})

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *pictures)

    return Asked(f"列出 {url}/news/88.html 这个页面里所有图片的地址", holds)


@task("en")
def mail_addresses_of_a_team(world: World) -> Asked:
    people = world.chance.sample(["nora", "theo", "ines", "paul", "greta", "omar"], 5)
    mails = [f"{p}.{world.chance.randint(10, 99)}@lindqvist.example" for p in people]
    parts = [
        f'<p>{p.title()}: <a href="mailto:{m}">write</a></p>' if i % 2 else f"<p>{p} - {m}</p>"
        for i, (p, m) in enumerate(zip(people, mails, strict=True))
    ]
    url = world.serve({"/team": page("Our team", "".join(parts))})

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *mails)

    return Asked(f"pull every email address off {url}/team for me pls", holds)


@task("zh")
def comments_of_two_pages(world: World) -> Asked:
    names = titles(world.chance, 20, zh=True)
    pages = {}
    for number in range(1, 5):
        items = [
            {"title": f"{name}用后感", "link": f"/c/{name}", "text": prose(world.chance, True, 10)}
            for name in names[5 * number - 5 : 5 * number]
        ]
        more = f'<a rel="next" href="/comments/{number + 1}">下一页</a>' if number < 4 else ""
        pages[f"/comments/{number}"] = listing(world.chance, items, title="评论", more=more)
    url = world.serve(pages)

    def holds(answered: Answered) -> None:
        raw = answered.completed().file(".json").read_text("utf-8")
        kept = json.dumps(json.loads(raw), ensure_ascii=False)
        assert all(name in kept for name in names[:10]), kept[:1500]
        assert not any(name in kept for name in names[10:]), kept[:1500]

    return Asked(f"采集 {url}/comments/1 的评论，只要前两页，保存为 JSON", holds)


@task("en")
def recipes_with_their_times(world: World) -> Asked:
    dishes = world.chance.sample(
        ["Lentil soup", "Apple tart", "Fried rice", "Onion bread", "Bean salad", "Fish pie"], 5
    )
    minutes = dict(zip(dishes, world.chance.sample(range(11, 95), 5), strict=True))
    pages = {}
    for i, dish in enumerate(dishes):
        facts = f"<dl><dt>Serves</dt><dd>4</dd><dt>Prep time</dt><dd>{minutes[dish]} min</dd></dl>"
        pages[f"/r/{i}"] = page(dish, f"<p>{prose(world.chance)}</p>{facts}")
    items = [{"title": dish, "link": f"/r/{i}"} for i, dish in enumerate(dishes)]
    url = world.serve({"/recipes": listing(world.chance, items, title="Recipes"), **pages})

    def holds(answered: Answered) -> None:
        lines = answered.completed().file(".csv").read_text("utf-8-sig").splitlines()
        for dish, time in minutes.items():
            assert any(dish in line and str(time) in line for line in lines), (dish, lines)

    return Asked(
        f"Go through the recipes listed at {url}/recipes, open each one, and make a csv with the "
        "name and the prep time.",
        holds,
    )


@task("zh")
def entries_about_hiring(world: World) -> Asked:
    entries, wanted, rest = [], [], []
    for i, name in enumerate(titles(world.chance, 12, zh=True)):
        hiring = i % 3 == 0
        title = f"{name}事业部招聘公告" if hiring else f"{name}新品发布"
        (wanted if hiring else rest).append(title)
        day = f"{i + 1:02} Oct 2026 08:00:00 +0800"
        entry = {"title": title, "link": f"http://x.example/{i}", "date": day, "summary": "见正文"}
        entries.append(entry)
    world.chance.shuffle(entries)
    url = world.serve({"/rss.xml": feed("公司动态", entries)})

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *wanted)
        answered.says_not(*rest)

    return Asked(f"{url}/rss.xml 这个RSS里，标题含“招聘”的文章有哪些", holds)


@task("en")
def title_and_description(world: World) -> Asked:
    thing = titles(world.chance, 1)[0]
    described = f"Hand made {thing.lower()}s, number {world.chance.randint(100, 999)}, since 1974."
    head = f'<meta charset="utf-8"><meta name="description" content="{described}">'
    url = world.serve({"/": page(f"{thing} Workshop", f"<p>{prose(world.chance)}</p>", head)})

    def holds(answered: Answered) -> None:
        answered.completed()
        tells(answered, f"{thing} Workshop", described)

    return Asked(f"What are the page title and the meta description of {url}/ ?", holds)
