"""The client against a real server that fails on command."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from http_client import RETRIES, HttpClient, RequestFailed


class Flaky(BaseHTTPRequestHandler):
    """Answers with the statuses of `plan` one after the other, then with 200."""

    plan: list[int]
    seen: list[str]
    headers_sent: dict[str, str]

    def do_GET(self) -> None:
        size = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(size).decode()
        self.seen.append(f"{self.command} {self.path} {body}".strip())
        status = self.plan.pop(0) if self.plan else 200
        if status == 0:
            time.sleep(0.4)
        self.send_response(status or 200)
        for name, text in self.headers_sent.items():
            self.send_header(name, text)
        self.end_headers()
        self.wfile.write(json.dumps({"got": body, "auth": self.headers.get("X-Key")}).encode())

    do_POST = do_PUT = do_GET

    def log_message(self, *_args: object) -> None:
        pass


@pytest.fixture
def address() -> Iterator[str]:
    Flaky.plan, Flaky.seen, Flaky.headers_sent = [], [], {}
    server = ThreadingHTTPServer(("127.0.0.1", 0), Flaky)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.mark.parametrize("status", [429, 500, 503])
def test_it_tries_again_until_it_works(address: str, waits: list[float], status: int) -> None:
    Flaky.plan = [status, status]
    client = HttpClient(address, retries=2, backoff_s=1, sleep=waits.append)
    assert client.get_json("/a", {"q": "中 文"})["got"] == ""
    assert Flaky.seen == ["GET /a?q=%E4%B8%AD+%E6%96%87"] * 3
    assert 0.5 <= waits[0] <= 1 <= waits[1] <= 2


def test_it_gives_up(address: str, waits: list[float]) -> None:
    Flaky.plan = [503] * 99
    with pytest.raises(RequestFailed, match="status 503") as caught:
        HttpClient(address, sleep=waits.append).get_json("/")
    assert len(Flaky.seen) == RETRIES + 1
    assert caught.value.response
    assert caught.value.response.status == 503


@pytest.mark.parametrize("status", [400, 401, 404])
def test_final_statuses_are_not_tried_again(address: str, waits: list[float], status: int) -> None:
    Flaky.plan = [status] * 9
    with pytest.raises(RequestFailed, match=str(status)):
        HttpClient(address, sleep=waits.append).get_json("/")
    assert len(Flaky.seen) == 1


def test_a_post_is_sent_once(address: str, waits: list[float]) -> None:
    Flaky.plan = [503]
    client = HttpClient(address, headers={"X-Key": "k"}, sleep=waits.append)
    with pytest.raises(RequestFailed):
        client.post_json("/", {"a": 1})
    assert client.post_json("/", {"a": 1}) == {"got": '{"a": 1}', "auth": "k"}


def test_the_server_says_how_long_to_wait(address: str, waits: list[float]) -> None:
    Flaky.plan, Flaky.headers_sent = [429], {"Retry-After": "7"}
    HttpClient(address, retries=1, sleep=waits.append).get_json("/")
    assert waits == [7]


def test_timeouts_and_refused_connections_are_tried_again(address: str, waits: list[float]) -> None:
    Flaky.plan = [0]
    client = HttpClient(address, timeout_s=0.2, retries=1, sleep=waits.append)
    assert client.get_json("/")["got"] == ""
    with pytest.raises(RequestFailed, match="refused"):
        HttpClient("http://127.0.0.1:1", retries=2, sleep=waits.append).get_json("/")
    assert len(waits) == 3


def test_bad_settings_and_addresses_are_refused() -> None:
    with pytest.raises(ValueError, match="retries"):
        HttpClient(retries=-1)
    with pytest.raises(ValueError, match="no http address"):
        HttpClient().get_json("file:///etc/hosts")
