"""Statuses, failures, links of a page; and a real server."""

import http.server
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from link_checker import check, check_all, links_of, main

PAGE = b'<a href="/ok">1</a> <a href="/gone#part">2</a> <a href="mailto:a@b.c">3</a> <img src="ok">'


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers /, /ok and nothing else."""

    def do_GET(self) -> None:
        body = {"/": PAGE, "/ok": b"fine"}.get(self.path)
        self.send_response(200 if body else 404)
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def address() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_statuses(address: str) -> None:
    good, gone = check_all([f"{address}/ok", f"{address}/gone"])
    assert (good.status, good.ok, gone.status, gone.ok) == (200, True, 404, False)
    assert good.seconds >= 0


def test_nobody_there() -> None:
    found = check("http://127.0.0.1:1/")
    assert (found.status, found.ok) == (0, False)
    assert found.error
    assert not check("nonsense").ok


def test_many_at_a_time_in_the_order_given() -> None:
    def slow(url: str) -> tuple[int, bytes]:
        time.sleep(0.05)
        return 200, b""

    start_s = time.perf_counter()
    urls = [f"http://x/{n}" for n in range(8)]
    assert [each.url for each in check_all([*urls, urls[0]], 8, slow)] == urls
    assert time.perf_counter() - start_s < 0.35


def test_links_of_a_page() -> None:
    assert links_of("http://x/a/", PAGE.decode()) == [
        "http://x/ok",
        "http://x/gone",
        "http://x/a/ok",
    ]


def test_the_command_line(address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "checks.csv"
    assert main(["--page", f"{address}/", "-o", str(out)]) == 1
    assert "2 checked, 1 broken" in capsys.readouterr().out
    assert out.read_text(encoding="utf-8-sig").startswith("url,status,seconds,error")
    (tmp_path / "urls.txt").write_text(f"{address}/ok\n")
    assert main(["--file", str(tmp_path / "urls.txt")]) == 0
    assert main(["--file", str(tmp_path / "none.txt")]) == 2
