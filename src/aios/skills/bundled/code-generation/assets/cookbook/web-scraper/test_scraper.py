"""The crawler on a small site of its own, served from this process."""

import csv
import threading
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from scraper import MAX_PAGES, OUTPUT, Page, crawl, main, new_session, write_csv

HTML = {
    "/": '<title> Home </title><h1>Hi</h1><a href="/a">a</a><a href="/a#part">a</a>'
    '<a href="/secret/x">s</a><a href="http://elsewhere.invalid/">e</a>'
    '<a href="mailto:x@y.z">m</a>',
    "/a": '<title>甲页</title><h2>One</h2><h2>Two</h2><a href="b">b</a><a href="/gone">g</a>',
    "/b": '<p>no title</p><a href="/">back</a><a href="/file.pdf">f</a><a href="/flaky">y</a>',
    "/flaky": "<title>At last</title>",
}


class Site(ThreadingHTTPServer):
    daemon_threads = True
    robots: str | None = "User-agent: *\nDisallow: /secret/\n"

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.requests: Counter[str] = Counter()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"


class Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.requests[self.path] += 1
        if self.path == "/robots.txt" and self.server.robots is not None:
            self.answer(200, "text/plain", self.server.robots)
        elif self.path == "/flaky" and self.server.requests["/flaky"] < 3:
            self.answer(503, "text/html", "later")
        elif self.path in HTML:
            self.answer(200, "text/html; charset=utf-8", HTML[self.path])
        elif self.path == "/file.pdf":
            self.answer(200, "application/pdf", "%PDF")
        else:
            self.answer(404, "text/html", "<a href='/from-an-error-page'>x</a>")

    def answer(self, status: int, kind: str, body: str) -> None:
        content = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("NO_PROXY", "*")
    with Site() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def paths(site: Site, max_pages: int = 50) -> list[str]:
    found = crawl(site.url, max_pages, delay_s=0)
    return [page.url.removeprefix(site.url.rstrip("/")) for page in found]


def test_it_goes_breadth_first_and_visits_each_page_once(site: Site) -> None:
    assert paths(site) == ["/", "/a", "/b", "/gone", "/file.pdf", "/flaky"]
    assert site.requests["/"] == site.requests["/a"] == 1


def test_it_stays_on_the_site_and_out_of_what_robots_forbids(site: Site) -> None:
    assert not [path for path in paths(site) if "secret" in path or "elsewhere" in path]
    assert site.requests["/secret/x"] == 0


def test_without_robots_everything_may_be_read(site: Site) -> None:
    site.robots = None
    assert "/secret/x" in paths(site)


def test_it_stops_at_the_bound(site: Site) -> None:
    assert paths(site, max_pages=2) == ["/", "/a"]


def test_the_facts_of_a_page(site: Site) -> None:
    home, second = list(crawl(site.url, 2, delay_s=0))
    assert (home.title, home.headings, home.links) == ("Home", "Hi", 3)
    assert second == Page(f"{site.url}a", 200, "甲页", "One | Two", 2, second.words)


def test_a_flaky_page_is_asked_again(site: Site) -> None:
    pages = {page.url: page for page in crawl(site.url, 50, delay_s=0)}
    assert pages[f"{site.url}flaky"].title == "At last"
    assert site.requests["/flaky"] == 3


def test_error_pages_and_other_files_are_listed_but_not_read(site: Site) -> None:
    pages = {page.url: page for page in crawl(site.url, 50, delay_s=0)}
    assert pages[f"{site.url}gone"] == Page(f"{site.url}gone", 404)
    assert pages[f"{site.url}file.pdf"] == Page(f"{site.url}file.pdf", 200)


def test_the_csv_holds_one_row_a_page(site: Site, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    assert write_csv(path, crawl(site.url, 3, delay_s=0)) == 3
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["title"] for row in rows] == ["Home", "甲页", ""]


def test_the_command_line(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main([site.url, "--delay", "0"]) == 0
    assert capsys.readouterr().out == f"{min(6, MAX_PAGES)} pages in {OUTPUT}\n"


def test_an_unreachable_site_is_one_line_of_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NO_PROXY", "*")
    monkeypatch.setattr("scraper.new_session", lambda: new_session(retries=0))
    assert main(["http://127.0.0.1:9/", "-o", str(tmp_path / "out.csv")]) == 1
    assert capsys.readouterr().err.startswith("error: ")
