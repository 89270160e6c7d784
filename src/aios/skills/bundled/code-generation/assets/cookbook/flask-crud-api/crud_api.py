"""A REST API for one kind of resource, with Flask and SQLite.

GET    /notes?page=1&size=20&q=milk     POST   /notes     {"title", "content", "done"}
GET    /notes/1                         PATCH  /notes/1   any of the fields
                                        DELETE /notes/1
"""

import sqlite3
from contextlib import closing
from typing import Any

from flask import Flask, Response, abort, jsonify, request
from werkzeug.exceptions import HTTPException

RESOURCE = "notes"
DATABASE = "data.db"
PORT = 5000
MAX_TITLE = 200
MAX_CONTENT = 10_000
MAX_PAGE_SIZE = 100

SCHEMA = """
CREATE TABLE IF NOT EXISTS items (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL,
    content TEXT NOT NULL DEFAULT '',
    done INTEGER NOT NULL DEFAULT 0,
    created TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
)
"""


class Store:
    """The items in one SQLite file; ":memory:" keeps them until the store is gone."""

    def __init__(self, path: str) -> None:
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._db.row_factory = sqlite3.Row
        self._db.execute(SCHEMA)

    def add(self, fields: dict[str, Any]) -> dict[str, Any]:
        """Keep a new item and return it."""
        values = {"content": "", "done": False} | fields
        sql = "INSERT INTO items (title, content, done) VALUES (:title, :content, :done)"
        with closing(self._db.execute(sql, values)) as cursor:
            return self.get(cursor.lastrowid or 0) or {}

    def get(self, item_id: int) -> dict[str, Any] | None:
        """The item, None if there is none."""
        row = self._db.execute("SELECT * FROM items WHERE id = ?", (item_id,)).fetchone()
        return shown(row) if row else None

    def change(self, item_id: int, fields: dict[str, Any]) -> dict[str, Any] | None:
        """Set these fields of the item and return it."""
        sets = ", ".join(f"{name} = :{name}" for name in fields)  # names come from `validated`
        if sets:
            self._db.execute(f"UPDATE items SET {sets} WHERE id = :id", fields | {"id": item_id})
        return self.get(item_id)

    def remove(self, item_id: int) -> bool:
        """Delete the item; False if there is none."""
        with closing(self._db.execute("DELETE FROM items WHERE id = ?", (item_id,))) as cursor:
            return cursor.rowcount > 0

    def search(self, text: str, page: int, size: int) -> tuple[int, list[dict[str, Any]]]:
        """How many titles hold the text, and one page of the items."""
        like = "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        where = "FROM items WHERE title LIKE ? ESCAPE '\\'"
        total = self._db.execute(f"SELECT COUNT(*) {where}", (like,)).fetchone()[0]
        sql = f"SELECT * {where} ORDER BY id LIMIT ? OFFSET ?"
        rows = self._db.execute(sql, (like, size, (page - 1) * size))
        return total, [shown(row) for row in rows]


def shown(row: sqlite3.Row) -> dict[str, Any]:
    """A row as JSON has it."""
    return dict(row) | {"done": bool(row["done"])}


def validated(body: Any, partial: bool) -> dict[str, Any]:
    """The fields of a request's body; 400 if one is missing, unknown or wrong."""
    if not isinstance(body, dict):
        abort(400, "The body must be a JSON object.")
    if unknown := set(body) - {"title", "content", "done"}:
        abort(400, f"Unknown fields: {', '.join(sorted(unknown))}.")
    fields = dict(body)
    if "title" in fields or not partial:
        title = fields.get("title")
        if not isinstance(title, str) or not 0 < len(title.strip()) <= MAX_TITLE:
            abort(400, f"title must be a text of 1 to {MAX_TITLE} characters.")
        fields["title"] = title.strip()
    content = fields.get("content", "")
    if not isinstance(content, str) or len(content) > MAX_CONTENT:
        abort(400, f"content must be a text of at most {MAX_CONTENT} characters.")
    if not isinstance(fields.get("done", False), bool):
        abort(400, "done must be true or false.")
    return fields


def number(name: str, default: int, largest: int) -> int:
    """A whole number from the query; 400 if it is none or out of range."""
    text = request.args.get(name, str(default))
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= largest:
        abort(400, f"{name} must be a whole number from 1 to {largest}.")
    return int(text)


def create_app(database: str = DATABASE) -> Flask:
    """The application on its database."""
    app = Flask(__name__)
    store = Store(database)

    @app.get(f"/{RESOURCE}")
    def list_items() -> Response:
        page, size = number("page", 1, 10**9), number("size", 20, MAX_PAGE_SIZE)
        total, items = store.search(request.args.get("q", ""), page, size)
        return jsonify(total=total, page=page, size=size, items=items)

    @app.post(f"/{RESOURCE}")
    def create_item() -> tuple[Response, int, dict[str, str]]:
        item = store.add(validated(request.get_json(), partial=False))
        return jsonify(item), 201, {"Location": f"/{RESOURCE}/{item['id']}"}

    @app.get(f"/{RESOURCE}/<int:item_id>")
    def read_item(item_id: int) -> Response:
        return jsonify(store.get(item_id) or abort(404, f"There is no item {item_id}."))

    @app.route(f"/{RESOURCE}/<int:item_id>", methods=["PATCH", "PUT"])
    def update_item(item_id: int) -> Response:
        fields = validated(request.get_json(), partial=request.method == "PATCH")
        return jsonify(store.change(item_id, fields) or abort(404, f"There is no item {item_id}."))

    @app.delete(f"/{RESOURCE}/<int:item_id>")
    def delete_item(item_id: int) -> tuple[str, int]:
        if not store.remove(item_id):
            abort(404, f"There is no item {item_id}.")
        return "", 204

    @app.errorhandler(HTTPException)
    def error(problem: HTTPException) -> tuple[Response, int]:
        return jsonify(error=problem.description), problem.code or 500

    return app


if __name__ == "__main__":
    create_app().run(port=PORT)
