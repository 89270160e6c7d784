"""A JSON API with user registration, login and bearer tokens, on Flask and SQLite.

    POST /register  {login name, password}   -> 201 {"id", login name}
    POST /login     {login name, password}   -> 200 {"token", "token_type", "expires_in"}
    GET  /me        Authorization: Bearer …  -> 200 {"id", login name, "created_at"}
    POST /logout    Authorization: Bearer …  -> 204

LOGIN_FIELD says what the login name is called and how it must look: "username" or "email".
Passwords are kept as salted scrypt hashes, tokens as SHA-256 digests: a stolen database holds
neither. Every error is JSON: {"error": {"code", "message"}}.
"""

import hashlib
import re
import secrets
import sqlite3
import time
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Flask, Response, current_app, g, jsonify, request
from werkzeug.exceptions import HTTPException
from werkzeug.security import check_password_hash, generate_password_hash

HOST = "127.0.0.1"
PORT = 5000
DATABASE = "users.db"
URL_PREFIX = ""
LOGIN_FIELD = "username"
TOKEN_LIFETIME_S = 3600
MIN_PASSWORD_LENGTH = 8
MAX_PASSWORD_LENGTH = 128
HASH_METHOD = "scrypt:32768:8:1"  # the cost of guessing a password; a test may lower it

LOGIN_PATTERNS = {
    "username": re.compile(r"\w[\w.-]{2,31}"),
    "email": re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+"),
}

SCHEMA = """
CREATE TABLE IF NOT EXISTS users (
    id INTEGER PRIMARY KEY,
    login TEXT NOT NULL UNIQUE COLLATE NOCASE,
    password_hash TEXT NOT NULL,
    created_at REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS tokens (
    digest TEXT PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    expires_at REAL NOT NULL
);
"""

# Checked when the user is unknown, so that the answer takes as long as for a known one.
DUMMY_HASH = generate_password_hash(secrets.token_hex(16), HASH_METHOD)

api = Blueprint("auth", __name__)
View = Callable[..., Any]


