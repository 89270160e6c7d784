"""Servers that answer, fail, stay silent, send elsewhere or show a certificate of their own."""

import importlib
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

import aios

SCRIPTS = Path(aios.__file__).parent / "skills/bundled/system-monitoring/scripts"
# Runs a script as a machine does, and what it left (../conftest.py).
Run = Callable[..., Any]
Check = Callable[..., Any]


class Site(BaseHTTPRequestHandler):
    """A few pages."""

    def do_GET(self) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        if self.path == "/slow":
            time.sleep(0.2)
        sends = {"/old": "/new", "/round": "/round"}.get(self.path)
        shaky = self.path == "/shaky" and len(self.server.asked) % 2  # type: ignore[attr-defined]
        status = 302 if sends else 503 if self.path == "/bad" or shaky else 200
        self.send_response(status)
        if sends:
            self.send_header("Location", sends)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.end_headers()
        self.wfile.write(b"hello world")

    def log_message(self, *_args: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[ThreadingHTTPServer]:
    """The pages, on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.asked = []  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def check(run_script: Run, guest_python: tuple[str, str]) -> Check:
    def run(*urls: str, language: str = "en", **parameters: Any) -> Any:
        asked = {"urls": list(urls), **parameters}
        return run_script("system-monitoring", "check_url", asked, language, guest_python)

    return run


def at(server: ThreadingHTTPServer, path: str, scheme: str = "http") -> str:
    return f"{scheme}://127.0.0.1:{server.server_address[1]}{path}"


def test_an_address_that_answers_is_up(check: Check, site: ThreadingHTTPServer) -> None:
    ran = check(at(site, "/health"))
    (one,) = ran.result["data"]
    assert (one["up"], one["status"], one["asked"]) == (True, 200, 1)
    assert "is up: HTTP 200" in ran.result["answer"]


def test_what_a_health_check_says_is_told(check: Check, site: ThreadingHTTPServer) -> None:
    assert "it says hello world" in check(at(site, "/health")).result["answer"]


def test_the_slower_of_two_addresses(check: Check, site: ThreadingHTTPServer) -> None:
    ran = check(at(site, "/slow"), at(site, "/new"), times=2)
    assert f"slowest: {at(site, '/slow')}" in ran.result["answer"]


@pytest.mark.parametrize(
    ("name", "text", "usual"),
    [
        ("base.json", '{"http://a/x": {"p95_ms": 90, "mean_ms": 50}, "http://b": 7}', 50),
        ("base.txt", "average response time: 0.04 s", 40),
    ],
)
def test_what_a_file_says_is_usual(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str, usual: float
) -> None:
    monkeypatch.syspath_prepend(str(SCRIPTS))
    (tmp_path / name).write_text(text)
    found = importlib.import_module("usual").of_file(str(tmp_path / name), "http://a/x")
    assert found == usual


def test_many_requests_have_high_percentiles(check: Check, site: ThreadingHTTPServer) -> None:
    ran = check(at(site, "/health"), times=12)
    found = ran.result["data"][0]["latency_ms"]
    assert found["p90"] <= found["p95"] <= found["p99"] <= found["max"]
    assert "p99" in ran.result["answer"]


def test_latency_of_several_requests(check: Check, site: ThreadingHTTPServer) -> None:
    ran = check(at(site, "/slow"), times=4)
    found = ran.result["data"][0]["latency_ms"]
    assert 200 <= found["min"] <= found["median"] <= found["p95"] <= found["max"] < 400
    assert "4 of 4 requests" in ran.result["answer"]


@pytest.mark.parametrize(
    ("seconds", "interval"), [("1 second", "0.5 s"), ("一点二秒", "half a second")]
)
def test_an_interval_spaces_the_requests(
    check: Check, site: ThreadingHTTPServer, seconds: str, interval: str
) -> None:
    began = time.monotonic()
    found = check(at(site, "/"), seconds=seconds, interval=interval)
    assert found.result["data"][0]["asked"] == 2
    assert time.monotonic() - began >= 0.5


@pytest.mark.parametrize(("language", "said"), [("en", "connection refused"), ("zh", "连接被拒绝")])
def test_a_refused_connection_is_a_result(check: Check, language: str, said: str) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    ran = check(f"http://127.0.0.1:{port}/", language=language)
    assert ran.status == 0
    assert said in ran.result["answer"]
    assert not ran.result["data"][0]["up"]


def test_a_silent_server_is_given_up(check: Check) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        ran = check(f"http://127.0.0.1:{server.getsockname()[1]}/", timeout_s=0.4)
    assert ran.result["data"][0]["failures"] == ["timeout"]


def test_what_is_no_http_is_told(check: Check) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            with server.accept()[0] as visitor:
                visitor.recv(1000)
                visitor.sendall(b"+PONG\r\n")

        thread = threading.Thread(target=answer)
        thread.start()
        ran = check(f"http://127.0.0.1:{server.getsockname()[1]}/")
        thread.join()
    assert ran.result["data"][0]["failures"] == ["not_http"]


def test_a_server_error_is_not_healthy(check: Check, site: ThreadingHTTPServer) -> None:
    ran = check(at(site, "/bad"), at(site, "/fine"), language="zh")
    assert ran.result["answer"].startswith("2 个地址中 1 个正常")
    assert "503" in ran.result["answer"]


def test_an_address_that_fails_now_and_then(check: Check, site: ThreadingHTTPServer) -> None:
    ran = check(at(site, "/shaky"), times=4)
    assert ran.result["data"][0]["ok"] == 2
    assert "at times only" in ran.result["answer"]


def test_redirects_are_followed_and_named(check: Check, site: ThreadingHTTPServer) -> None:
    ran = check(at(site, "/old"))
    assert ran.result["data"][0]["redirects"] == [{"status": 302, "to": at(site, "/new")}]
    assert check(at(site, "/round")).result["data"][0]["failures"] == ["redirects"]


def test_the_text_it_must_hold(check: Check, site: ThreadingHTTPServer) -> None:
    assert check(at(site, "/"), contains="world").result["data"][0]["up"]
    ran = check(at(site, "/"), contains="planet", language="zh")
    assert not ran.result["data"][0]["up"]
    assert "不包含“planet”" in ran.result["answer"]


def test_a_certificate_nobody_vouches_for(
    check: Check, site: ThreadingHTTPServer, tmp_path: Path
) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "9", "-subj",
         "/CN=localhost", "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    site.socket = context.wrap_socket(site.socket, server_side=True)
    ran = check(at(site, "/", "https"))
    tls = ran.result["data"][0]["tls"]
    assert (tls["trusted"], tls["days_left"]) == (False, 8)
    assert "not trusted: self" in ran.result["answer"]
