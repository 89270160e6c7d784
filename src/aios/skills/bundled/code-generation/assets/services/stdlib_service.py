"""A small JSON service in memory, with nothing but Python's own library.

TOLD
"""

import argparse
import json
import re
import secrets
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

HOST = "127.0.0.1"
PORT = 8000
# Method, address and what is done there.
ROUTES: list[tuple[str, str, str]] = []
# Fields that a new record must have, by collection.
FIELDS: dict[str, list[str]] = {}
ID = "id"
# What answers may be called otherwise.
NAMES = {"code": "code", "short": "short_url", "count": "count", "value": "value", "url": "url"}
FIXED: dict[str, Any] = {}
# What is worked out: the values that are sent, the keys of the answer, whether the values are
# numbers, and the function.
WORKS: dict[str, tuple[list[str], list[str], bool, Any]] = {}


class Refused(Exception):
    """A request that cannot be answered: the status, and why."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


class Store:
    """Records by collection and number, values by key; all in memory."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.records: dict[str, dict[int, dict[str, Any]]] = {}
        self.last: dict[str, int] = {}
        self.values: dict[str, Any] = {}
        self.counts: dict[str, int] = {}

    def add(self, kind: str, body: Any) -> dict[str, Any]:
        """Keep a new record under the next number."""
        if not isinstance(body, dict):
            raise Refused(400, "The body must be a JSON object.")
        missing = [name for name in FIELDS.get(kind, []) if name not in body]
        if missing:
            raise Refused(400, f"{', '.join(missing)} is missing.")
        number = self.last[kind] = self.last.get(kind, 0) + 1
        record = {ID: number, **{key: value for key, value in body.items() if key != ID}}
        self.records.setdefault(kind, {})[number] = record
        return record

    def one(self, kind: str, number: str) -> dict[str, Any]:
        """The record of this number."""
        known = self.records.get(kind, {})
        if not number.isdigit() or int(number) not in known:
            raise Refused(404, f"There is no {number} in {kind}.")
        return known[int(number)]


