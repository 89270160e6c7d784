"""How long a site is left in peace between two requests, as the request says it."""

import subprocess
import sys

import pytest
from tests.unit.skills_bundled.conftest import BUNDLED

SCRIPTS = BUNDLED / "web-scraping" / "scripts"
PAUSES = {
    "no more than one request per second": 1.0,
    "at most 2 requests a second please": 0.5,
    "once every 2 seconds": 2.0,
    "wait three seconds between requests": 3.0,
    "with a 1.5-second pause": 1.5,
    "be gentle with the server": 1.0,
    "每秒最多一次": 1.0,
    "每分钟不超过30次": 2.0,
    "每隔2秒抓一页": 2.0,
    "请求之间间隔 3 秒": 3.0,
    "慢一点抓": 1.0,
    "the first 10 pages, title and price": 0.0,
    "前三页的商品": 0.0,
}


@pytest.fixture(scope="module")
def pauses() -> list[str]:
    program = "import sys; from pacing import pause_s; print(*map(pause_s, sys.argv[1:]))"
    told = subprocess.run(
        (sys.executable, "-c", program, *PAUSES), cwd=SCRIPTS, capture_output=True, check=True
    )
    return told.stdout.decode().split()


def test_every_way_to_ask_for_a_pause(pauses: list[str]) -> None:
    assert [float(pause) for pause in pauses] == list(PAUSES.values())


def test_this_machine_is_asked_without_pauses_and_no_other() -> None:
    sites = (
        "http://127.0.0.1:8/",
        "http://localhost/a",
        "https://example.com",
        "http://127.0.0.1.example.com/",
    )
    asked = "print(*[usual_pause_s(site) > 0 for site in sys.argv[1:]])"
    program = f"import sys; from pacing import usual_pause_s; {asked}"
    told = subprocess.run(
        (sys.executable, "-c", program, *sites), cwd=SCRIPTS, capture_output=True, check=True
    )
    assert told.stdout.decode().split() == ["False", "False", "True", "True"]
