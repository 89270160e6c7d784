"""Web pages: an article, lists with details and several pages, a feed, a sitemap, a form."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import tells, whole, workbook
from tests.tasks.world import World


@task("en")
def words_of_a_column(world: World) -> Asked:
    paragraphs = [markup.prose(world.chance) for _ in range(6)]
    title = f"Why the {markup.titles(world.chance, 1)[0]} matters"
    page = markup.article(world.chance, title, paragraphs)
    url = world.serve({"/opinion/column": page}) + "/opinion/column"

    def holds(answered: Answered) -> None:
        answered.completed().says_not("Our newsletter", "Copyright notice")
        tells(answered, *(p[:40] for p in paragraphs))

    return Asked(f"get the main text of this article for me: {url}", holds)


@task("zh")
def pay_on_every_jobs_page(world: World) -> Asked:
    jobs = world.chance.sample(["会计", "前台", "司机", "厨师", "编辑", "护士", "焊工"], 5)
    pay = {job: f"{world.chance.randint(51, 299) * 100}元/月" for job in jobs}
    shape = world.chance.choice(
        (
            "<table><tr><th>薪资</th><td>{0}</td></tr><tr><th>经验</th><td>不限</td></tr></table>",
            "<dl><dt>薪资</dt><dd>{0}</dd><dt>经验</dt><dd>不限</dd></dl>",
            "<ul><li>薪资：{0}</li><li>经验：不限</li></ul>",
        )
    )
    items = [
        {"title": job, "link": f"/job/{i}", "company": f"{world.chance.choice('甲乙丙')}公司"}
        for i, job in enumerate(jobs)
    ]
    pages = {f"/job/{i}": markup.page(job, shape.format(pay[job])) for i, job in enumerate(jobs)}
    url = world.serve({"/jobs": markup.listing(world.chance, items, title="招聘"), **pages})

    def holds(answered: Answered) -> None:
        rows = answered.completed().file(".csv").read_text("utf-8-sig").splitlines()
        for job in jobs:
            row = next((r for r in rows if job in r), "").replace(",", " ")
            assert pay[job].removesuffix("元/月") in row, (job, pay[job], rows)

    return Asked(f"抓一下 {url}/jobs 上的职位，点进每个职位的详情页把薪资也抓下来，存成 csv", holds)


@task("en")
def titles_and_dates_of_a_feed(world: World) -> Asked:
    start = datetime(2026, world.chance.randint(3, 11), world.chance.randint(1, 28), 9, tzinfo=UTC)
    days = [start - timedelta(days=4 * i) for i in range(6)]
    titles = markup.titles(world.chance, 6)
    entries = [
        {"title": title, "link": f"http://x.example/{i}", "date": day.isoformat()}
        for i, (title, day) in enumerate(zip(titles, days, strict=True))
    ]
    url = world.serve({"/atom.xml": markup.atom("Notes", entries)})

    def holds(answered: Answered) -> None:
        text = whole(answered.completed())
        for title, day in zip(titles, days, strict=True):
            written: tuple[str, ...] = (
                f"{day:%Y-%m-%d}",
                f"{day:%d %b %Y}",
                f"{day.day} {day:%B %Y}",
            )
            written += (f"{day:%B} {day.day}", f"{day:%b} {day.day}", f"{day:%Y/%m/%d}")
            assert title in text and any(w in text for w in written), (title, day, text[:1500])

    return Asked(f"list the titles and dates of the posts in {url}/atom.xml", holds)


@task("zh")
def addresses_in_a_sitemap(world: World) -> Asked:
    names = [
        f"{world.chance.choice(markup.SYLLABLES)}{world.chance.randint(100, 999)}{i}"
        for i in range(world.chance.randint(7, 12))
    ]
    pages: dict[str, str] = {}
    url = world.serve(pages)
    pages["/sitemap.xml"] = markup.sitemap([f"{url}/p/{name}.html" for name in names])

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *(f"/p/{name}.html" for name in names))

    return Asked(f"把 {url}/sitemap.xml 里的网址都列出来", holds)


@task("en")
def results_for_a_word(world: World) -> Asked:
    names = markup.titles(world.chance, 32)
    word = Counter(name.split()[1] for name in names).most_common(1)[0][0]
    field, kind = world.chance.choice(["query", "s", "term"]), world.chance.choice(["li", "tr"])
    hidden = '<input type="hidden" name="lang" value="en">'
    box = f'<input type="search" name="{field}"><button>Go</button>'
    form = f'<form action="/results" method="get">{hidden}{box}</form>'

    def found(path: str) -> str:
        asked = parse_qs(urlsplit(path).query).get(field, [""])[0].lower()
        items = [
            {"title": name, "link": f"/g/{i}", "price": f"${i + 7}.25"}
            for i, name in enumerate(names)
            if asked and asked in name.lower()
        ]
        return markup.listing(world.chance, items, title="Results", kind=kind)

    url = world.serve({"/": markup.page("Market", form), "/results": found})

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *(n for n in names if n.endswith(word)))
        answered.says_not(*(n for n in names if not n.endswith(word)))

    return Asked(f'Search for "{word}" with the search form on {url}/ and list the results', holds)


@task("zh")
def books_into_a_workbook(world: World) -> Asked:
    titles = markup.titles(world.chance, 12, zh=True)
    prices = [f"{world.chance.randint(11, 99)}.{world.chance.randint(1, 9)}5" for _ in titles]
    items = [
        {"title": title, "link": f"/b/{i}", "price": f"¥{price}"}
        for i, (title, price) in enumerate(zip(titles, prices, strict=True))
    ]
    page, asked = markup.listing(world.chance, items, title="书店"), []

    def busy_at_first(path: str) -> tuple[int, str]:
        asked.append(path)
        return (503, "<p>busy</p>") if len(asked) == 1 else (200, page)

    url = world.serve({"/books": busy_at_first})

    def holds(answered: Answered) -> None:
        book = unescape(workbook(answered.completed().file(".xlsx")))
        for title, price in zip(titles, prices, strict=True):
            assert title in book and price in book, (title, price, book[:1500])

    return Asked(f"抓取 {url}/books 上所有商品的名称和价格，导出成 Excel", holds)


@task("en")
def quotes_of_all_pages(world: World) -> Asked:
    people = ("Jane Moor", "Otto Lind", "Rosa Vega", "Ian Kerr", "Mina Sato")
    quotes = [(markup.prose(world.chance, words=9), world.chance.choice(people)) for _ in range(15)]
    box, said, by = (markup.name(world.chance) for _ in range(3))
    tag = world.chance.choice(["div", "article", "li"])
    pages = {}
    for number in range(3):
        shown = "".join(
            f'<{tag} class="{box}"><span class="{said}">{text}</span>'
            f'<small class="{by}">{author}</small></{tag}>'
            for text, author in quotes[5 * number : 5 * number + 5]
        )
        more = f'<a href="/quotes?page={number + 2}">Next</a>' if number < 2 else ""
        pages[f"/quotes?page={number + 1}"] = markup.page("Quotes", f"<ul>{shown}</ul>{more}")
    url = world.serve({**pages, "/quotes": pages["/quotes?page=1"]})

    def holds(answered: Answered) -> None:
        text = answered.completed().file(".json").read_text("utf-8")
        assert all(author in text for _, author in quotes), text[:1500]
        assert all(quote in text for quote, _ in quotes), text[:1500]

    return Asked(
        f"scrape all the quotes and their authors from {url}/quotes, "
        "follow the next links, save as quotes.json",
        holds,
    )
