"""Pages of the web as documents: fetched once, their main text in lines."""

import re
import time

from documents import Document, Skipped
from lines import Line, decode, html_lines, text_lines

AGENT = "aios-research/1.0 (Mozilla/5.0 compatible)"
TIMEOUT_S = 20
MAX_BYTES = 8 * 1024 * 1024
MARKS = "*_`"


def fetch(request, urls, reading):
    """Add the pages at the addresses to what was read; those that fail to what was skipped."""
    import requests

    with requests.Session() as session:
        session.headers["User-Agent"] = AGENT
        for url in dict.fromkeys(urls):
            try:
                lines = page_lines(*get(session, url))
            except requests.RequestException as problem:
                reading.skipped.append(Skipped(url, "page_failed", reason(problem)))
                continue
            if any(line.text.strip() for line in lines):
                reading.documents.append(Document(url, url, lines))
            else:
                why = request.say("页面没有文字", "the page holds no text")
                reading.skipped.append(Skipped(url, "no_text", why))
    return reading


def reason(problem):
    """Why a page could not be read, short."""
    response = getattr(problem, "response", None)
    return f"HTTP {response.status_code}" if response is not None else type(problem).__name__


def get(session, url):
    """(the body of a page, its media type); requests.RequestException."""
    end, body = time.monotonic() + 2 * TIMEOUT_S, bytearray()
    with session.get(url, timeout=TIMEOUT_S, stream=True) as response:
        response.raise_for_status()
        kind = response.headers.get("Content-Type", "text/html").lower()
        for chunk in response.iter_content(65536):
            body += chunk
            if len(body) > MAX_BYTES or time.monotonic() > end:
                break
    return bytes(body), kind


def page_lines(body, kind):
    """The lines of a page: of its main text, or of all of it where that is little."""
    text = decoded(body, kind)
    if "html" not in kind and "<html" not in text[:2000].lower():
        return list(text_lines(text))
    whole = html_lines(text)
    main = main_lines(text)
    size = sum(len(line.text) for line in main)
    # Extraction may drop tables and short facts; on a short page nothing is to be lost.
    lines = main if size > 2000 and size * 3 > sum(len(line.text) for line in whole) else whole
    return [line._replace(place={"paragraph": number}) for number, line in enumerate(lines, 1)]


def main_lines(text):
    """The main text of a page as lines, [] when there is none."""
    import trafilatura

    main = trafilatura.extract(text, output_format="markdown", include_tables=True) or ""
    return [
        part for line in text_lines(main)
        for part in (line._replace(text=line.text.strip(MARKS)), Line({}, ""))
    ]  # fmt: skip


def decoded(body, kind):
    """The text of a page, by the charset it declares."""
    declared = re.search(r"charset=[\"']?([\w-]+)", kind) or re.search(
        r"charset=[\"']?([\w-]+)", body[:2048].decode("ascii", "replace")
    )
    try:
        return body.decode(declared[1]) if declared else decode(body)
    except (LookupError, UnicodeDecodeError):
        return decode(body)
