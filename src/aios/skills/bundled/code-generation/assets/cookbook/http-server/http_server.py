"""A small HTTP server: JSON handlers by path, and the files of one folder.

@server.route("GET", "/time")
def now(body: object) -> object: ...
"""

import json
import mimetypes
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

HOST = "127.0.0.1"
PORT = 8000
MAX_BODY_BYTES = 1_000_000
MOST_DROPPED_BYTES = 10 * MAX_BODY_BYTES

Route = Callable[[Any], Any]


class Server(ThreadingHTTPServer):
    """`folder` is served below / for what no route takes; None serves routes only."""

    daemon_threads = True

    def __init__(self, port: int = PORT, folder: Path | None = None, host: str = HOST) -> None:
        self.routes: dict[tuple[str, str], Route] = {}
        self.folder = folder.resolve() if folder else None
        super().__init__((host, port), Handler)

    def route(self, method: str, path: str) -> Callable[[Route], Route]:
        """Let the function answer: it gets the JSON that was sent, and returns JSON."""

        def keep(function: Route) -> Route:
            self.routes[method, path] = function
            return function

        return keep

    def file_for(self, path: str) -> Path | None:
        """The file a path means, None if there is none within the folder."""
        if self.folder is None or "\0" in path:
            return None
        found = (self.folder / path.lstrip("/")).resolve()
        if found.is_dir():
            found = found / "index.html"
        return found if found.is_relative_to(self.folder) and found.is_file() else None


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    server: Server
    timeout = 30

    def do_GET(self) -> None:
        self.respond()

    def do_POST(self) -> None:
        self.respond()

    def do_DELETE(self) -> None:
        self.respond()

    def respond(self) -> None:
        path = unquote(urlsplit(self.path).path)
        route = self.server.routes.get((self.command, path))
        if route is not None:
            self.run(route)
        elif self.command == "GET" and (file := self.server.file_for(path)):
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            self.send(HTTPStatus.OK, file.read_bytes(), kind)
        else:
            self.send_json(HTTPStatus.NOT_FOUND, {"error": f"nothing at {path}"})

    def run(self, route: Route) -> None:
        size = int(self.headers.get("Content-Length") or 0)
        if size > MAX_BODY_BYTES:
            self.close_connection = True
            self.drop(min(size, MOST_DROPPED_BYTES))
            self.send_json(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, {"error": "the body is too large"})
            return
        try:
            body = json.loads(self.rfile.read(size) or "null")
        except ValueError:
            self.send_json(HTTPStatus.BAD_REQUEST, {"error": "the body is not JSON"})
            return
        try:
            answer = route(body)
        except Exception as problem:  # noqa: BLE001 - one failing handler must not end the server
            self.log_error("%s failed: %r", self.path, problem)
            self.send_json(HTTPStatus.INTERNAL_SERVER_ERROR, {"error": "the handler failed"})
            return
        self.send_json(HTTPStatus.OK, answer)

    def drop(self, size: int) -> None:
        """Read what is not kept: a client that is still sending would miss the answer."""
        while size > 0 and (piece := self.rfile.read(min(size, 65_536))):
            size -= len(piece)

    def send_json(self, status: HTTPStatus, value: Any) -> None:
        self.send(status, json.dumps(value, ensure_ascii=False).encode(), "application/json")

    def send(self, status: HTTPStatus, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


if __name__ == "__main__":
    server = Server(folder=Path())
    server.route("POST", "/echo")(lambda body: {"you sent": body})
    print(f"http://{HOST}:{PORT}/")
    server.serve_forever()
