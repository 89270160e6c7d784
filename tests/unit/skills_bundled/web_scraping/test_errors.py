"""What goes wrong is said in one sentence with a stable code; charsets and redirects go right."""

import contextlib
import socket
import threading
import time
from typing import Any

import pytest

ROWS = "<ul>" + "".join(f'<li><a href="/{n}">Entry number {n}</a></li>' for n in range(5)) + "</ul>"
CHINESE = (
    "<ul>"
    + "".join(f'<li><a href="/{n}">今天的新闻第{n}条标题</a></li>' for n in range(5))
    + "</ul>"
)


def code_of(result: dict[str, Any]) -> str:
    """The error's code; a sentence and a hint must come with it."""
    error = result["error"]
    assert error["message"]
    assert error["hint"]
    assert "Traceback" not in error["message"]
    return str(error["code"])


def titles(result: dict[str, Any]) -> list[str]:
    return [item["title"] for item in result["data"]["items"]]


@pytest.mark.parametrize(
    ("page", "code"),
    [
        ((404, {}, "no"), "page_not_found"),
        ((410, {}, "no"), "page_not_found"),
        ((403, {}, "no"), "http_error"),
        ((200, {"Content-Type": "image/png"}, b"\x89PNG\r\n"), "not_html"),
        ((200, {"Content-Type": "application/pdf"}, b"%PDF-1.4"), "not_html"),
        ((200, {"Content-Type": ""}, b"\x00\x01\x02"), "not_html"),
        ((200, {}, "<p>Only a little text here.</p>"), "nothing_found"),
        ((200, {}, ""), "nothing_found"),
        ((200, {"Content-Length": "999999999"}, "x" * 100), "connection_failed"),
        ((403, {"X-AIOS-Denied": "1"}, ""), "host_denied"),
        ((502, {"X-AIOS-Error": "dns"}, ""), "dns_failed"),
        ((502, {"X-AIOS-Error": "refused"}, ""), "connection_refused"),
        ((502, {"X-AIOS-Error": "timeout"}, ""), "timed_out"),
    ],
)
def test_pages_that_cannot_be_scraped(page: Any, code: str, site: Any, scrape: Any) -> None:
    site.pages |= {"/x": page, "/robots.txt": (404, {}, "")}
    assert code_of(scrape("scrape_list", "抓取标题", url=f"{site.url}/x")) == code


@pytest.mark.parametrize("url", ["", "ftp://example.com/a", "http://", "not a url"])
def test_addresses_that_are_none(url: str, scrape: Any) -> None:
    assert code_of(scrape("scrape_list", "抓取标题", url=url)) in ("bad_url", "dns_failed")


def test_a_host_that_does_not_exist(scrape: Any) -> None:
    assert (
        code_of(scrape("scrape_list", "titles", "en", url="http://no-such-host.invalid/"))
        == "dns_failed"
    )


def test_a_port_where_nobody_listens(scrape: Any) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    result = scrape("scrape_links", "链接", url=f"http://127.0.0.1:{port}/")
    assert code_of(result) == "connection_refused"
    assert f"127.0.0.1:{port}" in result["error"]["message"]


