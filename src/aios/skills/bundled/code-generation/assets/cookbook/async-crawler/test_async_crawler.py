"""A site in memory and one on this machine: what is visited, how many at once, what fails."""

import asyncio
import csv
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from async_crawler import crawl, main, parsed

SITE = "http://site.test"


def site(pages: dict[str, str]) -> Any:
    async def get(url: str) -> str:
        await asyncio.sleep(0)
        if url not in pages:
            raise OSError("404")
        return pages[url]

    return get


def test_title_and_links() -> None:
    html = '<title> A \n b</title><a href="/x#top">x</a><a href="x">y</a><a href="mailto:a@b">m</a>'
    page = parsed(f"{SITE}/d/", html)
    assert (page.title, page.links) == ("A b", [f"{SITE}/x", f"{SITE}/d/x"])


async def level_order() -> list[str]:
    pages = {
        f"{SITE}/": '<a href="/a">a</a><a href="/b">b</a><a href="http://other.test/">o</a>',
        f"{SITE}/a": '<a href="/">home</a><a href="/c">c</a>',
        f"{SITE}/b": '<a href="/c">c</a>',
    }
    return [f"{page.url} {page.error}".strip() for page in await crawl(f"{SITE}/", get=site(pages))]


def test_each_page_of_the_host_once_level_by_level() -> None:
    assert asyncio.run(level_order()) == [f"{SITE}/", f"{SITE}/a", f"{SITE}/b", f"{SITE}/c 404"]


@pytest.mark.parametrize("concurrency", [1, 3])
def test_no_more_at_once_and_no_more_pages_than_wanted(concurrency: int) -> None:
    running, most = 0, 0

    async def get(url: str) -> str:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.001)
        running -= 1
        return "".join(f'<a href="/{n}">n</a>' for n in range(30))

    assert len(asyncio.run(crawl(SITE, 12, concurrency, get))) == 12
    assert most == concurrency


def test_bad_settings() -> None:
    with pytest.raises(ValueError, match="at least one"):
        asyncio.run(crawl(SITE, pages=0))


class Handler(BaseHTTPRequestHandler):
    """A home page, and a picture that is no page."""

    def do_GET(self) -> None:
        kind = "image/png" if self.path == "/p.png" else "text/html; charset=gbk"
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write('<title>首页</title><a href="/p.png">p</a>'.encode("gbk"))

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("no_proxy", "*")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_real_server(address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.csv"
    assert main([address, "-o", str(out)]) == 0
    assert "2 pages, 1 of them failed" in capsys.readouterr().out
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[0]["title"] == "首页"
    assert "image/png" in rows[1]["error"]
    assert main(["ftp://x", "-o", str(out)]) == 1
