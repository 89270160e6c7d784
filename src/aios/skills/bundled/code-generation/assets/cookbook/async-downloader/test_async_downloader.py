"""The limit, the names, the failures; and real downloads from a local server."""

import asyncio
import http.server
import threading
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from async_downloader import CONCURRENCY, Download, download_all, main, name_of


class Web:
    """Answers with the address itself; counts calls, and how many run at once."""

    def __init__(self, failures: dict[str, int] | None = None) -> None:
        self.failures, self.calls = failures or {}, Counter[str]()
        self.running = self.most = 0

    async def __call__(self, url: str) -> bytes:
        self.calls[url] += 1
        self.running += 1
        self.most = max(self.most, self.running)
        await asyncio.sleep(0.01)
        self.running -= 1
        if self.calls[url] <= self.failures.get(url, 0):
            raise OSError("refused")
        return url.encode()


def downloaded(web: Web, urls: list[str], folder: Path, concurrency: int = 3) -> list[Download]:
    return asyncio.run(download_all(urls, folder, concurrency, pause_s=0, get=web))


def test_never_more_at_once_than_allowed(tmp_path: Path) -> None:
    web, urls = Web(), [f"http://x/{n}.txt" for n in range(12)]
    outcomes = downloaded(web, urls, tmp_path)
    assert web.most == 3
    assert [each.url for each in outcomes] == urls
    assert all(each.path and each.path.read_bytes() == each.url.encode() for each in outcomes)
    assert not list(tmp_path.glob("*.part"))


def test_failures_are_tried_again_and_harm_nobody(tmp_path: Path) -> None:
    web = Web({"http://x/a": 2, "http://x/b": 9})
    a, b, c = downloaded(web, ["http://x/a", "http://x/b", "http://x/c"], tmp_path)
    assert (a.error, b.error, c.error) == ("", "refused", "")
    assert web.calls == {"http://x/a": 3, "http://x/b": 3, "http://x/c": 1}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "c"]


def test_an_address_named_twice_is_fetched_once(tmp_path: Path) -> None:
    web = Web()
    assert len(downloaded(web, ["http://x/a", "http://x/a"], tmp_path)) == 1
    assert downloaded(web, [], tmp_path) == []


@pytest.mark.parametrize(
    ("url", "name"),
    [("http://x/a/b.pdf?v=2", "b.pdf"), ("http://x/", "index.html"), ("http://x/..", "index.html"),
     ("http://x/a%2F..%2Fb", "b"), ("http://x/a b.txt", "a_b.txt")],
)  # fmt: skip
def test_names_are_safe(url: str, name: str) -> None:
    assert name_of(url, set()) == name


def test_names_stay_apart() -> None:
    taken: set[str] = set()
    names = [name_of(f"http://x/{n}/a.txt", taken) for n in range(3)]
    assert names == ["a.txt", "a_2.txt", "a_3.txt"]


def test_a_senseless_limit_is_refused(tmp_path: Path) -> None:
    assert CONCURRENCY >= 1
    with pytest.raises(ValueError, match="at least 1"):
        downloaded(Web(), [], tmp_path, 0)


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "a.txt").write_text("hello")
    handler = partial(Quiet, directory=str(tmp_path / "site"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_the_command_line(
    address: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("async_downloader.RETRIES", 0)
    (tmp_path / "urls.txt").write_text(f"# mine\n{address}/a.txt\n\n")
    assert main([str(tmp_path / "urls.txt"), "-o", str(tmp_path / "out")]) == 0
    assert (tmp_path / "out" / "a.txt").read_text() == "hello"
    assert "1 downloaded, 0 failed" in capsys.readouterr().out
    assert main([str(tmp_path / "none.txt")]) == 1
