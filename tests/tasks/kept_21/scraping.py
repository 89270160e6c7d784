"""Pages, feeds, sitemaps and forms on a server of this machine."""

import json
import re
from urllib.parse import parse_qs, urlsplit

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import handed, tells, whole, workbook
from tests.tasks.world import Page, World


@task("zh")
def the_text_of_a_column(world: World) -> Asked:
    chance = world.chance
    parts = [markup.prose(chance, zh=True, words=40) for _ in range(4)]
    heading = markup.titles(chance, 1, zh=True)[0] + "的故事"
    url = world.serve({"/column": markup.article(chance, heading, parts)}) + "/column"

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *parts)
        everything = whole(answered).lower()
        assert "newsletter" not in everything and "all rights reserved" not in everything

    return Asked(f"{url} 这篇文章的正文帮我取出来，导航、侧栏和页脚都不要。", holds)


@task("en")
def trails_with_what_their_pages_say(world: World) -> Asked:
    chance = world.chance
    served: dict[str, Page] = {}
    items, facts = [], {}
    for number, title in enumerate(markup.titles(chance, 6)):
        link = f"/trail/{chance.randint(100, 999)}{number}"
        facts[title] = (
            f"{chance.randint(3, 19)}.{chance.randint(1, 9)}",
            f"{chance.randint(101, 899)}",
        )
        items.append({"title": title, "link": link})
        length, climb = facts[title]
        served[link] = markup.page(
            title, f"<dl><dt>Length</dt><dd>{length} km</dd><dt>Climb</dt><dd>{climb} m</dd></dl>"
        )
    served["/trails"] = markup.listing(chance, items, title="Trails")
    url = world.serve(served)

    def holds(answered: Answered) -> None:
        lines = answered.completed().file(".csv").read_text("utf-8-sig").splitlines()
        for title, (length, climb) in facts.items():
            assert any(title in n and length in n and climb in n for n in lines), (title, lines)

    return Asked(
        f"{url}/trails lists hiking trails. Open the page of each one and make a CSV with the "
        "name, the length and the climb.",
        holds,
    )


@task("zh")
def shop_news_of_a_given_month(world: World) -> Asked:
    chance = world.chance
    month, other = chance.sample(["Jul", "Aug", "Sep", "Oct"], 2)
    said = {"Jul": 7, "Aug": 8, "Sep": 9, "Oct": 10}[month]
    entries, wanted = [], []
    for i, title in enumerate(markup.titles(chance, 10, zh=True)):
        when = chance.choice([month, other]) if i > 3 else (month, other)[i % 2]
        if when == month:
            wanted.append(title)
        entries.append(
            {
                "title": title,
                "link": f"http://x.example/{i}",
                "date": f"{i + 3:02} {when} 2026 09:30:00 GMT",
                "summary": "摘要",
            }
        )
    url = world.serve({"/rss.xml": markup.feed("店铺动态", entries)}) + "/rss.xml"

    def holds(answered: Answered) -> None:
        answered.completed().says(*wanted)
        answered.says_not(*(e["title"] for e in entries if e["title"] not in wanted))

    return Asked(f"看一下订阅源 {url} ，只列出 2026 年 {said} 月发布的那些文章的标题。", holds)


@task("en")
def addresses_of_a_map_that_are_dead(world: World) -> Asked:
    chance = world.chance
    paths = [f"/guide/{word}" for word in chance.sample(markup.EN_WORDS, 9)]
    dead = chance.sample(paths, chance.randint(2, 3))
    live = [path for path in paths if path not in dead]
    served: dict[str, Page] = {path: markup.page(path, "<p>Welcome.</p>") for path in live}
    url = world.serve(served)
    served["/sitemap.xml"] = markup.sitemap([url + path for path in paths])

    def holds(answered: Answered) -> None:
        answered.completed().says(*dead)
        assert all(path in world.hits for path in paths), world.hits
        told = [path for path in live if re.search(rf"{path}(?!\w)", answered.answer)]
        assert not told or told == live, told

    return Asked(
        f"Go through every address listed in {url}/sitemap.xml and tell me which ones don't work "
        "any more (not found or an error).",
        holds,
    )


