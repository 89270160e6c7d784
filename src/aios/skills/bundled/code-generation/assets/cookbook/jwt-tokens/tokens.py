"""JSON Web Tokens with HS256.

token = sign({"sub": "ada"}, secret)
claims = verify(token, secret)
"""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from typing import Any

LIFETIME_S = 3600
MIN_SECRET_BYTES = 32


class InvalidToken(Exception):
    """The token is forged, broken, expired or not yet valid; the text says which."""


def sign(claims: Mapping[str, Any], secret: bytes, lifetime_s: float = LIFETIME_S) -> str:
    """A token with the claims, the time it was issued and the time it expires."""
    check(secret)
    now = int(time.time())
    payload = {"iat": now, "exp": now + int(lifetime_s), **claims}
    head = f"{packed({'alg': 'HS256', 'typ': 'JWT'})}.{packed(payload)}"
    return f"{head}.{encoded(mac(head, secret))}"


def verify(token: str, secret: bytes, leeway_s: float = 0) -> dict[str, Any]:
    """The claims of a good token; InvalidToken for others. `leeway_s` is for clocks."""
    check(secret)
    head, _, signature = token.rpartition(".")
    try:
        algorithm = unpacked(head.partition(".")[0])["alg"]
        given, claims = decoded(signature), unpacked(head.partition(".")[2])
    except (ValueError, KeyError, TypeError) as error:
        raise InvalidToken("the token is broken") from error
    if algorithm != "HS256" or not hmac.compare_digest(given, mac(head, secret)):
        raise InvalidToken("the signature is wrong")
    now = time.time()
    if not isinstance(claims, dict) or not isinstance(claims.get("exp"), int | float):
        raise InvalidToken("the token never expires")
    if now > claims["exp"] + leeway_s:
        raise InvalidToken("the token has expired")
    if now < float(claims.get("nbf", 0)) - leeway_s:
        raise InvalidToken("the token is not valid yet")
    return claims


def mac(text: str, secret: bytes) -> bytes:
    """The signature of a text."""
    return hmac.new(secret, text.encode(), hashlib.sha256).digest()


def packed(value: Any) -> str:
    """JSON in base64 for addresses, without padding."""
    return encoded(json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode())


def unpacked(text: str) -> Any:
    """The value again; ValueError for anything else."""
    return json.loads(decoded(text))


def encoded(content: bytes) -> str:
    """Base64 for addresses, without padding."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    """The bytes again; ValueError for anything else."""
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


def check(secret: bytes) -> None:
    """ValueError for a secret that could be guessed."""
    if len(secret) < MIN_SECRET_BYTES:
        raise ValueError(f"the secret needs at least {MIN_SECRET_BYTES} bytes")


if __name__ == "__main__":
    import secrets

    key = secrets.token_bytes(MIN_SECRET_BYTES)
    made = sign({"sub": "ada"}, key)
    print(made, verify(made, key), sep="\n")
