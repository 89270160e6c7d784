"""Web pages: an article, lists with details and several pages, a feed, a sitemap, a form."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from urllib.parse import parse_qs, urlsplit

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import tells, workbook
from tests.tasks.world import World


def _price(world: World) -> str:
    return f"{world.chance.randint(11, 480)}.{world.chance.randint(1, 9)}5"


@task("zh")
def text_of_an_article(world: World) -> Asked:
    paragraphs = [markup.prose(world.chance, zh=True) for _ in range(5)]
    title = markup.titles(world.chance, 1, zh=True)[0] + "的故事"
    page = markup.article(world.chance, title, paragraphs)
    url = world.serve({"/news/story.html": page}) + "/news/story.html"

    def holds(answered: Answered) -> None:
        answered.completed().says_not("Subscribe now", "all rights reserved")
        tells(answered, title, *(p[:16] for p in paragraphs))

    return Asked(f"帮我提取这篇文章的正文 {url}", holds)


def _detail(world: World) -> Callable[[str, str], str]:
    """How every page of this shop shows a weight."""
    shapes = (
        "<table><tr><th>Weight</th><td>{0}</td></tr><tr><th>Colour</th><td>blue</td></tr></table>",
        "<dl><dt>Weight</dt><dd>{0}</dd><dt>Colour</dt><dd>blue</dd></dl>",
        "<ul><li>Weight: {0}</li><li>Colour: blue</li></ul>",
    )
    shape = world.chance.choice(shapes)
    return lambda title, weight: markup.page(title, shape.format(weight))


@task("en")
def weights_of_products(world: World) -> Asked:
    titles = markup.titles(world.chance, 6)
    weights = [f"{world.chance.randint(2, 90)}.{world.chance.randint(1, 9)} kg" for _ in titles]
    items = [
        {"title": title, "link": f"/item/{i}", "price": f"${_price(world)}"}
        for i, title in enumerate(titles)
    ]
    detail = _detail(world)
    pages = {f"/item/{i}": detail(titles[i], weights[i]) for i in range(len(titles))}
    url = world.serve({"/shop": markup.listing(world.chance, items, title="Shop"), **pages})

    def holds(answered: Answered) -> None:
        rows = answered.completed().file(".csv").read_text("utf-8-sig").splitlines()
        for item, weight in zip(items, weights, strict=True):
            row = next((r for r in rows if item["title"] in r), "")
            assert item["price"][1:] in row and weight.split()[0] in row, (item, rows)

    return Asked(
        f"scrape the products on {url}/shop, open each product's page to get its weight too, "
        "and save it all as csv",
        holds,
    )


@task("zh")
def three_newest_posts(world: World) -> Asked:
    titles = markup.titles(world.chance, 8, zh=True)
    start = datetime(2026, world.chance.randint(2, 10), 20, 8, tzinfo=UTC)
    entries = [
        {
            "title": title,
            "link": f"http://x.example/{i}",
            "date": format_datetime(start - timedelta(days=i)),
            "summary": "简介",
        }
        for i, title in enumerate(titles)
    ]
    world.chance.shuffle(entries)
    url = world.serve({"/rss.xml": markup.feed("博客", entries)})

    def holds(answered: Answered) -> None:
        answered.completed().says(*titles[:3]).says_not(*titles[3:])

    return Asked(f"{url}/rss.xml 这个订阅源最新的 3 篇文章是什么", holds)


@task("en")
def pages_of_a_site(world: World) -> Asked:
    names = [f"{world.chance.choice(markup.SYLLABLES)}-{i}" for i in range(40)]
    blog = names[: world.chance.randint(5, 15)]
    docs = names[len(blog) : len(blog) + world.chance.randint(7, 20)]
    pages: dict[str, str] = {}
    url = world.serve(pages)
    pages["/sitemap.xml"] = markup.sitemap([f"{url}/blog.xml", f"{url}/docs.xml"], tag="sitemap")
    pages["/blog.xml"] = markup.sitemap([f"{url}/blog/{n}" for n in blog])
    pages["/docs.xml"] = markup.sitemap([f"{url}/docs/{n}" for n in docs])

    def holds(answered: Answered) -> None:
        answered.completed().says_number(len(blog) + len(docs), 0)

    return Asked(f"how many pages are listed in {url}/sitemap.xml", holds)


@task("zh")
def goods_of_a_search_form(world: World) -> Asked:
    names = markup.titles(world.chance, 30, zh=True)
    word = Counter(name[2:] for name in names).most_common(1)[0][0]
    goods = [(name, f"¥{_price(world)}") for name in names]
    wanted = [(name, price) for name, price in goods if name.endswith(word)]
    field, kind = world.chance.choice(["q", "keyword", "wd"]), world.chance.choice(["div", "tr"])
    form = f'<form action="/find" method="get"><input type="text" name="{field}"></form>'

    def found(path: str) -> str:
        asked = parse_qs(urlsplit(path).query).get(field, [""])[0]
        items = [
            {"title": name, "link": f"/g/{i}", "price": price}
            for i, (name, price) in enumerate(goods)
            if asked and asked in name
        ]
        return markup.listing(world.chance, items, title="搜索结果", kind=kind)

    url = world.serve({"/": markup.page("商城", form), "/find": found})

    def holds(answered: Answered) -> None:
        answered.completed()
        for name, price in wanted:
            tells(answered, name, price[1:])
        answered.says_not(*(name for name in names if not name.endswith(word)))

    return Asked(f"在 {url}/ 的搜索框里搜“{word}”，把搜到的商品和价格列出来", holds)


@task("en")
def a_table_into_excel(world: World) -> Asked:
    towns = world.chance.sample(["Lisbon", "Porto", "Faro", "Braga", "Evora", "Sines"], 5)
    rows = [(town, world.chance.randint(1000, 9999), _price(world)) for town in towns]
    body = "".join(f"<tr><td>{a}</td><td>{b}</td><td>{c}</td></tr>" for a, b, c in rows)
    table = f"<table><tr><th>Town</th><th>Rooms</th><th>Rate</th></tr>{body}</table>"
    page, asked = markup.page("Hotels", table), []

    def busy_at_first(path: str) -> tuple[int, str]:
        asked.append(path)
        return (503, "<p>busy</p>") if len(asked) == 1 else (200, page)

    url = world.serve({"/hotels.html": busy_at_first})

    def holds(answered: Answered) -> None:
        book = workbook(answered.completed().file(".xlsx"))
        for town, rooms, rate in rows:
            assert town in book and str(rooms) in book and rate in book, (town, book[:1500])

    return Asked(f"Please save the table at {url}/hotels.html as an Excel file.", holds)


@task("en")
def books_on_several_pages(world: World) -> Asked:
    items = [
        {"title": title, "link": f"/b/{i}", "price": f"${_price(world)}"}
        for i, title in enumerate(markup.titles(world.chance, 18))
    ]
    kind = world.chance.choice(["div", "li", "article"])
    more = [
        '<p><a href="/books?page=2">Next</a></p>',
        '<p><a href="/books?page=3">Next</a></p>',
        "",
    ]
    pages = {
        f"/books?page={i + 1}": markup.listing(
            world.chance, items[6 * i : 6 * i + 6], title="Books", more=more[i], kind=kind
        )
        for i in range(3)
    }
    url = world.serve({**pages, "/books": pages["/books?page=1"]})

    def holds(answered: Answered) -> None:
        text = answered.completed().file(".json").read_text("utf-8")
        for item in items:
            assert item["title"] in text and item["price"][1:] in text, (item, text[:1500])

    return Asked(
        f"get all books with their prices from {url}/books (there are several pages) "
        "and save them to books.json",
        holds,
    )