@task("zh")
def asked_of_a_search_box(world: World) -> Asked:
    chance = world.chance
    field = chance.choice(["kw", "term", "wd", "find"])
    noun = chance.choice(markup.ZH_NOUNS)
    goods = {
        f"{adjective}{noun}": f"{chance.randint(20, 400)}.00"
        for adjective in chance.sample(markup.ZH_ADJECTIVES, 4)
    }
    form = (
        f'<form action="/results" method="get"><label>商品名 <input type="text" name="{field}">'
        '</label><button type="submit">搜索</button></form>'
    )
    items = [
        {"title": title, "link": f"/g/{i}", "price": f"¥{price}"}
        for i, (title, price) in enumerate(goods.items())
    ]
    found = markup.listing(chance, items, title="搜索结果")
    nothing = markup.page("搜索结果", "<p>没有找到商品</p>")

    def results(path: str) -> str:
        return found if parse_qs(urlsplit(path).query).get(field) == [noun] else nothing

    url = world.serve({"/shop": markup.page("商城", form), "/results": results})

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *goods)
        everything = whole(answered)
        assert all(price.removesuffix(".00") in everything for price in goods.values()), everything

    return Asked(f"打开 {url}/shop ，在搜索框里搜“{noun}”，把搜到的商品名称和价格告诉我。", holds)


@task("en")
def old_and_new_layout_of_a_shop(world: World) -> Asked:
    chance = world.chance
    names = markup.titles(chance, 10)
    items = [
        {
            "title": name,
            "link": f"/i/{i}",
            "price": f"${chance.randint(12, 95)}.{chance.randint(11, 99)}",
        }
        for i, name in enumerate(names)
    ]
    kinds = chance.sample(["div", "li", "article", "tr"], 2)
    served: dict[str, Page] = {
        f"/stock-{place}": markup.listing(chance, part, title="Stock", kind=kind)
        for place, part, kind in zip("ab", (items[:5], items[5:]), kinds, strict=True)
    }
    url = world.serve(served)

    def holds(answered: Answered) -> None:
        told = json.loads(answered.completed().file(".json").read_text("utf-8"))
        told = json.dumps(told, ensure_ascii=False)
        for item in items:
            assert item["title"] in told and item["price"][1:].rstrip("0") in told, (
                item,
                told[:900],
            )

    return Asked(
        f"The shop changed its layout halfway: {url}/stock-a is the old one, {url}/stock-b the new "
        "one. Put the name and price of all products of both pages into one JSON file.",
        holds,
    )


@task("zh")
def pages_of_lodgings_to_a_workbook(world: World) -> Asked:
    chance = world.chance
    names = [f"{n}民宿" for n in markup.titles(chance, 9, zh=True)]
    items = [
        {"title": n, "link": f"/h/{i}", "score": f"{chance.randint(3, 4)}.{chance.randint(1, 9)}分"}
        for i, n in enumerate(names)
    ]
    kind = chance.choice(["div", "li", "article"])
    served: dict[str, Page] = {}
    for at in range(3):
        more = f'<p><a class="next" href="/stay?page={at + 2}">下一页</a></p>' if at < 2 else ""
        part = items[3 * at : 3 * at + 3]
        served[f"/stay?page={at + 1}"] = markup.listing(
            chance, part, title="民宿", more=more, kind=kind
        )
    served["/stay"] = served["/stay?page=1"]
    url = world.serve(served)

    def holds(answered: Answered) -> None:
        answered.completed()
        books = [workbook(p) for p in handed(answered) if p.suffix == ".xlsx"]
        assert books, answered.answer
        for item in items:
            assert item["title"] in books[0] and item["score"][:3] in books[0], item

    return Asked(
        f"从 {url}/stay 开始一直翻到最后一页，把所有民宿的名称和评分存到一个 Excel 文件里。", holds
    )
