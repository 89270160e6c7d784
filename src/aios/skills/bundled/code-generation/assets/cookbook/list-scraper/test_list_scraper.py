"""Fields, pages, files; and a real run against a local server."""

import csv
import http.server
import json
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import list_scraper
import pytest
from list_scraper import fields_of, main, number_of, save, scrape

ONE = """<ul><li class="product"><h2> Red  lamp </h2><span class="price">$1,299.00</span>
<a href="/lamp">more</a></li><li class="product"><h2>Chair</h2><a href="chair">more</a></li></ul>
<a rel="next" href="two.html">next</a>"""
TWO = """<div class="product"><h3>桌子</h3><b class="price">¥88</b></div>
<a rel="next" href="one.html">next</a>"""
SITE = {"http://x/one.html": ONE, "http://x/two.html": TWO}


def test_items_of_all_pages() -> None:
    records = scrape("http://x/one.html", get=SITE.__getitem__, delay_s=0)
    assert records == [
        {"name": "Red lamp", "price": 1299.0, "link": "http://x/lamp"},
        {"name": "Chair", "price": None, "link": "http://x/chair"},
        {"name": "桌子", "price": 88.0, "link": None},
    ]


def test_no_more_pages_than_allowed() -> None:
    assert len(scrape("http://x/one.html", get=SITE.__getitem__, max_pages=1)) == 2


def test_fields_of_ones_own() -> None:
    fields = fields_of(["title = h2", "url=a@href"])
    records = scrape("http://x/one.html", "li", fields, get=SITE.__getitem__, max_pages=1)
    assert records[1] == {"title": "Chair", "url": "http://x/chair"}
    with pytest.raises(ValueError, match="NAME=SELECTOR"):
        fields_of(["title"])


@pytest.mark.parametrize(
    ("text", "number"), [("¥88", 88), ("from 1,234.5 €", 1234.5), ("sold", None)]
)
def test_numbers(text: str, number: float | None) -> None:
    assert number_of(text) == number


def test_both_kinds_of_files(tmp_path: Path) -> None:
    save([{"name": "灯", "price": 1.5}, {"name": "b", "price": None}], tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.DictReader(file)) == [
            {"name": "灯", "price": "1.5"},
            {"name": "b", "price": ""},
        ]


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    for name, text in (("one", ONE), ("two", TWO)):
        (tmp_path / f"{name}.html").write_text(f"<meta charset=utf-8>{text}", encoding="utf-8")
    handler = partial(Quiet, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_the_command_line(
    address: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(list_scraper.time, "sleep", lambda _: None)
    out = tmp_path / "out.json"
    assert main([f"{address}/one.html", "-o", str(out)]) == 0
    assert [record["name"] for record in json.loads(out.read_text(encoding="utf-8"))][2] == "桌子"
    assert main([f"{address}/one.html", "--item", ".none"]) == 1
    assert main([f"{address}/missing.html"]) == 1
    assert "404" in capsys.readouterr().err
