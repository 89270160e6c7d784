"""Pages of this machine: articles, lists, feeds, site maps, forms, several pages, tables."""

import csv
import json
import random
import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import tells
from tests.tasks.world import World


def _sheet_rows(path: Path) -> list[list[str]]:
    """The rows of a workbook's sheets."""
    rows = []
    with zipfile.ZipFile(path) as book:
        shared: list[str] = []
        if "xl/sharedStrings.xml" in book.namelist():
            texts = ET.fromstring(book.read("xl/sharedStrings.xml"))
            shared = ["".join(entry.itertext()) for entry in texts]
        for name in book.namelist():
            if not name.startswith("xl/worksheets/sheet"):
                continue
            for row in ET.fromstring(book.read(name)).iter():
                if not row.tag.endswith("}row"):
                    continue
                cells = []
                for cell in row:
                    text = "".join(cell.itertext())
                    cells.append(shared[int(text)] if cell.get("t") == "s" else text)
                rows.append(cells)
    return rows


def _records(value: Any) -> Iterator[str]:
    """Every object or row at the bottom of a JSON value, as a text."""
    if not isinstance(value, dict | list):
        return
    parts = list(value.values()) if isinstance(value, dict) else value
    if parts and not any(isinstance(part, dict | list) for part in parts):
        yield json.dumps(value, ensure_ascii=False)
    for part in parts:
        yield from _records(part)


@task("zh")
def body_of_a_report_into_a_text(world: World) -> Asked:
    title = "旧厂房里的" + world.chance.choice(["图书馆", "菜市场", "剧场", "自行车道"])
    paragraphs = [markup.prose(world.chance, zh=True, words=45) for _ in range(5)]
    url = world.serve({"/news/2026/factory": markup.article(world.chance, title, paragraphs)})

    def holds(answered: Answered) -> None:
        text = answered.completed().file(".txt").read_text("utf-8-sig")
        plain = "".join(text.split())
        for paragraph in paragraphs:
            assert "".join(paragraph.split()) in plain, (paragraph, text[:800])
        for noise in ("Subscribe", "newsletter", "Copyright"):
            assert noise not in text, (noise, text[:1500])

    return Asked(
        f"把 {url}/news/2026/factory 这篇报道的正文存成一个 txt 文件，导航、订阅广告之类的都不要",
        holds,
    )


@task("en")
def vets_with_phone_and_street(world: World) -> Asked:
    towns = world.chance.sample(["Alder", "Birch", "Cedar", "Hazel", "Linden", "Rowan"], 5)
    shape = world.chance.choice(["dl", "table", "p"])
    items, rows, pages = [], [], {}
    for at, town in enumerate(towns):
        name = f"{town} Vet Clinic"
        phone = f"555-{world.chance.randint(1000, 9999)}"
        street = f"{world.chance.randint(2, 98)} {world.chance.choice(towns)} Street"
        link = f"/clinic/{at + 1}"
        items.append({"title": name, "link": link})
        rows.append((name, phone, street))
        body = {
            "dl": f"<dl><dt>Phone</dt><dd>{phone}</dd><dt>Address</dt><dd>{street}</dd></dl>",
            "table": f"<table><tr><th>Phone</th><td>{phone}</td></tr>"
            f"<tr><th>Address</th><td>{street}</td></tr></table>",
            "p": f"<p><strong>Phone:</strong> {phone}</p><p><strong>Address:</strong> {street}</p>",
        }[shape]
        pages[link] = markup.page(name, f"<p>We look after cats and dogs.</p>{body}")
    kind = world.chance.choice(["li", "article"])
    pages["/clinics"] = markup.listing(world.chance, items, title="Our clinics", kind=kind)
    url = world.serve(pages)

    def holds(answered: Answered) -> None:
        sheet = _sheet_rows(answered.completed().file(".xlsx"))
        for wanted in rows:
            found = any(all(text in " | ".join(row) for text in wanted) for row in sheet)
            assert found, (wanted, sheet)

    return Asked(
        f"{url}/clinics lists vet clinics. Open the page of each clinic and give me an Excel file "
        "with the name, phone and address of every clinic.",
        holds,
    )


@task("zh")
def a_feed_kept_as_json(world: World) -> Asked:
    entries, days = [], []
    for at, title in enumerate(markup.titles(world.chance, 8, zh=True)):
        day = world.chance.randint(1, 28)
        days.append(f"2026-02-{day:02}")
        entries.append(
            {
                "title": title + "使用体验",
                "link": f"/post/{at + 11}",
                "date": f"{day:02} Feb 2026 09:00:00 +0000",
                "summary": "一段简介",
            }
        )

    def shown(_path: str) -> str:
        return markup.feed("好物笔记", [{**e, "link": url + e["link"]} for e in entries])

    url = world.serve({"/feed.xml": shown})

    def holds(answered: Answered) -> None:
        records = list(_records(json.loads(answered.completed().file(".json").read_bytes())))
        for entry, day in zip(entries, days, strict=True):
            found = [r for r in records if entry["title"] in r and f'{entry["link"]}"' in r]
            assert found, (entry, records)
            assert any(day in r or entry["date"][:11] in r for r in found), (day, found)

    return Asked(
        f"读取订阅源 {url}/feed.xml ，把每篇文章的标题、链接、发布日期存成 JSON 文件", holds
    )


