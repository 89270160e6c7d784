"""Pages of a town, a shop and a club, each in other markup with other inputs."""

import json
import re
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import whole
from tests.tasks.kept_10.reading import flat, sheet
from tests.tasks.world import Page, World


@task("zh")
def an_old_story_for_the_reading_lesson(world: World) -> Asked:
    title = markup.titles(world.chance, 1, zh=True)[0] + "的故事"
    paragraphs = [markup.prose(world.chance, zh=True, words=35) for _ in range(4)]
    url = world.serve({"/story": markup.article(world.chance, title, paragraphs)})

    def holds(answered: Answered) -> None:
        told = flat(whole(answered.completed()))
        for paragraph in paragraphs:
            assert paragraph in told, (paragraph, answered.answer[:1200])
        answered.says_not("Subscribe now", "Copyright notice")

    return Asked(
        f"我上阅读课要用这篇文章：{url}/story 。只取正文给我，菜单、订阅栏、页脚都不要。", holds
    )


@task("en")
def guides_with_their_day_rate(world: World) -> Asked:
    chance = world.chance
    people = chance.sample(
        ["Alva Moor", "Bram Okoye", "Cleo Hart", "Dario Penn", "Edda Voss", "Finn Lowe"], 5
    )
    facts = {
        person: (f"0{chance.randint(200, 999)} {chance.randint(100000, 999999)}", price)
        for person, price in zip(people, chance.sample(range(81, 199), 5), strict=True)
    }
    items = [{"title": p, "link": f"/guides/{i}"} for i, p in enumerate(people)]
    pages: dict[str, Page] = {"/guides": markup.listing(chance, items, title="Our guides")}
    table = chance.random() < 0.5
    for i, (person, (phone, rate)) in enumerate(facts.items()):
        pairs = (("Phone", phone), ("Day rate", f"£{rate}"))
        if table:
            rows = "".join(f"<tr><th>{k}</th><td>{v}</td></tr>" for k, v in pairs)
            body = f"<table>{rows}</table>"
        else:
            body = "<dl>" + "".join(f"<dt>{k}</dt><dd>{v}</dd>" for k, v in pairs) + "</dl>"
        about = f"<p>{markup.prose(chance, words=12)}</p>"
        pages[f"/guides/{i}"] = markup.page(person, about + body)
    url = world.serve(pages)

    def holds(answered: Answered) -> None:
        rows = answered.completed().file(".csv").read_text("utf-8-sig").splitlines()
        for person, (phone, rate) in facts.items():
            wanted = (person, phone[-6:], str(rate))
            assert any(all(part in row for part in wanted) for row in rows), (wanted, rows)

    return Asked(
        f"{url}/guides lists our mountain guides. Open each guide's own page, take phone and "
        "day rate from it, and give me a CSV with name, phone, day rate.",
        holds,
    )


@task("zh")
def episodes_of_a_podcast(world: World) -> Asked:
    chance = world.chance
    start = datetime(2026, 1, 5, 7, 30, tzinfo=UTC)
    dates = [start + timedelta(days=7 * i + chance.randint(0, 3)) for i in range(6)]
    titles = markup.titles(chance, 6, zh=True)
    entries = [
        {
            "title": f"聊聊{title}",
            "link": f"http://x.example/ep/{i}",
            "date": f"{day:%a, %d %b %Y %H:%M:%S} +0000",
            "summary": "本期节目",
        }
        for i, (title, day) in enumerate(zip(titles, dates, strict=True))
    ]
    url = world.serve({"/podcast.xml": markup.feed("周一电台", entries[::-1])})

    def holds(answered: Answered) -> None:
        rows = sheet(answered.completed().file(".xlsx"))
        for entry, day in zip(entries, dates, strict=True):
            found = [" ".join(map(str, row)) for row in rows if entry["title"] in map(str, row)]
            forms = [f"{day:%Y-%m-%d}", f"{day:%Y/%m/%d}", f"{day:%d %b %Y}"]
            forms += (f"{day.year}年{day.month}月{day.day}日", f"{day.year}/{day.month}/{day.day}")
            assert any(form in row for row in found for form in forms), (entry, rows)

    return Asked(f"读取 RSS {url}/podcast.xml ，每期的标题和发布日期导出成 Excel。", holds)


@task("en")
def recipes_in_a_site_map(world: World) -> Asked:
    chance = world.chance
    counts = dict(zip(["recipes", "blog", "shop"], chance.sample(range(8, 30), 3), strict=True))
    words = [f"{a}-{b}" for a in markup.EN_WORDS[:12] for b in markup.EN_WORDS[12:]]
    paths = [f"/{part}/{w}" for part, n in counts.items() for w in chance.sample(words, n)]
    chance.shuffle(paths)
    pages: dict[str, Page] = {}
    url = world.serve(pages)
    pages["/sitemap.xml"] = markup.sitemap([url + path for path in paths])

    def holds(answered: Answered) -> None:
        answered.completed().says_number(counts["recipes"], 0)

    return Asked(f"How many addresses in {url}/sitemap.xml are under /recipes/ ?", holds)


