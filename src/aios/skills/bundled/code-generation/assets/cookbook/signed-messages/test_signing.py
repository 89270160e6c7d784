"""What is trusted, what is not; and a webhook sent to a local server."""

import http.server
import threading
from collections.abc import Iterator

import pytest
from signing import SIGNATURE, TIMESTAMP, SignatureError, is_valid, main, send, sign, verify

BODY = '{"event": "付款"}'.encode()


def test_what_was_signed_is_trusted() -> None:
    headers = sign("secret", BODY)
    verify("secret", BODY, headers)
    assert is_valid("secret", BODY, {name.lower(): value for name, value in headers.items()})


@pytest.mark.parametrize("change", ["body", "secret", "time", "signature", "nothing given"])
def test_what_was_changed_is_not(change: str) -> None:
    headers = sign("secret", BODY)
    if change == "time":
        headers[TIMESTAMP] = str(int(headers[TIMESTAMP]) + 1)
    if change == "signature":
        headers[SIGNATURE] = headers[SIGNATURE][:-1] + "é"
    if change == "nothing given":
        headers = {}
    body = BODY + b" " if change == "body" else BODY
    assert not is_valid("guess" if change == "secret" else "secret", body, headers)


def test_an_old_message_is_refused() -> None:
    headers = sign("secret", BODY, now_s=1000)
    verify("secret", BODY, headers, now_s=1300)
    with pytest.raises(SignatureError, match="301 s ago"):
        verify("secret", BODY, headers, now_s=1301)
    with pytest.raises(ValueError, match="without a secret"):
        sign("", BODY)


class Receiver(http.server.BaseHTTPRequestHandler):
    """Answers 204 to what is signed well, else 401."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(204 if is_valid("secret", body, dict(self.headers)) else 401)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def address() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/hook"
        server.shutdown()


def test_sending(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert send(address, BODY, "secret") == 204
    assert send(address, BODY, "guess") == 401
    monkeypatch.setenv("WEBHOOK_SECRET", "secret")
    assert main([address, "{}"]) == 0
    assert main(["http://127.0.0.1:1/", "{}"]) == 1
    monkeypatch.delenv("WEBHOOK_SECRET")
    assert main([address, "{}"]) == 2
