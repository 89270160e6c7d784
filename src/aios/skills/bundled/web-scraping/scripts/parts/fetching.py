"""Get one page: robots.txt, timeouts, bounded retries, a size cap, any charset."""

import codecs
import html
import re
import threading
import time
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import requests

from parts.robots import Robots

USER_AGENT = "aios-scraper/1.0 (Mozilla/5.0 compatible)"
TIMEOUT_S = 10
TRIES = 3
MAX_WAIT_S = 20
MAX_BYTES = 20 * 1024 * 1024
RESPECT_ROBOTS = True

REFRESH = re.compile(
    r"""<meta[^>]+http-equiv=["']?refresh\b[^>]+"""
    r"""content=["']?\s*[0-5]\s*[;,]\s*url\s*=\s*["']?([^"'>]+)""",
    re.IGNORECASE,
)
TEXT_TYPES = ("text/html", "text/plain", "text/xml", "xml", "json", "javascript")
CJK_CHARSETS = ("gb18030", "big5", "shift_jis", "euc_jp", "euc_kr")
COMMON_CJK = frozenset(
    "的一是不了在人有我他這这大來来上个個到说說们們為为子和你地出也时時年得就那要下以生会會自"
    "之过過家学學对對可里後后小么麼心多天而能好都然没沒日于於起还還发發成事只作当當想看文无無"
    "开開手用主行方又如前所本见見经經头頭面公同三己老从從动動两兩长長新闻聞第条條标標题題商品价價"
)


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
    """Read one page, trying again after a timeout or a server error; raise PageError."""
    if RESPECT_ROBOTS and rules is not None and not rules.allows(url):
        raise PageError("robots_denied", f"robots.txt of this site forbids {url}", url=url)
    for attempt in range(1, TRIES + 1):
        wait_s = 0.5 * attempt
        try:
            response, body = download(session, url, TIMEOUT_S)
        except requests.Timeout as problem:
            if attempt > 1:  # a server that is silent twice will be the third time
                raise connection_error(problem, url) from problem
        except requests.RequestException as problem:
            raise connection_error(problem, url) from problem
        else:
            refuse_proxy_errors(response, response.url)
            busy = response.status_code >= 500 or response.status_code == 429
            asked = response.headers.get("Retry-After", "")
            wait_s = float(asked) if asked.isdecimal() else wait_s
            if attempt == TRIES or not busy or wait_s > MAX_WAIT_S:
                return read_page(response, body)
        time.sleep(wait_s)
    raise AssertionError("unreachable: the last try returns or raises")


def download(session, url, timeout_s):
    """The response and its body, never more than MAX_BYTES and never longer than 4 timeouts."""
    body, ends = bytearray(), time.monotonic() + 4 * timeout_s
    with session.get(url, timeout=timeout_s, stream=True) as response:
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
    binary = b"\0" in body[:1024] and not body.startswith((b"\xff\xfe", b"\xfe\xff"))
    if binary or (media_type and not any(kind in media_type for kind in TEXT_TYPES)):
        kind = media_type or "binary data"
        raise PageError("not_html", f"{url} is no web page but {kind}", url=url, kind=kind)
    next_url = response.links.get("next", {}).get("url", "")
    text = decode(body, content_type)
    return Page(url, text, media_type, urljoin(url, next_url) if next_url else "")


def decode(body, content_type=""):
    """Text of a page: by byte order mark, header, meta tag, else by trying."""
    for mark, charset in ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"),
                          (codecs.BOM_UTF16_BE, "utf-16")):  # fmt: skip
        if body.startswith(mark):
            return body.decode(charset, "replace")
    head = body[:4096].decode("ascii", "replace")
    declared = re.findall(r"""(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)""", content_type + head)
    charsets = [c for c in map(known_charset, declared) if c]
    # Servers name Latin-1 without looking; it fits every text, so it is tried last.
    trusted = [c for c in charsets if c not in ("iso8859-1", "cp1252")]
    for charset in [*trusted, "utf-8"]:
        try:
            return body.decode(charset)
        except UnicodeDecodeError:
            continue
    guess = guess_charset(body)
    return body.decode(guess or (trusted or charsets or ["cp1252"])[0], "replace")


def known_charset(name):
    """Python's name of a charset, "" when it knows none; GB2312 and GBK pages use GB18030."""
    try:
        charset = codecs.lookup(name).name
        b"".decode(charset)
    except LookupError:
        return ""
    # A meta tag that could be read as ASCII is no UTF-16, whatever it says.
    wider = {"gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "utf-16": "utf-8"}
    return wider.get(charset, charset)


def guess_charset(body):
    """The East Asian charset whose reading holds the most everyday characters, or ""."""
    best, best_share = "", 0.03
    for charset in CJK_CHARSETS:
        try:
            text = body.decode(charset)
        except UnicodeDecodeError:
            continue
        foreign = [c for c in text if c > "\x7f"]
        common = sum(c in COMMON_CJK or "ぁ" <= c <= "ヶ" or "가" <= c <= "힣" for c in foreign)
        if foreign and common / len(foreign) > best_share:
            best, best_share = charset, common / len(foreign)
    return best


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
    return PageError(code, f"{url} cannot be reached ({code})", url=url, host=host, said=said[:300])
