"""Tasks on single pages, feeds, sitemaps and forms, served on this machine."""

import gzip
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from urllib.parse import parse_qs, quote, urlsplit

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.world import World


def entries(world: World, count: int = 12) -> list[dict[str, str]]:
    """Posts of a feed, in no order, each of another day."""
    days = world.chance.sample(range(300), count)
    names = markup.titles(world.chance, count)
    start = datetime(2026, 1, 1, 9, tzinfo=UTC)
    return [
        {
            "title": t,
            "link": f"http://blog.example/{n}",
            "when": (start + timedelta(days=d)).isoformat(),
            "summary": markup.prose(world.chance, words=8),
        }
        for n, (t, d) in enumerate(zip(names, days, strict=True))
    ]


def rss(posts: list[dict[str, str]]) -> str:
    dated = [{**p, "date": format_datetime(datetime.fromisoformat(p["when"]))} for p in posts]
    return markup.feed("A blog", dated)


def newest(posts: list[dict[str, str]], count: int) -> list[str]:
    return [p["title"] for p in sorted(posts, key=lambda p: p["when"], reverse=True)[:count]]


@task("en")
def main_text_of_an_article(world: World) -> Asked:
    text = [markup.prose(world.chance) for _ in range(4)]
    head = '<meta name="author" content="Mira Oakes">'
    head += '<meta property="article:published_time" content="2026-03-14T08:00:00Z">'
    url = world.serve(
        {"/a/1": markup.article(world.chance, "The long harvest of glass", text, head)}
    )

    def holds(answered: Answered) -> None:
        answered.completed().says(text[0], text[3], "The long harvest of glass", "Mira Oakes")
        answered.says("2026-03-14").says_not("newsletter", "Copyright notice")

    return Asked(f"extract the article text from {url}/a/1", holds)


@task("zh")
def main_text_to_markdown(world: World) -> Asked:
    text = [markup.prose(world.chance, zh=True) for _ in range(4)]
    url = world.serve({"/wen": markup.article(world.chance, "城市与河流的一年", text)})

    def holds(answered: Answered) -> None:
        content = answered.completed().file("story.md").read_text("utf-8")
        assert all(p in content for p in text), content
        assert "城市与河流的一年" in content and "newsletter" not in content

    return Asked(f"把 {url}/wen 的正文保存为 story.md", holds)


@task("zh")
def newest_of_a_feed(world: World) -> Asked:
    posts = entries(world)
    url = world.serve({"/feed.xml": rss(posts)})

    def holds(answered: Answered) -> None:
        first = newest(posts, 6)
        answered.completed().in_order(*first[:5]).says_not(first[5])

    return Asked(f"{url}/feed.xml 最新5篇文章是什么", holds)


@task("en")
def latest_of_an_atom_feed(world: World) -> Asked:
    posts = entries(world, 14)
    url = world.serve({"/atom.xml": markup.atom("Log", [{**p, "date": p["when"]} for p in posts])})

    def holds(answered: Answered) -> None:
        first = newest(posts, 11)
        answered.completed().in_order(*first[:10]).says_not(first[10])

    return Asked(f"latest 10 entries of {url}/atom.xml with their dates", holds)


@task("en")
def feed_found_from_the_page(world: World) -> Asked:
    posts = entries(world, 6)
    head = '<link rel="alternate" type="application/rss+xml" href="/deep/rss.xml">'
    url = world.serve(
        {"/": markup.page("Blog", "<p>Welcome.</p>", head), "/deep/rss.xml": rss(posts)}
    )

    def holds(answered: Answered) -> None:
        answered.completed().in_order(*newest(posts, 3)).says("/deep/rss.xml")

    return Asked(f"find the RSS feed of {url}/ and show its latest 3 posts", holds)


@task("en")
def urls_of_a_sitemap_index(world: World) -> Asked:
    count = [world.chance.randint(3, 9) for _ in range(2)]
    pages: dict[str, str | bytes] = {}
    url = world.serve(pages)
    for n, size in enumerate(count):
        text = markup.sitemap([f"{url}/s{n}/page{i}" for i in range(size)])
        pages[f"/map{n}.xml.gz" if n else "/map0.xml"] = gzip.compress(text.encode()) if n else text
    pages["/sitemap.xml"] = markup.sitemap([f"{url}/map0.xml", f"{url}/map1.xml.gz"], "sitemap")

    def holds(answered: Answered) -> None:
        answered.completed().says_number(sum(count)).says(f"{url}/s1/page0")
        assert len(answered.data["items"]) == sum(count)

    return Asked(f"list all URLs in the sitemap {url}/sitemap.xml", holds)


@task("zh")
def how_many_in_the_sitemap(world: World) -> Asked:
    size = world.chance.randint(31, 77)
    pages: dict[str, str] = {}
    url = world.serve(pages)
    pages["/robots.txt"] = f"User-agent: *\nDisallow:\nSitemap: {url}/maps/all.xml\n"
    pages["/maps/all.xml"] = markup.sitemap([f"{url}/p{i}" for i in range(size)])

    def holds(answered: Answered) -> None:
        answered.completed().says_number(size)

    return Asked(f"{url}/ 的网站地图里一共有多少个页面？", holds)


