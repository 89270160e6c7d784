"""Signatures, repetition and handlers."""

import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from webhook import create_app, signature
from werkzeug.test import TestResponse

SECRET = "s3cret"


@pytest.fixture
def got() -> list[dict[str, Any]]:
    return []


@pytest.fixture
def client(got: list[dict[str, Any]]) -> FlaskClient:
    return create_app(
        SECRET, {"push": got.append, "boom": lambda payload: payload["x"]}
    ).test_client()


def send(
    client: FlaskClient, event: str, body: bytes, signed: str | None = None, **more: str
) -> TestResponse:
    headers = {
        "X-GitHub-Event": event,
        "X-Hub-Signature-256": signature(SECRET, body) if signed is None else signed,
    }
    return client.post(
        "/webhook", data=body, headers=headers | more, content_type="application/json"
    )


def test_a_signed_event_reaches_its_handler_once(
    client: FlaskClient, got: list[dict[str, Any]]
) -> None:
    body = json.dumps({"ref": "main", "名": 1}).encode()
    first = send(client, "push", body, **{"X-GitHub-Delivery": "1"})
    again = send(client, "push", body, **{"X-GitHub-Delivery": "1"})
    assert (first.get_json(), again.get_json()) == (
        {"status": "handled"},
        {"status": "handled before"},
    )
    assert got == [{"ref": "main", "名": 1}]


@pytest.mark.parametrize("signed", ["", "sha256=", signature("other", b"{}"), "sha256=é"])
def test_a_forged_one_is_refused(
    client: FlaskClient, got: list[dict[str, Any]], signed: str
) -> None:
    assert send(client, "push", b"{}", signed).status_code == 401
    assert got == []


def test_other_events_are_ignored(client: FlaskClient) -> None:
    assert send(client, "star", b"{}").status_code == 202


def test_a_broken_body_is_refused(client: FlaskClient) -> None:
    assert send(client, "push", b"{").status_code == 400


def test_a_failed_delivery_may_be_tried_again(client: FlaskClient) -> None:
    answers = [
        send(client, "boom", b"{}", **{"X-GitHub-Delivery": "9"}).status_code for _ in range(2)
    ]
    assert answers == [500, 500]


def test_no_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="secret"):
        create_app("", {})
