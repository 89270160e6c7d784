"""The world outside of the process that the chaos proof kills: it counts what calls leave there."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


@dataclass(frozen=True)
class Outside:
    """What outlives the process: marks, accepted tasks, folders that tasks make."""

    place: Path

    @property
    def made(self) -> Path:
        """The folder in which tasks may change files."""
        return self.place / "made"

    @property
    def url(self) -> str:
        """Where programs in machines leave their marks: a GET of <url>/<mark> is answered so."""
        return (self.place / "url").read_text(encoding="utf-8")

    def leave(self, mark: str) -> str:
        """Written when this returns, whatever happens to the process."""
        mark = f"mark:{mark};"
        _append(self.place / "marks", mark)
        return mark

    def accepted(self, task_id: str) -> None:
        """Tell that a task was accepted."""
        _append(self.place / "accepted", task_id)


@contextmanager
def outside(place: Path) -> Iterator[Outside]:
    """A world in this folder, and in a process of its own the server that programs reach."""
    world = Outside(place)
    world.made.mkdir(parents=True)

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told = world.leave(self.path.lstrip("/")).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(told)))
            self.end_headers()
            self.wfile.write(told)

        def log_message(self, *_told: object) -> None:
            """The marks tell enough."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Door) as server:
        (place / "url").write_text(f"http://127.0.0.1:{server.server_port}", encoding="utf-8")
        child = os.fork()
        if child == 0:
            server.serve_forever()
    try:
        yield world
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _append(path: Path, line: str) -> None:
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    try:
        os.write(file, line.encode() + b"\n")
    finally:
        os.close(file)
