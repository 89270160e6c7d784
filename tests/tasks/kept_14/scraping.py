"""Pages of this machine that somebody wants in a usable form."""

import json
import random
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import openpyxl

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import tells, whole
from tests.tasks.world import World


def _flat(text: str) -> str:
    return " ".join(text.split()).lower()


def _together(lines: list[str], *texts: str) -> None:
    found = any(all(text.lower() in line.lower() for text in texts) for line in lines)
    assert found, f"no line with all of {texts} in {lines[:20]}"


@task("zh")
def words_of_a_travel_story(world: World) -> Asked:
    paragraphs = [markup.prose(world.chance, zh=True, words=35) for _ in range(4)]
    title = "".join(markup.titles(world.chance, 1, zh=True)) + "游记"
    page = markup.article(world.chance, title, paragraphs)
    place = f"/story/{world.chance.randint(100, 999)}"
    url = world.serve({place: page}) + place

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *paragraphs)
        answered.says_not("Copyright notice", "Subscribe now", "newsletter")

    return Asked(f"{url} 这篇文章我只想要正文，导航栏、侧边栏和页脚都去掉", holds)


@task("en")
def evening_classes_with_their_rooms(world: World) -> Asked:
    names = markup.titles(world.chance, 6)
    teachers = world.chance.sample(
        ["Nora Blum", "Piet Vos", "Ines Roy", "Omar Said", "Lena Falk", "Tim Moss", "Eva Lund"], 6
    )
    rooms = [f"B{n}" for n in world.chance.sample(range(110, 390), 6)]
    shape = world.chance.choice(["p", "dl", "table"])
    pages: dict[str, str] = {}
    for at, name in enumerate(names):
        pairs = {"Teacher": teachers[at], "Room": rooms[at], "Fee": f"${40 + 5 * at}"}
        if shape == "p":
            body = "".join(f"<p><b>{k}:</b> {v}</p>" for k, v in pairs.items())
        elif shape == "dl":
            body = f"<dl>{''.join(f'<dt>{k}</dt><dd>{v}</dd>' for k, v in pairs.items())}</dl>"
        else:
            cells = "".join(f"<tr><th>{k}</th><td>{v}</td></tr>" for k, v in pairs.items())
            body = f"<table>{cells}</table>"
        text = f"<p>{markup.prose(world.chance, words=15)}</p>"
        pages[f"/class/{at + 1}"] = markup.page(name, text + body)
    items = [{"title": name, "link": f"/class/{at + 1}"} for at, name in enumerate(names)]
    pages["/classes"] = markup.listing(world.chance, items, title="Evening classes", kind="li")
    url = world.serve(pages) + "/classes"

    def holds(answered: Answered) -> None:
        lines = answered.completed().file(".csv").read_text("utf-8-sig").splitlines()
        for name, teacher, room in zip(names, teachers, rooms, strict=True):
            _together(lines, name, teacher, room)

    return Asked(
        f"{url} lists our evening classes. Open the page of every class, get the teacher and the "
        "room, and give me a CSV with class, teacher and room.",
        holds,
    )


@task("zh")
def hiring_news_in_a_feed(world: World) -> Asked:
    things = markup.titles(world.chance, 9, zh=True)
    hiring = sorted(world.chance.sample(range(9), 3))
    when, entries = datetime(2025, 11, 20, 9, 0, tzinfo=UTC), []
    for at, thing in enumerate(things):
        title = f"{thing}团队招聘启事" if at in hiring else f"{thing}发布通知"
        entries.append(
            {
                "title": title,
                "link": f"http://news.example/p/{world.chance.randint(100, 999)}{at}",
                "date": format_datetime(when - timedelta(days=2 * at)),
                "summary": markup.prose(world.chance, zh=True, words=10),
            }
        )
    url = world.serve({"/rss.xml": markup.feed("公司动态", entries)}) + "/rss.xml"

    def holds(answered: Answered) -> None:
        answered.completed()
        for at, entry in enumerate(entries):
            if at in hiring:
                tells(answered, entry["title"], entry["link"])
            else:
                answered.says_not(entry["title"])

    return Asked(f"{url} 这个 RSS 里，标题带“招聘”的文章有哪些？标题和链接都给我", holds)


@task("en")
def help_pages_with_their_titles(world: World) -> Asked:
    names = markup.titles(world.chance, 8)
    pages: dict[str, str] = {}
    for name in names:
        path = "/help/" + name.lower().replace(" ", "-")
        text = f"<p>{markup.prose(world.chance, words=30)}</p>"
        pages[path] = markup.page(f"How to use the {name}", text)
    site: dict[str, Any] = dict(pages)
    url = world.serve(site)
    site["/sitemap.xml"] = markup.sitemap([url + path for path in pages])

    def holds(answered: Answered) -> None:
        lines = answered.completed().file(".csv").read_text("utf-8-sig").splitlines()
        for name, path in zip(names, pages, strict=True):
            _together(lines, f"How to use the {name}", path)

    return Asked(
        f"Go through the sitemap {url}/sitemap.xml and make a CSV with the address and the title "
        "of every page in it.",
        holds,
    )


def _cells(path: Path) -> list[str]:
    book = openpyxl.load_workbook(path, data_only=True)
    rows = (row for sheet in book for row in sheet.iter_rows(values_only=True))
    return ["\t".join("" if cell is None else str(cell) for cell in row) for row in rows]


