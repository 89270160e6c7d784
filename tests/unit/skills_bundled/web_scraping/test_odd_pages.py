"""Wishes worded freely, and pages whose markup tells little: what is sought, taken, and said."""

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

JOBS = [("Java 工程师", "12k-30k"), ("前端开发", "10k-20k"), ("数据分析师", "面议"),
        ("运维", "8k-12k")]  # fmt: skip
TABLE = (
    "<nav><ul><li><a href='/a'>About the company</a></li><li><a href='/b'>Contact the office</a>"
    "</li><li><a href='/c'>Careers with us</a></li></ul></nav><h1>Report</h1><table><tr><th>Region"
    "</th><th>Units</th></tr><tr><td>North</td><td>12</td></tr><tr><td>South</td><td>7</td></tr>"
    "</table>"
)
ROWS = [{"Region": "North", "Units": 12}, {"Region": "South", "Units": 7}]


def ask(scrape: Any, action: str, text: str, url: str) -> Any:
    language = "zh" if any("一" <= c <= "鿿" for c in text) else "en"
    text = text.replace("URL", url)
    return scrape(action, text, language, url=url, question=text)


@pytest.mark.parametrize(
    ("text", "sought"),
    [
        ("use the search form on URL to look for kettle and list what it finds", "kettle"),
        ("URL has a search box. Search for blue kettle there and show it.", "blue kettle"),
        ("on URL search the site for red kettle", "red kettle"),
        ("用 URL 的搜索表单查找水壶，列出结果", "水壶"),
        ("在 URL 上搜水壶", "水壶"),
        ("打开 URL 搜索“水壶”，把结果的商品名和价格存成csv", "水壶"),
    ],
)
def test_the_words_sought_are_not_those_of_the_form(
    text: str, sought: str, site: Any, scrape: Any
) -> None:
    site.pages["/"] = "<form action='/find'><input name='q'><button>Go</button></form>"
    result = ask(scrape, "search_site", text, f"{site.url}/")
    assert result["error"]["code"] in ("page_not_found", "nothing_found")
    found = [path for path in site.asked if path.startswith("/find")]
    assert found
    assert parse_qs(urlsplit(found[0]).query) == {"q": [sought]}


@pytest.mark.parametrize(
    "markup",
    [
        "<section><p>{}</p><em>{}</em></section>",
        "<dl><dt>{}</dt><dd>{}</dd></dl>",
        "<p>{}</p><span>{}</span>",
        "<div><div>{}</div><div>{}</div></div>",
    ],
)
def test_entries_without_links_and_names_are_taken_with_their_values(
    markup: str, site: Any, scrape: Any
) -> None:
    rows = "".join(markup.format(*job) for job in JOBS)
    site.pages["/"] = f"<nav><a href='/'>首页</a></nav><main>{rows}</main>"
    text = "把 URL 上所有职位和对应薪资爬下来，保存成 JSON 文件"
    result = ask(scrape, "download_files", text, f"{site.url}/")
    saved = json.loads(result["files"]["items.json"])
    assert [(item["title"], item["salary"]) for item in saved] == JOBS


@pytest.mark.parametrize(
    ("text", "told"),
    [("scrape the tabel on URL", "table was taken"), ("抓取 URL 上的数据", "抓取的是其中的表格")],
)
def test_a_page_without_a_list_gives_its_table(
    text: str, told: str, site: Any, scrape: Any
) -> None:
    answers = [(503, {"Retry-After": "0"}, "busy"), (503, {"Retry-After": "0"}, "busy")]
    site.pages["/"] = lambda: answers.pop() if answers else TABLE
    result = ask(scrape, "scrape_list", text, f"{site.url}/")
    assert result["data"]["items"] == ROWS
    assert told in result["answer"]
