"""Sign messages with HMAC-SHA256 and verify them; send a signed webhook.

headers = sign(secret, body)            verify(secret, body, headers)
python signing.py URL '{"event": "paid"}'     (the secret in the variable WEBHOOK_SECRET)
"""

import hashlib
import hmac
import os
import sys
import time
import urllib.request
from collections.abc import Mapping
from urllib.error import HTTPError

SIGNATURE = "X-Signature-256"
TIMESTAMP = "X-Timestamp"
MAX_AGE_S = 300
TIMEOUT_S = 10


class SignatureError(Exception):
    """A message must not be trusted; the text says why."""


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """The signature of a body at a time; the time is part of it, so that it cannot be changed."""
    if not secret:
        raise ValueError("without a secret anybody could sign")
    message = timestamp.encode() + b"." + body
    return "sha256=" + hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()


def sign(secret: str, body: bytes, now_s: float | None = None) -> dict[str, str]:
    """The headers that go with the body."""
    timestamp = str(int(time.time() if now_s is None else now_s))
    return {TIMESTAMP: timestamp, SIGNATURE: signature(secret, timestamp, body)}


def verify(
    secret: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    max_age_s: float = MAX_AGE_S,
    now_s: float | None = None,
) -> None:
    """SignatureError unless the body is as it was signed, and not too long ago."""
    given = {name.lower(): value for name, value in headers.items()}
    timestamp, found = given.get(TIMESTAMP.lower(), ""), given.get(SIGNATURE.lower(), "")
    if not hmac.compare_digest(found.encode(), signature(secret, timestamp, body).encode()):
        raise SignatureError("the signature is wrong")
    age_s = (time.time() if now_s is None else now_s) - int(timestamp)
    if abs(age_s) > max_age_s:
        raise SignatureError(f"it was signed {age_s:.0f} s ago")


def is_valid(secret: str, body: bytes, headers: Mapping[str, str]) -> bool:
    """Whether the message may be trusted."""
    try:
        verify(secret, body, headers)
    except SignatureError:
        return False
    return True


def send(url: str, body: bytes, secret: str) -> int:
    """Post the body with its signature; the status of the answer."""
    headers = {"Content-Type": "application/json", **sign(secret, body)}
    request = urllib.request.Request(url, data=body, headers=headers, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_S) as answer:
            return int(answer.status)
    except HTTPError as error:
        with error:
            return error.code


def main(argv: list[str]) -> int:
    """Send one webhook."""
    if len(argv) != 2 or not os.environ.get("WEBHOOK_SECRET"):
        print("usage: WEBHOOK_SECRET=... python signing.py URL JSON", file=sys.stderr)
        return 2
    try:
        status = send(argv[0], argv[1].encode(), os.environ["WEBHOOK_SECRET"])
    except (OSError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(f"answered with {status}")
    return int(status >= 400)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
