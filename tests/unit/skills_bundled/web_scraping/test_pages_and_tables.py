"""Further pages, tables, links, JSON and text: what comes back is what the site served."""

import csv
import io
import json
import random
from typing import Any

import pytest


def hacker_news(first: int, last: int, more: str) -> str:
    """A page with Hacker News's own markup: two rows and a spacer for each story."""
    rows = ""
    for n in range(first, last + 1):
        place = f'<span class="rank">{n}.</span>'
        up = f'<a id="up_{n}" href="vote?id={n}&amp;how=up"><div class="votearrow"></div></a>'
        site = f'<span class="sitebit comhead"> (<a href="from?site=s{n}.org">'
        site += f'<span class="sitestr">s{n}.org</span></a>)</span>'
        line = f'<span class="titleline"><a href="https://s{n}.org/p">Story {n} of the day</a>'
        line += f"{site}</span>"
        talk = "discuss" if n % 5 == 0 else f"{n * 2}&nbsp;comments"
        sub = f'<span class="subline"><span class="score" id="score_{n}">{n * 10} points</span> by '
        sub += (
            f'<a href="user?id=u{n}" class="hnuser">u{n}</a> <span class="age" title="2025-01-01T0'
        )
        sub += f'{n % 10}:00:00"><a href="item?id={n}">{n} hours ago</a></span> '
        sub += f'<span id="unv_{n}"></span> | <a href="hide?id={n}&amp;goto=news">hide</a> | '
        sub += f'<a href="item?id={n}">{talk}</a></span>'
        if n % 7 == 0:
            sub = f'<span class="age"><a href="item?id={n}">{n} hours ago</a></span> | <a>hide</a>'
        rows += f'<tr class="athing submission" id="{n}"><td class="title">{place}</td>'
        rows += (
            f'<td class="votelinks"><center>{up}</center></td><td class="title">{line}</td></tr>'
        )
        rows += f'<tr><td colspan="2"></td><td class="subtext">{sub}</td></tr>'
        rows += '<tr class="spacer" style="height:5px"></tr>'
    link = f'<tr class="morespace"></tr><tr><td colspan="2"></td><td class="title">{more}</td></tr>'
    menu = " | ".join(
        f'<a href="{w}">{w}</a>' for w in ("new", "past", "comments", "ask", "show", "jobs")
    )
    return (
        '<html op="news"><head><title>Hacker News</title></head><body><center><table id="hnmain">'
        f'<tr><td><table><tr><td><span class="pagetop"><b class="hnname"><a href="news">Hacker News'
        f'</a></b>{menu}</span></td></tr></table></td></tr><tr id="pagespace"></tr><tr><td><table>'
        f'{rows}{link}</table></td></tr><tr><td><span class="yclinks"><a href="faq.html">FAQ</a> | '
        '<a href="lists">Lists</a></span></td></tr></table></center></body></html>'
    )


def test_hacker_news_over_two_pages(site: Any, scrape: Any) -> None:
    more = '<a href="?p=2" class="morelink" rel="next">More</a>'
    site.pages |= {"/news": hacker_news(1, 30, more), "/news?p=2": hacker_news(31, 60, "")}
    text = "抓取 Hacker News 前40条的标题、链接、分数、作者和评论数"
    result = scrape("scrape_list", text, url=f"{site.url}/news", count=40)
    items = result["data"]["items"]
    assert [(i["title"], i["link"]) for i in items] == [
        (f"Story {n} of the day", f"https://s{n}.org/p") for n in range(1, 41)
    ]
    jobs = {7, 14, 21, 28, 35}
    stories = [n for n in range(1, 41) if n not in jobs]
    found = [
        (items[n - 1]["score"], items[n - 1]["author"], items[n - 1]["comments"]) for n in stories
    ]
    assert found == [(n * 10, f"u{n}", 0 if n % 5 == 0 else n * 2) for n in stories]
    assert items[6]["score"] is None
    assert result["data"]["pages"] == 2


