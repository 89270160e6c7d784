"""Sites on this machine, and the skill's scripts run the way a machine runs them."""

import json
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from tests.unit.skills_bundled.conftest import BESIDE

SOURCE = Path(__file__).parents[4] / "src" / "aios" / "skills"
SCRIPTS = SOURCE / "bundled" / "web-scraping" / "scripts"
RunPython = Callable[..., Any]


class Site:
    """A web site: path → text, bytes, or (status, headers, body); remembers what was asked for.

    A status of 0 drops the connection without a word.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.pages: dict[str, Any] = {}
        self.asked: list[str] = []
        self.sent: list[dict[str, str]] = []  # the headers of each request
        self.times: list[float] = []  # when each came, in seconds

    def answer(self, path: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body for a path; a callable page is asked each time."""
        self.asked.append(path)
        page = self.pages.get(path, (404, {"Content-Type": "text/html"}, "gone"))
        page = page() if callable(page) else page
        status, headers, body = page if isinstance(page, tuple) else (200, {}, page)
        content = body.encode() if isinstance(body, str) else body
        headers = {"Content-Type": "text/html; charset=utf-8", **headers}
        return status, {k: v for k, v in headers.items() if v}, content


@pytest.fixture
def site() -> Iterator[Site]:
    """A site that serves what the test puts into `pages`."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            here.sent.append(dict(self.headers))
            here.times.append(time.monotonic())
            status, headers, body = here.answer(self.path)
            if not status:
                self.connection.shutdown(socket.SHUT_RDWR)
                self.close_connection = True
                return
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Keep the test's output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    here = Site(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield here
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def run_python(warm_guest: Any, guest_python: tuple[str, str], tmp_path: Path) -> RunPython:
    """Run a program with the guest's Python in the test's folder; what it left."""

    def run(program: str, stdin: str = "", **more: str) -> Any:
        clean = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
        path = os.pathsep.join(filter(None, [BESIDE, guest_python[1]]))
        env = {**clean, "PYTHONPATH": path, **more}
        return warm_guest.run([program], stdin=stdin.encode(), cwd=tmp_path, env=env)

    return run


@pytest.fixture
def scrape(run_python: RunPython, tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """Run an action of the skill; its result, with the files it left under "files"."""

    def run(action: str, text: str, language: str = "zh", **parameters: Any) -> dict[str, Any]:
        out = tmp_path / "out"
        request = {"action": action, "parameters": parameters, "text": text, "language": language}
        done = run_python(
            str(SCRIPTS / "scrape.py"), stdin=json.dumps(request),
            AIOS_OUT=str(out), AIOS_RESULT=str(tmp_path / "result.json"),
        )  # fmt: skip
        result: dict[str, Any] = json.loads((tmp_path / "result.json").read_text("utf-8"))
        if "crashed" in str(result.get("error")):
            pytest.fail(done.stderr.decode())
        result["files"] = {p.name: p.read_text("utf-8", "replace") for p in out.iterdir()}
        result["stdout"] = done.stdout.decode()
        return result

    return run
