"""A real server on a port of the system's choice."""

import json
import threading
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest
from http_server import HOST, MAX_BODY_BYTES, Server


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    (tmp_path / "secret.txt").write_text("secret")
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "index.html").write_text("<p>你好</p>", encoding="utf-8")
    (folder / "link").symlink_to(tmp_path / "secret.txt")
    server = Server(0, folder)
    server.route("POST", "/echo")(lambda body: {"sent": body})
    server.route("GET", "/boom")(lambda body: 1 / 0)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def ask(
    server: Server, method: str, path: str, body: bytes | None = None
) -> tuple[int, bytes, str]:
    connection = HTTPConnection(HOST, server.server_address[1], timeout=5)
    connection.request(method, path, body)
    answer = connection.getresponse()
    found = answer.status, answer.read(), answer.headers["Content-Type"]
    connection.close()
    return found


def test_json_goes_in_and_out(server: Server) -> None:
    status, body, kind = ask(server, "POST", "/echo?x=1", json.dumps({"名": [1]}).encode())
    assert (status, json.loads(body), kind) == (200, {"sent": {"名": [1]}}, "application/json")


def test_files_are_served(server: Server) -> None:
    status, body, kind = ask(server, "GET", "/")
    assert (status, body.decode(), kind) == (200, "<p>你好</p>", "text/html")


@pytest.mark.parametrize(
    "path", ["/../secret.txt", "/%2e%2e/secret.txt", "/link", "//etc/hosts", "/%00", "/nothing"]
)
def test_nothing_outside_the_folder_is_served(server: Server, path: str) -> None:
    assert ask(server, "GET", path)[0] == 404


def test_bad_requests(server: Server) -> None:
    assert ask(server, "POST", "/echo", b"{")[0] == 400
    assert ask(server, "DELETE", "/echo")[0] == 404
    assert ask(server, "POST", "/echo", b"1" * (MAX_BODY_BYTES + 1))[0] == 413


def test_a_failing_handler_does_not_end_the_server(server: Server) -> None:
    assert [ask(server, "GET", path)[0] for path in ("/boom", "/")] == [500, 200]
