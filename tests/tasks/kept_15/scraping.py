"""Pages served here: text, lists with details, feeds, sitemaps, forms, results in files."""

import csv
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from urllib.parse import parse_qs, urlsplit

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import tells, workbook
from tests.tasks.world import World


@task("zh")
def the_text_of_a_local_story(world: World) -> Asked:
    paragraphs = [markup.prose(world.chance, zh=True) for _ in range(4)]
    title = "".join(world.chance.sample(markup.ZH_WORDS, 2)) + "纪事"
    number = world.chance.randint(20, 900)
    page = markup.article(world.chance, title, paragraphs)
    url = world.serve({f"/story/{number}": page})

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *paragraphs)
        answered.says_not("Subscribe now", "all rights reserved")

    text = f"帮我把 {url}/story/{number} 这篇文章的正文取出来，不要导航和广告。"
    return Asked(text, holds)


@task("en")
def vacancies_with_their_details(world: World) -> Asked:
    titles = [f"{title} Maker" for title in markup.titles(world.chance, 6)]
    towns = world.chance.sample(["Leeds", "Porto", "Ghent", "Turin", "Basel", "Cork", "Riga"], 6)
    pay = [world.chance.randint(281, 799) * 100 for _ in titles]
    form = world.chance.choice(("dl", "table", "p"))
    pages: dict[str, str] = {}
    for i, title in enumerate(titles):
        facts = (("Salary", f"{pay[i]} EUR"), ("Location", towns[i]), ("Hours", "38"))
        if form == "dl":
            body = "<dl>" + "".join(f"<dt>{k}</dt><dd>{v}</dd>" for k, v in facts) + "</dl>"
        elif form == "table":
            rows = "".join(f"<tr><th>{k}</th><td>{v}</td></tr>" for k, v in facts)
            body = f"<table>{rows}</table>"
        else:
            body = "".join(f"<p><b>{k}:</b> {v}</p>" for k, v in facts)
        prose = f"<p>{markup.prose(world.chance)}</p>"
        pages[f"/vacancy/{i + 31}"] = markup.page(title, body + prose)
    items = [{"title": t, "link": f"/vacancy/{i + 31}"} for i, t in enumerate(titles)]
    pages["/vacancies"] = markup.listing(world.chance, items, title="Vacancies")
    url = world.serve(pages)

    def holds(answered: Answered) -> None:
        with answered.completed().file(".csv").open(encoding="utf-8-sig", newline="") as file:
            rows = [" ".join(row).replace(",", "") for row in csv.reader(file)]
        for title, town, salary in zip(titles, towns, pay, strict=True):
            found = [row for row in rows if title in row]
            assert any(town in row and str(salary) in row for row in found), (title, rows)

    text = (
        f"Open every vacancy listed on {url}/vacancies and make a CSV file with title, "
        "salary and location."
    )
    return Asked(text, holds)


@task("zh")
def the_newest_three_of_a_feed(world: World) -> Asked:
    titles = markup.titles(world.chance, 9, zh=True)
    start = datetime(2025, world.chance.randint(1, 8), 2, 9, 0, tzinfo=UTC)
    days = world.chance.sample(range(60), 9)
    entries = [
        {
            "title": title,
            "link": f"http://x.example/p/{i}",
            "date": format_datetime(start + timedelta(days=day)),
            "summary": "".join(world.chance.sample(markup.ZH_WORDS, 4)),
        }
        for i, (title, day) in enumerate(zip(titles, days, strict=True))
    ]
    url = world.serve({"/feed.xml": markup.feed("博客", entries)})
    newest = [t for _, t in sorted(zip(days, titles, strict=True), reverse=True)]

    def holds(answered: Answered) -> None:
        answered.completed().says(*newest[:3])
        answered.says_not(*newest[3:])

    return Asked(f"{url}/feed.xml 这个 RSS 里，日期最新的三篇文章是什么？", holds)