def searchable(world: World, zh: bool = False) -> tuple[str, list[str], str]:
    """A site with a search form: its address, the titles that fit, and what to search for."""
    names = markup.titles(world.chance, 30, zh)
    word = (names[0][-2:]) if zh else names[0].split()[1]
    field, path = world.chance.choice(("q", "kw", "s")), world.chance.choice(("/find", "/search"))

    def results(asked: str) -> str:
        query = parse_qs(urlsplit(asked).query)
        wanted = query.get(field, ["\0"])[0]
        found = [n for n in names if wanted in n] if query.get("lang") == ["all"] else []
        items = [{"title": n, "link": f"/t/{quote(n)}"} for n in found]
        return markup.listing(world.chance, items, title="Results", kind="li")

    form = f'<form action="{path}"><input type="hidden" name="lang" value="all">'
    form += f'<input name="{field}" placeholder="search"><button>Go</button></form>'
    login = '<form method="post" action="/login"><input name="user">'
    login += '<input type="password" name="p"></form>'
    url = world.serve({"/": markup.page("Site", login + form), path: results})
    return url, [n for n in names if word in n], word


@task("en")
def search_by_the_form_of_a_site(world: World) -> Asked:
    url, found, word = searchable(world)

    def holds(answered: Answered) -> None:
        answered.completed().says(*found)
        assert len(answered.data["items"]) == len(found)

    return Asked(f"search for '{word}' on {url}/ using its search form and give the results", holds)


@task("zh")
def search_by_the_form_in_chinese(world: World) -> Asked:
    url, found, word = searchable(world, zh=True)

    def holds(answered: Answered) -> None:
        answered.completed().says(*found)

    return Asked(f"用 {url}/ 的搜索框搜索“{word}”，列出结果", holds)


def pictured(world: World) -> tuple[str, dict[str, bytes]]:
    """A page with pictures that are there, one twice."""
    shots = {
        f"/img/{markup.name(world.chance)}.png": b"\x89PNG\r\n\x1a\n" + bytes([n]) * 99
        for n in range(world.chance.randint(3, 6))
    }
    tags = [f'<p><img src="{path}" alt="x"></p>' for path in shots]
    return world.serve({"/": markup.page("Gallery", "".join([*tags, tags[0]])), **shots}), shots


@task("en")
def addresses_of_all_images(world: World) -> Asked:
    url, shots = pictured(world)

    def holds(answered: Answered) -> None:
        answered.completed().says(*(url + path for path in shots))
        assert len(answered.data["items"]) == len(shots)

    return Asked(f"list all image URLs on {url}/", holds)


@task("zh")
def all_images_downloaded(world: World) -> Asked:
    url, shots = pictured(world)

    def holds(answered: Answered) -> None:
        answered.completed().says_number(len(shots))
        for path, content in shots.items():
            assert answered.file(path.rpartition("/")[2]).read_bytes() == content

    return Asked(f"下载 {url}/ 上的所有图片", holds)


def with_dead_links(world: World) -> tuple[str, list[str], list[str]]:
    """A page with links: its address, the paths that are missing, those that are there."""
    paths = [f"/{markup.name(world.chance)}{n}" for n in range(9)]
    dead = world.chance.sample(paths, 3)
    there = [p for p in paths if p not in dead]
    links = "".join(f'<li><a href="{p}">to {p[1:4]}</a></li>' for p in paths)
    body = f"<ul>{links}</ul>"
    pages = {p: markup.page("Fine", "<p>ok</p>") for p in ["/home", "/about", "/help", *there]}
    return world.serve({"/": markup.page("Links", body), **pages}), dead, there


@task("en")
def broken_links(world: World) -> Asked:
    url, dead, there = with_dead_links(world)

    def holds(answered: Answered) -> None:
        answered.completed().says(*(url + p for p in dead), "404")
        answered.says_not(*(f"{url}{p} " for p in there))

    return Asked(f"find broken links on {url}/", holds)


@task("zh")
def links_that_do_not_work(world: World) -> Asked:
    url, dead, _ = with_dead_links(world)

    def holds(answered: Answered) -> None:
        answered.completed().says(*(url + p for p in dead)).says_number(3)

    return Asked(f"检查 {url}/ 上哪些链接失效了", holds)


@task("en")
def title_and_description(world: World) -> Asked:
    about = markup.prose(world.chance, words=9)
    title = markup.titles(world.chance, 1)[0]
    head = f'<meta name="description" content="{about}">'
    url = world.serve({"/x": markup.page(title, "<h2>First part</h2><p>words</p>", head)})

    def holds(answered: Answered) -> None:
        answered.completed().says(title, about)

    return Asked(f"what are the title and the meta description of {url}/x", holds)


