"""Read the pages a search engine names, and find the paragraphs in them that fit a query."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import requests
from bs4 import BeautifulSoup

USER_AGENT = "aios-research/1.0 (Mozilla/5.0 compatible)"
TIMEOUT_S = 15
MAX_BYTES = 5 * 1024 * 1024
AT_ONCE = 4
QUOTE = 400
NOISE = "script, style, noscript, template, nav, footer, aside, form, header, svg"
BLOCKS = "p, li, h1, h2, h3, td, pre, dd, blockquote"


def new_session():
    """A session that says who asks."""
    session = requests.Session()
    session.headers["User-Agent"] = USER_AGENT
    return session


def read_findings(session, results, query):
    """The pages of the results, read a few at once, in the order of the results."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(lambda result: read_finding(session, result, query), results))


def read_finding(session, result, query):
    """One page with the passages that fit; what the engine says of it if it cannot be read."""
    url, title = result["url"], " ".join(str(result.get("title") or "").split())
    finding = {"title": title or urlsplit(url).netloc, "url": url, "read": False, "quotes": []}
    try:
        finding["quotes"] = best_passages(read_text(session, url), query)
        finding["read"] = True
    except (requests.RequestException, ValueError) as problem:
        finding["problem"] = reason(problem)
    if not finding["quotes"] and result.get("content"):
        finding["quotes"] = [" ".join(str(result["content"]).split())[:QUOTE]]
        finding["from_engine"] = True
    return finding


def reason(problem):
    """Why a page could not be read, short."""
    response = getattr(problem, "response", None)
    if response is not None:
        return f"HTTP {response.status_code}"
    return str(problem)[:200] if isinstance(problem, ValueError) else type(problem).__name__


def read_text(session, url):
    """The paragraphs of a page; ValueError where it is no text."""
    deadline, body = time.monotonic() + 2 * TIMEOUT_S, bytearray()
    with session.get(url, timeout=TIMEOUT_S, stream=True) as response:
        response.raise_for_status()
        kind = response.headers.get("Content-Type", "text/html").lower()
        if "html" not in kind and "text" not in kind:
            raise ValueError(f"no text but {kind}")
        for chunk in response.iter_content(65536):
            body += chunk
            if len(body) > MAX_BYTES or time.monotonic() > deadline:
                break
    return main_text(bytes(body)) or paragraphs(bytes(body), kind)


def main_text(body):
    """The paragraphs of a page's article; [] where there is hardly one."""
    import trafilatura

    text = trafilatura.extract(body, include_comments=False, include_tables=True) or ""
    blocks = [" ".join(block.split()) for block in text.splitlines()]
    return [block for block in blocks if block] if len(text) > 500 else []


def paragraphs(body, kind):
    """The paragraphs, items and cells of a page without its menus."""
    declared = re.search(r"charset=([\w-]+)", kind)
    soup = BeautifulSoup(body, "lxml", from_encoding=declared.group(1) if declared else None)
    for noise in soup.select(NOISE):
        noise.decompose()
    blocks = [" ".join(block.get_text(" ").split()) for block in soup.select(BLOCKS)]
    return [block for block in blocks if len(block) > 5] or [soup.get_text(" ", strip=True)]


def best_passages(blocks, query, count=2):
    """The paragraphs that share most words with the query."""
    asked = words_of(query)
    scored = []
    for block in dict.fromkeys(blocks):
        words = words_of(block)
        shared = asked & words
        if shared:
            scored.append((len(shared) / len(asked) + len(shared) / (len(words) + 20), block))
    best = sorted(scored, key=lambda pair: -pair[0])[:count]
    return [window(block, asked) for _, block in best]


def window(block, asked):
    """A paragraph, or of a long one the part about the first words asked for."""
    if len(block) <= QUOTE:
        return block
    lowered = block.lower()
    places = [at for at in map(lowered.find, asked) if at >= 0]
    first = max(min(places, default=0) - QUOTE // 4, 0)
    return ("…" if first else "") + block[first : first + QUOTE] + "…"


def words_of(text):
    """English words without their plural, and pairs of Chinese characters."""
    words = set()
    for run in re.findall(r"[a-z0-9]{2,}|[\u3400-\u9fff]+", text.lower()):
        pairs = {run[i : i + 2] for i in range(len(run) - 1)}
        words |= pairs if run[0] >= "\u3400" else {run.removesuffix("s") or run}
    return words
