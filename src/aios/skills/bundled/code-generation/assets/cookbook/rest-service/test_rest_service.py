"""The whole life of an item over HTTP, and every refusal."""

import http.client
import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from rest_service import MAX_BODY_BYTES, MAX_TITLE, RESOURCE, Service, Store

URL = "/" + quote(RESOURCE)
Ask = Callable[..., tuple[int, Any]]


@pytest.fixture
def ask() -> Iterator[Ask]:
    service = Service(Store(":memory:"), port=0)
    threading.Thread(target=service.serve_forever, kwargs={"poll_interval": 0.01}).start()

    def asked(method: str, path: str, body: Any = None, raw: bytes = b"") -> tuple[int, Any]:
        connection = http.client.HTTPConnection("127.0.0.1", service.server_port, timeout=10)
        connection.request(method, path, raw or (json.dumps(body) if body is not None else None))
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        return answer.status, json.loads(text) if text else None

    yield asked
    service.shutdown()
    service.server_close()
    service.store.close()


def test_the_life_of_an_item(ask: Ask) -> None:
    status, item = ask("POST", URL, {"title": " 买牛奶 "})
    assert (status, item) == (201, {"id": 1, "title": "买牛奶", "content": "", "done": False})
    assert ask("GET", f"{URL}/1") == (200, item)
    assert ask("PATCH", f"{URL}/1", {"done": True}) == (200, item | {"done": True})
    assert ask("PUT", f"{URL}/1", {"title": "x"})[1]["title"] == "x"
    assert ask("DELETE", f"{URL}/1") == (204, None)
    assert ask("GET", f"{URL}/1")[0] == ask("DELETE", f"{URL}/1")[0] == 404


def test_items_are_listed_and_searched(ask: Ask) -> None:
    for title in ("Red", "50% off", "dark red"):
        ask("POST", URL, {"title": title})
    assert ask("GET", URL)[1]["total"] == 3
    found = ask("GET", f"{URL}?q=RED")[1]
    assert [item["title"] for item in found["items"]] == ["Red", "dark red"]
    assert ask("GET", f"{URL}?q=%25")[1]["total"] == 1


@pytest.mark.parametrize(
    "body",
    [
        None, {}, [], {"title": " "}, {"title": 5}, {"title": "x" * (MAX_TITLE + 1)},
        {"title": "x", "done": "yes"}, {"title": "x", "id": 9},
    ],
)  # fmt: skip
def test_bad_bodies_are_refused(ask: Ask, body: Any) -> None:
    status, told = ask("POST", URL, body)
    assert status == 400 and told["error"]
    assert ask("GET", URL)[1]["total"] == 0


def test_what_is_no_json_or_too_large_is_refused(ask: Ask) -> None:
    assert ask("POST", URL, raw=b"{")[0] == 400
    assert ask("GET", URL)[1]["total"] == 0
    assert MAX_BODY_BYTES > MAX_TITLE


def test_unknown_addresses_and_methods(ask: Ask) -> None:
    assert ask("GET", "/")[0] == ask("GET", "/other")[0] == ask("PATCH", f"{URL}/9", {})[0] == 404
    assert ask("DELETE", URL)[0] == ask("POST", f"{URL}/1", {"title": "x"})[0] == 405


def test_items_outlive_the_service(tmp_path: Path) -> None:
    path = str(tmp_path / "kept.db")
    first = Store(path)
    first.add({"title": "kept"})
    first.close()
    second = Store(path)
    assert [item["title"] for item in second.search("")] == ["kept"]
    second.close()
