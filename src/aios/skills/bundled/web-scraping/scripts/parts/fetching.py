"""Get one page: robots.txt, a polite rate, timeouts, bounded retries, a size cap, a cache."""

import html
import re
import threading
import time
import zlib
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import requests

from parts.caching import conditions_for, is_fresh, recall, remember
from parts.decoding import decode
from parts.robots import Robots

USER_AGENT = "aios-scraper/1.0 (Mozilla/5.0 compatible)"
TIMEOUT_S = 10
TRIES = 3
DELAY_S = 0.25
LAST_ASKED = {}
MAX_WAIT_S = 20
MAX_BYTES = 20 * 1024 * 1024
RESPECT_ROBOTS = True

REFRESH = re.compile(
    r"""<meta[^>]+http-equiv=["']?refresh\b[^>]+"""
    r"""content=["']?\s*[0-5]\s*[;,]\s*url\s*=\s*["']?([^"'>]+)""",
    re.IGNORECASE,
)
TEXT_TYPES = ("text/html", "text/plain", "text/xml", "xml", "json", "javascript")


class Page(NamedTuple):
    """A page that was read; `url` is its final address, `next_url` what a Link header names."""

    url: str
    text: str
    media_type: str
    next_url: str


class PageError(Exception):
    """A page could not be read; `code` is stable, `facts` say which page and what came back."""

    def __init__(self, code, message, **facts):
        super().__init__(message)
        self.code, self.facts = code, facts


def new_session():
    """A session that names itself and honours http_proxy and https_proxy."""
    session = requests.Session()
    session.headers.update({"User-Agent": USER_AGENT, "Accept-Language": "zh-CN,zh,en;q=0.8"})
    return session


def robots_rules(session, url):
    """The rules of the site's robots.txt; an absent or broken one allows everything."""
    try:
        response, body = download(session, urljoin(url, "/robots.txt"), min(TIMEOUT_S, 5))
        refuse_proxy_errors(response, url)
    except (requests.Timeout, requests.TooManyRedirects):
        return Robots()
    except requests.RequestException as problem:
        raise connection_error(problem, url) from problem
    agent = USER_AGENT.split("/")[0]
    if response.status_code in (401, 403):
        return Robots(f"User-agent: {agent}\nDisallow: /", agent)
    return Robots(body.decode("utf-8-sig", "replace") if response.ok else "", agent)


def fetch(session, url, rules=None, hops=3):
    """Read one page and the one it refreshes to; raise PageError."""
    page = fetch_once(session, url, rules)
    head = re.sub(r"<noscript.*?</noscript>", "", page.text[:20000], flags=re.S | re.I)
    refresh = REFRESH.search(head) if "html" in page.media_type else None
    target = urljoin(page.url, html.unescape(refresh.group(1)).strip()) if refresh else page.url
    if target == page.url or not hops:
        return page
    return fetch(session, target, rules, hops - 1)


def fetch_once(session, url, rules):
    """Read one page, or take it from the cache while it is fresh; raise PageError."""
    refuse_forbidden(url, rules)
    kept = recall(url)
    if is_fresh(kept):
        return Page(*kept["page"])
    response, body = get(session, url, rules, conditions_for(kept))
    if response.status_code == 304 and kept:
        return Page(*kept["page"])
    page = read_page(response, body)
    remember(url, page, response.headers)
    return page


def refuse_forbidden(url, rules):
    """Raise for an address that robots.txt forbids."""
    if RESPECT_ROBOTS and rules is not None and not rules.allows(url):
        raise PageError("robots_denied", f"robots.txt of this site forbids {url}", url=url)


def get(session, url, rules=None, headers=None):
    """The response and its body, whatever its status; raise PageError where none comes.

    Dropped connections, timeouts, 429 and server errors are tried again, each time after a
    longer wait, or after the one the server asks for if that is not too long.
    """
    for attempt in range(1, TRIES + 1):
        wait_turn(url, rules)
        wait_s = 0.5 * 2 ** (attempt - 1)
        try:
            response, body = download(session, url, TIMEOUT_S, headers)
            refuse_proxy_errors(response, response.url)
        except requests.RequestException as problem:
            error = connection_error(problem, url)
            lasting = error.code not in ("timed_out", "connection_failed")
            # A server that is silent twice will be the third time.
            if lasting or attempt == TRIES or (error.code == "timed_out" and attempt > 1):
                raise error from problem
        except PageError as error:
            if error.code != "connection_failed" or attempt == TRIES:
                raise
        else:
            busy = response.status_code >= 500 or response.status_code == 429
            asked = response.headers.get("Retry-After", "")
            wait_s = float(asked) if asked.isdecimal() else wait_s
            if attempt == TRIES or not busy or wait_s > MAX_WAIT_S:
                return response, body
        time.sleep(wait_s)
    raise AssertionError("unreachable: the last try returns or raises")


