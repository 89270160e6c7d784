"""Write a function that reads an access log, or one of levels, and returns figures of it, under the
keys that a request names: {"requests", "errors"}; or one that a command line prints as JSON.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bricks import Brick, words_of
from levellogs import ABOUT, FIGURES, READER
from ruled import made_brick
from signatures import Signature
from tidying import headers_told

_ABOUT = re.compile(
    r"access[ _.]?log|nginx|apache|combined format|web server log|访问日志", re.IGNORECASE
)
_RETURNS = re.compile(r"\breturns?\b|返回", re.IGNORECASE)
# What each word of a key stands for; the whole key is tried first.
_FIGURES = {
    "top_ip address top_client top_address busiest_ip ip_top": 'first(hit["ip"] for hit in hits)',
    "top_path top_url top_page most_requested popular": 'first(hit["path"] for hit in hits)',
    "unique_ips ips visitors unique_visitors clients addresses": 'len({hit["ip"] for hit in hits})',
    "statuses status_counts by_status codes status": 'dict(Counter(hit["status"] for hit in hits))',
    "methods by_method method_counts": 'dict(Counter(hit["method"] for hit in hits))',
    "errors error_count failures failed": "sum({error} for hit in hits)",
    "error_rate errors_rate": "sum({error} for hit in hits) / len(hits) if hits else 0.0",
    "bytes total_bytes traffic size bytes_sent": 'sum(hit["size"] for hit in hits)',
    "requests total hits count lines total_requests request_count": "len(hits)",
    "not_found": 'sum(hit["status"] == 404 for hit in hits)',
    "paths urls top_paths top_urls": 'Counter(hit["path"] for hit in hits).most_common({count})',
    "top_ips top_clients top_addresses": 'Counter(hit["ip"] for hit in hits).most_common({count})',
    "skipped bad invalid malformed unparsed broken": "lines_of({path}) - len(hits)",
}


@dataclass(frozen=True)
class Log:
    """A kind of log: the figures that can be asked of it, the source that reads it, its name."""

    figures: Mapping[str, str]
    reader: str
    zh: str


def log_of(text: str) -> Log | None:
    """The kind of log that a text is about."""
    if _ABOUT.search(text):
        return Log(_FIGURES, _READER, "访问日志的统计")
    return Log(FIGURES, READER, "日志的统计") if ABOUT.search(text) else None


def log_stats(part: str, wish: Signature) -> Brick | None:
    """The function that the text wants of a log; None where it wants another."""
    log = log_of(f"{part} {wish.name}")
    if len(wish.params or ()) != 1 or log is None:
        return None
    keys = _keys(part, log)
    figures = {key: figure for key in keys if (figure := figure_of(key, part, log))}
    if len(figures) < 2 or len(figures) < len(keys):
        return None
    path = (wish.params or ())[0].name
    return made_brick(wish.name, _source(wish.name, path, figures, log), log.zh)


def log_summary(text: str) -> Brick | None:
    """What a program tells of a log as one JSON object; None where no such is wanted."""
    log = log_of(text)
    if log is None or not re.search(r"\bjson\b", text, re.IGNORECASE):
        return None
    keys = _keys(text, log)
    figures = {key: figure for key in keys if (figure := figure_of(key, text, log))}
    if len(figures) < 2 or len(figures) < len(keys):
        return None
    told = re.search(r"(\d+) (?:if|when|unless) --|\bdefaults?\D{0,12}(\d+)|默认\D{0,4}(\d+)", text)
    count = next(filter(None, told.groups())) if told else "10"
    shown = re.search(r"\{\s*\"(\w+)\":[^{}]*\"(\w+)\":[^{}]*\}[^\]]{0,9}\]", text)
    if shown:  # pairs as objects
        form = f"{{{shown[1]!r}: name, {shown[2]!r}: n}}"
        figures = {
            key: f"[{form} for name, n in {source}]" if "{count}" in source else source
            for key, source in figures.items()
        }
    return made_brick("summary", _source("summary", "path", figures, log, count), log.zh)


def _keys(part: str, log: Log) -> list[str]:
    """The keys of the result, as they are named."""
    part = re.sub(r"\[\s*[\[{][^\]]*\]", "", part)  # what a key's value looks like
    told = _RETURNS.split(part)[-1] if _RETURNS.search(part) else part
    quoted = re.findall(r"[`\"'“]([a-z]+(?:_[a-z]+)*)[`\"'”]", part)
    named = [key for key in quoted if figure_of(key, part, log)]
    if len(named) > 1:
        return list(dict.fromkeys(quoted))
    listed = headers_told(re.sub(r"\bkeys?\b|键名?", "columns", told))
    return listed or [
        k for k in dict.fromkeys(re.findall(r"[a-z]+_?[a-z]+", told)) if _exact(k, log)
    ]


def _exact(key: str, log: Log) -> str:
    return next((source for names, source in log.figures.items() if key in names.split()), "")


def figure_of(key: str, part: str, log: Log) -> str:
    """The source of the figure that a key stands for, "" for none."""
    words = words_of(key)
    source = _exact(key, log) or next((s for word in words if (s := _exact(word, log))), "")
    five = re.search(r"5xx|500 (?:and|or) (?:above|up|more)|>= ?500|5\d\d|大于等于 ?500", part)
    four = re.search(r"4xx|400 (?:and|or) (?:above|up|more)|>= ?400|大于等于 ?400|400", part)
    bound = 500 if five and not four else 400
    return source.replace("{error}", f'hit["status"] >= {bound}')


_READER = r'''LINE = re.compile(
    r'(?P<ip>\S+) \S+ \S+ \[[^\]]*\] "(?P<method>[A-Z]+) (?P<path>\S+)[^"]*" '
    r"(?P<status>\d{3}) (?P<size>\d+|-)"
)


def hits_of(path: Path | str) -> list[dict[str, Any]]:
    """The requests of the log; lines that are none are passed over."""
    text = Path(path).read_text(encoding="utf-8", errors="replace")
    found = (LINE.match(line) for line in text.splitlines())
    hits: list[dict[str, Any]] = [match.groupdict() for match in found if match]
    for hit in hits:
        hit["status"] = int(hit["status"])
        hit["size"] = int(hit["size"]) if hit["size"].isdigit() else 0
    return hits
'''
_HEAD = r'''import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

READER

def lines_of(path: Path | str) -> int:
    """How many lines of the log are not blank."""
    text = Path(path).read_text(encoding="utf-8", errors="replace")
    return sum(bool(line.strip()) for line in text.splitlines())


def first(values: Iterable[str]) -> str | None:
    """What there is most often, None where there is nothing."""
    counts = Counter(values).most_common(1)
    return counts[0][0] if counts else None


SAMPLE = Path("sample.txt")
'''


def _source(name: str, path: str, figures: dict[str, str], log: Log, count: str = "") -> str:
    more = f", count: int = {count}" if "{count}" in str(figures) and count else ""
    figures = {
        key: source.replace("{count}", "count" if more else "10").replace("{path}", path)
        for key, source in figures.items()
    }
    lines = [
        f"def {name}({path}: Path | str{more}) -> dict[str, Any]:",
        '    """Figures of a log.',
        "",
        "    >>> _ = SAMPLE.write_text('')",
        f"    >>> sorted({name}(SAMPLE))",
        f"    {sorted(figures)!r}",
        '    """',
        f"    hits = hits_of({path})",
        "    return {",
        *(f'        "{key}": {source},' for key, source in figures.items()),
        "    }",
    ]
    return _HEAD.replace("READER\n", log.reader, 1) + "\n\n" + "\n".join(lines) + "\n"
