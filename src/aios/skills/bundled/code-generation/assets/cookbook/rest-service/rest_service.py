"""A REST service for one kind of resource, with nothing but Python's own library, and SQLite.

GET    /items?q=milk     POST   /items     {"title", "content", "done"}
GET    /items/1          PATCH  /items/1   any of the fields     (PUT: title is needed)
                         DELETE /items/1
"""

import json
import re
import sqlite3
import threading
from contextlib import closing
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

RESOURCE = "items"
DATABASE = "data.db"
HOST = "127.0.0.1"
PORT = 8000
MAX_TITLE = 200
MAX_BODY_BYTES = 1_000_000

SCHEMA = """
CREATE TABLE IF NOT EXISTS items (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL,
    content TEXT NOT NULL DEFAULT '',
    done INTEGER NOT NULL DEFAULT 0
)
"""


class Refused(Exception):
    """A request that cannot be answered: the status, and why."""

    def __init__(self, status: HTTPStatus, why: str) -> None:
        super().__init__(why)
        self.status = status


class Store:
    """The items in one SQLite file; ":memory:" keeps them until the store is gone."""

    def __init__(self, path: str = DATABASE) -> None:
        self._lock = threading.Lock()
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._db.row_factory = sqlite3.Row
        self._db.execute(SCHEMA)

    def add(self, fields: dict[str, Any]) -> dict[str, Any]:
        """Keep a new item and return it."""
        values = {"content": "", "done": False} | fields
        sql = "INSERT INTO items (title, content, done) VALUES (:title, :content, :done)"
        with self._lock, closing(self._db.execute(sql, values)) as cursor:
            made = cursor.lastrowid or 0
        return self.get(made)

    def get(self, item_id: int) -> dict[str, Any]:
        """The item; Refused if there is none."""
        with self._lock:
            row = self._db.execute("SELECT * FROM items WHERE id = ?", (item_id,)).fetchone()
        if row is None:
            raise Refused(HTTPStatus.NOT_FOUND, f"There is no item {item_id}.")
        return shown(row)

    def change(self, item_id: int, fields: dict[str, Any]) -> dict[str, Any]:
        """Set these fields of the item and return it."""
        sets = ", ".join(f"{name} = :{name}" for name in fields)  # names come from `validated`
        if sets:
            with self._lock:
                values = fields | {"id": item_id}
                self._db.execute(f"UPDATE items SET {sets} WHERE id = :id", values)
        return self.get(item_id)

    def remove(self, item_id: int) -> None:
        """Delete the item; Refused if there is none."""
        self.get(item_id)
        with self._lock:
            self._db.execute("DELETE FROM items WHERE id = ?", (item_id,))

    def search(self, text: str) -> list[dict[str, Any]]:
        """The items whose titles hold the text, all for ""."""
        with self._lock:
            sql = "SELECT * FROM items WHERE instr(lower(title), lower(?)) OR ? = '' ORDER BY id"
            rows = self._db.execute(sql, (text, text)).fetchall()
        return [shown(row) for row in rows]

    def close(self) -> None:
        """Close the database."""
        self._db.close()


def shown(row: sqlite3.Row) -> dict[str, Any]:
    """A row as JSON has it."""
    return dict(row) | {"done": bool(row["done"])}


def validated(body: Any, partial: bool) -> dict[str, Any]:
    """The fields of a request's body; Refused if one is missing, unknown or wrong."""
    kinds = {"title": str, "content": str, "done": bool}
    if not isinstance(body, dict) or set(body) - set(kinds):
        raise Refused(HTTPStatus.BAD_REQUEST, f"The body has no fields but {', '.join(kinds)}.")
    for name, kind in kinds.items():
        if name in body and not isinstance(body[name], kind):
            raise Refused(HTTPStatus.BAD_REQUEST, f"{name} must be a {kind.__name__}.")
    title = body.get("title", "x" if partial else "").strip()
    if not 0 < len(title) <= MAX_TITLE:
        raise Refused(HTTPStatus.BAD_REQUEST, f"title must have 1 to {MAX_TITLE} characters.")
    return body | {"title": title} if "title" in body else dict(body)


class Handler(BaseHTTPRequestHandler):
    """Answers one request; its server has the store."""

    server: "Service"
    timeout = 30

    def do_GET(self) -> None:
        """One item, or all that match."""
        self.respond()

    def do_POST(self) -> None:
        """A new item."""
        self.respond()

    def do_PUT(self) -> None:
        """An item anew."""
        self.respond()

    def do_PATCH(self) -> None:
        """Some fields of an item."""
        self.respond()

    def do_DELETE(self) -> None:
        """Away with an item."""
        self.respond()

    def respond(self) -> None:
        """Answer, whatever comes."""
        try:
            body = self.body()
            status, answer = self.answer(body)
        except Refused as refused:
            status, answer = refused.status, {"error": str(refused)}
        self.send(status, answer)

    def answer(self, body: Any) -> tuple[HTTPStatus, Any]:
        """What to answer; Refused where there is no such address or method."""
        address, store = urlsplit(self.path), self.server.store
        found = re.fullmatch(r"/([^/]+)(?:/(\d{1,15}))?/?", unquote(address.path))
        if found is None or found[1] != RESOURCE:
            raise Refused(HTTPStatus.NOT_FOUND, f"There is nothing at {self.path}.")
        item_id = int(found[2]) if found[2] else None
        match self.command, item_id:
            case "GET", None:
                items = store.search(parse_qs(address.query).get("q", [""])[0])
                return HTTPStatus.OK, {"total": len(items), "items": items}
            case "POST", None:
                return HTTPStatus.CREATED, store.add(validated(body, partial=False))
            case "GET", int():
                return HTTPStatus.OK, store.get(item_id)
            case "PUT" | "PATCH", int():
                fields = validated(body, partial=self.command == "PATCH")
                return HTTPStatus.OK, store.change(item_id, fields)
            case "DELETE", int():
                store.remove(item_id)
                return HTTPStatus.NO_CONTENT, None
        raise Refused(HTTPStatus.METHOD_NOT_ALLOWED, f"{self.command} is not possible here.")

    def body(self) -> Any:
        """The JSON that was sent."""
        length = self.headers.get("Content-Length") or "0"
        size = int(length) if length.isdigit() else MAX_BODY_BYTES + 1
        if size > MAX_BODY_BYTES:
            self.close_connection = True
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The body is too large.")
        try:
            return json.loads(self.rfile.read(size) or "null")
        except ValueError as error:
            raise Refused(HTTPStatus.BAD_REQUEST, "The body is not JSON.") from error

    def send(self, status: HTTPStatus, answer: Any) -> None:
        """Send JSON, or nothing at all."""
        text = b"" if answer is None else json.dumps(answer, ensure_ascii=False).encode()
        self.send_response(status)
        if text:
            self.send_header("Content-Type", "application/json; charset=utf-8")
            self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, format: str, *args: Any) -> None:
        """Write no line per request; take this away to see them."""


class Service(ThreadingHTTPServer):
    """The service on its store, a thread per request."""

    daemon_threads = True

    def __init__(self, store: Store, port: int = PORT, host: str = HOST) -> None:
        super().__init__((host, port), Handler)
        self.store = store


if __name__ == "__main__":
    print(f"http://{HOST}:{PORT}/{RESOURCE}")
    Service(Store()).serve_forever()
