"""A URL shortener.

POST /shorten {"url": "https://..."}     GET /<code> redirects     GET /<code>/stats counts
"""

import sqlite3
import string
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, abort, jsonify, redirect, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as BaseResponse

DATABASE = "links.db"
PORT = 5000
ALPHABET = string.digits + string.ascii_letters
FIRST_ID = 62**3  # codes have at least four characters
MAX_URL = 2000

SCHEMA = """
CREATE TABLE IF NOT EXISTS links (
    id INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE, clicks INTEGER NOT NULL DEFAULT 0
)
"""


def encode(number: int) -> str:
    """The number in base 62."""
    code = ""
    while number:
        number, digit = divmod(number, len(ALPHABET))
        code = ALPHABET[digit] + code
    return code or ALPHABET[0]


def decode(code: str) -> int | None:
    """The number again, None for characters that no code has or too many of them."""
    if not code or len(code) > 10 or any(char not in ALPHABET for char in code):
        return None
    number = 0
    for char in code:
        number = number * len(ALPHABET) + ALPHABET.index(char)
    return number


def valid(url: Any) -> bool:
    """Whether it is an address on the web of reasonable length."""
    if not isinstance(url, str) or len(url) > MAX_URL or any(char.isspace() for char in url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


class Links:
    """Addresses, their codes and how often they were followed."""

    def __init__(self, path: str) -> None:
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._db.execute(SCHEMA)

    def code_for(self, url: str) -> str:
        """The code of the address, a new one if it has none."""
        first = (
            "INSERT OR IGNORE INTO links (id, url) SELECT COALESCE(MAX(id) + 1, ?), ? FROM links"
        )
        self._db.execute(first, (FIRST_ID, url))
        row = self._db.execute("SELECT id FROM links WHERE url = ?", (url,)).fetchone()
        return encode(row[0])

    def find(self, code: str) -> tuple[str, int] | None:
        """The address of a code and its clicks."""
        found = self._db.execute("SELECT url, clicks FROM links WHERE id = ?", (decode(code),))
        row = found.fetchone()
        return (row[0], row[1]) if row else None

    def clicked(self, code: str) -> None:
        """Count one visit."""
        self._db.execute("UPDATE links SET clicks = clicks + 1 WHERE id = ?", (decode(code),))


def create_app(database: str = DATABASE) -> Flask:
    """The application on its database."""
    app = Flask(__name__)
    links = Links(database)

    @app.post("/shorten")
    def shorten() -> tuple[Response, int]:
        body = request.get_json()
        url = body.get("url") if isinstance(body, dict) else None
        if not valid(url):
            abort(400, "url must be an http or https address without blanks.")
        code = links.code_for(url)
        return jsonify(code=code, short_url=f"{request.host_url}{code}"), 201

    @app.get("/<code>")
    def follow(code: str) -> BaseResponse:
        url, _ = links.find(code) or abort(404, "There is no such link.")
        links.clicked(code)
        return redirect(url)

    @app.get("/<code>/stats")
    def stats(code: str) -> Response:
        url, clicks = links.find(code) or abort(404, "There is no such link.")
        return jsonify(code=code, url=url, clicks=clicks)

    @app.errorhandler(HTTPException)
    def error(problem: HTTPException) -> tuple[Response, int]:
        return jsonify(error=problem.description), problem.code or 500

    return app


if __name__ == "__main__":
    create_app().run(port=PORT)