@task("zh")
def found_in_a_shop_of_used_things(world: World) -> Asked:
    chance = world.chance
    noun = chance.choice(markup.ZH_NOUNS)
    others = [n for n in markup.ZH_NOUNS if n != noun]
    names = [a + noun for a in chance.sample(markup.ZH_ADJECTIVES, 3)]
    names += [a + chance.choice(others) for a in chance.sample(markup.ZH_ADJECTIVES, 6)]
    goods = dict(zip(names, chance.sample(range(31, 299), 9), strict=True))
    field = chance.choice(["q", "word", "keyword", "k"])

    def results(path: str) -> str:
        asked = parse_qs(urlsplit(path).query).get(field, [""])[0]
        items = [
            {"title": name, "link": f"/g/{i}", "price": f"¥{price}"}
            for i, (name, price) in enumerate(goods.items())
            if asked and asked in name
        ]
        return markup.listing(chance, items, title="搜索结果", kind="li")

    form = (
        f'<form action="/results" method="get"><input type="text" name="{field}">'
        '<button type="submit">搜索</button></form>'
    )
    url = world.serve({"/": markup.page("旧物小店", form), "/results": results})
    wanted = [name for name in goods if noun in name]

    def holds(answered: Answered) -> None:
        told = whole(answered.completed())
        for name in wanted:
            assert name in told and str(goods[name]) in told, (name, answered.answer[:1200])
        answered.says_not(*(name for name in goods if name not in wanted))

    return Asked(f"在 {url}/ 的搜索框里搜“{noun}”，把搜到的商品名称和价格列出来", holds)


@task("en")
def concerts_on_every_page(world: World) -> Asked:
    chance = world.chance
    titles = markup.titles(chance, 11)
    places = [chance.choice(["Town Hall", "Old Mill", "Harbour Stage"]) for _ in titles]
    kind, box, cell = chance.choice(["div", "li", "article"]), *(markup.name(chance),) * 2
    pages: dict[str, Page] = {}
    for number, at in enumerate((0, 4, 8), 1):
        items = "".join(
            f'<{kind} class="{box}"><h3><a href="/c/{i}">{titles[i]}</a></h3>'
            f'<span class="v-{cell}">{places[i]}</span></{kind}>'
            for i in range(at, min(at + 4, 11))
        )
        wrap = "ul" if kind == "li" else "section"
        more = f'<p><a href="/concerts?page={number + 1}">Next</a></p>' if number < 3 else ""
        address = "/concerts" if number == 1 else f"/concerts?page={number}"
        pages[address] = markup.page("Concerts", f"<{wrap}>{items}</{wrap}>{more}")
    url = world.serve(pages)

    def holds(answered: Answered) -> None:
        told = json.loads(answered.completed().file(".json").read_text("utf-8-sig"))
        text = json.dumps(told, ensure_ascii=False)
        objects = re.findall(r"\{[^{}]*\}|\[[^\[\]{}]*\]", text)
        for title, place in zip(titles, places, strict=True):
            assert any(title in o and place in o for o in objects), (title, place, text[:1200])

    return Asked(
        f"Collect all concerts (title and venue) from {url}/concerts - follow the Next links "
        "to the last page. Output: JSON file.",
        holds,
    )


@task("zh")
def rooms_to_let(world: World) -> Asked:
    chance = world.chance
    rooms = [
        f"{a}{n}室" for a, n in zip("东西南北中", chance.sample(range(101, 999), 5), strict=True)
    ]
    items = [
        {
            "title": room,
            "link": f"/room/{i}",
            "area": f"{chance.randint(12, 48)}平米",
            "rent": f"{chance.randint(80, 390)}0元/月",
        }
        for i, room in enumerate(rooms)
    ]
    kind = chance.choice(["div", "li", "article", "tr"])
    url = world.serve({"/rooms": markup.listing(chance, items, title="出租房间", kind=kind)})

    def holds(answered: Answered) -> None:
        rows = answered.completed().file(".csv").read_text("utf-8-sig").splitlines()
        for item in items:
            wanted = (item["title"], item["area"][:-2], item["rent"][:-3])
            assert any(all(part in row for part in wanted) for row in rows), (wanted, rows)

    return Asked(f"抓取 {url}/rooms 的房间名、面积、月租，存成 CSV 文件。", holds)
