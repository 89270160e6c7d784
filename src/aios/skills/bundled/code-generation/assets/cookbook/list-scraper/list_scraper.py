"""Read what a list page repeats (products, listings), page by page, into JSON or CSV.

python list_scraper.py URL --item .product --field name=.title --field price=.price -o products.json
"""

import argparse
import csv
import json
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from urllib.parse import urljoin

import requests
from bs4 import BeautifulSoup, Tag
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

OUTPUT = "products.json"
ITEM = ".product"
FIELDS = ["name=.name, .title, h2, h3", "price=.price, [itemprop=price]", "link=a@href"]
NEXT = "a[rel=next], .next a, a.next"
MAX_PAGES = 20
DELAY_S = 1.0
TIMEOUT_S = 15
NUMBERS = frozenset({"price"})  # fields of which only the number is kept

Record = dict[str, str | float | None]


def session() -> requests.Session:
    """A session that tries again when a server is busy or broken."""
    made = requests.Session()
    retries = Retry(total=3, backoff_factor=0.5, status_forcelist=(429, 500, 502, 503, 504))
    for scheme in ("http://", "https://"):
        made.mount(scheme, HTTPAdapter(max_retries=retries))
    made.headers["User-Agent"] = "list-scraper"
    return made


def fields_of(wishes: list[str]) -> dict[str, str]:
    """The selectors by the names of their fields: "price=.price"; ValueError for anything else."""
    pairs = [wish.partition("=") for wish in wishes]
    if any(not (name.strip() and selector.strip()) for name, _, selector in pairs):
        raise ValueError("a field is given as NAME=SELECTOR or NAME=SELECTOR@ATTRIBUTE")
    return {name.strip(): selector.strip() for name, _, selector in pairs}


def number_of(text: str) -> float | None:
    """The first number of a text: "$1,299.00" is 1299.0."""
    found = re.search(r"\d[\d,]*(?:\.\d+)?", text)
    return float(found[0].replace(",", "")) if found else None


def record_of(item: Tag, fields: Mapping[str, str], url: str) -> Record:
    """The fields of one item; None where the item has no such thing."""
    record: Record = {}
    for name, wish in fields.items():
        selector, _, attribute = wish.partition("@")
        found = item.select_one(selector)
        if found is None:
            record[name] = None
        elif attribute:
            value = str(found.get(attribute) or "")
            record[name] = urljoin(url, value) if attribute in ("href", "src") else value
        else:
            text = " ".join(found.get_text(" ").split())
            record[name] = number_of(text) if name in NUMBERS else text
    return record


def pages(
    url: str,
    get: Callable[[str], str],
    max_pages: int = MAX_PAGES,
    delay_s: float = DELAY_S,
) -> Iterator[tuple[str, BeautifulSoup]]:
    """The page, and those that its link to the next one leads to."""
    seen: set[str] = set()
    while url and url not in seen and len(seen) < max_pages:
        if seen:
            time.sleep(delay_s)
        seen.add(url)
        soup = BeautifulSoup(get(url), "html.parser")
        yield url, soup
        link = soup.select_one(NEXT)
        url = urljoin(url, str(link["href"])) if link and link.get("href") else ""


def scrape(
    url: str,
    item: str = ITEM,
    fields: Mapping[str, str] | None = None,
    *,
    get: Callable[[str], str] | None = None,
    max_pages: int = MAX_PAGES,
    delay_s: float = DELAY_S,
) -> list[Record]:
    """The records of all pages, in order."""
    wanted = fields or fields_of(FIELDS)
    read = get or reader(session())
    return [
        record_of(each, wanted, address)
        for address, soup in pages(url, read, max_pages, delay_s)
        for each in soup.select(item)
    ]


def reader(client: requests.Session) -> Callable[[str], str]:
    """A function that reads a page with the session; HTTP errors are raised."""

    def read(url: str) -> str:
        answer = client.get(url, timeout=TIMEOUT_S)
        answer.raise_for_status()
        if "charset" not in answer.headers.get("Content-Type", ""):
            answer.encoding = answer.apparent_encoding
        return answer.text

    return read


def save(records: list[Record], path: Path) -> None:
    """Write the records as CSV where the file's name says so, else as JSON."""
    if path.suffix.lower() == ".csv":
        names = list(dict.fromkeys(name for record in records for name in record))
        with path.open("w", newline="", encoding="utf-8-sig") as file:
            writer = csv.DictWriter(file, names)
            writer.writeheader()
            writer.writerows(records)
        return
    path.write_text(json.dumps(records, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def main(argv: list[str] | None = None) -> int:
    """Scrape a list into a file; 1 if that fails, or nothing is found."""
    parser = argparse.ArgumentParser(description="Scrape the items of a list page.")
    parser.add_argument("url")
    parser.add_argument("--item", default=ITEM, help="CSS selector of one item")
    parser.add_argument("--field", action="append", metavar="NAME=SELECTOR[@ATTRIBUTE]")
    parser.add_argument("--pages", type=int, default=MAX_PAGES)
    parser.add_argument("-o", "--output", type=Path, default=Path(OUTPUT))
    given = parser.parse_args(argv)
    try:
        fields = fields_of(given.field or FIELDS)
        records = scrape(given.url, given.item, fields, max_pages=given.pages)
        if not records:
            print(f"error: {given.url} has nothing at {given.item}", file=sys.stderr)
            return 1
        save(records, given.output)
    except (requests.RequestException, OSError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(f"{len(records)} records → {given.output}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