class ApiError(Exception):
    """An error for the client: an HTTP status, a stable code and one sentence."""

    def __init__(self, status: HTTPStatus, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message


def create_app(database: str = DATABASE, token_lifetime_s: float = TOKEN_LIFETIME_S) -> Flask:
    """Build the application and make its tables if they are missing."""
    app = Flask(__name__)
    app.config.update(
        DATABASE=database, TOKEN_LIFETIME_S=token_lifetime_s, MAX_CONTENT_LENGTH=16 * 1024
    )
    app.register_blueprint(api, url_prefix=URL_PREFIX or None)
    app.register_error_handler(ApiError, answer_api_error)
    app.register_error_handler(HTTPException, answer_http_error)
    app.teardown_appcontext(close_database)
    with app.app_context():
        open_database().executescript(SCHEMA)
    return app


def open_database() -> sqlite3.Connection:
    """The connection of the current request, opened at its first use."""
    if "database" not in g:
        g.database = sqlite3.connect(current_app.config["DATABASE"], timeout=10)
        g.database.row_factory = sqlite3.Row
        g.database.execute("PRAGMA foreign_keys = ON")
    connection: sqlite3.Connection = g.database
    return connection


def close_database(_error: BaseException | None = None) -> None:
    connection = g.pop("database", None)
    if connection is not None:
        connection.close()


def answer_api_error(error: ApiError) -> tuple[Response, int]:
    return jsonify(error={"code": error.code, "message": error.message}), error.status


def answer_http_error(error: HTTPException) -> tuple[Response, int]:
    """Flask's own errors (404, 405, 413, …) in the shape of ours."""
    code = (error.name or "error").lower().replace(" ", "_")
    return jsonify(error={"code": code, "message": error.description}), error.code or 500


def read_credentials() -> tuple[str, str]:
    """The login name and the password of the request body."""
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        raise ApiError(HTTPStatus.BAD_REQUEST, "invalid_json", "Send a JSON object.")
    login, password = body.get(LOGIN_FIELD), body.get("password")
    if not isinstance(login, str) or not isinstance(password, str):
        message = f"Both {LOGIN_FIELD} and password are needed, as strings."
        raise ApiError(HTTPStatus.BAD_REQUEST, "missing_field", message)
    return login.strip(), password


def validate(login: str, password: str) -> None:
    """Refuse a malformed login name and a password that is too short or too long."""
    if not LOGIN_PATTERNS[LOGIN_FIELD].fullmatch(login):
        message = f"This is not a valid {LOGIN_FIELD}."
        raise ApiError(HTTPStatus.BAD_REQUEST, f"invalid_{LOGIN_FIELD}", message)
    if not MIN_PASSWORD_LENGTH <= len(password) <= MAX_PASSWORD_LENGTH:
        message = f"A password has {MIN_PASSWORD_LENGTH} to {MAX_PASSWORD_LENGTH} characters."
        raise ApiError(HTTPStatus.BAD_REQUEST, "invalid_password", message)


@api.post("/register")
def register() -> tuple[Response, int]:
    login, password = read_credentials()
    validate(login, password)
    database = open_database()
    try:
        with database:
            cursor = database.execute(
                "INSERT INTO users (login, password_hash, created_at) VALUES (?, ?, ?)",
                (login, generate_password_hash(password, HASH_METHOD), time.time()),
            )
    except sqlite3.IntegrityError as error:
        message = f"This {LOGIN_FIELD} is already registered."
        raise ApiError(HTTPStatus.CONFLICT, "already_registered", message) from error
    return jsonify({"id": cursor.lastrowid, LOGIN_FIELD: login}), HTTPStatus.CREATED


@api.post("/login")
def login() -> Response:
    name, password = read_credentials()
    database = open_database()
    user = database.execute("SELECT * FROM users WHERE login = ?", (name,)).fetchone()
    known_hash = user["password_hash"] if user else DUMMY_HASH
    if not check_password_hash(known_hash, password) or user is None:
        message = f"The {LOGIN_FIELD} or the password is wrong."
        raise ApiError(HTTPStatus.UNAUTHORIZED, "wrong_credentials", message)
    lifetime_s = current_app.config["TOKEN_LIFETIME_S"]
    token = issue_token(database, user["id"], lifetime_s)
    return jsonify(token=token, token_type="Bearer", expires_in=lifetime_s)


def issue_token(database: sqlite3.Connection, user_id: int, lifetime_s: float) -> str:
    """A new random token for the user; tokens that have expired are swept out."""
    token, now = secrets.token_urlsafe(32), time.time()
    with database:
        database.execute("DELETE FROM tokens WHERE expires_at <= ?", (now,))
        database.execute(
            "INSERT INTO tokens (digest, user_id, expires_at) VALUES (?, ?, ?)",
            (digest(token), user_id, now + lifetime_s),
        )
    return token


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def token_required(view: View) -> View:
    """Let the request through only with a valid token; the user is then `g.user`."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        g.token_digest = digest(token.strip())
        g.user = find_user(g.token_digest) if scheme.lower() == "bearer" else None
        if g.user is None:
            message = "A valid bearer token is needed; log in to get one."
            raise ApiError(HTTPStatus.UNAUTHORIZED, "invalid_token", message)
        return view(*args, **kwargs)

    return guarded


def find_user(token_digest: str) -> sqlite3.Row | None:
    query = """
        SELECT users.* FROM tokens JOIN users ON users.id = tokens.user_id
        WHERE tokens.digest = ? AND tokens.expires_at > ?
    """
    row: sqlite3.Row | None = open_database().execute(query, (token_digest, time.time())).fetchone()
    return row


@api.get("/me")
@token_required
def me() -> Response:
    user = g.user
    return jsonify({"id": user["id"], LOGIN_FIELD: user["login"], "created_at": user["created_at"]})


@api.post("/logout")
@token_required
def logout() -> tuple[str, int]:
    database = open_database()
    with database:
        database.execute("DELETE FROM tokens WHERE digest = ?", (g.token_digest,))
    return "", HTTPStatus.NO_CONTENT


if __name__ == "__main__":
    create_app().run(host=HOST, port=PORT)
