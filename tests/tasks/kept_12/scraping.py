"""Pages served on this machine: an article, details, a feed, a sitemap, a form, many pages."""

import json
from collections.abc import Callable
from html import unescape
from urllib.parse import parse_qs, urlsplit

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import handed, tells, workbook
from tests.tasks.world import World


def _said(answered: Answered) -> str:
    """The answer and the texts handed over, white space made even."""
    files = (
        p.read_text("utf-8", errors="replace")
        for p in handed(answered)
        if p.suffix.lower() in (".txt", ".md", ".csv", ".json", ".jsonl")
    )
    return " ".join("\n".join([answered.answer, *files]).split())


@task("zh")
def a_letter_about_the_old_bridge(world: World) -> Asked:
    paragraphs = [markup.prose(world.chance, zh=True, words=30) for _ in range(4)]
    page = markup.article(world.chance, "老桥的来信", paragraphs)
    url = world.serve({"/letters/bridge": page}) + "/letters/bridge"

    def holds(answered: Answered) -> None:
        text = _said(answered.completed())
        for paragraph in paragraphs:
            assert paragraph in text, f"{paragraph} not in {text[:1500]}"
        for noise in ("Subscribe now", "all rights reserved"):
            assert noise not in text, f"{noise} in {text[:1500]}"

    return Asked(f"把 {url} 这篇文章的正文取下来，导航、侧栏、页脚这些都不要", holds)


@task("en")
def boats_with_length_and_year(world: World) -> Asked:
    pages: dict[str, str] = {}
    boats, items = [], []
    kind = world.chance.choice(["dl", "table"])
    for i, title in enumerate(markup.titles(world.chance, 6)):
        length, year = f"{world.chance.randint(61, 148) / 10:.1f} m", 1961 + i * 9
        year += world.chance.randint(0, 8)
        boats.append((title, length, str(year)))
        items.append({"title": title, "link": f"/boat/{i}"})
        facts = [("Length", length), ("Built", str(year)), ("Berth", f"B{i + 3}")]
        if kind == "dl":
            inner = "".join(f"<dt>{k}</dt><dd>{v}</dd>" for k, v in facts)
        else:
            inner = "".join(f"<tr><th>{k}</th><td>{v}</td></tr>" for k, v in facts)
        pages[f"/boat/{i}"] = markup.page(title, f"<{kind}>{inner}</{kind}>")
    pages["/boats"] = markup.listing(world.chance, items, title="Boats for sale")
    url = world.serve(pages)

    def holds(answered: Answered) -> None:
        lines = answered.completed().file(".csv").read_text("utf-8-sig").splitlines()
        for title, length, year in boats:
            found = any(title in n and length[:-2] in n and year in n for n in lines)
            assert found, (title, length, year, lines)

    return Asked(
        f"{url}/boats lists some boats. Open the page of each boat and write name, length and "
        "year built of all of them into a CSV file.",
        holds,
    )


@task("en")
def a_feed_as_a_spreadsheet(world: World) -> Asked:
    entries = [
        {
            "title": title,
            "link": f"http://club.example/news/{world.chance.randint(100, 999)}-{i}",
            "date": f"{3 + i:02} Oct 2025 09:{world.chance.randint(10, 59)}:00 +0000",
            "summary": markup.prose(world.chance, words=12),
        }
        for i, title in enumerate(markup.titles(world.chance, 8))
    ]
    url = world.serve({"/club.xml": markup.feed("Rowing club", entries)}) + "/club.xml"

    def holds(answered: Answered) -> None:
        cells = unescape(workbook(answered.completed().file(".xlsx")))
        for entry in entries:
            assert entry["title"] in cells and entry["link"] in cells, (entry, cells[:1500])

    return Asked(
        f"put title, link and date of everything in the feed {url} in an Excel file", holds
    )


