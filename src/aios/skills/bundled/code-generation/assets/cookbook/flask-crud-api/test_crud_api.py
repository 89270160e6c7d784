"""The whole life of an item, and every refusal."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from crud_api import MAX_TITLE, RESOURCE, create_app
from flask.testing import FlaskClient

URL = f"/{RESOURCE}"


@pytest.fixture
def client() -> FlaskClient:
    return create_app(":memory:").test_client()


def test_the_life_of_an_item(client: FlaskClient) -> None:
    made = client.post(URL, json={"title": " 买牛奶 "})
    assert (made.status_code, unquote(made.headers["Location"])) == (201, f"{URL}/1")
    item = made.get_json()
    assert (item["title"], item["content"], item["done"]) == ("买牛奶", "", False)
    assert client.get(f"{URL}/1").get_json() == item
    changed = client.patch(f"{URL}/1", json={"done": True}).get_json()
    assert changed == item | {"done": True}
    assert client.put(f"{URL}/1", json={"title": "x"}).get_json()["title"] == "x"
    assert client.delete(f"{URL}/1").status_code == 204
    assert client.get(f"{URL}/1").status_code == 404


def test_pages_and_search(client: FlaskClient) -> None:
    for number in range(25):
        client.post(URL, json={"title": f"item {number}" if number % 5 else f"50% off {number}"})
    page = client.get(f"{URL}?page=2&size=10").get_json()
    assert (page["total"], [item["id"] for item in page["items"]]) == (25, list(range(11, 21)))
    assert client.get(f"{URL}?q=50%25").get_json()["total"] == 5
    assert client.get(f"{URL}?q=_").get_json()["total"] == 0
    assert client.get(f"{URL}?page=99").get_json()["items"] == []


@pytest.mark.parametrize(
    "body",
    [
        {}, [], {"title": ""}, {"title": "  "}, {"title": 5}, {"title": "x" * (MAX_TITLE + 1)},
        {"title": "x", "done": "yes"}, {"title": "x", "content": 1}, {"title": "x", "id": 9},
    ],
)  # fmt: skip
def test_bad_bodies_are_refused(client: FlaskClient, body: Any) -> None:
    answer = client.post(URL, json=body)
    assert (answer.status_code, answer.is_json) == (400, True)
    assert client.get(URL).get_json()["total"] == 0


@pytest.mark.parametrize("query", ["page=0", "size=0", "size=101", "page=x", "size=-1"])
def test_bad_pages_are_refused(client: FlaskClient, query: str) -> None:
    assert client.get(f"{URL}?{query}").status_code == 400


@pytest.mark.parametrize("method", ["get", "patch", "delete"])
def test_an_unknown_id_is_not_found(client: FlaskClient, method: str) -> None:
    answer = getattr(client, method)(f"{URL}/7", **({"json": {}} if method == "patch" else {}))
    assert (answer.status_code, answer.get_json()) == (404, {"error": "There is no item 7."})


def test_broken_json_is_refused_in_json(client: FlaskClient) -> None:
    answer = client.post(URL, data="{", content_type="application/json")
    assert (answer.status_code, answer.is_json) == (400, True)


def test_items_survive_a_restart(tmp_path: Path) -> None:
    path = str(tmp_path / "kept.db")
    create_app(path).test_client().post(URL, json={"title": "kept"})
    assert create_app(path).test_client().get(f"{URL}/1").get_json()["title"] == "kept"
