"""The client against a real server with pages."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from api_client import REQUESTS_PER_SECOND, ApiClient, ApiError

RECORDS = [{"id": number} for number in range(25)]


class Pages(BaseHTTPRequestHandler):
    """/counted by page and per_page, /linked by next, others as their name says."""

    tokens: list[str | None]

    def do_GET(self) -> None:
        self.tokens.append(self.headers.get("Authorization"))
        url = urlsplit(self.path)
        query = {name: int(values[0]) for name, values in parse_qs(url.query).items()}
        start = (query.get("page", 1) - 1) * (size := query.get("per_page", 10))
        answers = {
            "/counted": {"total": 25, "items": RECORDS[start : start + size]},
            "/linked": {"items": RECORDS[:10], "next": "/linked2"},
            "/linked2": {"items": RECORDS[10:], "next": None},
            "/circle": {"items": [1], "next": "/circle"},
            "/elsewhere": {"items": [1], "next": "http://127.0.0.2:9/x"},
        }
        body = "<html>" if url.path == "/html" else json.dumps(answers.get(url.path))
        self.send_response(200 if url.path in answers or url.path == "/html" else 404)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_args: object) -> None:
        pass


@pytest.fixture
def address() -> Iterator[str]:
    Pages.tokens = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def client(address: str) -> ApiClient:
    return ApiClient(address, "t0ken", sleep=lambda _: None)


@pytest.mark.parametrize("size", [5, 10, 25, 100])
def test_counted_pages_give_every_record_once(address: str, size: int) -> None:
    assert list(client(address).records("/counted", size)) == RECORDS
    assert set(Pages.tokens) == {"Bearer t0ken"}


def test_linked_pages_give_every_record_once(address: str) -> None:
    assert list(client(address).linked_records("/linked")) == RECORDS


def test_circles_and_other_hosts_are_refused(address: str) -> None:
    with pytest.raises(ApiError, match="circle"):
        list(client(address).linked_records("/circle"))
    with pytest.raises(ApiError, match="another host"):
        list(client(address).linked_records("/elsewhere"))


def test_errors_are_named(address: str) -> None:
    with pytest.raises(ApiError, match="404"):
        client(address).get("/nothing")
    with pytest.raises(ApiError, match="not JSON"):
        client(address).get("/html")
    with pytest.raises(ValueError, match="http address"):
        ApiClient("example.com")


def test_requests_keep_their_distance(address: str) -> None:
    now_s, waits = [0.0], []

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        now_s[0] += seconds

    slow = ApiClient(address, clock=lambda: now_s[0], sleep=sleep)
    list(slow.records("/counted", 5))
    assert waits == pytest.approx([1 / REQUESTS_PER_SECOND] * 5)
