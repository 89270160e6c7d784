"""The folder a task is asked in: files made by chance, pages served on this machine."""

import csv
import hashlib
import json
import random
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

Page = str | bytes | Callable[[str], str | bytes | tuple[int, str | bytes]]
TYPES = {".json": "application/json", ".xml": "application/xml", ".txt": "text/plain"}


class World:
    """Inputs below `folder`; `chance` is seeded, so other seeds give other data and answers."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.chance = random.Random(seed)
        self.hits: list[str] = []
        self._open = ExitStack()

    def text(self, name: str, content: str, encoding: str = "utf-8") -> Path:
        """A text file; its folders are made."""
        return self.file(name, content.encode(encoding))

    def file(self, name: str, content: bytes) -> Path:
        """A file of bytes; its folders are made."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    def csv(self, name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Path:
        """A CSV file with a header."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(header)
            writer.writerows(rows)
        return path

    def json(self, name: str, value: Any) -> Path:
        """A JSON file."""
        return self.text(name, json.dumps(value, ensure_ascii=False))

    def serve(self, pages: Mapping[str, Page], port: int = 0) -> str:
        """An address at which these paths are pages and all others are missing.

        A page is text, bytes, or a function of the path with its query that returns one, or
        (status, page). `hits` holds every path asked for.
        """
        hits = self.hits

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                hits.append(self.path)
                page = pages.get(self.path, pages.get(urlsplit(self.path).path))
                status, body = 200, page(self.path) if callable(page) else page
                if isinstance(body, tuple):
                    status, body = body
                if body is None:
                    status, body = 404, "<html><body>not here</body></html>"
                raw = body.encode() if isinstance(body, str) else body
                kind = TYPES.get(Path(urlsplit(self.path).path).suffix, "text/html")
                self.send_response(status)
                self.send_header("content-type", f"{kind}; charset=utf-8")
                self.send_header("content-length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)

            def log_message(self, *_args: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        self._open.callback(thread.join)
        self._open.callback(server.server_close)
        self._open.callback(server.shutdown)
        return f"http://127.0.0.1:{server.server_address[1]}"

    def defer(self, close: Callable[[], object]) -> None:
        """Call this when the task has been judged."""
        self._open.callback(close)

    def close(self) -> None:
        """Stop what was served."""
        self._open.close()

    def state(self) -> dict[str, str]:
        """Every file below the folder with a sum of its content, every empty folder."""
        found = {}
        for path in sorted(self.folder.rglob("*")):
            name = str(path.relative_to(self.folder))
            if path.is_file():
                found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
            elif path.is_dir():
                found[name] = "folder"
        return found
