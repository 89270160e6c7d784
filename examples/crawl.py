"""Serve a page on this computer, have it scraped, and get the scraper itself."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from aios import AIOS

STORIES = ["Rivers run clear again", "A quiet engine", "Paper lanterns in May", "Copper is back"]
ITEMS = "".join(f'<li><a href="/story/{n}">{title}</a></li>' for n, title in enumerate(STORIES))
PAGE = f"<html><head><title>News</title></head><body><h1>News</h1><ul>{ITEMS}</ul></body></html>"


class News(BaseHTTPRequestHandler):
    """A front page at /news."""

    def do_GET(self) -> None:
        found = self.path == "/news"
        self.send_response(200 if found else 404)
        self.send_header("content-type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(PAGE.encode() if found else b"")

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


with ThreadingHTTPServer(("127.0.0.1", 0), News) as server, AIOS() as aios:
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/news"
    result = aios.execute(f"scrape the top 3 titles from {address}").wait(timeout=120)
    print(result.answer)
    print("the scraper has", len(result.code.splitlines()), "lines")
    server.shutdown()