@task("en")
def pages_touched_this_year(world: World) -> Asked:
    fresh: list[str] = []
    stale: list[str] = []
    inner = []
    for at, title in enumerate(markup.titles(world.chance, 14)):
        path = f"/guide/{title.lower().replace(' ', '-')}"
        new = at < 4 or (at < 9 and world.chance.random() < 0.5)
        (fresh if new else stale).append(path)
        year = 2026 if new else world.chance.choice([2023, 2024, 2025])
        inner.append(
            (path, f"{year}-{world.chance.randint(1, 6):02}-{world.chance.randint(1, 28):02}")
        )
    world.chance.shuffle(inner)

    def site_map(_path: str) -> str:
        urls = "".join(
            f"<url><loc>{url}{path}</loc><lastmod>{day}</lastmod></url>" for path, day in inner
        )
        space = "http://www.sitemaps.org/schemas/sitemap/0.9"
        return f'<?xml version="1.0"?><urlset xmlns="{space}">{urls}</urlset>'

    url = world.serve({"/sitemap.xml": site_map})

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *fresh)
        answered.says_not(*stale)

    return Asked(
        f"Look at {url}/sitemap.xml and list the pages whose lastmod is in 2026 (only those).",
        holds,
    )


@task("zh")
def goods_a_search_box_gives(world: World) -> Asked:
    word = world.chance.choice(markup.ZH_NOUNS)
    firsts = world.chance.sample(markup.ZH_ADJECTIVES, 4)
    others = [n for n in markup.titles(world.chance, 14, zh=True) if word not in n][:8]
    names = [first + word for first in firsts] + others
    world.chance.shuffle(names)
    items = []
    for at, name in enumerate(names):
        price = f"{world.chance.randint(20, 399)}.{world.chance.randint(11, 99)}".rstrip("0")
        items.append({"title": name, "link": f"/g/{at}", "price": f"¥{price}"})
    field = world.chance.choice(["q", "kw", "keyword", "s"])
    form = (
        f'<form action="/find" method="get"><input type="search" name="{field}" '
        'placeholder="搜索商品"><button type="submit">搜索</button></form>'
    )
    seed = world.chance.randrange(10**6)

    def found(path: str) -> str:
        asked = "".join(parse_qs(urlsplit(path).query).get(field, []))
        hits = [item for item in items if asked and asked in item["title"]]
        if not hits:
            return markup.page("搜索结果", f"<p>没有找到</p>{form}")
        chance = random.Random(seed)
        return markup.listing(chance, hits, title="搜索结果", kind=chance.choice(["li", "article"]))

    url = world.serve({"/": markup.page("小铺", form), "/find": found})

    def holds(answered: Answered) -> None:
        answered.completed()
        for item in items:
            if word in item["title"]:
                tells(answered, item["title"], item["price"][1:])
        answered.says_not(*others)

    return Asked(f"打开 {url}/ ，在搜索框里搜“{word}”，把搜到的商品名和价格列给我", holds)


@task("en")
def a_catalogue_over_its_pages(world: World) -> Asked:
    count, size = world.chance.randint(14, 20), 6
    items = [
        {
            "title": title,
            "link": f"/p/{at}",
            "price": f"${world.chance.randint(10, 250)}.{world.chance.choice([15, 45, 75, 99])}",
        }
        for at, title in enumerate(markup.titles(world.chance, count))
    ]
    seed = world.chance.randrange(10**6)
    kind = world.chance.choice(["li", "article", "tr"])

    def shown(path: str) -> str:
        number = int("".join(parse_qs(urlsplit(path).query).get("page", ["1"])))
        part = items[(number - 1) * size : number * size]
        more = ""
        if number * size < count:
            more = f'<p><a rel="next" href="/catalogue?page={number + 1}">Next</a></p>'
        return markup.listing(random.Random(seed), part, title="Catalogue", more=more, kind=kind)

    url = world.serve({"/catalogue": shown})

    def holds(answered: Answered) -> None:
        text = answered.completed().file(".csv").read_text("utf-8-sig")
        rows = [" | ".join(row) for row in csv.reader(text.splitlines())]
        for item in items:
            found = [row for row in rows if item["title"] in row and item["price"][1:] in row]
            assert len(found) == 1, (item, rows)

    return Asked(
        f"I need the name and price of every product in {url}/catalogue (there's a Next link, so "
        "go through all the pages). CSV please.",
        holds,
    )


@task("en")
def ferries_of_a_timetable(world: World) -> Asked:
    ports = world.chance.sample(["Ardra", "Belmo", "Corvay", "Dunlin", "Estra", "Fennick"], 5)
    ships = world.chance.sample(["Kittiwake", "Gannet", "Puffin", "Osprey", "Tern", "Heron"], 5)
    rows = []
    for at, ship in enumerate(ships):
        minutes = 360 + at * 95 + world.chance.randrange(80)
        clock = f"{minutes // 60:02}:{minutes % 60:02}"
        rows.append((ship, ports[at], ports[at - 1], clock))
    head = "".join(f"<th>{name}</th>" for name in ("Ship", "From", "To", "Departs"))
    label = markup.name(world.chance)
    inner = "".join(
        "<tr>" + "".join(f'<td class="{label}">{cell}</td>' for cell in row) + "</tr>"
        for row in rows
    )
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{inner}</tbody></table>"
    url = world.serve({"/ferries": markup.page("Ferries today", f"<p>All times local.</p>{table}")})

    def holds(answered: Answered) -> None:
        records = list(_records(json.loads(answered.completed().file(".json").read_bytes())))
        for row in rows:
            parts = [rf"\b{re.escape(cell)}\b" for cell in row]
            found = any(all(re.search(part, record) for part in parts) for record in records)
            assert found, (row, records)

    return Asked(f"Save the timetable on {url}/ferries as a JSON file, one object per ferry", holds)