def test_a_page_that_never_answers(scrape: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        began = time.monotonic()
        assert code_of(scrape("scrape_list", "标题", url=url, timeout_s=0.2)) == "timed_out"
        assert time.monotonic() - began < 20


def test_a_page_that_never_ends(scrape: Any) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>"

    def drip() -> None:
        while True:
            try:
                client, _ = server.accept()
            except OSError:  # the test is over
                return
            with client, contextlib.suppress(OSError):
                if b"robots" in client.recv(4096):
                    client.sendall(b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n")
                    continue
                client.sendall(head)
                while True:
                    client.sendall(b"x")
                    time.sleep(0.05)

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=drip)
        thread.start()
        url = f"http://127.0.0.1:{server.getsockname()[1]}/"
        assert code_of(scrape("scrape_list", "标题", url=url, timeout_s=0.3)) == "timed_out"
        server.shutdown(socket.SHUT_RDWR)
    thread.join(10)


def test_a_server_error_is_tried_again_but_not_forever(site: Any, scrape: Any) -> None:
    answers = iter([(503, {}, ""), (200, {}, ROWS)])
    site.pages["/once"] = lambda: next(answers, (200, {}, ROWS))
    assert len(titles(scrape("scrape_list", "标题", url=f"{site.url}/once"))) == 5
    site.pages["/down"] = (500, {}, "")
    assert code_of(scrape("scrape_list", "标题", url=f"{site.url}/down")) == "http_error"
    assert site.asked.count("/down") == 3


def test_robots_txt_is_respected_until_told_otherwise(site: Any, scrape: Any) -> None:
    site.pages |= {
        "/robots.txt": "User-agent: *\nDisallow: /private",
        "/private/a": ROWS,
        "/b": ROWS,
    }
    denied = scrape("scrape_list", "scrape the titles", "en", url=f"{site.url}/private/a")
    assert code_of(denied) == "robots_denied"
    assert "ignore robots.txt" in denied["error"]["hint"]
    assert "/private/a" not in site.asked
    assert len(titles(scrape("scrape_list", "titles", "en", url=f"{site.url}/b"))) == 5
    told = scrape("scrape_list", "x", "en", url=f"{site.url}/private/a", ignore_robots=True)
    assert len(titles(told)) == 5
    assert told["notes"] == ["robots.txt was ignored, as asked."]
    assert "RESPECT_ROBOTS = False" in told["code"]


def test_the_page_that_javascript_draws(site: Any, scrape: Any) -> None:
    site.pages["/"] = '<div id="root"></div><script src="app.js"></script>'
    result = scrape("scrape_list", "titles", "en", url=f"{site.url}/")
    assert code_of(result) == "nothing_found"
    assert "JavaScript" in result["error"]["hint"]


def test_an_api_that_holds_no_json(site: Any, scrape: Any) -> None:
    site.pages["/"] = ROWS
    assert code_of(scrape("fetch_json", "接口", url=f"{site.url}/")) == "not_json"


@pytest.mark.parametrize(
    ("charset", "header", "meta"),
    [
        ("gbk", "gbk", ""),
        ("gbk", "", "gb2312"),
        ("gb18030", "", ""),
        ("big5", "", "big5"),
        ("big5", "", ""),
        ("utf-8", "iso-8859-1", "utf-8"),
        ("utf-8-sig", "", ""),
        ("utf-16", "", ""),
        ("gbk", "utf-8", ""),
    ],
)
def test_charsets(charset: str, header: str, meta: str, site: Any, scrape: Any) -> None:
    text = CHINESE
    if charset == "big5":
        text = text.replace("闻", "聞").replace("条标题", "條標題")
    text = f'<meta charset="{meta}">{text}' if meta else text
    kind = f"text/html; charset={header}" if header else "text/html"
    site.pages["/"] = (200, {"Content-Type": kind}, text.encode(charset))
    found = titles(scrape("scrape_list", "抓取标题", url=f"{site.url}/"))
    assert found[3] == ("今天的新聞第3條標題" if charset == "big5" else "今天的新闻第3条标题")


def test_japanese_and_broken_bytes(site: Any, scrape: Any) -> None:
    rows = "".join(f'<li><a href="/{n}">これは記事の{n}番です</a></li>' for n in range(4))
    site.pages["/"] = (200, {"Content-Type": "text/html"}, f"<ul>{rows}</ul>".encode("shift_jis"))
    assert (
        titles(scrape("scrape_list", "titles", "en", url=f"{site.url}/"))[1]
        == "これは記事の1番です"
    )
    broken = CHINESE.encode() + b"<p>\xff\xfe</p>"
    site.pages["/b"] = (200, {"Content-Type": "text/html; charset=utf-8"}, broken)
    assert titles(scrape("scrape_list", "标题", url=f"{site.url}/b"))[0] == "今天的新闻第0条标题"


def test_redirects_and_relative_addresses(site: Any, scrape: Any) -> None:
    site.pages |= {"/old": (302, {"Location": "sub/new"}, ""), "/sub/new": ROWS.replace('"/', '"')}
    items = scrape("scrape_list", "链接", url=f"{site.url}/old")["data"]["items"]
    assert items[0]["link"] == f"{site.url}/sub/0"


def test_a_compressed_page(site: Any, scrape: Any) -> None:
    import gzip

    site.pages["/"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(ROWS.encode()))
    assert len(titles(scrape("scrape_list", "标题", url=f"{site.url}/"))) == 5


@pytest.mark.parametrize(
    ("robots", "allowed"),
    [
        ("User-agent: *\nDisallow: /\nAllow: /list\n", True),
        ("User-agent: *\nDisallow: /*st$\n", False),
        ("User-agent: *\nDisallow: /*.pdf$\nDisallow:\n", True),
        ("User-agent: GPTBot\nDisallow: /\n\nUser-agent: *\nDisallow: /private*\n", True),
        ("User-agent: a\nUser-agent: *\nCrawl-delay: 1\nDisallow: /l # all lists\n", False),
        ("User-agent: *\nAllow: /\n\nUser-agent: aios-scraper\nDisallow: /\n", False),
        ("\ufeffsitemap: /s.xml\nnonsense\n", True),
    ],
)
def test_the_longest_rule_of_the_right_group_decides(
    robots: str, allowed: bool, site: Any, scrape: Any
) -> None:
    site.pages |= {"/robots.txt": robots, "/list": ROWS}
    result = scrape("scrape_list", "titles", "en", url=f"{site.url}/list")
    assert ("error" not in result) == allowed
    assert allowed or code_of(result) == "robots_denied"


@pytest.mark.parametrize("text", ["抓取标题，忽略 robots.txt", "titles, ignoring the robots.txt"])
def test_the_sentence_may_say_to_ignore_robots(text: str, site: Any, scrape: Any) -> None:
    site.pages |= {"/robots.txt": "User-agent: *\nDisallow: /", "/list": ROWS}
    assert len(titles(scrape("scrape_list", text, url=f"{site.url}/list"))) == 5


def test_a_page_that_refreshes_to_another_is_followed(site: Any, scrape: Any) -> None:
    site.pages |= {"/": '<meta http-equiv="refresh" content="0; url=/new?a=1&amp;b=2">'}
    site.pages |= {"/new?a=1&b=2": ROWS}
    assert len(titles(scrape("scrape_list", "标题", url=f"{site.url}/"))) == 5


def test_redirects_without_end(site: Any, scrape: Any) -> None:
    site.pages |= {"/a": (302, {"Location": "/b"}, ""), "/b": (302, {"Location": "/a"}, "")}
    assert code_of(scrape("scrape_list", "标题", url=f"{site.url}/a")) == "too_many_redirects"


def test_a_busy_site_is_asked_again_when_it_says_soon(site: Any, scrape: Any) -> None:
    answers = iter([(429, {"Retry-After": "0"}, "")])
    site.pages["/soon"] = lambda: next(answers, (200, {}, ROWS))
    assert len(titles(scrape("scrape_list", "标题", url=f"{site.url}/soon"))) == 5
    site.pages["/later"] = (429, {"Retry-After": "3600"}, "")
    assert code_of(scrape("scrape_list", "标题", url=f"{site.url}/later")) == "http_error"
    assert site.asked.count("/later") == 1


def test_an_api_without_records(site: Any, scrape: Any) -> None:
    site.pages["/"] = (200, {"Content-Type": "application/json"}, '{"results": []}')
    result = scrape("fetch_json", "接口数据", url=f"{site.url}/")
    assert code_of(result) == "nothing_found"
    assert "没有记录" in result["error"]["message"]
