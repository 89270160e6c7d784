"""Bricks: functions on records, texts that hold data, and web addresses."""

import csv
import io
import json
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

SAMPLE = Path("sample.txt")


def sum_by(records: Iterable[Mapping[str, Any]], key: str, value: str) -> dict[Any, float]:
    """The sum of one field for each value of another.

    >>> sum_by([{"c": "a", "n": 1}, {"c": "a", "n": 2}, {"c": "b", "n": 5}], "c", "n")
    {'a': 3, 'b': 5}
    """
    sums: dict[Any, float] = {}
    for record in records:
        sums[record[key]] = sums.get(record[key], 0) + record[value]
    return sums


def average_by(records: Iterable[Mapping[str, Any]], key: str, value: str) -> dict[Any, float]:
    """The mean of one field for each value of another.

    >>> average_by([{"c": "a", "n": 1}, {"c": "a", "n": 2}, {"c": "b", "n": 5}], "c", "n")
    {'a': 1.5, 'b': 5.0}
    """
    groups: dict[Any, list[float]] = {}
    for record in records:
        groups.setdefault(record[key], []).append(record[value])
    return {name: sum(values) / len(values) for name, values in groups.items()}


def filter_records(records: Iterable[Mapping[str, Any]], key: str, value: Any) -> list[Any]:
    """The records whose field has this value.

    >>> filter_records([{"a": 1}, {"a": 2}], "a", 2)
    [{'a': 2}]
    """
    return [record for record in records if record.get(key) == value]


def pluck(records: Iterable[Mapping[str, Any]], key: str) -> list[Any]:
    """The values of one field; records without it are passed over.

    >>> pluck([{"a": 1}, {"a": 2}, {}], "a")
    [1, 2]
    """
    return [record[key] for record in records if key in record]


def top_keys(scores: Mapping[Any, float], n: int) -> list[Any]:
    """The keys with the largest values, the largest first; of the same in their order.

    >>> top_keys({"b": 9, "a": 9, "c": 10}, 2)
    ['c', 'a']
    """
    return sorted(scores, key=lambda key: (-scores[key], key))[:n]


def unique_by(items: Iterable[Any], key: Callable[[Any], Any] | None = None) -> list[Any]:
    """Each item once, in order; two are the same when their keys are.

    >>> unique_by(["a", "B", "b"], str.lower), unique_by([1, 2, 1])
    (['a', 'B'], [1, 2])
    """
    kept: dict[Any, Any] = {}
    for item in items:
        kept.setdefault(key(item) if key else item, item)
    return list(kept.values())


