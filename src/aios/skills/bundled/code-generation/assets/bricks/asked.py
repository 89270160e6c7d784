"""Bricks: what is often asked of addresses, private data, settings and files, in one piece."""

import csv
import http.client
import json
import os
import re
import secrets
import string
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

SAMPLE = Path("sample.txt")


def run_functions(
    funcs: Iterable[Callable[[], Any]], workers: int = 4, keep_errors: bool = False
) -> list[Any]:
    """Call functions that take nothing in a pool of threads: the results in their order; with
    `keep_errors` the error of one that fails stands in place of its result.

    >>> run_functions([lambda: 1, lambda: 2], 2)
    [1, 2]
    """

    def one(func: Callable[[], Any]) -> Any:
        try:
            return func()
        except Exception as error:
            if not keep_errors:
                raise
            return error

    with ThreadPoolExecutor(max_workers=workers) as pool:
        return list(pool.map(one, funcs))


def statuses_of(
    urls: Iterable[str], timeout: float = 10.0, workers: int = 8
) -> dict[str, int | None]:
    """The HTTP status of each address, asked at the same time; None where there is no answer.

    >>> statuses_of(["http://127.0.0.1:9/"], timeout=1)
    {'http://127.0.0.1:9/': None}
    """

    def status(url: str) -> int | None:
        try:
            with urllib.request.urlopen(url, timeout=timeout) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except (OSError, ValueError, http.client.HTTPException):
            return None

    urls = list(urls)
    with ThreadPoolExecutor(max_workers=workers) as pool:
        return dict(zip(urls, pool.map(status, urls), strict=True))


class Anchors(HTMLParser):
    """Gathers the addresses of all links."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A link is an `a` with an address."""
        self.found += [value for name, value in attrs if tag == "a" and name == "href" and value]


def absolute_links(html: str, base_url: str = "") -> list[str]:
    """The addresses of all links of a page as absolute ones, each once, in their order; without
    mail, scripts and places in the page itself.

    >>> page = '<a href="/x#top">1</a> <a href="/x">2</a> <a href="mailto:a@b.c">3</a>'
    >>> absolute_links(page, "http://a.example/b/")
    ['http://a.example/x']
    """
    parser = Anchors()
    parser.feed(html)
    bare = [href.strip() for href in parser.found if not href.strip().startswith("#")]
    links = [urldefrag(urljoin(base_url, href)).url for href in bare]
    return [u for u in dict.fromkeys(links) if urlsplit(u).scheme in ("http", "https", "")]


def links_of_page(url: str, timeout: float = 10.0) -> list[str]:
    """The absolute addresses of all links of a page of the web, each once, in their order.

    >>> callable(links_of_page)
    True
    """
    with urllib.request.urlopen(url, timeout=timeout) as answer:
        charset = answer.headers.get_content_charset() or "utf-8"
        return absolute_links(answer.read().decode(charset, errors="replace"), answer.url)


def all_pages(url: str, token: str = "", attempts: int = 3, pause: float = 0.5) -> list[Any]:
    """All entries of an API that answers page by page, until one is empty; a 5xx is tried again.

    >>> callable(all_pages)
    True
    """
    entries: list[Any] = []
    for page in range(1, 100_000):
        joint = "&" if urlsplit(url).query else "?"
        answer = page_of(f"{url}{joint}page={page}", token, attempts, pause)
        lists = [value for value in answer.values() if isinstance(value, list)]
        if not lists or not lists[0]:
            break
        entries += lists[0]
    return entries


