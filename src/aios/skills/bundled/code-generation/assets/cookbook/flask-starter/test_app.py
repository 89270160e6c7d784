"""Greetings, health and errors."""

import pytest
from app import Check, create_app


def broken() -> bool:
    raise ConnectionError("no database")


def test_greetings() -> None:
    client = create_app().test_client()
    assert client.get("/").get_json() == {"message": "Hello, World!"}
    assert client.get("/hello/小明").get_json() == {"message": "Hello, 小明!"}


@pytest.mark.parametrize(
    ("checks", "code", "status"),
    [
        ({}, 200, "ok"),
        ({"a": lambda: True}, 200, "ok"),
        ({"a": lambda: True, "b": lambda: False}, 503, "failing"),
        ({"db": broken}, 503, "failing"),
    ],
)
def test_health(checks: dict[str, Check], code: int, status: str) -> None:
    answer = create_app(checks).test_client().get("/health")
    assert (answer.status_code, answer.get_json()["status"]) == (code, status)
    assert set(answer.get_json()["checks"]) == set(checks)
    assert answer.get_json()["uptime_s"] >= 0


def test_errors_are_json() -> None:
    answer = create_app().test_client().get("/nothing")
    assert (answer.status_code, answer.is_json) == (404, True)
