"""What the API promises, through Flask's test client and a database of its own per test."""

import sqlite3
from pathlib import Path

import auth_api
import pytest
from auth_api import (
    HASH_METHOD,
    LOGIN_FIELD,
    MAX_PASSWORD_LENGTH,
    MIN_PASSWORD_LENGTH,
    TOKEN_LIFETIME_S,
    URL_PREFIX,
    create_app,
)
from flask.testing import FlaskClient
from werkzeug.security import generate_password_hash
from werkzeug.test import TestResponse

ALICE = {"username": "alice", "email": "alice@example.com"}[LOGIN_FIELD]
PASSWORD = "Correct-horse-1".ljust(MIN_PASSWORD_LENGTH, "x")


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing is slow on purpose; the tests need not wait for it."""
    monkeypatch.setattr(auth_api, "HASH_METHOD", "scrypt:1024:8:1")
    monkeypatch.setattr(auth_api, "DUMMY_HASH", generate_password_hash("x", "scrypt:1024:8:1"))


def test_passwords_are_hashed_at_a_cost() -> None:
    assert HASH_METHOD.split(":")[0] == "scrypt"
    assert int(HASH_METHOD.split(":")[1]) >= 2**15


@pytest.fixture
def database(tmp_path: Path) -> str:
    return str(tmp_path / "test.db")


@pytest.fixture
def client(database: str) -> FlaskClient:
    return create_app(database).test_client()


def post(
    client: FlaskClient, path: str, login: str = ALICE, secret: str = PASSWORD
) -> TestResponse:
    return client.post(URL_PREFIX + path, json={LOGIN_FIELD: login, "password": secret})


def get_me(client: FlaskClient, token: str, scheme: str = "Bearer") -> TestResponse:
    return client.get(URL_PREFIX + "/me", headers={"Authorization": f"{scheme} {token}"})


def token_of(client: FlaskClient) -> str:
    post(client, "/register")
    return str(post(client, "/login").json["token"])


def test_registration_answers_the_new_user_without_the_password(client: FlaskClient) -> None:
    response = post(client, "/register")
    assert response.status_code == 201
    assert response.json == {"id": 1, LOGIN_FIELD: ALICE}


@pytest.mark.parametrize("again", [ALICE, ALICE.upper(), f"  {ALICE} "])
def test_the_same_name_twice_is_a_conflict(client: FlaskClient, again: str) -> None:
    post(client, "/register")
    response = post(client, "/register", again)
    assert response.status_code == 409
    assert response.json["error"]["code"] == "already_registered"


@pytest.mark.parametrize("login", ["", "a", "white space", "<script>", "a" * 200])
def test_a_malformed_name_is_refused(client: FlaskClient, login: str) -> None:
    response = post(client, "/register", login)
    assert response.status_code == 400
    assert response.json["error"]["code"] == f"invalid_{LOGIN_FIELD}"


@pytest.mark.parametrize("length", [0, MIN_PASSWORD_LENGTH - 1, MAX_PASSWORD_LENGTH + 1])
def test_a_password_of_a_bad_length_is_refused(client: FlaskClient, length: int) -> None:
    response = post(client, "/register", secret="x" * length)
    assert response.status_code == 400
    assert response.json["error"]["code"] == "invalid_password"


@pytest.mark.parametrize("body", [b"", b"not json", b"[]", b"{}", b'{"password": 1}'])
@pytest.mark.parametrize("path", ["/register", "/login"])
def test_a_malformed_body_is_refused(client: FlaskClient, path: str, body: bytes) -> None:
    response = client.post(URL_PREFIX + path, data=body, content_type="application/json")
    assert response.status_code == 400
    assert response.json["error"]["message"]


def test_login_gives_a_token_that_opens_me(client: FlaskClient) -> None:
    post(client, "/register")
    response = post(client, "/login")
    assert response.status_code == 200
    assert (response.json["token_type"], response.json["expires_in"]) == (
        "Bearer",
        TOKEN_LIFETIME_S,
    )
    me = get_me(client, response.json["token"])
    assert (me.status_code, me.json[LOGIN_FIELD]) == (200, ALICE)


def test_wrong_password_and_unknown_user_are_answered_alike(client: FlaskClient) -> None:
    post(client, "/register")
    wrong = post(client, "/login", secret=PASSWORD + "!")
    unknown = post(client, "/login", "no" + ALICE)
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.json == unknown.json


@pytest.mark.parametrize(("scheme", "token"), [("Bearer", "forged"), ("Basic", "x")])
def test_me_needs_a_valid_token(client: FlaskClient, scheme: str, token: str) -> None:
    response = get_me(client, token, scheme)
    assert response.status_code == 401
    assert response.json["error"]["code"] == "invalid_token"


def test_a_token_expires(database: str) -> None:
    client = create_app(database, token_lifetime_s=-1).test_client()
    assert get_me(client, token_of(client)).status_code == 401


def test_logout_ends_the_token(client: FlaskClient) -> None:
    token = token_of(client)
    headers = {"Authorization": f"Bearer {token}"}
    assert client.post(URL_PREFIX + "/logout", headers=headers).status_code == 204
    assert get_me(client, token).status_code == 401


def test_the_database_holds_neither_passwords_nor_tokens(
    client: FlaskClient, database: str
) -> None:
    token = token_of(client)
    connection = sqlite3.connect(database)
    dump = "\n".join(connection.iterdump())
    connection.close()
    assert PASSWORD not in dump
    assert token not in dump
    assert "scrypt:" in dump


def test_equal_passwords_have_different_hashes(client: FlaskClient, database: str) -> None:
    post(client, "/register")
    post(client, "/register", "x" + ALICE)
    connection = sqlite3.connect(database)
    hashes = connection.execute("SELECT password_hash FROM users").fetchall()
    connection.close()
    assert len(set(hashes)) == 2


def test_users_survive_a_restart(client: FlaskClient, database: str) -> None:
    post(client, "/register")
    assert post(create_app(database).test_client(), "/login").status_code == 200


def test_unknown_paths_and_methods_answer_json(client: FlaskClient) -> None:
    assert client.get("/nothing-here").json["error"]["code"] == "not_found"
    assert client.get(URL_PREFIX + "/login").json["error"]["code"] == "method_not_allowed"