class Handler(BaseHTTPRequestHandler):
    """Answers one request; its server has the store."""

    server: "Service"

    def respond(self) -> None:
        """Find the route, do what it says, and answer."""
        try:
            status, answer, headers = self.answer()
        except Refused as refused:
            status, answer, headers = refused.status, {"error": str(refused)}, {}
        text = b"" if answer is None else json.dumps(answer, ensure_ascii=False).encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = respond

    def answer(self) -> tuple[int, Any, dict[str, str]]:
        """Status, body and headers of the answer."""
        address = urlsplit(self.path)
        path = unquote(address.path).rstrip("/") or "/"
        found = [(m, do, match) for m, route, do in ROUTES if (match := matched(route, path))]
        for method, do, match in found:
            if method == self.command:
                query = {key: values[-1] for key, values in parse_qs(address.query).items()}
                with self.server.store.lock:
                    return self.done(do, path, match.groupdict(), query)
        raise Refused(405 if found else 404, f"{self.command} {path} is not possible.")

    def body(self) -> Any:
        """The JSON that was sent; text that is none stays text."""
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        try:
            return json.loads(raw or "null")
        except ValueError:
            if "json" in (self.headers.get("Content-Type") or ""):
                raise Refused(400, "The body is not JSON.") from None
            return raw

    def done(
        self, do: str, path: str, names: dict[str, str], query: dict[str, str]
    ) -> tuple[int, Any, dict[str, str]]:
        """Do what the route says."""
        what, _, kind = do.partition(" ")
        action = getattr(self, f"do_{what}")
        result: tuple[int, Any, dict[str, str]] = action(kind, list(names.values()), query, path)
        return result

    def do_list(self, kind: str, _ids: list[str], query: dict[str, str], _path: str) -> Any:
        """All records, or those whose fields have the values of the query."""
        records = self.server.store.records.get(kind, {}).values()
        wanted = {key: value for key, value in query.items() if key != "q"}
        return 200, [r for r in records if all(str(r.get(k)) == v for k, v in wanted.items())], {}

    def do_add(self, kind: str, _ids: list[str], _query: dict[str, str], path: str) -> Any:
        """A new record."""
        record = self.server.store.add(kind, self.body())
        return 201, record, {"Location": f"{path}/{record[ID]}"}

    def do_one(self, kind: str, ids: list[str], _query: dict[str, str], _path: str) -> Any:
        """One record."""
        return 200, self.server.store.one(kind, ids[0]), {}

    def do_change(self, kind: str, ids: list[str], _query: dict[str, str], _path: str) -> Any:
        """Other values for fields of a record."""
        record, body = self.server.store.one(kind, ids[0]), self.body()
        if not isinstance(body, dict):
            raise Refused(400, "The body must be a JSON object.")
        record.update({key: value for key, value in body.items() if key != ID})
        return 200, record, {}

    def do_remove(self, kind: str, ids: list[str], _query: dict[str, str], _path: str) -> Any:
        """Away with a record."""
        self.server.store.one(kind, ids[0])
        del self.server.store.records[kind][int(ids[0])]
        return 204, None, {}

    def do_finish(self, kind: str, ids: list[str], _query: dict[str, str], _path: str) -> Any:
        """Mark a record as done."""
        record = self.server.store.one(kind, ids[0])
        record["done"] = True
        return 200, record, {}

    def do_put(self, _kind: str, keys: list[str], _query: dict[str, str], _path: str) -> Any:
        """Keep a value under a key."""
        new, body = keys[0] not in self.server.store.values, self.body()
        name = NAMES["value"]
        value = body[name] if isinstance(body, dict) and set(body) == {name} else body
        self.server.store.values[keys[0]] = value
        return 201 if new else 200, {"key": keys[0], name: value}, {}

    def do_get(self, _kind: str, keys: list[str], _query: dict[str, str], _path: str) -> Any:
        """The value of a key."""
        if keys[0] not in self.server.store.values:
            raise Refused(404, f"There is no {keys[0]}.")
        return 200, {"key": keys[0], NAMES["value"]: self.server.store.values[keys[0]]}, {}

    def do_forget(self, _kind: str, keys: list[str], _query: dict[str, str], _path: str) -> Any:
        """Away with a key."""
        if keys[0] not in self.server.store.values:
            raise Refused(404, f"There is no {keys[0]}.")
        del self.server.store.values[keys[0]]
        return 204, None, {}

    def do_keys(self, _kind: str, _ids: list[str], _query: dict[str, str], _path: str) -> Any:
        """All keys."""
        return 200, list(self.server.store.values), {}

    def do_shorten(self, _kind: str, _ids: list[str], _query: dict[str, str], _path: str) -> Any:
        """A code for a long address; the same address gets the same code."""
        body = self.body()
        url = body.get(NAMES["url"]) if isinstance(body, dict) else None
        if not isinstance(url, str) or not re.match(r"https?://\S+$", url):
            raise Refused(400, f"{NAMES['url']} must be a web address.")
        known = {long: code for code, long in self.server.store.values.items()}
        code = known.get(url) or secrets.token_urlsafe(4).replace("-", "x").replace("_", "y")
        self.server.store.values[code] = url
        host = self.headers.get("Host") or f"{HOST}:{self.server.server_port}"
        return 201, {NAMES["code"]: code, NAMES["short"]: f"http://{host}/{code}"}, {}

    def do_follow(self, _kind: str, codes: list[str], _query: dict[str, str], _path: str) -> Any:
        """On to the long address."""
        if codes[0] not in self.server.store.values:
            raise Refused(404, f"There is no {codes[0]}.")
        return 302, None, {"Location": self.server.store.values[codes[0]]}

    def do_count(self, kind: str, names: list[str], _query: dict[str, str], _path: str) -> Any:
        """One more."""
        name = names[0] if names else kind
        self.server.store.counts[name] = self.server.store.counts.get(name, 0) + 1
        return 200, {NAMES["count"]: self.server.store.counts[name]}, {}

    def do_counted(self, kind: str, names: list[str], _query: dict[str, str], _path: str) -> Any:
        """How often it was counted."""
        name = names[0] if names else kind
        return 200, {NAMES["count"]: self.server.store.counts.get(name, 0)}, {}

    def do_echo(self, _kind: str, _ids: list[str], query: dict[str, str], _path: str) -> Any:
        """What was sent."""
        return 200, query if self.command == "GET" else self.body(), {}

    def do_work(self, kind: str, given: list[str], query: dict[str, str], _path: str) -> Any:
        """What is worked out of the values of the address."""
        names, keys, numeric, work = WORKS[kind]
        texts = [*given, *(query.get(name) for name in names[len(given) :])]
        if None in texts:
            raise Refused(400, f"{names[texts.index(None)]} is missing.")
        try:
            values = [number(text) if numeric else text for text in texts]
            sent, result = dict(zip(names, values, strict=True)), work(*values)
            return 200, {key: sent.get(key, result) for key in keys}, {}
        except (ArithmeticError, TypeError, ValueError) as error:
            raise Refused(400, str(error)) from None

    def do_fixed(self, kind: str, _ids: list[str], _query: dict[str, str], _path: str) -> Any:
        """Always the same answer."""
        return 200, FIXED[kind], {}

    def log_message(self, format: str, *args: Any) -> None:
        """Write no line per request; take this away to see them."""


def number(text: str) -> Any:
    """The number that is written there."""
    if not re.fullmatch(r"\s*[-+]?(?:\d+\.?\d*|\.\d+)\s*", text):
        raise ValueError(f"{text!r} is no number.")
    return int(text) if text.strip().lstrip("-+").isdigit() else float(text)


def matched(route: str, path: str) -> re.Match[str] | None:
    """The match of an address with one such as /items/{id}."""
    pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(route))
    return re.fullmatch(pattern, path)


class Service(ThreadingHTTPServer):
    """The service on its store, a thread per request."""

    daemon_threads = True

    def __init__(self, port: int = PORT, host: str = HOST) -> None:
        super().__init__((host, port), Handler)
        self.store = Store()


def main() -> None:
    """Serve until stopped."""
    parser = argparse.ArgumentParser(description="A small JSON service in memory.")
    parser.add_argument("port", nargs="?", type=int, default=PORT)
    args = parser.parse_args()
    with Service(args.port) as service:
        print(f"http://{HOST}:{service.server_port}")
        service.serve_forever()


if __name__ == "__main__":
    main()
