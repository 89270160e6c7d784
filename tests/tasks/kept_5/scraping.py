"""Web pages: an article, tables, lists with details and several pages, a feed, a sitemap, links."""

from datetime import UTC, datetime, timedelta
from html import unescape

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import tells, workbook
from tests.tasks.world import World


@task("en")
def an_article_to_read(world: World) -> Asked:
    paragraphs = [markup.prose(world.chance) for _ in range(6)]
    title = f"Why the {markup.titles(world.chance, 1)[0]} matters"
    url = world.serve({"/blog/post": markup.article(world.chance, title, paragraphs)})

    def holds(answered: Answered) -> None:
        answered.completed().says_not("Subscribe now", "all rights reserved")
        tells(answered, title, *(p[:50] for p in paragraphs))

    return Asked(f"get me just the text of this article, no menus or ads: {url}/blog/post", holds)


@task("zh")
def posts_of_a_feed_as_csv(world: World) -> Asked:
    start = datetime(2026, world.chance.randint(2, 9), 25, 9, tzinfo=UTC)
    entries = [
        {
            "title": title,
            "link": f"http://blog.example/{world.chance.randint(1000, 9999)}-{i}",
            "date": (start - timedelta(days=i)).isoformat(),
        }
        for i, title in enumerate(markup.titles(world.chance, 9, zh=True))
    ]
    url = world.serve({"/atom.xml": markup.atom("技术周刊", entries)})

    def holds(answered: Answered) -> None:
        lines = answered.completed().file(".csv").read_text("utf-8-sig").splitlines()
        for entry in entries:
            assert any(entry["title"] in n and entry["link"] in n for n in lines), (entry, lines)

    return Asked(f"把订阅源 {url}/atom.xml 里所有文章的标题和链接保存成 CSV", holds)


@task("en")
def a_league_table(world: World) -> Asked:
    teams = world.chance.sample(["Rovers", "United", "Athletic", "Wanderers", "City", "Albion"], 5)
    rows = [(t, world.chance.randint(1, 30), world.chance.randint(31, 99)) for t in teams]
    body = "".join(f"<tr><td>{a}</td><td>{b}</td><td>{c}</td></tr>" for a, b, c in rows)
    head = "<tr><th>Team</th><th>Wins</th><th>Points</th></tr>"
    table = f'<table class="{markup.name(world.chance)}">{head}{body}</table>'
    url = world.serve({"/league": markup.page("League", f"<p>Season 2026</p>{table}")})

    def holds(answered: Answered) -> None:
        lines = answered.completed().file(".csv").read_text("utf-8-sig").splitlines()
        cells = [[c.strip(' "') for c in line.split(",")] for line in lines]
        for team, wins, points in rows:
            row = next((c for c in cells if team in c), [])
            assert str(wins) in row and str(points) in row, (team, lines)

    return Asked(f"Scrape the table on {url}/league into a csv file", holds)


@task("zh")
def goods_of_all_pages(world: World) -> Asked:
    items = [
        {
            "title": title,
            "link": f"/p/{i}",
            "price": f"¥{world.chance.randint(15, 600)}.{world.chance.randint(1, 9)}5",
        }
        for i, title in enumerate(markup.titles(world.chance, 14, zh=True))
    ]
    kind = world.chance.choice(["div", "li", "article", "tr"])
    pages = {
        f"/list?page={i + 1}": markup.listing(
            world.chance,
            items[5 * i : 5 * i + 5],
            title="全部商品",
            more=f'<p><a href="/list?page={i + 2}">下一页</a></p>' if i < 2 else "",
            kind=kind,
        )
        for i in range(3)
    }
    url = world.serve({**pages, "/list": pages["/list?page=1"]})

    def holds(answered: Answered) -> None:
        book = unescape(workbook(answered.completed().file(".xlsx")))
        for item in items:
            assert item["title"] in book and item["price"][1:] in book, (item, book[:1500])

    return Asked(f"爬取 {url}/list 的所有商品名称和价格，每一页都要，存到 Excel", holds)


@task("en")
def jobs_with_their_pay(world: World) -> Asked:
    words = world.chance.sample(["Nurse", "Welder", "Baker", "Analyst", "Driver", "Editor"], 5)
    jobs = [
        (word, f"${world.chance.randint(31, 99)},{world.chance.randint(100, 999)}")
        for word in words
    ]
    shape = world.chance.choice(
        (
            "<table><tr><th>Salary</th><td>{0}</td></tr><tr><th>Hours</th><td>40</td></tr></table>",
            "<dl><dt>Salary</dt><dd>{0}</dd><dt>Hours</dt><dd>40</dd></dl>",
            "<ul><li>Salary: {0}</li><li>Hours: 40</li></ul>",
        )
    )
    items = [{"title": f"{w} wanted", "link": f"/jobs/{i}"} for i, w in enumerate(words)]
    pages = {f"/jobs/{i}": markup.page(w, shape.format(pay)) for i, (w, pay) in enumerate(jobs)}
    url = world.serve({"/jobs": markup.listing(world.chance, items, title="Jobs"), **pages})

    def holds(answered: Answered) -> None:
        text = answered.completed().file(".json").read_text("utf-8").replace(",", "")
        for word, pay in jobs:
            assert word in text and pay[1:].replace(",", "") in text, (word, pay, text[:1500])

    return Asked(
        f"go to {url}/jobs, visit every job's page to get the salary and save the list as json",
        holds,
    )


@task("zh")
def addresses_of_a_blog(world: World) -> Asked:
    names = [
        f"{a}{world.chance.randint(10, 99)}" for a in world.chance.sample(markup.SYLLABLES, 14)
    ]
    cut = world.chance.randint(4, 8)
    pages: dict[str, str] = {}
    url = world.serve(pages)
    posts = [f"{url}/blog/{n}" for n in names[:cut]]
    rest = [f"{url}/product/{n}" for n in names[cut:]]
    both = world.chance.sample([*posts, *rest], len(names))
    pages["/sitemap.xml"] = markup.sitemap(both)

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *posts)
        answered.says_not(*rest)

    return Asked(f"{url}/sitemap.xml 里网址包含 /blog/ 的有哪些？列出来", holds)


@task("zh")
def documents_to_download(world: World) -> Asked:
    words = world.chance.sample(["年报", "手册", "价目表", "白皮书", "指南", "公告"], 5)
    files = [f"/files/{world.chance.randint(1000, 9999)}-{i}.pdf" for i in range(5)]
    links = [f'<a href="{f}">{w}</a>' for f, w in zip(files, words, strict=True)]
    others = [
        f'<a href="/news/{n}.html">新闻{n}</a>' for n in world.chance.sample(range(100, 999), 4)
    ]
    shuffled = world.chance.sample([*links, *others], 9)
    body = "".join(f"<p>{world.chance.choice(markup.ZH_WORDS)} {link}</p>" for link in shuffled)
    url = world.serve({"/downloads": markup.page("资料下载", body)})

    def holds(answered: Answered) -> None:
        tells(answered.completed(), *files)
        answered.says_not("/news/")

    return Asked(f"找出 {url}/downloads 这个网页上所有的 PDF 下载链接", holds)
