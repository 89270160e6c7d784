"""Pages served on this machine, with content made up at test time."""

import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ROW = """
<tr class="athing submission" id="{n}"><td class="title"><span class="rank">{n}.</span></td>
<td class="votelinks"><a href="vote?id={n}">▲</a></td>
<td class="title"><span class="titleline"><a href="https://site{n}.example/{slug}">{title}</a>
<span class="sitebit"> (<a href="from?site=site{n}.example">site{n}.example</a>)</span></span>
</td></tr>
<tr><td colspan="2"></td><td class="subtext"><span class="subline">
<span class="score">{score} points</span> by <a href="user?id=u{n}" class="hnuser">u{n}</a>
<span class="age"><a href="item?id={n}">2 hours ago</a></span> |
<a href="item?id={n}">{comments}&nbsp;comments</a></span></td></tr>
<tr class="spacer"></tr>"""
PAGE = """<html op="news"><head><title>News</title></head><body><table id="hnmain">
<tr><td><b class="hnname"><a href="news">News</a></b> <a href="newest">new</a> |
<a href="ask">ask</a> | <a href="jobs">jobs</a></td></tr><tr><td><table>{rows}
<tr><td></td><td class="title"><a href="?p=2" class="morelink" rel="next">More</a></td></tr>
</table></td></tr></table></body></html>"""
WORDS = ["quiet", "engine", "river", "stone", "paper", "lantern", "northern", "copper", "silent"]


class News:
    """A front page of 30 stories."""

    def __init__(self, seed: int) -> None:
        chance = random.Random(seed)
        self.titles = [
            " ".join(chance.sample(WORDS, 4)).capitalize() + f" {n}" for n in range(1, 31)
        ]
        self.scores = [chance.randint(10, 900) for _ in self.titles]

    def html(self) -> str:
        """The page as it is served."""
        rows = [
            ROW.format(n=n, title=title, slug=title.lower().replace(" ", "-"), score=s, comments=n)
            for n, (title, s) in enumerate(zip(self.titles, self.scores, strict=True), 1)
        ]
        return PAGE.format(rows="".join(rows))


@contextmanager
def served(page: str) -> Iterator[str]:
    """An address at which /news is this page and everything else is missing."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = self.path.split("?")[0] == "/news"
            body = page.encode() if found else b"<html><body>not here</body></html>"
            self.send_response(200 if found else 404)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