def wait_turn(url, rules):
    """Leave a host in peace between two requests, as long as its robots.txt asks, at most 10 s."""
    host, now = urlsplit(url).netloc, time.monotonic()
    delay_s = max(DELAY_S, min(rules.delay_s, 10)) if rules else DELAY_S
    time.sleep(max(0.0, LAST_ASKED.get(host, now - delay_s) + delay_s - now))
    LAST_ASKED[host] = time.monotonic()


def download(session, url, timeout_s, headers=None):
    """The response and its body, never more than MAX_BYTES and never longer than 4 timeouts."""
    body, ends = bytearray(), time.monotonic() + 4 * timeout_s
    with session.get(url, timeout=timeout_s, stream=True, headers=headers) as response:
        # A server that sends a byte now and then would never let a read time out.
        stop = getattr(response.raw, "shutdown", response.close)
        watch = threading.Timer(4 * timeout_s, stop)
        watch.start()
        try:
            for chunk in response.iter_content(65536):
                body += chunk
                if len(body) > MAX_BYTES:
                    message = f"{url} is larger than {MAX_BYTES} bytes"
                    raise PageError("too_large", message, url=url, limit=MAX_BYTES)
        except requests.RequestException:
            if time.monotonic() < ends:
                raise
        finally:
            watch.cancel()
    if time.monotonic() >= ends:
        raise PageError("timed_out", f"{url} was still sending", url=url, host=urlsplit(url).netloc)
    return response, bytes(body)


def read_page(response, body):
    """Turn a response into a Page; refuse error statuses and what is no text."""
    url, status = response.url, response.status_code
    if status in (404, 410):
        raise PageError("page_not_found", f"{url} does not exist (HTTP {status})", url=url)
    if not response.ok:
        raise PageError("http_error", f"{url} answered HTTP {status}", url=url, status=status)
    content_type = response.headers.get("Content-Type", "").lower()
    media_type = content_type.split(";")[0].strip()
    body = unpacked(body, url)
    binary = b"\0" in body[:1024] and not body.startswith((b"\xff\xfe", b"\xfe\xff"))
    packed = "gzip" in media_type
    if binary or (media_type and not packed and not any(kind in media_type for kind in TEXT_TYPES)):
        kind = media_type or "binary data"
        raise PageError("not_html", f"{url} is no web page but {kind}", url=url, kind=kind)
    next_url = response.links.get("next", {}).get("url", "")
    text = decode(body, content_type)
    return Page(url, text, media_type, urljoin(url, next_url) if next_url else "")


def unpacked(body, url):
    """What is in a gzip file, such as a sitemap; any other body as it is."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        text = zlib.decompressobj(31).decompress(body, MAX_BYTES + 1)
    except zlib.error as problem:
        message = f"{url} is a broken gzip file"
        raise PageError("not_html", message, url=url, kind="gzip") from problem
    if len(text) > MAX_BYTES:
        raise PageError("too_large", f"{url} is too large", url=url, limit=MAX_BYTES)
    return text


def refuse_proxy_errors(response, url):
    """Raise for an answer that a filtering proxy gave in place of the site."""
    if "X-AIOS-Denied" in response.headers:
        raise PageError("host_denied", f"{urlsplit(url).netloc} is not allowed", url=url)
    reason = response.headers.get("X-AIOS-Error", "")
    if reason:
        raise connection_error(requests.ConnectionError(reason), url)


def connection_error(problem, url):
    """Why no answer came, from what the network library says."""
    host = urlsplit(url).netloc
    said = str(problem).lower().replace(url.lower(), "")
    said = said.replace((urlsplit(url).hostname or host).lower(), "the host")
    signs = (
        ("host_denied", r"tunnel.*\b403\b|denied|not allowed"),
        ("too_many_redirects", r"redirects"),
        ("dns_failed", r"\bdns\b|name resolution|resolve|getaddrinfo|name or service|nodename"),
        ("tls_failed", r"\btls\b|ssl|certificate"),
        ("timed_out", r"time(d)?[ -]?out|still sending"),
        ("connection_refused", r"refused"),
    )
    code = next((code for code, sign in signs if re.search(sign, said)), "connection_failed")
    if hit := re.search(r"incompleteread\((\d+) bytes read, (\d+) more", said):
        said = f"its answer broke off after {hit[1]} of {int(hit[1]) + int(hit[2])} bytes"
    return PageError(code, f"{url} cannot be reached ({code})", url=url, host=host, said=said[:300])
