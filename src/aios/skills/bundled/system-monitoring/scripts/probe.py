"""One request to an address: its answer and time, its redirects and certificate, or why not."""

import http.client
import os
import re
import socket
import ssl
import time
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

import certifi
import pages

MOST_REDIRECTS = 5
SHORT_BODY = 300
LOOKED_AT = 200_000
MOST_BYTES = 4 * 1024 * 1024
REDIRECTS = (301, 302, 303, 307, 308)
PROXY_SAYS = {
    "refused the": "refused",
    "no address": "dns",
    "in time": "timeout",
    "said nothing": "timeout",
    "cannot be reached": "unreachable",
    "not HTTP": "not_http",
    "not among": "denied",
    "private address": "denied",
}
# The validity in a certificate's bytes: two times, each UTCTime or GeneralizedTime.
VALIDITY = re.compile(
    rb"\x30[\x1e-\x22](?:\x17\x0d\d{12}Z|\x18\x0f\d{14}Z)"
    rb"(?:\x17\x0d(\d{12})Z|\x18\x0f(\d{14})Z)"
)


class Down(Exception):
    """The address did not answer; `kind` says how: refused, dns, timeout, tls, not_http, …"""

    def __init__(self, kind, reason):
        super().__init__(reason)
        self.kind, self.reason = kind, reason


def probe(url, timeout_s, contains=""):
    """What came of one GET, redirects followed: ok, status, ms, bytes, …; or `down` and `reason`.

    Each request is made over a connection of its own; `ms` is from its start to the last byte of
    the last answer.
    """
    start, followed, tls = time.monotonic(), [], None
    told = {"url": url, "redirects": followed}
    try:
        for _ in range(MOST_REDIRECTS + 1):
            answer, body, tls = request(url, start + timeout_s)
            place = answer.getheader("location")
            if answer.status not in REDIRECTS or not place:
                break
            url = urljoin(url, place)
            followed.append({"status": answer.status, "to": url})
        else:
            raise Down("redirects", f"more than {MOST_REDIRECTS} redirects")
    except Down as down:
        return {**told, "ok": False, "down": down.kind, "reason": down.reason, "tls": tls}
    found = not contains or contains in body.decode("utf-8", "replace")
    kind = (answer.getheader("content-type") or "").partition(";")[0]
    fields, lines = pages.read(kind, body[:LOOKED_AT])
    return {
        **told,
        "ok": answer.status < 400 and found,
        "status": answer.status,
        "ms": (time.monotonic() - start) * 1000,
        "bytes": len(body),
        "type": kind,
        "fields": fields,
        "lines": lines,
        "body": short_body(kind, body),
        "contains": found if contains else None,
        "tls": tls,
    }


def short_body(kind, body):
    """What a health check says of itself, in JSON or a few words; None for pages and files."""
    if len(body) > SHORT_BODY or kind.lower() not in ("application/json", "text/plain"):
        return None
    return " ".join(body.decode("utf-8", "replace").split()) or None


def request(url, deadline):
    """(answer, body, certificate or None) of one GET; Down when there is no answer."""
    parts = urlsplit(url)
    try:
        try:
            return exchange(parts, deadline, trusting=False)
        except ssl.SSLCertVerificationError as problem:
            answer, body, tls = exchange(parts, deadline, trusting=True)
            return answer, body, {**tls, "trusted": False, "reason": problem.verify_message}
    except Down:
        raise
    except TimeoutError as problem:
        raise Down("timeout", "no answer in time") from problem
    except ConnectionRefusedError as problem:
        raise Down("refused", "connection refused") from problem
    except socket.gaierror as problem:
        raise Down("dns", str(problem.strerror)) from problem
    except ssl.SSLError as problem:
        raise Down("tls", str(problem.reason or problem)) from problem
    except (http.client.HTTPException, ConnectionError) as problem:
        raise Down("not_http", f"no HTTP answer ({problem})") from problem
    except (OSError, ValueError) as problem:  # a tunnel the proxy could not make says why
        raise Down(kind_of(str(problem)), str(problem)) from problem


def exchange(parts, deadline, *, trusting):
    """Connect, ask, read; with `trusting`, whatever certificate the server shows."""
    timeout_s = deadline - time.monotonic()
    if timeout_s <= 0:
        raise TimeoutError
    connection, target = connect(parts, timeout_s, trusting=trusting)
    try:
        tls = certificate(connection) if parts.scheme == "https" else None
        said = {"Host": parts.netloc, "User-Agent": "aios-check/1.0", "Accept": "*/*"}
        connection.request("GET", target, headers=said)
        answer = connection.getresponse()
        failed = answer.getheader("x-aios-error") or answer.getheader("x-aios-denied")
        body = read(answer, deadline)
        if failed:  # the proxy speaks, not the server
            raise Down(kind_of(f"{failed} {answer.reason}"), answer.reason)
        return answer, body, tls
    finally:
        connection.close()


def read(answer, deadline):
    """The body, at most MOST_BYTES of it; TimeoutError when it does not come in time."""
    pieces, size = [], 0
    while size < MOST_BYTES and (piece := answer.read1(65536)):
        pieces.append(piece)
        size += len(piece)
        if time.monotonic() > deadline:
            raise TimeoutError
    return b"".join(pieces)


def connect(parts, timeout_s, *, trusting):
    """(connection, what to ask it for), through the machine's proxy where there is one."""
    proxy = urlsplit(os.environ.get("http_proxy", ""))
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    where = (proxy.hostname, proxy.port) if proxy.hostname else (parts.hostname, parts.port)
    if parts.scheme != "https":
        connection = http.client.HTTPConnection(*where, timeout=timeout_s)
        connection.connect()
        return connection, f"http://{parts.netloc}{path}" if proxy.hostname else path
    context = ssl.create_default_context(cafile=certifi.where())
    if trusting:
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    connection = http.client.HTTPSConnection(*where, timeout=timeout_s, context=context)
    if proxy.hostname:
        connection.set_tunnel(parts.hostname, parts.port or 443)
    connection.connect()
    return connection, path


def certificate(connection):
    """Until when the server's certificate is valid; `trusted` as far as the connection stands."""
    found = VALIDITY.search(connection.sock.getpeercert(binary_form=True) or b"")
    if not found:
        return {"trusted": True, "reason": "", "valid_until": None, "days_left": None}
    told, form = (found[1], "%y%m%d%H%M%S") if found[1] else (found[2], "%Y%m%d%H%M%S")
    ends = datetime.strptime(told.decode(), form).replace(tzinfo=UTC)
    days = int((ends - datetime.now(UTC)).total_seconds() // 86400)
    return {"trusted": True, "reason": "", "valid_until": ends.isoformat(), "days_left": days}


def kind_of(reason):
    """How an address is down, from what the proxy said."""
    return next((kind for words, kind in PROXY_SAYS.items() if words in reason), "unreachable")