@task("en")
def pages_below_guides_in_a_sitemap(world: World) -> Asked:
    pages: dict[str, str] = {}
    url = world.serve(pages)
    guides, others = world.chance.randint(11, 29), world.chance.randint(31, 49)
    places = [f"{url}/guides/{i}-{world.chance.randint(10, 99)}" for i in range(guides)]
    places += [f"{url}/shop/item-{i}" for i in range(others)]
    world.chance.shuffle(places)
    cut = world.chance.randint(9, len(places) - 9)
    pages["/sitemap.xml"] = markup.sitemap(
        [f"{url}/map-one.xml", f"{url}/map-two.xml"], tag="sitemap"
    )
    pages["/map-one.xml"] = markup.sitemap(places[:cut])
    pages["/map-two.xml"] = markup.sitemap(places[cut:])

    def holds(answered: Answered) -> None:
        answered.completed().says_number(guides, 0)
        assert {"/map-one.xml", "/map-two.xml"} <= set(world.hits), world.hits

    text = f"How many of the pages in the sitemap {url}/sitemap.xml have an address under /guides/?"
    return Asked(text, holds)


@task("zh")
def searching_by_a_page_s_form(world: World) -> Asked:
    noun = world.chance.choice(markup.ZH_NOUNS)
    titles = [first + noun for first in world.chance.sample(markup.ZH_ADJECTIVES, 4)]
    rest = [t for t in markup.titles(world.chance, 30, zh=True) if noun not in t]
    field = world.chance.choice(["q", "kw", "wd"])
    action = world.chance.choice(["/find", "/results"])
    form = (
        f'<form action="{action}" method="get"><input type="text" name="{field}"'
        ' placeholder="搜索商品"><button type="submit">搜索</button></form>'
    )
    everything = [*titles, *rest]
    world.chance.shuffle(everything)

    def found(path: str) -> str:
        word = parse_qs(urlsplit(path).query).get(field, [""])[0]
        items = [
            {"title": t, "link": f"/goods/{everything.index(t)}"}
            for t in everything
            if word and word in t
        ]
        return markup.listing(world.chance, items, title="搜索结果", kind="li")

    url = world.serve({"/store": markup.page("商城", form), action: found})

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *titles)
        answered.says_not(*rest)

    return Asked(f"在 {url}/store 的搜索框里搜“{noun}”，把搜到的商品名称列出来。", holds)


@task("en")
def prices_before_and_after_a_redesign(world: World) -> Asked:
    titles = markup.titles(world.chance, 8)
    old = [world.chance.randint(20, 90) for _ in titles]
    raised = set(world.chance.sample(range(8), 3))
    new = [p + (world.chance.randint(2, 9) if i in raised else 0) for i, p in enumerate(old)]
    kinds = world.chance.sample(["div", "li", "article", "tr"], 2)
    pages: dict[str, str] = {}
    for place, prices, kind in zip(("/before", "/after"), (old, new), kinds, strict=True):
        order = world.chance.sample(range(8), 8)
        items = [
            {"title": titles[i], "link": f"/p/{i}", "price": f"${prices[i]}.00"} for i in order
        ]
        pages[place] = markup.listing(world.chance, items, title="Catalogue", kind=kind)
    url = world.serve(pages)

    def holds(answered: Answered) -> None:
        answered.completed()
        for i, title in enumerate(titles):
            if i in raised:
                answered.says(title).says_number(old[i], 0).says_number(new[i], 0)
            else:
                answered.says_not(title)

    text = (
        f"{url}/before and {url}/after list the same products. Which products have another "
        "price now? Give me the old and the new price of those only."
    )
    return Asked(text, holds)


@task("zh")
def all_pages_of_a_list_into_excel(world: World) -> Asked:
    titles = markup.titles(world.chance, 15, zh=True)
    prices = [world.chance.randint(30, 480) for _ in titles]
    kind = world.chance.choice(["div", "li", "article", "tr"])
    seed = world.chance.randint(1, 10**6)
    pages: dict[str, str] = {}
    for number in range(3):
        world.chance.seed(seed)
        items = [
            {"title": titles[i], "link": f"/goods/{i}", "price": f"¥{prices[i]}"}
            for i in range(5 * number, 5 * number + 5)
        ]
        more = f'<p><a rel="next" href="/list/{number + 2}">下一页</a></p>' if number < 2 else ""
        pages[f"/list/{number + 1}"] = markup.listing(
            world.chance, items, title="商品", more=more, kind=kind
        )
    url = world.serve(pages)

    def holds(answered: Answered) -> None:
        book = workbook(answered.completed().file(".xlsx"))
        for title, price in zip(titles, prices, strict=True):
            assert title in book and str(price) in book, (title, price)
        assert "/list/3" in world.hits, world.hits

    text = f"{url}/list/1 的商品分成好几页，把所有页的名称和价格抓下来，存成 Excel。"
    return Asked(text, holds)
