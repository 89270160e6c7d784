"""Addresses and ports that a Chinese or English sentence names."""

import re
from collections.abc import Iterable
from functools import lru_cache

from aios.contracts.patterns import Pattern

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_TLD = (
    "com|org|net|edu|gov|io|cn|dev|ai|co|me|info|app|uk|de|jp|fr|kr|tw|hk|eu|us|ca|au|ru|in|xyz|site"
    "|tech|cloud|blog|news|tv|cc"
)
_URL_END = r"\s<>\"'`“”‘’「」『』《》（）【】，。；！？、…"
_URL = Pattern(
    rf"https?://[^{_URL_END}]+"
    rf"|(?<![\w@./-])(?:localhost|\d{{1,3}}(?:\.\d{{1,3}}){{3}})(?::\d{{2,5}}(?:/[^{_URL_END}]*)?|/[^{_URL_END}]*)"
    rf"|(?<![A-Za-z0-9_@./\\-])(?:www\.)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:{_TLD})(?![\w@-]|\.[a-z])"
    rf"(?::\d{{2,5}})?(?:/[^{_URL_END}]*)?"
    rf"|(?<![A-Za-z0-9_@./\\-])(?:www\.)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:{_TLD})(?=[{_HAN}])",
    re.IGNORECASE,
)
# A Chinese word glued to an address ends it, unless it is a segment of its own deeper in the path.
_GLUED = Pattern(
    rf"^[{_HAN}].*|(?<=[A-Za-z0-9&#])[{_HAN}].*|(?<=/)[的上里中内下前和与并把后页抓爬获提保列统].*"
)
_STOPS = ".,;:!?*'\""
_OPENER = {")": "(", "]": "[", "}": "{"}
# What other addresses are to begin with is no page itself: "that start with https://a.b/c/".
_BEFORE_A_START = Pattern(
    r"\b(?:begin|start)\w*\s+(?:with|by|in)\s+[\"'`“]?$|以\s*[“\"'`]?$", re.IGNORECASE
)
_BEHIND_A_START = Pattern(r"/?[”\"'`]?\s*(?:开头|开始|打头|为前缀)")
_LOCAL = Pattern(r"localhost|\d{1,3}(?:\.\d{1,3}){3}")


def urls(text: str) -> list[str]:
    """Addresses named in the text, whole, each once; local ones without scheme get `http`.

    One that the others are to begin with is none of them.
    """
    spans = [span for span in _spans(text) if not _starts_others(text, *span)] or _spans(text)
    return list(dict.fromkeys(_whole(text[start:end]) for start, end in spans))


def _starts_others(text: str, start: int, end: int) -> bool:
    said = _BEFORE_A_START.search(text[max(0, start - 24) : start])
    return said is not None and (said[0][0] != "以" or bool(_BEHIND_A_START.match(text[end:])))


def url_spans(text: str) -> list[tuple[int, int]]:
    """Where the addresses stand in the text: (start, end) of each."""
    return list(_spans(text))


@lru_cache(maxsize=64)  # planning asks again and again for those of the same few texts
def _spans(text: str) -> tuple[tuple[int, int], ...]:
    return tuple((m.start(), m.start() + len(_trim(m.group()))) for m in _URL.finditer(text))


def blank_urls(text: str) -> str:
    """The text with blanks where addresses stood, its length unchanged."""
    return blank(text, url_spans(text))


def blank(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with blanks in these spans, its length unchanged."""
    signs = list(text)
    for start, end in spans:
        signs[start:end] = " " * (end - start)
    return "".join(signs)


def _whole(url: str) -> str:
    if "://" in url:
        return url
    return f"{'http' if _LOCAL.match(url) else 'https'}://{url}"


def _trim(found: str) -> str:
    """The address without the punctuation and the Chinese words stuck to its end."""
    scheme, _, rest = found.rpartition("://")
    host, slash, path = rest.partition("/")
    ascii_host = re.split(f"[{_HAN}]", host)[0]
    if ascii_host != host:
        slash = path = ""
    glued = _GLUED.search(path)
    path = path[: glued.start()] if glued else path
    url = f"{scheme}://{ascii_host}{slash}{path}" if scheme else f"{ascii_host}{slash}{path}"
    return url[: _end(url)]


def _end(url: str) -> int:
    """Where the address ends when stops and brackets it does not open itself are left out."""
    surplus = {close: url.count(close) - url.count(_OPENER[close]) for close in _OPENER}
    end = len(url)
    while end and (url[end - 1] in _STOPS or surplus.get(url[end - 1], 0) > 0):
        end -= 1
        if url[end] in surplus:
            surplus[url[end]] -= 1
    return end


def twin(host: str) -> str:
    """The other name of the same site: "www.example.com" of "example.com" and back, with its port.

    Empty for addresses and for names of one word.
    """
    name = host.partition(":")[0]
    other = host.removeprefix("www.") if name.startswith("www.") else f"www.{host}"
    plain = other.partition(":")[0].removeprefix("www.")
    return other if "." in plain and not _LOCAL.fullmatch(name) and "[" not in host else ""


_PORTS = Pattern(
    r"(?:端口(?:号)?|监听在?|\bports?|\blisten(?:s|ing)?\s+on)\s*(?:是|为|号|number|no\.?)?\s*[:：=]?\s*"
    r"(?P<after>\d{1,5}(?:\s*(?:[,，、/和与及或]|,?\s*\b(?:and|or)\b)\s*\d{1,5}){0,20})"
    r"|(?P<before>\d{1,5}(?:\s*(?:[,，、/和与及或]|,?\s*\b(?:and|or)\b)\s*\d{1,5}){0,20})"
    r"\s?(?:号)?(?:这?[两三四几]个|分别的|的)?端口"
    # of "http://127.0.0.1:8000/page" the page is meant, not the port
    r"|(?<=localhost):(?P<local>\d{2,5})(?!\d|/\w)|(?<=\d\.\d):(?P<address>\d{2,5})(?!\d|/\w)"
    r"|(?<![\w.:])[:：](?P<bare>\d{2,5})\b",
    re.IGNORECASE,
)


def ports(text: str) -> list[int]:
    """Port numbers named as such: "端口 8080", "ports 80 and 443", "localhost:3000"."""
    found: list[int] = []
    for match in _PORTS.finditer(text):
        digits = re.findall(r"\d+", " ".join(group or "" for group in match.groups()))
        found += [int(d) for d in digits if 0 < int(d) < 65536]
    return list(dict.fromkeys(found))