def diff_dicts(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """What was added to a dictionary, removed from it and changed in it.

    >>> diff_dicts({"a": 1, "b": 2}, {"b": 3, "c": 4})
    {'added': {'c': 4}, 'removed': {'a': 1}, 'changed': {'b': (2, 3)}}
    """
    return {
        "added": {key: new[key] for key in new if key not in old},
        "removed": {key: old[key] for key in old if key not in new},
        "changed": {k: (old[k], new[k]) for k in old if k in new and old[k] != new[k]},
    }


def safe_get(mapping: Any, *keys: Any, default: Any = None) -> Any:
    """The value behind several keys, one after the other; the default where one is missing.

    >>> safe_get({"a": {"b": [7]}}, "a", "b", 0), safe_get({}, "x", default=3)
    (7, 3)
    """
    for key in keys:
        try:
            mapping = mapping[key]
        except (KeyError, IndexError, TypeError):
            return default
    return mapping


def parse_key_values(text: str, separator: str = "=") -> dict[str, str]:
    """Lines such as "key = value" as a dictionary; blank lines and comments are passed over.

    >>> parse_key_values("a = 1\\n\\n# x\\nb=2")
    {'a': '1', 'b': '2'}
    """
    pairs = {}
    for line in text.splitlines():
        key, sign, value = line.strip().partition(separator)
        if sign and not key.startswith(("#", ";")):
            pairs[key.strip()] = value.strip()
    return pairs


def parse_csv_line(line: str) -> list[str]:
    """The cells of a line of CSV; quoted ones may have commas.

    >>> parse_csv_line('a,"b,c",d')
    ['a', 'b,c', 'd']
    """
    return next(csv.reader([line]), [])


def parse_csv(text: str) -> list[dict[str, str]]:
    """The rows of a text in CSV as dictionaries.

    >>> parse_csv("a,b\\n1,x\\n")
    [{'a': '1', 'b': 'x'}]
    """
    return list(csv.DictReader(io.StringIO(text)))


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file as dictionaries.

    >>> _ = SAMPLE.write_text("a,b\\n1,x\\n")
    >>> read_rows(SAMPLE)
    [{'a': '1', 'b': 'x'}]
    """
    with Path(path).open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def write_rows(path: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write dictionaries to a CSV file, their keys as the header.

    >>> write_rows(SAMPLE, [{"a": 1, "b": "x"}])
    >>> SAMPLE.read_text()
    'a,b\\n1,x\\n'
    """
    header = list(dict.fromkeys(name for row in rows for name in row))
    with Path(path).open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def write_json(path: Path, data: Any) -> None:
    """Write data to a JSON file, by a temporary one, so that it is never half there.

    >>> write_json(SAMPLE, {"a": [1]})
    >>> json.loads(SAMPLE.read_text())
    {'a': [1]}
    """
    draft = Path(f"{path}.tmp")
    draft.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    draft.replace(path)


def read_blocks(path: Path, size: int = 1024) -> Iterator[bytes]:
    """The content of a binary file in pieces of so many bytes.

    >>> _ = SAMPLE.write_bytes(b"abcdefg")
    >>> list(read_blocks(SAMPLE, 3))
    [b'abc', b'def', b'g']
    """
    with Path(path).open("rb") as file:
        while block := file.read(size):
            yield block


def read_lines(path: Path) -> Iterator[str]:
    """The lines of a file one by one, without their ends.

    >>> _ = SAMPLE.write_text("a\\nb\\n")
    >>> list(read_lines(SAMPLE))
    ['a', 'b']
    """
    with Path(path).open(encoding="utf-8") as file:
        for line in file:
            yield line.rstrip("\r\n")


def last_lines(path: Path, n: int = 10) -> list[str]:
    """The last lines of a file as a list.

    >>> _ = SAMPLE.write_text("a\\nb\\nc\\n")
    >>> last_lines(SAMPLE, 2)
    ['b', 'c']
    """
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    return lines[-n:] if n > 0 else []


def first_lines(path: Path, n: int = 10) -> list[str]:
    """The first lines of a file as a list.

    >>> _ = SAMPLE.write_text("a\\nb\\nc\\n")
    >>> first_lines(SAMPLE, 2)
    ['a', 'b']
    """
    return Path(path).read_text(encoding="utf-8").splitlines()[: max(n, 0)]


class LinkFinder(HTMLParser):
    """Gathers the addresses that a page links to."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the address of a link."""
        address = dict(attrs).get("href")
        if tag == "a" and address:
            self.links.append(address)


def extract_links(html: str) -> list[str]:
    """The addresses of all links in a page, in their order.

    >>> extract_links('<a href="/x">1</a> <a class="b" href="http://y">2</a> <a>z</a>')
    ['/x', 'http://y']
    """
    finder = LinkFinder()
    finder.feed(html)
    return finder.links


def extract_title(html: str) -> str | None:
    """The title of a page, None if it has none.

    >>> extract_title("<head><title> Hi </title></head>")
    'Hi'
    """
    found = re.search(r"<title[^>]*>(.*?)</title>", html, re.IGNORECASE | re.DOTALL)
    if not found:
        return None  # else
    return " ".join(found[1].split())


def fetch_json(
    url: str, timeout: float = 10, retries: int = 3, delay: float = 0.5, backoff: float = 2
) -> Any:
    """What an address answers as JSON. Where the connection fails or the status is 5xx it is asked
    again, up to so many times in all, each wait longer than the last; any other error is raised.

    >>> fetch_json('data:application/json,{"a":1}')
    {'a': 1}
    """
    for attempt in range(max(retries, 1)):
        try:
            with urllib.request.urlopen(url, timeout=timeout) as answer:
                return json.loads(answer.read())
        except OSError as error:
            refused = isinstance(error, urllib.error.HTTPError) and error.code < 500
            if refused or attempt + 1 >= retries:
                raise
        time.sleep(delay * backoff**attempt)
    return None


def backoff_delays(base: float, factor: float, count: int) -> list[float]:
    """So many waits, each the one before it times the factor.

    >>> backoff_delays(1, 2, 4)
    [1, 2, 4, 8]
    """
    return [base * factor**step for step in range(count)]


@contextmanager
def timer(name: str = "it") -> Iterator[None]:
    """A context manager that prints how long its block took.

    >>> with timer("job"):  # doctest: +ELLIPSIS
    ...     pass
    job: ... s
    """
    start = time.perf_counter()
    try:
        yield
    finally:
        print(f"{name}: {time.perf_counter() - start:.3f} s")


def convert_length(value: float, from_unit: str, to_unit: str) -> float:
    """A length in another unit: mm, cm, m, km, in, ft, yd, mi.

    >>> convert_length(1, "km", "m"), round(convert_length(10, "km", "mi"), 2)
    (1000.0, 6.21)
    >>> convert_length(1, "x", "m")  # else
    Traceback (most recent call last):
    ValueError: x
    """
    metres = {"mm": 0.001, "cm": 0.01, "m": 1, "km": 1000}
    metres |= {"in": 0.0254, "ft": 0.3048, "yd": 0.9144, "mi": 1609.344}
    for unit in (from_unit, to_unit):
        if unit not in metres:
            raise ValueError(f"{unit!r} is none of {', '.join(metres)}")  # else
    return value * metres[from_unit] / metres[to_unit]


def rotate_matrix(matrix: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """The matrix turned clockwise by 90 degrees.

    >>> rotate_matrix([[1, 2], [3, 4]])
    [[3, 1], [4, 2]]
    """
    return [list(row) for row in zip(*reversed(matrix), strict=True)]


def spiral_order(matrix: Sequence[Sequence[Any]]) -> list[Any]:
    """The values of the matrix in a spiral, from the upper left corner inwards.

    >>> spiral_order([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
    [1, 2, 3, 6, 9, 8, 7, 4, 5]
    """
    values: list[Any] = []
    rows = [list(row) for row in matrix]
    while rows:
        values += rows.pop(0)
        rows = [list(row) for row in zip(*rows, strict=True)][::-1]
    return values


def is_valid_id(number: str) -> bool:
    """Whether the text is an identity number of mainland China, its check digit included.

    >>> is_valid_id("11010519491231002X"), is_valid_id("110105194912310021")
    (True, False)
    """
    if not re.fullmatch(r"\d{17}[\dXx]", number):
        return False
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False))
    return "10X98765432"[total % 11] == number[-1].upper()
