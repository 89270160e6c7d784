"""A server that speaks SearXNG's JSON and pages to read: what is quoted stands there."""

import json
import os
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.unit.skills_bundled.conftest import BESIDE

SKILLS = Path(__file__).parents[4] / "src" / "aios" / "skills"
SCRIPT = SKILLS / "bundled" / "web-research" / "scripts" / "research.py"

Run = Callable[..., dict[str, Any]]


class Web:
    """An engine and its pages: path → (status, media type, body); the queries it was asked."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.pages: dict[str, tuple[int, str, str]] = {}
        self.queries: list[str] = []

    def engine(self, *results: tuple[str, str, str]) -> None:
        """Answer every search with these (path, title, content)."""
        listed = [
            {"url": self.url + path, "title": title, "content": content, "engine": "test",
             "parsed_url": ["http", "x", path, "", "", ""], "score": 1.0, "category": "general"}
            for path, title, content in results
        ]  # fmt: skip
        empty = ("answers", "corrections", "infoboxes", "suggestions", "unresponsive_engines")
        body = {"query": "", "number_of_results": len(listed), "results": listed}
        body |= {name: [] for name in empty}
        self.pages["/search"] = (200, "application/json", json.dumps(body))


@pytest.fixture
def web() -> Iterator[Web]:
    """The engine and the pages, on this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            if parts.path == "/search":
                here.queries.append(parse_qs(parts.query).get("q", [""])[0])
                assert parse_qs(parts.query)["format"] == ["json"]
            status, kind, body = here.pages.get(parts.path, (404, "text/html", "gone"))
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *args: object) -> None:
            """Keep the test's output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    here = Web(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield here
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def research(tmp_path: Path, warm_guest: Any, guest_python: tuple[str, str]) -> Run:
    """Run the skill's action with the image's packages."""
    clean = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
    clean.pop("AIOS_SEARCH_URL", None)
    paths = os.pathsep.join(filter(None, [BESIDE, guest_python[1]]))

    def run(text: str, language: str = "zh", env: str = "", **parameters: Any) -> dict[str, Any]:
        request = {
            "action": "search_web",
            "parameters": parameters,
            "text": text,
            "language": language,
        }
        done = warm_guest.run(
            [str(SCRIPT)], stdin=json.dumps(request).encode(), cwd=tmp_path,
            env={**clean, "PYTHONPATH": paths, "AIOS_SEARCH_URL": env,
                 "AIOS_OUT": str(tmp_path / "out"), "AIOS_RESULT": str(tmp_path / "result.json")},
        )  # fmt: skip
        result: dict[str, Any] = json.loads((tmp_path / "result.json").read_text("utf-8"))
        assert "crashed" not in str(result.get("error")), done.stderr.decode()
        return result

    return run


def test_pages_are_read_and_quoted_with_their_sources(web: Web, research: Run) -> None:
    web.engine(("/a", "Wal", "snippet a"), ("/b", "Other", "snippet b"), ("/c", "Third", "no"))
    web.pages["/a"] = (
        200, "text/html; charset=utf-8",
        "<nav>WAL mode menu</nav><p>Readers do not block writers in WAL mode of SQLite.</p>"
        "<p>Something about kettles and tea.</p>",
    )  # fmt: skip
    web.pages["/b"] = (200, "text/html", "<ul><li>SQLite keeps the WAL in a second file.</li></ul>")
    result = research("search the web for SQLite WAL mode", "en", env=web.url, count=2)
    assert web.queries == ["SQLite WAL mode"]
    first, second = result["data"]["findings"]
    assert first["quotes"] == ["Readers do not block writers in WAL mode of SQLite."]
    assert second["quotes"] == ["SQLite keeps the WAL in a second file."]
    assert f"[1] Wal — {web.url}/a" in result["answer"]
    assert result["data"]["sources"] == [f"{web.url}/a", f"{web.url}/b"]


def test_the_engine_named_in_the_task_and_a_chinese_question(web: Web, research: Run) -> None:
    web.engine(("/a", "电池", ""))
    web.pages["/a"] = (
        200,
        "text/html; charset=utf-8",
        "<p>固态电池预计在2027年开始小规模量产装车。</p>",
    )
    result = research("帮我搜索一下固态电池什么时候量产", engine=f"{web.url}/search")
    assert web.queries == ["固态电池什么时候量产"]
    assert "“固态电池预计在2027年开始小规模量产装车。”" in result["answer"]
    assert "不作推论" in result["answer"]


def test_a_page_that_cannot_be_read_is_marked(web: Web, research: Run) -> None:
    web.engine(("/gone", "Gone", "what the engine kept of it"), ("/x.pdf", "PDF", "pdf words"))
    web.pages["/x.pdf"] = (200, "application/pdf", "%PDF")
    result = research("look up engines", "en", env=web.url)
    assert [f["read"] for f in result["data"]["findings"]] == [False, False]
    assert result["answer"].count("(the engine's words)") == 2
    assert any("404" in note for note in result["notes"])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_without_an_engine_it_says_how_to_get_one(language: str, research: Run) -> None:
    error = research("搜索 rust", language)["error"]
    assert error["code"] == "search_not_configured"
    assert "AIOS_SEARCH_URL" in error["hint"]


@pytest.mark.parametrize(
    ("page", "code"),
    [
        ((403, "text/html", "Forbidden"), "search_failed"),
        ((200, "text/html", "<html>no json</html>"), "search_failed"),
        ((200, "application/json", "[]"), "search_failed"),
        ((200, "application/json", '{"results": []}'), "nothing_found"),
    ],
)
def test_engines_of_no_use(page: Any, code: str, web: Web, research: Run) -> None:
    web.pages["/search"] = page
    error = research("search for tea", "en", env=web.url)["error"]
    assert error["code"] == code
    assert error["hint"]


def test_an_engine_that_is_down_and_an_empty_question(web: Web, research: Run) -> None:
    assert (
        research("search for tea", "en", env="http://127.0.0.1:9")["error"]["code"]
        == "search_failed"
    )
    assert research("搜索一下", env=web.url)["error"]["code"] == "no_question"


def test_what_could_not_be_read_or_says_nothing_is_told(web: Web, research: Run) -> None:
    web.engine(("/gone", "Gone", ""), ("/rain", "Rain", ""), ("/tea", "Tea", ""))
    web.pages["/rain"] = (200, "text/html", "<p>It rains a lot in the north of the island.</p>")
    web.pages["/tea"] = (200, "text/html", "<p>Oolong is steeped for 190 seconds.</p>")
    answer = research("how long is oolong steeped", "en", env=web.url)["answer"]
    assert f"{web.url}/gone (could not be read: HTTP 404)" in answer
    assert f"{web.url}/rain (says nothing on it)" in answer
    assert "190 seconds" in answer


def test_of_an_article_the_main_text_is_read(web: Web, research: Run) -> None:
    filler = "".join(
        f"<p>Paragraph {n} tells of other things at some length.</p>" for n in range(20)
    )
    fact = "<p>The copper lantern burned for 4217 days.</p>"
    web.engine(("/a", "Lanterns", ""))
    web.pages["/a"] = (
        200,
        "text/html",
        f"<html><body><div class='menu'><a href='/x'>copper lantern shop</a></div>"
        f"<article><h1>Lanterns</h1>{filler}{fact}</article></body></html>",
    )
    result = research("how long did the copper lantern burn", "en", env=web.url)
    assert result["data"]["findings"][0]["quotes"][0] == "The copper lantern burned for 4217 days."


def test_an_address_that_is_a_page_and_no_engine_is_read(web: Web, research: Run) -> None:
    web.pages["/tea"] = (200, "text/html", "<p>Oolong is steeped for 190 seconds.</p>")
    result = research("search it for oolong", "en", engine=f"{web.url}/tea")
    assert result["data"]["sources"] == [f"{web.url}/tea"]
    assert "190 seconds" in result["answer"]


def test_a_follow_up_searches_with_the_question_before(web: Web, research: Run) -> None:
    web.engine(("/gone", "Gone", "kept"))
    before = ["search the web for solar subsidies"]
    research("in Spain", "en", env=web.url, query="in Spain", before=before)
    assert web.queries == ["solar subsidies in Spain"]


def test_a_report_is_written_when_asked_for(web: Web, research: Run, tmp_path: Path) -> None:
    web.engine(("/tea", "Tea", ""))
    web.pages["/tea"] = (200, "text/html", "<p>Oolong is steeped for 190 seconds.</p>")
    research("搜索 oolong，保存成 tea.md", env=web.url, output="tea.md")
    assert web.queries == ["oolong"]
    report = (tmp_path / "out" / "tea.md").read_text("utf-8")
    assert "190 seconds" in report
    assert f"{web.url}/tea" in report
