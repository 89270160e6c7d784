"""Pages of shops, schools and libraries, and what is read from them."""

import random
import re
from urllib.parse import parse_qs, urlsplit

import openpyxl

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import tells
from tests.tasks.world import Page, World


@task("en")
def story_of_the_day_without_the_menus(world: World) -> Asked:
    paragraphs = [markup.prose(world.chance, words=35) for _ in range(4)]
    page = markup.article(world.chance, "The night train", paragraphs)
    url = world.serve({"/stories/night-train": page}) + "/stories/night-train"

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *paragraphs)
        answered.says_not("Subscribe now", "all rights reserved")

    return Asked(
        f"I want to read {url} to my pupils. Please give me only the full text of the story, "
        "without menus, sidebar and footer.",
        holds,
    )


@task("zh")
def books_of_a_shop_with_stock_from_details(world: World) -> Asked:
    titles = markup.titles(world.chance, 6, zh=True)
    stock = world.chance.sample(range(11, 95), 6)
    items = [
        {"title": t, "link": f"/goods/{i}", "price": f"¥{world.chance.randint(101, 399)}"}
        for i, t in enumerate(titles)
    ]
    label = world.chance.choice(["库存", "库存数量"])
    pages: dict[str, Page] = {
        f"/goods/{i}": markup.page(
            titles[i],
            f"<p>{markup.prose(world.chance, zh=True, words=15)}</p>"
            f"<ul><li>{label}：{stock[i]}</li>"
            f"<li>重量：{world.chance.randint(2, 9)} 公斤</li></ul>",
        )
        for i in range(6)
    }
    pages["/goods"] = markup.listing(world.chance, items, title="全部商品")
    url = world.serve(pages)

    def holds(answered: Answered) -> None:
        lines = answered.completed().file(".csv").read_text("utf-8-sig").splitlines()
        for item, left in zip(items, stock, strict=True):
            row = [line for line in lines if item["title"] in line]
            assert len(row) == 1, (item, lines)
            assert item["price"][1:] in row[0] and str(left) in re.findall(r"\d+", row[0]), (
                item,
                left,
                row,
            )

    return Asked(
        f"{url}/goods 是商品列表，点进每个商品的详情页能看到{label}。"
        f"请把每个商品的名称、价格和{label}整理成一个 CSV 文件。",
        holds,
    )


@task("en")
def entries_of_one_month_in_an_atom_feed(world: World) -> Asked:
    titles = markup.titles(world.chance, 12)
    months = [8, 9, 10, 11] * 3
    world.chance.shuffle(months)
    month = world.chance.choice([9, 10])
    entries = [
        {
            "title": title,
            "link": f"http://news.example/{i}",
            "date": f"2026-{m:02}-{world.chance.randint(2, 27):02}T09:00:00Z",
        }
        for i, (title, m) in enumerate(zip(titles, months, strict=True))
    ]
    url = world.serve({"/news/atom.xml": markup.atom("Library news", entries)})
    wanted = [t for t, m in zip(titles, months, strict=True) if m == month]
    others = [t for t in titles if t not in wanted]
    name = {9: "September", 10: "October"}[month]

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *wanted)
        answered.says_not(*others)

    return Asked(
        f"Which entries in the feed {url}/news/atom.xml are from {name} 2026? Titles are enough.",
        holds,
    )


@task("zh")
def courses_counted_through_a_sitemap_index(world: World) -> Asked:
    courses, news = world.chance.randint(21, 34), world.chance.randint(36, 48)
    pages: dict[str, Page] = {}
    url = world.serve(pages)
    pages["/sitemap.xml"] = markup.sitemap([f"{url}/map-a.xml", f"{url}/map-b.xml"], "sitemap")
    places = [f"{url}/courses/{i}" for i in range(courses)]
    places += [f"{url}/news/{i}" for i in range(news)]
    world.chance.shuffle(places)
    half = len(places) // 2
    pages["/map-a.xml"] = markup.sitemap(places[:half])
    pages["/map-b.xml"] = markup.sitemap(places[half:])

    def holds(answered: Answered) -> None:
        answered.completed().says_number(courses + news, 0).says_number(courses, 0)

    return Asked(
        f"{url}/sitemap.xml 是我们培训学校的网站地图，下面还分了两个子地图。"
        "总共列了多少个网页？其中网址里带 /courses/ 的有多少个？",
        holds,
    )


