"""Research without a model: passages with their sources, from documents and through an engine."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.acceptance.conftest import Shell

pytestmark = [pytest.mark.machine, pytest.mark.image]
FACT = "The copper lantern of Vellmar burned for 4,217 days without being refilled."


class Engine(BaseHTTPRequestHandler):
    """A SearXNG of one result, and the page it names."""

    def do_GET(self) -> None:
        address = f"http://{self.headers['host']}"
        if self.path.startswith("/search"):
            found = {"url": f"{address}/lantern", "title": "Lanterns", "content": "of Vellmar"}
            body, kind = json.dumps({"query": "q", "results": [found]}), "application/json"
        elif self.path == "/robots.txt":
            body, kind = "", "text/plain"
        else:
            body = f"<html><body><article><h1>Lanterns</h1><p>{FACT}</p></article></body></html>"
            kind = "text/html; charset=utf-8"
        content = body.encode()
        self.send_response(200)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def engine() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Engine)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_the_configured_engine_is_asked_and_its_pages_are_cited(shell: Shell, engine: str) -> None:
    shell.env["AIOS_SEARCH_URL"] = engine
    ran = shell.run("search the web for how long the copper lantern of Vellmar burned")
    assert ran.exit_code == 0, ran
    assert ran.json["agent"] == "researcher-agent"
    assert "4,217 days" in ran.json["result"]["answer"]
    assert f"{engine}/lantern" in ran.json["result"]["answer"]


def test_without_an_engine_it_says_so(shell: Shell) -> None:
    ran = shell.run("上网搜索一下量子计算的最新进展")
    assert ran.exit_code == 1
    assert ran.json["error"]["code"] == "search_not_configured"
    assert "AIOS_SEARCH_URL" in ran.json["error"]["hint"]


def test_passages_are_quoted_with_file_and_line(shell: Shell) -> None:
    notes = shell.folder / "notes"
    notes.mkdir()
    (notes / "trees.md").write_text("# Trees\n\nOaks are tall.\n", encoding="utf-8")
    (notes / "lamps.md").write_text(f"# Lamps\n\nIntro.\n\n{FACT}\n", encoding="utf-8")
    ran = shell.run("in the folder notes/, find what is said about the copper lantern, cite it")
    assert ran.exit_code == 0, ran
    answer = ran.json["result"]["answer"]
    assert "4,217 days" in answer
    assert "lamps.md:5" in answer


def test_a_page_named_is_read_and_quoted(shell: Shell, engine: str) -> None:
    ran = shell.run(f"according to {engine}/lantern, how long did the copper lantern burn?")
    assert ran.exit_code == 0, ran
    assert "4,217 days" in ran.json["result"]["answer"]
    assert f"{engine}/lantern" in ran.json["result"]["answer"]


def test_a_report_with_citations(shell: Shell) -> None:
    (shell.folder / "lamps.md").write_text(f"# Lamps\n\n{FACT}\n", encoding="utf-8")
    ran = shell.run("lamps.md 里哪里提到 copper lantern，写成报告")
    assert ran.exit_code == 0, ran
    (report,) = ran.json["result"]["artifacts"]
    assert "lamps.md:3" in Path(report["path"]).read_text(encoding="utf-8")
