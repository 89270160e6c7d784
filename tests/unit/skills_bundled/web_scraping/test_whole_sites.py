"""Feeds, sitemaps, forms, links, images and facts of pages."""

import gzip
import random
import zipfile
from pathlib import Path
from typing import Any

import pytest
from tests.tasks import markup

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>F</title></channel>{}</rdf:RDF>"""


def ask(scrape: Any, action: str, text: str, url: str, **more: Any) -> Any:
    language = "zh" if any("一" <= c <= "鿿" for c in text) else "en"
    return scrape(action, text, language, url=url, question=text, **more)


@pytest.mark.parametrize("kind", ["rss", "atom", "rdf"])
def test_the_latest_of_a_feed_are_the_newest(kind: str, site: Any, scrape: Any) -> None:
    days = [5, 28, 11, 19]
    entries = [
        {"title": f"Post of day {d}", "link": f"http://x/{d}", "summary": "words",
         "date": f"{d} Mar 2026 08:00:00 GMT" if kind == "rss" else f"2026-03-{d:02}T08:00:00Z"}
        for d in days
    ]  # fmt: skip
    rows = "".join(
        f"<item><title>{e['title']}</title><link>{e['link']}</link>"
        f"<dc:date>{e['date']}</dc:date></item>"
        for e in entries
    )
    made = {"rss": markup.feed, "atom": markup.atom, "rdf": lambda _, __: RDF.format(rows)}
    site.pages["/feed"] = (200, {"Content-Type": "application/xml"}, made[kind]("F", entries))
    result = ask(scrape, "read_feed", "最新2篇", f"{site.url}/feed", count=2)
    assert [i["title"] for i in result["data"]["items"]] == ["Post of day 28", "Post of day 19"]
    assert result["data"]["items"][0]["date"] == "2026-03-28 08:00:00"


def test_what_a_feed_has_lately_is_more_than_one(site: Any, scrape: Any) -> None:
    entries = [
        {"title": f"Post {n}", "link": f"http://x/{n}", "date": f"2026-03-{n + 10}T08:00:00Z"}
        for n in range(4)
    ]
    site.pages["/feed"] = (200, {"Content-Type": "application/xml"}, markup.atom("F", entries))
    result = ask(scrape, "read_feed", "这个订阅源最近有什么文章", f"{site.url}/feed")
    assert len(result["data"]["items"]) == 4


def test_a_page_leads_to_its_feed(site: Any, scrape: Any) -> None:
    head = '<link rel="alternate" type="application/atom+xml" href="/f">'
    site.pages["/"] = markup.page("Home", "<p>Hi</p>", head)
    entry = {"title": "First", "link": "http://x/1", "date": "2026-03-01T08:00:00Z"}
    site.pages["/f"] = (200, {"Content-Type": "application/xml"}, markup.atom("F", [entry]))
    result = ask(scrape, "read_feed", "does it have an rss feed", f"{site.url}/")
    assert f"{site.url}/f" in result["answer"]
    assert result["data"]["items"][0]["title"] == "First"
    site.pages["/bare"] = markup.page("Bare", "<p>Hi</p>")
    failed = ask(scrape, "read_feed", "its feed", f"{site.url}/bare")
    assert failed["error"]["code"] == "nothing_found"


def test_sitemaps_are_read_through_their_index(site: Any, scrape: Any) -> None:
    pages = [f"{site.url}/blog/{n}" for n in range(4)], [f"{site.url}/shop/{n}" for n in range(3)]
    maps = [f"{site.url}/m0.xml", f"{site.url}/m1.xml.gz", f"{site.url}/gone.xml"]
    site.pages["/robots.txt"] = f"User-agent: *\nSitemap: {site.url}/all.xml"
    site.pages["/all.xml"] = markup.sitemap(maps, "sitemap")
    site.pages["/m0.xml"] = markup.sitemap(pages[0])
    packed = gzip.compress(markup.sitemap(pages[1]).encode())
    site.pages["/m1.xml.gz"] = (200, {"Content-Type": "application/gzip"}, packed)
    result = ask(scrape, "read_sitemap", "网站地图里有多少个页面", f"{site.url}/")
    assert "共有 7 个网址" in result["answer"]
    assert any("gone.xml" in note for note in result["notes"])
    for text in ("urls of the sitemap that contain /blog/", "网站地图里 /blog/ 下面有哪些网址"):
        result = ask(scrape, "read_sitemap", text, f"{site.url}/")
        assert [item["link"] for item in result["data"]["items"]] == pages[0]
    starts = f"how many pages of the sitemap begin with {site.url}/blog/ please?"
    result = ask(scrape, "read_sitemap", starts, f"{site.url}/")
    assert [item["link"] for item in result["data"]["items"]] == pages[0]
    result = ask(scrape, "read_sitemap", "list all the /shop/ URLs of the sitemap", f"{site.url}/")
    assert [item["link"] for item in result["data"]["items"]] == pages[1]


def test_a_bomb_in_a_sitemap_is_refused(site: Any, scrape: Any) -> None:
    packed = gzip.compress(b"\0" * (30 * 1024 * 1024))
    site.pages["/sitemap.xml.gz"] = (200, {"Content-Type": "application/gzip"}, packed)
    result = ask(scrape, "read_sitemap", "urls in the sitemap", f"{site.url}/sitemap.xml.gz")
    assert result["error"]["code"] == "too_large"


@pytest.mark.parametrize(("word", "found"), [("Lamp", 3), ("Desk", 1), ("Sofa", 0)])
def test_the_search_form_is_found_filled_and_sent(
    word: str, found: int, site: Any, scrape: Any
) -> None:
    login = '<form method="post"><input name="user"></form><form><input name="mail"></form>'
    form = (
        '<form action="/go" role="search"><input type="hidden" name="v" value="2">'
        '<select name="in"><option value="a">A</option>'
        '<option value="b" selected>B</option></select>'
        '<input type="search" name="kw"></form>'
    )
    site.pages["/"] = markup.page("Shop", login + form)
    items = [{"title": f"A {word} for room {n}", "link": f"/r/{n}"} for n in range(found)]
    shown = markup.listing(random.Random(2), items, title="Results", kind="li")
    site.pages[f"/go?v=2&in=b&kw={word}"] = shown
    result = ask(scrape, "search_site", f"search for '{word}' with the search form", f"{site.url}/")
    if not found:
        assert result["error"]["code"] == "nothing_found"
        assert "no results" in result["error"]["message"]
        return
    assert [i["title"] for i in result["data"]["items"]] == [i["title"] for i in items]


def test_links_that_are_dead_and_those_of_other_sites(site: Any, scrape: Any) -> None:
    site.pages["/"] = (
        '<a href="/ok">ok</a><a href="/gone">gone</a><a href="/down">down</a>'
        '<a href="/private">x</a><a href="http://other.example/">other</a><a href="#top">top</a>'
    )
    site.pages |= {"/ok": "fine", "/down": (500, {}, "x"), "/private": (403, {}, "x")}
    for text in ("上面有没有坏掉的链接", "哪些链接挂了"):
        assert "2 个失效" in ask(scrape, "scrape_links", text, f"{site.url}/")["answer"]
    result = ask(scrape, "check_links", "哪些链接失效了", f"{site.url}/")
    bad = {i["link"] for i in result["data"]["items"] if i["verdict"] == "broken"}
    assert bad == {f"{site.url}/gone", f"{site.url}/down"}
    assert "2 个失效" in result["answer"]
    assert any("1 个链接没有检查" in note for note in result["notes"])


def test_files_are_downloaded_under_names_of_their_own(site: Any, scrape: Any) -> None:
    site.pages["/"] = (
        '<a href="/a/paper.pdf">1</a><a href="/b/paper.pdf">2</a><a href="/gone.pdf">3</a>'
        '<a href="/x.zip">4</a>'
    )
    kind = {"Content-Type": "application/pdf"}
    site.pages |= {"/a/paper.pdf": (200, kind, "%PDF-a"), "/b/paper.pdf": (200, kind, "%PDF-b")}
    result = ask(scrape, "download_files", "下载所有 pdf 文件", f"{site.url}/")
    assert result["files"]["paper.pdf"] == "%PDF-a"
    assert result["files"]["paper-2.pdf"] == "%PDF-b"
    assert "2 个文件" in result["answer"]
    assert "HTTP 404" in result["answer"]


@pytest.mark.parametrize(
    ("text", "archive", "more"),
    [
        ("save the images into a zip", "files.zip", {}),
        ("下载所有图片，打包成 pics.zip", "pics.zip", {"output": "pics.zip"}),
    ],
)
def test_files_that_are_to_come_in_one_archive(
    text: str, archive: str, more: dict[str, str], site: Any, scrape: Any, tmp_path: Path
) -> None:
    site.pages["/"] = '<img src="/a.png"><img src="/b.png"><a href="/data.zip">zip</a>'
    site.pages |= {"/a.png": b"\x89PNG a", "/b.png": b"\x89PNG b"}
    result = ask(scrape, "download_files", text, f"{site.url}/", **more)
    assert archive in result["answer"] and "a.png" not in result["files"]
    with zipfile.ZipFile(tmp_path / "out" / archive) as packed:
        assert packed.namelist() == ["a.png", "b.png"]


def test_facts_contacts_and_headers(site: Any, scrape: Any) -> None:
    head = '<meta name="description" content="All about tea"><meta charset="utf-8">'
    body = "<h2>Green</h2><p>Write to tea [at] shop.example, call +1 415-555-0123.</p>"
    site.pages["/"] = markup.page("Tea", body, head)
    told = ask(scrape, "read_info", "title and meta description of the page", f"{site.url}/")
    assert "title: Tea" in told["answer"]
    assert "description: All about tea" in told["answer"]
    found = ask(scrape, "read_contacts", "emails and phone numbers", f"{site.url}/")
    assert [i["value"] for i in found["data"]["items"]] == ["tea@shop.example", "+1 415-555-0123"]
    site.pages["/old"] = (301, {"Location": "/"}, "")
    way = ask(scrape, "read_headers", "重定向到哪里", f"{site.url}/old")
    assert "HTTP 200" in way["answer"]
    assert "1 次重定向" in way["answer"]


@pytest.mark.parametrize(
    ("text", "times"),
    [("does the page mention green tea?", 2), ("提到“咖啡”了吗", 0), ("提到绿茶了吗", 1)],
)
def test_words_are_counted_in_what_a_reader_sees(
    text: str, times: int, site: Any, scrape: Any
) -> None:
    body = "<p>Green\n tea and <b>green</b> tea, 绿茶。</p><script>green tea 咖啡</script>"
    site.pages["/"] = markup.page("T", body)
    result = ask(scrape, "find_text", text, f"{site.url}/")
    assert len(result["data"]["items"]) == times


def test_two_pages_differ_in_lines(site: Any, scrape: Any) -> None:
    site.pages |= {"/a": "<p>one</p><p>two</p>", "/b": "<p>one</p><p>three</p>"}
    text = f"compare {site.url}/a and {site.url}/b"
    result = ask(scrape, "compare_pages", text, f"{site.url}/a")
    assert result["data"]["items"] == [
        {"page": "first", "line": "two"}, {"page": "second", "line": "three"}]  # fmt: skip


def test_the_price_of_the_only_result_stands_behind_it(site: Any, scrape: Any) -> None:
    site.pages["/"] = markup.page("S", '<form action="/go"><input name="q"></form>')
    site.pages["/go?q=rose"] = markup.page("S", '<div><a href="/rose">Rose bunch</a> $9.00</div>')
    site.pages["/rose"] = markup.page("Rose bunch", '<p class="price">$9.00</p>')
    result = ask(scrape, "search_site", "用搜索框搜索 rose 看看多少钱", f"{site.url}/")
    assert result["data"]["items"][0]["price"] == 9.0, result


def test_results_may_lead_nowhere(site: Any, scrape: Any) -> None:
    names = ["Copper kettle", "Steel kettle", "Toy kettle"]
    rows = "".join(f"<li><h3>{name}</h3></li>" for name in names)
    site.pages |= {
        "/": '<h1>Shop</h1><form action="/go"><input name="q"></form>',
        "/go?q=kettle": f"<h1>Results</h1><ul>{rows}</ul>",
        "/go?q=lamp": "<h1>Results</h1><h3>Nothing for lamp</h3>",
    }
    for text in (
        "use the search form to look for kettle",
        "search for 'kettle' with the search form",
    ):
        kettles = ask(scrape, "search_site", text, f"{site.url}/")
        assert [item["title"] for item in kettles["data"]["items"]] == names
    text = "use the search form to look for lamp"
    error = ask(scrape, "search_site", text, f"{site.url}/")["error"]
    assert error["code"] == "nothing_found" and "lamp" in error["message"]


def test_attachments_are_files(site: Any, scrape: Any) -> None:
    site.pages["/"] = '<img src="/logo.png"><a href="/f/a.docx">附件</a>'
    site.pages["/f/a.docx"] = (200, {"Content-Type": "application/octet-stream"}, b"PK")
    result = ask(scrape, "download_files", "下载页面里的附件", f"{site.url}/")
    assert [item["file"] for item in result["data"]["items"]] == ["a.docx"]


@pytest.mark.parametrize("text", ["save the text of it to visit.txt", "把页面上的文字保存成 txt"])
def test_the_text_of_a_page_is_no_list(text: str, site: Any, scrape: Any) -> None:
    parts = ("Opening hours", "Tickets", "Address")
    body = "".join(f"<h2>{part}</h2><p>{part} are told here at length.</p>" for part in parts)
    site.pages["/"] = markup.page("Visit", body)
    result = ask(scrape, "scrape_page", text, f"{site.url}/")
    assert "Tickets are told here" in result["answer"]


def test_json_that_is_sent_as_html(site: Any, scrape: Any) -> None:
    site.pages["/api"] = '[{"name": "Kite", "price": 9}, {"name": "Ball", "price": 4}]'
    result = ask(scrape, "scrape_list", "which cost under 5", f"{site.url}/api")
    assert [item["name"] for item in result["data"]["items"]] == ["Ball"]
    result = ask(scrape, "fetch_json", "价格最低的是哪个", f"{site.url}/api")
    assert result["data"]["items"] == [{"name": "Ball", "price": 4}]


@pytest.mark.parametrize(
    ("action", "text", "line"),
    [
        ("read_sitemap", "how many URLs does {0} have for each section?", "/wiki/: 3 URLs"),
        ("scrape_list", "{0} 里各栏目分别有多少个网址", "/wiki/：3 个网址"),
        (
            "read_sitemap",
            "{0} 里一共多少个网址？其中 /wiki/ 栏目有多少？",
            "其中 link 包含 /wiki/：3 个",
        ),
        (
            "read_sitemap",
            "how many URLs has {0}, and how many of them are under /shop/?",
            "Of these with link has /shop/: 1",
        ),
    ],
)
def test_addresses_are_counted_by_directory(
    action: str, text: str, line: str, site: Any, scrape: Any
) -> None:
    places = ["wiki/a", "wiki/b", "wiki/c", "shop/a", ""]
    site.pages["/sitemap.xml"] = (
        '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        + "".join(f"<url><loc>{site.url}/{place}</loc></url>" for place in places)
        + "</urlset>"
    )
    url = f"{site.url}/sitemap.xml"
    asked = text.format(url)
    language = "zh" if "栏目" in text else "en"
    result = scrape(action, asked, language, url=url, question=asked)
    assert line in result["answer"].splitlines()
    assert len(result["data"]["items"]) == 5
