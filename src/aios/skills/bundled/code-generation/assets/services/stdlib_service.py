"""The service with nothing but Python's own library."""

import argparse
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from core import Asked, as_bytes
from doing import Store

HOST = "127.0.0.1"
PORT = 8000


class Handler(BaseHTTPRequestHandler):
    """Answers one request; its server has the store."""

    server: "Service"

    def respond(self) -> None:
        """Ask the store, and send what it answers."""
        address = urlsplit(self.path)
        query = {key: values[-1] for key, values in parse_qs(address.query).items()}
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        host = self.headers.get("Host") or f"{HOST}:{self.server.server_port}"
        headers = {name.lower(): value for name, value in self.headers.items()}
        client = self.client_address[0]
        asked = Asked(self.command, unquote(address.path), query, raw, host, client, headers)
        status, answer, more = self.server.store.answer(asked)
        text, kind = as_bytes(status, answer)
        self.send_response(status)
        for name, value in more.items():
            self.send_header(name, value)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = respond

    def log_message(self, format: str, *args: Any) -> None:
        """Write no line per request; take this away to see them."""


class Service(ThreadingHTTPServer):
    """The service on its store, a thread per request."""

    daemon_threads = True

    def __init__(self, port: int = PORT, host: str = HOST) -> None:
        super().__init__((host, port), Handler)
        self.store = Store()


def main() -> None:
    """Serve until stopped."""
    default = int(os.environ.get("PORT", PORT))
    parser = argparse.ArgumentParser(description="A small JSON service in memory.")
    parser.add_argument("port", nargs="?", type=int, default=default)
    parser.add_argument("-p", "--port", dest="chosen", type=int, help="another way to say it")
    parser.add_argument("--host", default=HOST)
    args = parser.parse_args()
    with Service(args.chosen or args.port, args.host) as service:
        print(f"http://{args.host}:{service.server_port}", flush=True)
        service.serve_forever()


if __name__ == "__main__":
    main()