NEXT = {
    "rel": '<a rel="next" href="/list?page={n}">→</a>',
    "chinese": '<p><a href="/list?page=1">首页</a> <a href="/list?page={n}">下一页 »</a></p>',
    "english": '<a href="/list?page={n}">Next ›</a>',
    "numbers": '<p><a href="/list?page=1">1</a><a href="/list?page={n}">{n}</a></p>',
    "header": "",
}  # fmt: skip


@pytest.mark.parametrize("kind", NEXT)
def test_next_pages_up_to_the_count_and_no_further(kind: str, site: Any, scrape: Any) -> None:
    for number in range(1, 6):
        rows = "".join(
            f'<li><a href="/i/{number}-{k}">Entry {number} {k} here</a></li>' for k in range(4)
        )
        body = f"<ul>{rows}</ul>" + (NEXT[kind].format(n=number + 1) if number < 5 else "")
        link = {"Link": f'</list?page={number + 1}>; rel="next"'} if kind == "header" else {}
        site.pages["/list" if number == 1 else f"/list?page={number}"] = (200, link, body)
    result = scrape("scrape_list", "前10条标题", url=f"{site.url}/list", count=10)
    titles = [item["title"] for item in result["data"]["items"]]
    assert titles == [f"Entry {1 + k // 4} {k % 4} here" for k in range(10)]
    assert result["data"]["pages"] == 3
    assert "/list?page=4" not in site.asked


def test_all_pages_stop_at_a_circle_and_first_pages_at_their_number(site: Any, scrape: Any) -> None:
    for number in (1, 2, 3):
        rows = "".join(f'<li><a href="/{number}{k}">Name {number} {k}</a></li>' for k in range(3))
        site.pages[f"/p/{number}"] = f'<ul>{rows}</ul><a href="/p/{number % 3 + 1}">下一页</a>'
    for text in ("抓取所有页的名称", "抓取名称（有好几页）", "the names (there are several pages)"):
        everything = scrape("scrape_list", text, url=f"{site.url}/p/1")
        assert (len(everything["data"]["items"]), everything["data"]["pages"]) == (9, 3), text
    two = scrape("scrape_list", "the first 2 pages", "en", url=f"{site.url}/p/1", count=2)
    assert (len(two["data"]["items"]), two["data"]["pages"]) == (6, 2)
    one = scrape("scrape_list", "抓取名称", url=f"{site.url}/p/1")
    assert one["data"]["pages"] == 1


def test_a_later_page_that_fails_keeps_what_was_found(site: Any, scrape: Any) -> None:
    rows = "".join(f'<li><a href="/{k}">A thing {k}</a></li>' for k in range(4))
    site.pages["/"] = f'<ul>{rows}</ul><a rel="next" href="/gone">more</a>'
    result = scrape("scrape_list", "top 9", "en", url=f"{site.url}/", count=9)
    assert len(result["data"]["items"]) == 4
    assert any("/gone" in note and "404" in note for note in result["notes"])


def test_a_table_with_spans_headers_and_numbers(site: Any, scrape: Any) -> None:
    rng = random.Random(3)
    rows = [(f"城市{n}", rng.randint(1000, 9_999_999), rng.randint(1, 99) / 4) for n in range(8)]
    cells = "".join(f"<tr><td>{a}</td><td>{b:,}</td><td>{c}</td><td>00{n}</td></tr>"
                    for n, (a, b, c) in enumerate(rows))  # fmt: skip
    site.pages["/"] = f"""<table><tr><td><a href=x>menu</a></td></tr></table>
      <table><caption>天气</caption><tr><th>a</th><th>b</th></tr>
      {"<tr><td>1</td><td>2</td></tr>" * 30}</table>
      <table><caption>人口统计</caption><thead><tr><th rowspan=2>名称</th><th colspan=2>数据</th>
      <th rowspan=2>编号</th></tr><tr><th>人口</th><th>面积</th></tr></thead>{cells}</table>"""
    result = scrape("scrape_table", "把人口统计表格保存成 out.csv", url=site.url, output="out.csv")
    want = [
        {"名称": a, "数据 人口": b, "数据 面积": c, "编号": f"00{n}"}
        for n, (a, b, c) in enumerate(rows)
    ]
    assert result["data"]["items"] == want
    read = list(csv.DictReader(io.StringIO(result["files"]["out.csv"])))
    assert [(r["名称"], float(r["数据 人口"])) for r in read] == [(a, b) for a, b, _ in rows]
    largest = scrape("scrape_table", "scrape the largest table", "en", url=site.url)
    assert largest["data"]["items"] == [{"a": 1, "b": 2}] * 30


