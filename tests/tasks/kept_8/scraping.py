"""Web pages: news, an interface, a feed, headings, goods below a price, facts, links to others."""

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import tells
from tests.tasks.world import World


@task("zh")
def first_five_news(world: World) -> Asked:
    start = datetime(2026, world.chance.randint(2, 10), 27, tzinfo=UTC)
    news = [
        {
            "title": f"{title}上市",
            "link": f"/news/{world.chance.randint(1000, 9999)}{i}.html",
            "date": f"{start - timedelta(days=2 * i):%Y-%m-%d}",
        }
        for i, title in enumerate(markup.titles(world.chance, 11, zh=True))
    ]
    page = markup.listing(world.chance, news, title="新闻中心")
    url = world.serve({"/news": page})

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *(n[key] for n in news[:5] for key in ("title", "date")))
        answered.in_order(*(n["title"] for n in news[:5]))
        answered.says_not(*(n["title"] for n in news[5:]))

    return Asked(f"抓取 {url}/news 上前5条新闻的标题和发布日期", holds)


@task("zh")
def users_of_an_interface(world: World) -> Asked:
    names = world.chance.sample(["方圆", "石磊", "田甜", "江涛", "沈月", "白露", "秦风"], 6)
    users = [
        {
            "id": 100 + i,
            "name": name,
            "email": f"u{world.chance.randint(1000, 9999)}@corp.example",
            "active": world.chance.random() < 0.5,
        }
        for i, name in enumerate(names)
    ]
    body = json.dumps({"total": len(users), "users": users}, ensure_ascii=False)
    url = world.serve({"/api/users.json": body})

    def holds(answered: Answered) -> None:
        lines = answered.completed().file(".csv").read_text("utf-8-sig").splitlines()
        for user in users:
            assert any(str(user["name"]) in n and str(user["email"]) in n for n in lines), lines

    return Asked(
        f"{url}/api/users.json 是一个返回 JSON 的接口，把里面用户的 name 和 email 取出来存成 CSV",
        holds,
    )


@task("zh")
def posts_about_a_thing(world: World) -> Asked:
    thing, *others = world.chance.sample(markup.ZH_NOUNS, 6)
    first = world.chance.sample(markup.ZH_ADJECTIVES, 8)
    cut = world.chance.randint(2, 4)
    titles = [f"{a}{thing}评测" for a in first[:cut]]
    rest = [f"{a}{others[i % 5]}评测" for i, a in enumerate(first[cut:])]
    both = world.chance.sample([*titles, *rest], 8)
    day = datetime(2026, 9, 20, 8, tzinfo=UTC)
    entries = [
        {
            "title": title,
            "link": f"http://blog.example/{world.chance.randint(1000, 9999)}",
            "date": format_datetime(day - timedelta(days=i)),
            "summary": markup.prose(world.chance, zh=True, words=10),
        }
        for i, title in enumerate(both)
    ]
    url = world.serve({"/rss.xml": markup.feed("家居评测", entries)})

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *titles)
        answered.says_not(*rest)

    return Asked(f"{url}/rss.xml 这个 RSS 里，标题含有“{thing}”的文章有哪些？", holds)


@task("zh")
def headings_of_a_guide(world: World) -> Asked:
    words = world.chance.sample(
        ["安装步骤", "快速上手", "配置文件", "命令说明", "性能调优", "故障排查", "升级方法"], 6
    )
    cut = world.chance.randint(3, 4)
    parts = []
    for i, word in enumerate(words[:cut]):
        parts.append(f'<h2 class="{markup.name(world.chance)}">{word}</h2>')
        parts.append(f"<p>{markup.prose(world.chance, zh=True)}</p>")
        if cut + i < len(words):
            parts.append(f"<h3>{words[cut + i]}</h3>")
            parts.append(f"<p>{markup.prose(world.chance, zh=True)}</p>")
    url = world.serve({"/guide": markup.page("使用指南", "".join(parts))})

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *words[:cut])
        answered.says_not(*words[cut:])

    return Asked(f"列出 {url}/guide 页面里所有的二级标题（h2）", holds)


@task("en")
def goods_below_a_price(world: World) -> Asked:
    prices = [world.chance.randint(5, 48) for _ in range(5)]
    prices += [world.chance.randint(52, 400) for _ in range(5)]
    world.chance.shuffle(prices)
    items = [
        {"title": title, "link": f"/goods/{i}", "price": f"${price}.99"}
        for i, (title, price) in enumerate(
            zip(markup.titles(world.chance, 10), prices, strict=True)
        )
    ]
    page = markup.listing(world.chance, items, title="Homeware")
    url = world.serve({"/goods": page})

    def holds(answered: Answered) -> None:
        lines = answered.completed().file(".csv").read_text("utf-8-sig").splitlines()
        for item, price in zip(items, prices, strict=True):
            there = any(item["title"] in n and f"{price}.99" in n for n in lines)
            assert there is (price < 50), (item, lines)

    return Asked(
        f"Scrape {url}/goods and save only the products that cost less than $50 to a csv", holds
    )


@task("en")
def facts_about_a_phone(world: World) -> Asked:
    facts = {
        "Display": f"{world.chance.randint(5, 6)}.{world.chance.randint(1, 9)} inches",
        "Battery": f"{world.chance.randint(3000, 6000)} mAh",
        "Weight": f"{world.chance.randint(140, 240)} g",
        "Colour": world.chance.choice(["Graphite", "Coral", "Mint"]),
    }
    rows = "".join(f"<tr><th>{k}</th><td>{v}</td></tr>" for k, v in facts.items())
    pairs = "".join(f"<dt>{k}</dt><dd>{v}</dd>" for k, v in facts.items())
    shape = world.chance.choice([f"<table>{rows}</table>", f"<dl>{pairs}</dl>"])
    body = f"<p>{markup.prose(world.chance)}</p><h2>Specifications</h2>{shape}"
    url = world.serve({"/phone": markup.page("Wren 9", body)})

    def holds(answered: Answered) -> None:
        text = answered.completed().file(".json").read_text("utf-8")
        found = json.dumps(json.loads(text), ensure_ascii=False)
        for key, value in facts.items():
            assert key.lower() in found.lower() and value.split()[0] in found, (key, found[:1500])

    return Asked(f"grab the specifications from {url}/phone and save them as json", holds)


@task("en")
def links_to_other_sites(world: World) -> Asked:
    hosts = [f"{name}.example" for name in world.chance.sample(markup.SYLLABLES, 5)]
    outside = [f"https://{host}/{world.chance.randint(100, 999)}" for host in hosts]
    inside = [f"/notes-{n}.html" for n in world.chance.sample(range(100, 999), 4)]
    pages: dict[str, str] = {}
    url = world.serve(pages)
    inside_links = [*inside[:3], f"{url}{inside[3]}"]
    links = world.chance.sample([*outside, *inside_links], 9)
    named = zip(links, world.chance.sample(markup.NOUNS, 9), strict=True)
    body = "".join(f'<p>See <a href="{link}">{name}</a>.</p>' for link, name in named)
    pages["/resources"] = markup.page("Resources", body)

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *outside)
        answered.says_not(*inside)

    return Asked(f"List all the external links on {url}/resources", holds)