@task("zh")
def headings_of_a_page(world: World) -> Asked:
    names = markup.titles(world.chance, 4, zh=True)
    body = "".join(f"<h2>{n}</h2><p>{markup.prose(world.chance, zh=True)}</p>" for n in names)
    url = world.serve({"/x": markup.page("说明", body)})

    def holds(answered: Answered) -> None:
        answered.completed().in_order(*names)

    return Asked(f"{url}/x 这个网页有哪些小标题", holds)


@task("zh")
def mail_addresses_and_phones(world: World) -> Asked:
    user = markup.name(world.chance).replace("-", ".")
    phone = f"138{world.chance.randint(10000000, 99999999)}"
    body = f'<p>联系 <a href="mailto:{user}@firm.example">写信</a>，电话 {phone}，'
    body += "或 sales@firm.example</p>"
    url = world.serve({"/c": markup.page("联系我们", body)})

    def holds(answered: Answered) -> None:
        answered.completed().says(f"{user}@firm.example", "sales@firm.example", phone)

    return Asked(f"提取 {url}/c 页面上的邮箱和电话", holds)


@task("en")
def two_pages_compared(world: World) -> Asked:
    lines = [markup.prose(world.chance, words=9) for _ in range(6)]
    new = markup.prose(world.chance, words=9)
    texts = {"/a": lines, "/b": [*lines[:2], new, *lines[3:]]}
    url = world.serve(
        {k: markup.page("Terms", "".join(f"<p>{t}</p>" for t in v)) for k, v in texts.items()}
    )

    def holds(answered: Answered) -> None:
        answered.completed().says(new, lines[2]).says_not(lines[0])

    return Asked(f"compare {url}/a and {url}/b, what is different?", holds)


@task("en")
def whether_a_page_mentions(world: World) -> Asked:
    text = markup.prose(world.chance, words=60)
    body = f"<p>{text} Then came the Zephyrine Protocol of old.</p>"
    url = world.serve({"/x": markup.page("History", body)})

    def holds(answered: Answered) -> None:
        answered.completed().says_any("yes", "1 time", "once").says("Zephyrine Protocol")

    return Asked(f"does {url}/x mention the Zephyrine Protocol?", holds)


@task("zh")
def a_page_does_not_mention(world: World) -> Asked:
    url = world.serve({"/x": markup.page("新闻", f"<p>{markup.prose(world.chance, zh=True)}</p>")})

    def holds(answered: Answered) -> None:
        answered.completed().says_any("没有提到", "未提到", "不包含", "没有")

    return Asked(f"{url}/x 这个网页里有没有提到“独角兽”？", holds)


@task("en")
def status_and_headers(world: World) -> Asked:
    url = world.serve({"/x": markup.page("Here", "<p>a</p>")})

    def holds(answered: Answered) -> None:
        answered.completed().says("200", "content-type", "text/html")

    return Asked(f"what HTTP status and headers does {url}/x return", holds)


@task("en")
def roles_in_bare_paragraphs(world: World) -> Asked:
    names = markup.titles(world.chance, 6)
    pay = [f"${n}k-{n + 12}k" for n in world.chance.sample(range(30, 190), 6)]
    rows = "".join(f"<p>{n} <span>{p}</span></p>" for n, p in zip(names, pay, strict=True))
    url = world.serve({"/": markup.page("Jobs", f"<h1>Open roles</h1><div>{rows}</div>")})

    def holds(answered: Answered) -> None:
        found = answered.completed().data["items"]
        assert [(item["title"], item["salary"]) for item in found] == list(
            zip(names, pay, strict=True)
        )

    return Asked(f"list the roles and salaries on {url}/", holds)


@task("zh")
def counts_beside_links(world: World) -> Asked:
    counts = dict(
        zip(markup.titles(world.chance, 5, zh=True), world.chance.sample(range(90), 5), strict=True)
    )
    rows = "".join(
        f'<li><a href="/c/{n}">{name}</a>（{count}）</li>'
        for n, (name, count) in enumerate(counts.items())
    )
    url = world.serve({"/": markup.page("分类", f"<h2>文章分类</h2><ul>{rows}</ul>")})

    def holds(answered: Answered) -> None:
        found = answered.completed().data["items"]
        assert {item["title"]: item["count"] for item in found} == counts

    return Asked(f"抓取 {url}/ 的分类和文章数量", holds)


@task("en")
def pages_whose_markup_differs(world: World) -> Asked:
    names = markup.titles(world.chance, 12)
    items = [{"title": n, "link": f"/i/{k}", "price": f"${k + 3}.50"} for k, n in enumerate(names)]
    world.chance.shuffle(items)
    pages = {
        f"/{n or ''}": markup.listing(
            world.chance,
            items[n * 4 : n * 4 + 4],
            kind="div",
            more=f'<a rel="next" href="/{n + 1}">Next</a>' if n < 2 else "",
        )
        for n in range(3)
    }
    url = world.serve(pages)

    def holds(answered: Answered) -> None:
        found = answered.completed().data["items"]
        assert [item["title"] for item in found] == names
        assert all(isinstance(item["price"], float) for item in found)

    return Asked(f"all products of {url}/ with prices, all pages, cheapest first", holds)