def test_a_table_without_header_and_with_cells_that_reach_down(site: Any, scrape: Any) -> None:
    site.pages["/"] = (
        "<table><tr><td rowspan=2>x</td><td>1</td></tr><tr><td></td></tr>"
        "<tr><td>y</td><td>3</td></tr></table>"
    )
    items = scrape("scrape_table", "表格", url=site.url)["data"]["items"]
    assert items == [{"column_1": a, "column_2": b} for a, b in (("x", 1), ("x", None), ("y", 3))]


def test_a_header_of_plain_cells_above_numbers(site: Any, scrape: Any) -> None:
    site.pages["/"] = (
        "<table><tr><td>Name</td><td>Score</td></tr><tr><td>A</td><td>3.5</td></tr></table>"
    )
    items = scrape("scrape_table", "table", "en", url=site.url)["data"]["items"]
    assert items == [{"Name": "A", "Score": 3.5}]


LINKS = """<a href="/a.html">One</a><a href="b.pdf">Paper</a><a href="/a.html#top">One again</a>
<a href="mailto:x@y">Mail</a><a href="javascript:void(0)">JS</a><a href="http://other.test/c.PDF?v=1">Other</a>
<a href="//other.test/d"><img alt="Logo" src=x></a>"""


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("提取所有链接", ["/a.html", "/b.pdf", "/a.html#top", "other/c.PDF?v=1", "other/d"]),
        ("列出所有 pdf 链接", ["/b.pdf", "other/c.PDF?v=1"]),
        ("external links", ["other/c.PDF?v=1", "other/d"]),
        ("只要站内链接", ["/a.html", "/b.pdf", "/a.html#top"]),
    ],
)
def test_links(text: str, want: list[str], site: Any, scrape: Any) -> None:
    site.pages["/"] = LINKS
    items = scrape("scrape_links", text, url=f"{site.url}/")["data"]["items"]
    found = [i["link"].replace("http://other.test", "other").replace(site.url, "") for i in items]
    assert found == want


def test_json_records_nested_named_fields_and_next(site: Any, scrape: Any) -> None:
    rng = random.Random(4)
    rows = [{"id": n, "name": f"货{n}", "price": rng.random(), "owner": {"city": "上海"},
             "tags": ["a"]} for n in range(6)]  # fmt: skip
    json_type = {"Content-Type": "application/json"}
    first = {"meta": {"total": 6}, "next": "/api?page=2", "data": {"items": rows[:4]}}
    site.pages["/api"] = (200, json_type, json.dumps(first))
    site.pages["/api?page=2"] = (200, json_type, json.dumps({"data": {"items": rows[4:]}}))
    five = scrape("fetch_json", "获取前5个商品的 name 和价格", url=f"{site.url}/api", count=5)
    assert five["data"]["items"] == [{"name": r["name"], "price": r["price"]} for r in rows[:5]]
    whole = scrape("fetch_json", "save it to items.csv", "en", url=f"{site.url}/api")
    assert whole["data"]["items"][0] == {
        "id": 0, "name": "货0", "price": rows[0]["price"], "owner.city": "上海", "tags": '["a"]',
    }  # fmt: skip


