"""Codes, redirects, counts and refusals."""

from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from url_shortener import FIRST_ID, create_app, decode, encode

URL = "https://example.com/a?b=1#c"


@pytest.fixture
def client() -> FlaskClient:
    return create_app(":memory:").test_client()


def code_for(client: FlaskClient, url: str) -> str:
    return str(client.post("/shorten", json={"url": url}).get_json()["code"])


def test_a_code_redirects_and_is_counted(client: FlaskClient) -> None:
    code = code_for(client, URL)
    for _ in range(3):
        answer = client.get(f"/{code}")
        assert (answer.status_code, answer.headers["Location"]) == (302, URL)
    assert client.get(f"/{code}/stats").get_json() == {"code": code, "url": URL, "clicks": 3}


def test_the_same_address_has_one_code_and_others_have_others(client: FlaskClient) -> None:
    codes = [code_for(client, f"https://example.com/{n % 20}") for n in range(40)]
    assert codes[:20] == codes[20:]
    assert len(set(codes)) == 20


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.com",
        "ftp://x.com",
        "javascript:alert(1)",
        "http://",
        "https://a b.com",
        "http://[",
        5,
        None,
        "https://x.com/" + "a" * 2000,
    ],
)
def test_other_addresses_are_refused(client: FlaskClient, url: Any) -> None:
    assert client.post("/shorten", json={"url": url}).status_code == 400


@pytest.mark.parametrize("code", ["zzzz", "x-y", "0", "z" * 40])
def test_unknown_codes_are_not_found(client: FlaskClient, code: str) -> None:
    assert client.get(f"/{code}").status_code == 404


def test_codes_there_and_back() -> None:
    for number in (0, 1, 61, 62, FIRST_ID, 10**9):
        assert decode(encode(number)) == number
    assert decode("") is None


def test_links_survive_a_restart(tmp_path: Path) -> None:
    path = str(tmp_path / "links.db")
    code = code_for(create_app(path).test_client(), URL)
    assert create_app(path).test_client().get(f"/{code}").headers["Location"] == URL