@task("zh")
def lamps_searched_into_a_sheet(world: World) -> Asked:
    names = markup.titles(world.chance, 30, zh=True)
    counts = {n[-2:]: sum(m.endswith(n[-2:]) for m in names) for n in names}
    word = max(counts, key=lambda w: (counts[w], w))
    prices = {name: f"¥{world.chance.randint(21, 399)}.5" for name in names}
    field = world.chance.choice(["q", "kw", "keyword", "s"])
    kind = world.chance.choice(["div", "li", "article", "tr"])
    style = world.chance.randint(0, 10**6)

    def found(path: str) -> str:
        asked = parse_qs(urlsplit(path).query).get(field, [""])[0].strip()
        hits = [n for n in names if asked and asked in n]
        items = [{"title": n, "link": f"/goods/{names.index(n)}", "price": prices[n]} for n in hits]
        if not items:
            return markup.page("搜索结果", "<p>没有找到商品</p>")
        chance = random.Random(style)
        return markup.listing(chance, items, title="搜索结果", kind=kind)

    form = (
        f'<form action="/find" method="get"><input type="text" name="{field}" '
        'placeholder="搜索商品"><button type="submit">搜索</button></form>'
    )
    home = markup.page("小店", f"<p>欢迎光临</p>{form}")
    url = world.serve({"/": home, "/find": found})

    def holds(answered: Answered) -> None:
        rows = _cells(answered.completed().file(".xlsx"))
        for name in names:
            if word in name:
                _together(rows, name, prices[name][1:])
            else:
                assert not any(name in row for row in rows), (name, rows)

    return Asked(f"在 {url}/ 的搜索框里搜“{word}”，把搜到的商品名称和价格存成 Excel", holds)


def _records(value: Any) -> Iterator[str]:
    """Every innermost record as one text."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    nested = [each for each in inner if isinstance(each, dict | list)]
    if isinstance(value, dict) or (value and not nested):
        yield json.dumps(value, ensure_ascii=False)
    for each in nested:
        yield from _records(each)


@task("en")
def reviews_from_every_page(world: World) -> Asked:
    names = markup.titles(world.chance, 14)
    guests = [f"Guest {n}" for n in world.chance.sample(range(1000, 9999), 14)]
    stars = [f"{world.chance.randint(1, 5)}/5" for _ in names]
    kind = world.chance.choice(["div", "li", "article"])
    pages, style = {}, world.chance.randint(0, 10**6)
    for number in range(3):
        part = range(number * 5, min(14, number * 5 + 5))
        items = [
            {"title": names[i], "link": f"/review/{i}", "guest": guests[i], "stars": stars[i]}
            for i in part
        ]
        more = f'<p><a href="/reviews?page={number + 2}">Next</a></p>' if number < 2 else ""
        page = markup.listing(random.Random(style), items, title="Reviews", more=more, kind=kind)
        pages["/reviews" if number == 0 else f"/reviews?page={number + 1}"] = page
    url = world.serve(pages) + "/reviews"

    def holds(answered: Answered) -> None:
        content = json.loads(answered.completed().file(".json").read_text("utf-8-sig"))
        records = [r for r in _records(content) if sum(n in r for n in names) == 1]
        for name, guest, star in zip(names, guests, stars, strict=True):
            mine = [r for r in records if name in r]
            bare = [re.sub(rf"{guest}|/review/\d+|page=\d+|/5", "", r) for r in mine if guest in r]
            assert any(re.search(rf"(?<!\d){star[0]}(?!\d)", r) for r in bare), (name, star, mine)

    return Asked(
        f"Collect all reviews from {url} (it goes on over several pages, follow Next) into one "
        "JSON file: product, guest and rating.",
        holds,
    )


@task("en")
def talks_of_an_odd_programme(world: World) -> Asked:
    speakers = world.chance.sample(
        ["Ada Brandt", "Jun Sato", "Mira Kohl", "Leo Winter", "Sue Park", "Ivan Orlov"], 5
    )
    talks = [f"The {name} Story" for name in markup.titles(world.chance, 5)]
    times = [f"{9 + at}:{world.chance.choice(['00', '15', '30'])}" for at in range(5)]
    one, two, three = (markup.name(world.chance) for _ in range(3))
    tag = world.chance.choice(["section", "div", "li"])
    cards = "".join(
        f'<{tag} class="{one}"><figure><img src="/face{at}.png" alt=""><figcaption>{speaker}'
        f'</figcaption></figure><p class="{two}">{talk}</p>'
        f'<time class="{three}">{when}</time></{tag}>'
        for at, (speaker, talk, when) in enumerate(zip(speakers, talks, times, strict=True))
    )
    box = "ul" if tag == "li" else "div"
    page = markup.page("Programme", f"<{box}>{cards}</{box}>")
    url = world.serve({"/programme": page}) + "/programme"

    def holds(answered: Answered) -> None:
        answered.completed()
        text = _flat(whole(answered))
        for speaker, talk, when in zip(speakers, talks, times, strict=True):
            spots = [i for i in range(len(text)) if text.startswith(speaker.lower(), i)]
            near = [text[max(0, i - 130) : i + 130] for i in spots]
            assert any(talk.lower() in n and when in n for n in near), (speaker, near)
        answered.says_not("Copyright notice")

    return Asked(f"Who speaks at {url}, about what, and at what time? One line per speaker.", holds)
