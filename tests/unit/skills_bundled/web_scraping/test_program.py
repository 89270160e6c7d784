"""The program that comes back is the one that ran: alone, it finds the same again."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

PAGES = {
    "scrape_list": "<ul>"
    + "".join(f'<li><a href="/{n}">条目 {n}</a></li>' for n in range(6))
    + "</ul>",
    "scrape_table": "<table><tr><th>k</th><th>v</th></tr><tr><td>a</td><td>1</td></tr></table>",
    "scrape_links": '<a href="/x">X</a><a href="/y">Y</a>',
    "scrape_page": "<article><h1>Title</h1><p>Some words.</p></article>",
    "fetch_json": '[{"a": 1, "b": "c"}]',
}


@pytest.mark.parametrize("action", PAGES)
def test_the_program_alone_gives_the_same_items(
    action: str, site: Any, scrape: Any, run_python: Callable[..., Any], tmp_path: Path
) -> None:
    kind = "application/json" if action == "fetch_json" else "text/html"
    site.pages["/"] = (200, {"Content-Type": kind}, PAGES[action])
    result = scrape(action, "全部抓取", url=f"{site.url}/")
    alone = tmp_path / "alone"
    alone.mkdir()
    (alone / "scraper.py").write_text(result["code"], "utf-8")
    done = run_python(str(alone / "scraper.py"))
    assert done.returncode == 0, done.stderr.decode()
    again = json.loads((tmp_path / "items.json").read_text("utf-8"))
    assert again == result["data"]["items"]
    assert (tmp_path / "items.csv").read_text("utf-8") == result["files"]["items.csv"]
    assert "aios_skill" not in result["code"]
    assert "from parts" not in result["code"]
    assert max(map(len, result["code"].splitlines())) <= 110


def test_the_program_says_why_it_stops(
    site: Any, scrape: Any, run_python: Callable[..., Any], tmp_path: Path
) -> None:
    site.pages["/"] = PAGES["scrape_list"]
    code = scrape("scrape_list", "titles", "en", url=f"{site.url}/")["code"]
    del site.pages["/"]
    (tmp_path / "scraper.py").write_text(code, "utf-8")
    done = run_python(str(tmp_path / "scraper.py"))
    assert done.returncode == 1
    assert done.stderr.decode().startswith("page_not_found: ")
    assert "Traceback" not in done.stderr.decode()


def test_answers_and_progress_speak_the_user_s_language(site: Any, scrape: Any) -> None:
    site.pages["/"] = PAGES["scrape_list"]
    chinese = scrape("scrape_list", "抓取前3条", url=f"{site.url}/", count=3)
    assert "抓取到 3 条" in chinese["answer"]
    assert "选择器" in chinese["explanation"]
    english = scrape("scrape_list", "first 3", "en", url=f"{site.url}/", count=3)
    assert english["answer"].startswith("3 items from ")
    assert f"page 1: {site.url}/: 6 items" in english["stdout"]


def test_a_page_of_many_elements_is_looked_at_in_good_time(site: Any, scrape: Any) -> None:
    card = '<div class="card"><div class="in"><h3><a href="/{n}">Thing number {n}</a></h3>'
    card += (
        "".join(f"<p class='f{k}'><span>field {k}</span></p>" for k in range(8)) + "</div></div>"
    )
    body = (
        "<main><section>"
        + "".join(card.replace("{n}", str(n)) for n in range(400))
        + "</section></main>"
    )
    site.pages["/"] = body
    began = time.monotonic()
    result = scrape("scrape_list", "titles", "en", url=f"{site.url}/")
    assert len(result["data"]["items"]) == 400
    assert time.monotonic() - began < 25
