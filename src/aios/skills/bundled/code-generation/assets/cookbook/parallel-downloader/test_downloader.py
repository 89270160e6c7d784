"""Downloads from a server in this process; waits between retries are skipped."""

import threading
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from downloader import (
    FOLDER,
    RETRIES,
    WORKERS,
    download,
    download_all,
    file_names,
    main,
    read_list,
)


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.requests: Counter[str] = Counter()
        self.gate = threading.Barrier(WORKERS, timeout=20)

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_port}{path}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.requests[self.path] += 1
        if self.path.startswith("/together"):
            self.server.gate.wait()
        if self.path == "/gone":
            self.answer(404, b"")
        elif self.path == "/down" or (
            self.path == "/flaky" and self.server.requests["/flaky"] == 1
        ):
            self.answer(503, b"")
        elif self.path == "/cut":
            self.answer(200, b"half", claimed=8)
        else:
            self.answer(200, self.path.encode() * 1000)

    def answer(self, status: int, content: bytes, claimed: int | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(claimed or len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("NO_PROXY", "*")
    monkeypatch.setattr("downloader.time.sleep", lambda _: None)
    with Server() as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def test_all_files_arrive_whole(server: Server, tmp_path: Path) -> None:
    urls = [server.url(f"/f{n}.bin") for n in range(20)]
    outcomes = list(download_all(urls, tmp_path / "new" / FOLDER))
    assert {outcome.url for outcome in outcomes} == set(urls)
    for outcome in outcomes:
        assert outcome.path.read_bytes() == f"/{outcome.path.name}".encode() * 1000
        assert outcome.size_bytes == outcome.path.stat().st_size


def test_the_downloads_run_at_the_same_time(server: Server, tmp_path: Path) -> None:
    urls = [server.url(f"/together{n}") for n in range(WORKERS)]
    assert not [outcome.error for outcome in download_all(urls, tmp_path) if outcome.error]


def test_an_address_given_twice_is_fetched_once(server: Server, tmp_path: Path) -> None:
    assert len(list(download_all([server.url("/a")] * 3, tmp_path))) == 1
    assert server.requests["/a"] == 1


def test_an_error_that_may_pass_is_tried_again(server: Server, tmp_path: Path) -> None:
    outcome = download(server.url("/flaky"), tmp_path / "x", retries=1)
    assert (outcome.error, server.requests["/flaky"]) == ("", 2)


def test_retries_end(server: Server, tmp_path: Path) -> None:
    assert "503" in download(server.url("/down"), tmp_path / "x").error
    assert server.requests["/down"] == RETRIES + 1


@pytest.mark.parametrize("path", ["/gone", "/cut"])
def test_a_failed_download_leaves_no_file(server: Server, tmp_path: Path, path: str) -> None:
    assert download(server.url(path), tmp_path / "x", retries=0).error
    assert list(tmp_path.iterdir()) == []


def test_not_found_is_not_tried_again(server: Server, tmp_path: Path) -> None:
    download(server.url("/gone"), tmp_path / "x")
    assert server.requests["/gone"] == 1


@pytest.mark.parametrize("url", ["nonsense", "ftp://x/y", "http://"])
def test_a_broken_address_is_an_error_not_a_crash(tmp_path: Path, url: str) -> None:
    assert download(url, tmp_path / "x").error


def test_names_are_safe_and_unique() -> None:
    urls = [f"http://x/{path}" for path in ("a.zip", "b/A.zip?x=1", "", "%2e%2e%2Fetc", "图 1.png")]
    assert file_names(urls) == ["a.zip", "A_2.zip", "index.html", "etc", "图 1.png"]


def test_a_list_file_may_hold_comments(tmp_path: Path) -> None:
    path = tmp_path / "urls.txt"
    path.write_text("# mine\nhttp://x/a\n\n  http://x/b  \n")
    assert read_list(path) == ["http://x/a", "http://x/b"]


def test_the_command_line_says_what_failed(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([server.url("/a"), server.url("/gone"), "--folder", str(tmp_path)]) == 1
    shown = capsys.readouterr().out
    assert f"{tmp_path / 'a'}: 2000 bytes" in shown
    assert "404" in shown
