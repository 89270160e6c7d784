"""Send mail with text, HTML and attachments.

SMTP_PASSWORD=... python email_sender.py smtp.example.com me@example.com \\
    --to ada@example.com bob@example.com --subject Hello --text "Hi!" --attach report.pdf
"""

import argparse
import mimetypes
import os
import smtplib
import ssl
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from pathlib import Path

PORT = 587
TIMEOUT_S = 30.0
LOCAL = {"localhost", "127.0.0.1", "::1"}


def compose(
    sender: str, to: str, subject: str, text: str, html: str = "", attachments: Iterable[Path] = ()
) -> EmailMessage:
    """A message; ValueError for a header with a line break, OSError for a missing file."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message["Date"], message["Message-ID"] = formatdate(localtime=True), make_msgid()
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    for path in attachments:
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        main, _, sub = kind.partition("/")
        message.add_attachment(path.read_bytes(), maintype=main, subtype=sub, filename=path.name)
    return message


@contextmanager
def connection(host: str, port: int, user: str, password: str) -> Iterator[smtplib.SMTP]:
    """A connection that is encrypted (unless it stays on this machine) and logged in."""
    with smtplib.SMTP(host, port, timeout=TIMEOUT_S) as server:
        if host not in LOCAL:
            server.starttls(context=ssl.create_default_context())
        if password:
            server.login(user, password)
        yield server


def send_all(server: smtplib.SMTP, messages: Iterable[EmailMessage]) -> dict[str, str]:
    """Send each message; the addresses that were refused, and why."""
    refused = {}
    for message in messages:
        try:
            server.send_message(message)
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError) as error:
            refused[str(message["To"])] = str(error)
    return refused


def main() -> int:
    """Send what the command line says; 1 if somebody was refused."""
    parser = argparse.ArgumentParser(description="Send mail.")
    parser.add_argument("host")
    parser.add_argument("sender")
    parser.add_argument("--to", nargs="+", required=True)
    parser.add_argument("--subject", required=True)
    parser.add_argument("--text", required=True)
    parser.add_argument("--html", default="")
    parser.add_argument("--attach", nargs="*", type=Path, default=[])
    parser.add_argument("--port", type=int, default=PORT)
    given = parser.parse_args()
    messages = [
        compose(given.sender, to, given.subject, given.text, given.html, given.attach)
        for to in given.to
    ]
    password = os.environ.get("SMTP_PASSWORD", "")
    with connection(given.host, given.port, given.sender, password) as server:
        refused = send_all(server, messages)
    for address, reason in refused.items():
        print(f"{address}: {reason}", file=sys.stderr)
    print(f"{len(messages) - len(refused)} of {len(messages)} sent")
    return int(bool(refused))


if __name__ == "__main__":
    sys.exit(main())