@task("en")
def catalogue_asked_through_its_search_form(world: World) -> Asked:
    titles = markup.titles(world.chance, 45)
    by_noun = {n: [t for t in titles if t.endswith(n)] for n in markup.NOUNS}
    word = world.chance.choice([n for n, found in by_noun.items() if 2 <= len(found) <= 8])
    field = world.chance.choice(["q", "words", "title"])
    form = (
        f'<form action="/find" method="get"><label>Title <input name="{field}"></label>'
        "<button>Search</button></form>"
    )

    def find(path: str) -> str:
        asked = parse_qs(urlsplit(path).query).get(field, [""])[0].strip().lower()
        hits = [t for t in titles if asked and asked in t.lower()]
        items = [{"title": t, "link": f"/item/{titles.index(t)}", "kind": "Book"} for t in hits]
        return markup.listing(random.Random(len(asked)), items, title="Found", kind="li")

    url = world.serve({"/catalogue": markup.page("Catalogue", form), "/find": find})
    others = [t for t in titles if t not in by_noun[word]]

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *by_noun[word])
        answered.says_not(*others)

    return Asked(
        f"There is a search form on {url}/catalogue. Search for {word} with it and tell me the "
        "titles of everything it finds.",
        holds,
    )


@task("zh")
def old_shop_page_and_its_repriced_successor(world: World) -> Asked:
    titles = markup.titles(world.chance, 8, zh=True)
    old = world.chance.sample(range(110, 300), 8)
    moved = set(world.chance.sample(range(8), 3))
    new = [
        price + (world.chance.randint(301, 400) if i in moved else 0) for i, price in enumerate(old)
    ]

    def shop(prices: list[int], kind: str, order: list[int]) -> str:
        items = [
            {"title": titles[i], "link": f"/p/{i}", "price": f"¥{prices[i]}.00"} for i in order
        ]
        return markup.listing(world.chance, items, title="商品", kind=kind)

    kinds = world.chance.sample(["div", "li", "article", "tr"], 2)
    order = world.chance.sample(range(8), 8)
    url = world.serve(
        {"/old": shop(old, kinds[0], list(range(8))), "/new": shop(new, kinds[1], order)}
    )

    def holds(answered: Answered) -> None:
        answered.completed().says(*(titles[i] for i in moved))
        answered.says_not(*(titles[i] for i in range(8) if i not in moved))
        for i in moved:
            answered.says_number(old[i], 0).says_number(new[i], 0)

    return Asked(
        f"{url}/old 和 {url}/new 是同一家店改版前和改版后的商品页，页面结构不一样。"
        "只列出价格变了的商品，写上原价和新价。",
        holds,
    )


@task("zh")
def evening_courses_of_all_pages_in_a_workbook(world: World) -> Asked:
    titles = markup.titles(world.chance, 15, zh=True)
    items = [
        {"title": t, "link": f"/course/{i}", "fee": f"{world.chance.randint(120, 980)} 元"}
        for i, t in enumerate(titles)
    ]
    kind = world.chance.choice(["div", "li", "article", "tr"])
    pages: dict[str, Page] = {}
    for number in (1, 2, 3):
        more = f'<p><a rel="next" href="/courses?page={number + 1}">下一页</a></p>'
        shown = items[5 * number - 5 : 5 * number]
        made = markup.listing(
            world.chance, shown, title="夜校课程", more=more if number < 3 else "", kind=kind
        )
        pages[f"/courses?page={number}"] = made
    pages["/courses"] = pages["/courses?page=1"]
    url = world.serve(pages)

    def holds(answered: Answered) -> None:
        book = openpyxl.load_workbook(answered.completed().file(".xlsx"))
        rows = [
            " ".join(str(cell) for cell in row if cell is not None)
            for sheet in book.worksheets
            for row in sheet.iter_rows(values_only=True)
        ]
        for item in items:
            fee = item["fee"].split()[0]
            assert any(item["title"] in row and fee in row for row in rows), (item, rows)

    return Asked(
        f"{url}/courses 上的课程分成好几页（点“下一页”翻页）。"
        "把所有页的课程名称和学费都抓下来，存成一个 Excel 文件。",
        holds,
    )