def test_story_numbers_are_read_one_by_one(site: Any, scrape: Any) -> None:
    json_type = {"Content-Type": "application/json"}
    site.pages["/v0/topstories.json"] = (200, json_type, "[31, 32, 33]")
    for n in (31, 32, 33):
        story = {"title": f"S{n}", "url": f"http://x/{n}", "score": n, "by": "me", "descendants": 2}
        site.pages[f"/v0/item/{n}.json"] = (200, json_type, json.dumps(story))
    result = scrape("scrape_list", "前2条新闻", url=f"{site.url}/v0/topstories.json", count=2)
    want = [{"title": f"S{n}", "link": f"http://x/{n}", "score": n, "author": "me", "comments": 2}
            for n in (31, 32)]  # fmt: skip
    assert result["data"]["items"] == want


def test_the_text_of_a_page(site: Any, scrape: Any) -> None:
    site.pages[
        "/a"
    ] = """<title>标题</title><nav>菜单</nav><article><h1>大标题</h1><p>第一段 <b>重点</b>。</p>
      <ul><li>甲</li><li>乙</li></ul><pre>x = 1\ny = 2</pre>
      <p>见 <a href="/b">这里</a></p></article>
      <footer>版权</footer><script>var x</script>"""
    result = scrape("scrape_page", "抓取正文", url=f"{site.url}/a", output="a.md")
    text = result["files"]["a.md"]
    for piece in (
        "# 标题",
        "# 大标题",
        "**重点**",
        "- 甲",
        "```\nx = 1\ny = 2\n```",
        f"[这里]({site.url}/b)",
    ):
        assert piece in text
    assert "菜单" not in text
    assert "版权" not in text
    assert "第一段" in result["answer"]


def test_pages_that_repeat_themselves_end_the_walk(site: Any, scrape: Any) -> None:
    rows = "".join(f'<li><a href="/{k}">The same entry {k}</a></li>' for k in range(4))
    for number in range(1, 9):
        body = f'<ul>{rows}</ul><a class="next" href="/?page={number + 1}">Next</a>'
        site.pages["/" if number == 1 else f"/?page={number}"] = body
    result = scrape("scrape_list", "前30条", url=f"{site.url}/", count=30)
    assert len(result["data"]["items"]) == 4
    assert "要求 30 条" in result["answer"]
    assert "/?page=3" not in site.asked


def test_the_file_named_after_as(site: Any, scrape: Any) -> None:
    site.pages["/"] = "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>"
    result = scrape("scrape_table", "extract the table as out.csv", "en", url=f"{site.url}/")
    assert "out.csv" in result["files"]


def test_what_is_not_wanted_of_a_page_is_no_wish(site: Any, scrape: Any) -> None:
    site.pages["/"] = (
        "<nav><a href='/feed'>订阅</a></nav><article><h1>灯塔</h1>"
        "<p>灯塔建于一九二〇年，由三个工匠用石头砌成，至今仍在使用。</p>"
        "<p>守塔人每天傍晚点灯，风大的时候要在塔顶守到天亮。</p></article>"
    )
    text = "这篇文章只取正文给我，菜单、订阅栏都不要。"
    found = scrape("scrape_page", text, url=f"{site.url}/", question=text)
    assert "守塔人" in found["answer"] and "订阅" not in found["answer"]


def test_all_addresses_named_are_read(site: Any, scrape: Any) -> None:
    rows = "".join(f"<li><a href='/{n}'>Lamp {n}</a> <b>${n}0.00</b></li>" for n in range(1, 5))
    site.pages["/spring"] = site.pages["/autumn"] = f"<ul>{rows}</ul>"
    text = f"scrape names and prices of {site.url}/spring and {site.url}/autumn"
    found = scrape("scrape_list", text, "en", url=f"{site.url}/spring", question=text)
    pages = [item["page"] for item in found["data"]["items"]]
    assert pages == [f"{site.url}/spring"] * 4 + [f"{site.url}/autumn"] * 4