@task("zh")
def titles_of_the_pages_listed(world: World) -> Asked:
    titles = markup.titles(world.chance, 6, zh=True)
    pages: dict[str, str | bytes | Callable[[str], str | bytes | tuple[int, str | bytes]]] = {
        f"/p/{world.chance.randint(100, 999)}{i}.html": markup.page(
            title, f"<p>{markup.prose(world.chance, zh=True, words=15)}</p>"
        )
        for i, title in enumerate(titles)
    }
    paths = list(pages)
    url = world.serve(pages)
    pages["/sitemap.xml"] = markup.sitemap([url + path for path in paths])

    def holds(answered: Answered) -> None:
        text = answered.completed().file(".json").read_text("utf-8-sig")
        told = json.dumps(json.loads(text), ensure_ascii=False)
        missing = [x for x in (*titles, *paths) if x not in told]
        assert not missing, f"{missing} not in {told[:1500]}"

    return Asked(
        f"照着 {url}/sitemap.xml 把里面每个页面都打开，记下网址和标题，存成一个 JSON 文件", holds
    )


@task("en")
def flats_found_in_a_town(world: World) -> Asked:
    towns = world.chance.sample(["Ashby", "Corwen", "Denholm", "Frome", "Helston"], 4)
    streets = world.chance.sample(["Mill", "Castle", "Quay", "Chapel", "Orchard", "Bridge"], 6)
    flats = [
        (f"{world.chance.randint(2, 80)} {street} Street", towns[i % 3], 611 + 37 * i)
        for i, street in enumerate(streets * 2)
    ]
    wanted = towns[world.chance.randint(0, 2)]
    field = world.chance.choice(["q", "town", "where"])

    def results(path: str) -> str:
        asked = parse_qs(urlsplit(path).query).get(field, [""])[0].strip().lower()
        items = [
            {"title": f"{address}, {town}", "link": f"/flat/{i}", "rent": f"£{rent}"}
            for i, (address, town, rent) in enumerate(flats)
            if asked and asked in town.lower()
        ]
        return markup.listing(world.chance, items, title="Flats found", kind="li")

    form = (
        f'<form action="/find" method="get"><label>Town <input type="text" name="{field}"></label>'
        '<button type="submit">Search</button></form>'
    )
    url = world.serve({"/": markup.page("Flats to let", form), "/find": results})

    def holds(answered: Answered) -> None:
        text = _said(answered.completed())
        for address, town, rent in flats:
            found = address in text and str(rent) in text
            assert found is (town == wanted), (address, town, rent, text[:1500])

    return Asked(
        f'There is a search form at {url}/ . Search it for "{wanted}" and list the flats it finds '
        "with their rents.",
        holds,
    )


@task("zh")
def price_list_over_three_pages(world: World) -> Asked:
    titles = markup.titles(world.chance, 12, zh=True)
    goods = [(title, f"{world.chance.randint(19, 480)}.{i + 11}") for i, title in enumerate(titles)]
    kind = world.chance.choice(["div", "li", "article", "tr"])
    pages = {}
    for number in (1, 2, 3):
        items = [
            {"title": title, "link": f"/goods/{title}", "price": f"¥{price}"}
            for title, price in goods[4 * number - 4 : 4 * number]
        ]
        more = f'<a rel="next" href="/list?page={number + 1}">下一页</a>' if number < 3 else ""
        pages[f"/list?page={number}"] = markup.listing(
            world.chance, items, title="全部商品", more=more, kind=kind
        )
    pages["/list"] = pages["/list?page=1"]
    url = world.serve(pages)

    def holds(answered: Answered) -> None:
        cells = unescape(workbook(answered.completed().file(".xlsx")))
        for title, price in goods:
            assert title in cells and price.rstrip("0") in cells, (title, price, cells[:1500])

    return Asked(f"{url}/list 有好几页商品，把每一页的商品名和价格都抓下来，存成 Excel", holds)


@task("en")
def evening_courses_with_fees(world: World) -> Asked:
    subjects = ["Pottery", "Spanish", "Welding", "Baking", "Chess", "Guitar", "Sewing"]
    items = [
        {
            "title": f"{subject} for beginners",
            "link": f"/course/{i}",
            "starts": f"2026-0{world.chance.randint(1, 9)}-{10 + i}",
            "fee": f"${world.chance.randint(45, 290)}",
        }
        for i, subject in enumerate(world.chance.sample(subjects, 6))
    ]
    page = markup.listing(world.chance, items, title="Evening courses")
    url = world.serve({"/courses": page}) + "/courses"

    def holds(answered: Answered) -> None:
        for item in items:
            tells(answered.completed(), item["title"], item["starts"], item["fee"][1:])
        answered.says_not("Sponsored", "Buy!")

    return Asked(f"List all the courses on {url} with when they start and what they cost", holds)