def page_of(url: str, token: str, attempts: int, pause: float) -> dict[str, Any]:
    """The JSON of an address; where the server fails it is asked again."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    for attempt in range(1, attempts + 1):
        try:
            request = urllib.request.Request(url, headers=headers)
            with urllib.request.urlopen(request, timeout=30) as answer:
                told = json.load(answer)
                return told if isinstance(told, dict) else {"items": told}
        except urllib.error.HTTPError as error:
            if error.code < 500 or attempt == attempts:
                raise
        except OSError:
            if attempt == attempts:
                raise
        time.sleep(pause)
    raise RuntimeError("never reached")


def clean_phones(phones: Iterable[str]) -> list[str]:
    """Mobile phone numbers as eleven digits; wrong ones are left out, the same comes once.

    >>> clean_phones(["+86 138-1234-5678", "86(139)12345678", "138 1234 5678", "12345"])
    ['13812345678', '13912345678']
    """
    digits = [re.sub(r"\D", "", str(phone)) for phone in phones]
    bare = [d[2:] if len(d) == 13 and d.startswith("86") else d for d in digits]
    return list(dict.fromkeys(d for d in bare if re.fullmatch(r"1[3-9]\d{9}", d)))


def read_id_card(number: str) -> dict[str, str]:
    """The birthday and the gender in a Chinese identity number; refused where it is wrong.

    >>> read_id_card("11010119900307109x")
    {'birthday': '1990-03-07', 'gender': '男'}
    >>> read_id_card("110101199003071098")
    Traceback (most recent call last):
    ValueError: check
    """
    number = str(number).strip().upper()
    if not re.fullmatch(r"\d{17}[\dX]", number):
        raise ValueError("an identity number has 17 digits and a check digit")
    weights = [2 ** (17 - place) % 11 for place in range(17)]
    total = sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False))
    if "10X98765432"[total % 11] != number[-1]:
        raise ValueError("the check digit is wrong")
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise ValueError("there is no such birthday") from None
    return {"birthday": born.isoformat(), "gender": "男" if int(number[16]) % 2 else "女"}


def mask_private(text: str) -> str:
    """A text with the middle of phone and identity numbers, and names of mail addresses, masked.

    >>> mask_private("13812345678, ida@a.example, 110101199003071234, 83314")
    '138****5678, i***@a.example, 110101********1234, 83314'
    """
    text = re.sub(r"(?<!\d)(\d{6})\d{8}(\d{3}[\dXx])(?![\dXx])", r"\1********\2", text)
    text = re.sub(r"(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)", r"\1****\2", text)
    return re.sub(r"([A-Za-z0-9])[\w.+-]*@([\w-]+(?:\.[\w-]+)+)", r"\1***@\2", text)


def load_with_environment(path: Path, prefix: str = "APP") -> dict[str, Any]:
    """The settings of a JSON file, those with an environment variable replaced: APP_PORT is port,
    APP_DB__HOST is host in db; the value is of the same kind as before.

    >>> _ = SAMPLE.write_text('{"port": 80, "db": {"host": "a"}, "debug": false}')
    >>> os.environ |= {"ASKED_PORT": "81", "ASKED_DB__HOST": "b", "ASKED_DEBUG": "true"}
    >>> load_with_environment(SAMPLE, "ASKED")
    {'port': 81, 'db': {'host': 'b'}, 'debug': True}
    """
    settings: dict[str, Any] = json.loads(Path(path).read_text(encoding="utf-8"))
    start = f"{prefix.rstrip('_')}_"
    for name, text in os.environ.items():
        if name.upper().startswith(start.upper()):
            place(settings, name[len(start) :].split("__"), text)
    return settings


def place(settings: dict[str, Any], names: Sequence[str], text: str) -> None:
    """Put a text in place of the setting of this name, as what that was before."""
    known = {key.lower(): key for key in settings}
    key = known.get(names[0].lower(), names[0].lower())
    if len(names) > 1:
        inner = settings.setdefault(key, {})
        if isinstance(inner, dict):
            place(inner, names[1:], text)
    else:
        settings[key] = as_before(settings.get(key), text)


def as_before(old: Any, text: str) -> Any:
    """The text as a value of the same kind as the old one."""
    if isinstance(old, bool):
        return text.strip().lower() in ("1", "true", "yes", "on")
    if isinstance(old, int | float):
        return type(old)(text)
    return json.loads(text) if isinstance(old, list | dict) else text


def make_password(
    length: int = 16, use_symbols: bool = True, symbols: str = "!@#$%^&*-_=+?", shortest: int = 4
) -> str:
    """A random password with at least one small letter, capital and digit, and one of the symbols
    where they are wanted.

    >>> len(make_password(12)), make_password(8, use_symbols=False).isalnum()
    (12, True)
    >>> make_password(3)
    Traceback (most recent call last):
    ValueError: length
    """
    kinds = [string.ascii_lowercase, string.ascii_uppercase, string.digits]
    kinds += [symbols] if use_symbols and symbols else []
    if length < max(shortest, len(kinds)):
        raise ValueError(f"length must be at least {max(shortest, len(kinds))}")  # else
    chars = [secrets.choice(kind) for kind in kinds]
    chars += [secrets.choice("".join(kinds)) for _ in range(length - len(kinds))]
    secrets.SystemRandom().shuffle(chars)
    return "".join(chars)


def rename_in_order(
    folder: Path, prefix: str, suffix: str = "", dry_run: bool = False, start: int = 1
) -> list[tuple[str, str]]:
    """Number the files of a folder in the order of their names, those of a suffix where one is
    given: the old and the new names; `dry_run` renames nothing.

    >>> rename_in_order(Path("nowhere-at-all"), "photo", ".jpg", True) if False else []
    []
    """
    ending = f".{suffix.lstrip('.')}".lower() if suffix else ""
    paths = [p for p in Path(folder).iterdir() if p.is_file()]
    chosen = sorted((p for p in paths if not ending or p.suffix.lower() == ending), key=str)
    pairs = [(p, f"{prefix}_{n:03}{p.suffix}") for n, p in enumerate(chosen, start)]
    if not dry_run:
        others = {p.name for p in paths} - {p.name for p in chosen}
        if taken := others & {new for _, new in pairs}:
            raise FileExistsError(f"there is already {min(taken)}")
        moved = [
            (p.rename(p.with_name(f".{n}.moving")), p, new) for n, (p, new) in enumerate(pairs)
        ]
        for temporary, path, new in moved:
            temporary.rename(path.with_name(new))
    return [(path.name, new) for path, new in pairs]


def compare_versions(a: str, b: str) -> int:
    """1 where the first version is the higher one, -1 where the second is, 0 where they are alike;
    parts that are not there are 0.

    >>> compare_versions("1.2.10", "1.2.9"), compare_versions("1.0", "1")
    (1, 0)
    """
    one, other = ([int(part) for part in v.strip().lstrip("vV").split(".")] for v in (a, b))
    length = max(len(one), len(other))
    one += [0] * (length - len(one))
    other += [0] * (length - len(other))
    return (one > other) - (one < other)


def read_key_values(path: Path) -> dict[str, Any]:
    """The settings of a file with lines like name = value; whole numbers, decimals, true and false
    as such, without blank lines and comments.

    >>> _ = SAMPLE.write_text("# x\\nport = 80\\ndebug=true\\nname = Ann B\\n")
    >>> read_key_values(SAMPLE)
    {'port': 80, 'debug': True, 'name': 'Ann B'}
    """
    settings: dict[str, Any] = {}
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        name, equals, text = line.strip().partition("=")
        if equals and not name.startswith(("#", ";")):
            settings[name.strip()] = typed(text.strip())
    return settings


def typed(text: str) -> Any:
    """The number or the yes or no that a text is, else the text without quotes."""
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    if re.fullmatch(r"[-+]?\d+", text):
        return int(text)
    if re.fullmatch(r"[-+]?(?:\d+\.\d*|\.\d+)", text):
        return float(text)
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text


def typed_rows(source: Path, columns: Sequence[str] = ()) -> list[Mapping[str, Any]]:
    """The rows of a CSV as objects; numbers as numbers, empty cells as None.

    >>> _ = SAMPLE.write_text("name,pay\\nAnn,10\\nBo,\\n")
    >>> typed_rows(SAMPLE)
    [{'name': 'Ann', 'pay': 10}, {'name': 'Bo', 'pay': None}]
    """
    with Path(source).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        {key: number_or_text(row.get(key) or "") for key in (columns or row) if key} for row in rows
    ]


def number_or_text(text: str) -> Any:
    """A cell as a number where it is one, None where it is empty."""
    if not text.strip():
        return None
    if re.fullmatch(r"\s*-?(?:0|[1-9]\d*)\s*", text):
        return int(text)
    return float(text) if re.fullmatch(r"\s*-?(?:0|[1-9]\d*)\.\d+\s*", text) else text
