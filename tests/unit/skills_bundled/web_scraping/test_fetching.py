"""Pages are kept and asked after, hosts left in peace, and dropped connections tried again."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from tests.unit.skills_bundled.web_scraping.conftest import SCRIPTS

READ = """
import json, sys
from parts import caching, fetching
asked = json.load(sys.stdin)
caching.FRESH_S = asked["fresh_s"]
session = fetching.new_session()
rules = fetching.robots_rules(session, asked["urls"][0])
for url in asked["urls"]:
    try:
        print(json.dumps(fetching.fetch(session, url, rules).text))
    except fetching.PageError as error:
        print(json.dumps(error.code))
"""


@pytest.fixture
def read(run_python: Any, guest_python: tuple[str, str], tmp_path: Path) -> Any:
    """Read pages one after the other; their texts, or the code of what went wrong."""

    def run(*urls: str, fresh_s: int = 300) -> list[str]:
        program = tmp_path / "read.py"
        program.write_text(READ, "utf-8")
        paths = os.pathsep.join(filter(None, [str(SCRIPTS), guest_python[1]]))
        asked = json.dumps({"urls": urls, "fresh_s": fresh_s})
        kept = str(tmp_path / "kept")
        done = run_python(str(program), stdin=asked, PYTHONPATH=paths, SCRAPER_CACHE=kept)
        assert done.returncode == 0, done.stderr.decode()
        return [json.loads(line) for line in done.stdout.decode().splitlines()]

    return run


def pages_asked(site: Any) -> list[str]:
    return [path for path in site.asked if path != "/robots.txt"]


def test_a_fresh_page_is_asked_for_once(site: Any, read: Any) -> None:
    site.pages["/a"] = "first"
    assert read(f"{site.url}/a", f"{site.url}/a") == ["first", "first"]
    assert pages_asked(site) == ["/a"]


@pytest.mark.parametrize(
    ("told", "sent"), [("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since")]
)
def test_an_older_page_is_read_again_only_if_it_changed(
    told: str, sent: str, site: Any, read: Any
) -> None:
    versions = {"old": ('"v1"', "first"), "new": ('"v2"', "second")}
    now = ["old"]

    def page() -> tuple[int, dict[str, str], str]:
        mark, text = versions[now[0]]
        known = site.sent[-1].get(sent) == mark
        return (304, {}, "") if known else (200, {told: mark}, text)

    site.pages["/a"] = page
    assert read(f"{site.url}/a", f"{site.url}/a", fresh_s=0) == ["first", "first"]
    assert site.sent[-1][sent] == '"v1"'
    now[0] = "new"
    assert read(f"{site.url}/a", fresh_s=0) == ["second"]


def test_what_a_server_forbids_to_store_is_not_kept(site: Any, read: Any) -> None:
    site.pages["/a"] = (200, {"Cache-Control": "no-store", "ETag": '"v1"'}, "private")
    assert read(f"{site.url}/a", f"{site.url}/a") == ["private", "private"]
    assert pages_asked(site) == ["/a", "/a"]
    assert "If-None-Match" not in site.sent[-1]


def test_requests_are_as_far_apart_as_the_site_asks(site: Any, read: Any) -> None:
    site.pages |= {"/robots.txt": "User-agent: *\nCrawl-delay: 0.7\n", "/a": "a", "/b": "b"}
    assert read(f"{site.url}/a", f"{site.url}/b") == ["a", "b"]
    first, second = site.times[-2:]
    assert second - first > 0.65


def test_a_dropped_connection_is_tried_again(site: Any, read: Any) -> None:
    drops = iter([(0, {}, "")])
    site.pages |= {"/a": lambda: next(drops, (200, {}, "there")), "/b": (0, {}, "")}
    assert read(f"{site.url}/a") == ["there"]
    assert pages_asked(site) == ["/a", "/a"]
    assert read(f"{site.url}/b") == ["connection_failed"]
    assert pages_asked(site).count("/b") == 3
