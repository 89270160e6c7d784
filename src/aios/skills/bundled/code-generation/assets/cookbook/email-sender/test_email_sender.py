"""Real mail to a small SMTP server of the tests' own."""

import socketserver
import threading
from collections.abc import Iterator
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from pathlib import Path

import pytest
from email_sender import compose, connection, send_all


class Mailbox(socketserver.StreamRequestHandler):
    """Speaks just enough SMTP; refuses recipients whose name is nobody."""

    received: list[EmailMessage]

    def handle(self) -> None:
        self.say("220 ready")
        for raw in self.rfile:
            command = raw.decode().strip().upper()
            if command.startswith("RCPT") and "NOBODY" in command:
                self.say("550 no such person")
            elif command == "DATA":
                self.say("354 go on")
                lines = iter(self.rfile.readline, b".\r\n")
                message = BytesParser(EmailMessage, policy=default).parsebytes(b"".join(lines))
                self.received.append(message)
                self.say("250 taken")
            elif command == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 fine")

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@pytest.fixture
def port() -> Iterator[int]:
    Mailbox.received = []
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Mailbox) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


def test_text_html_and_attachments_arrive(port: int, tmp_path: Path) -> None:
    (tmp_path / "报告.pdf").write_bytes(b"%PDF \x00\xff")
    message = compose(
        "me@x.org", "ada@x.org", "你好", "正文\n", "<p>正文</p>", [tmp_path / "报告.pdf"]
    )
    with connection("127.0.0.1", port, "", "") as server:
        assert send_all(server, [message]) == {}
    (got,) = Mailbox.received
    assert (got["Subject"], got["To"]) == ("你好", "ada@x.org")
    plain, html = got.get_body(("plain",)), got.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert (plain.get_content().strip(), html.get_content().strip()) == ("正文", "<p>正文</p>")
    (attached,) = got.iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == ("报告.pdf", b"%PDF \x00\xff")


def test_one_refusal_does_not_stop_the_others(port: int) -> None:
    people = ["ada@x.org", "nobody@x.org", "bob@x.org"]
    messages = [compose("me@x.org", to, "s", "t") for to in people]
    with connection("127.0.0.1", port, "", "") as server:
        assert list(send_all(server, messages)) == ["nobody@x.org"]
    assert [message["To"] for message in Mailbox.received] == ["ada@x.org", "bob@x.org"]


def test_headers_cannot_be_smuggled_in() -> None:
    with pytest.raises(ValueError, match=r"linefeed|newline"):
        compose("me@x.org", "a@x.org\r\nBcc: b@x.org", "s", "t")


def test_a_missing_attachment_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        compose("a@x.org", "b@x.org", "s", "t", attachments=[tmp_path / "none.pdf"])
