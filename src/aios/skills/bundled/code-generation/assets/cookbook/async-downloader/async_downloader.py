"""Download many addresses with asyncio, only so many at a time.

python async_downloader.py urls.txt --output downloads --concurrency 8
"""

import argparse
import asyncio
import re
import sys
import urllib.request
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

CONCURRENCY = 8
TIMEOUT_S = 30
RETRIES = 2
PAUSE_S = 0.5  # before the first retry; twice as long before each further one
OUTPUT = "downloads"

Fetch = Callable[[str], Awaitable[bytes]]


@dataclass(frozen=True)
class Download:
    """What came of one address: the file and its size, or the error."""

    url: str
    path: Path | None = None
    size: int = 0
    error: str = ""


def read(url: str) -> bytes:
    """The bytes at the address."""
    request = urllib.request.Request(url, headers={"User-Agent": "async-downloader"})
    with urllib.request.urlopen(request, timeout=TIMEOUT_S) as answer:
        return bytes(answer.read())


async def fetch(url: str) -> bytes:
    """The bytes at the address, read in a thread so that other downloads go on."""
    return await asyncio.to_thread(read, url)


def name_of(url: str, taken: set[str]) -> str:
    """A safe file name for the address that no other one has."""
    last = unquote(urlsplit(url).path).rsplit("/", 1)[-1]
    name = re.sub(r"[^\w.-]", "_", last).strip(".") or "index.html"
    path, number = Path(name), 1
    while name in taken:
        number += 1
        name = f"{path.stem}_{number}{path.suffix}"
    taken.add(name)
    return name


async def download_all(
    urls: Iterable[str],
    folder: Path,
    concurrency: int = CONCURRENCY,
    *,
    retries: int = RETRIES,
    pause_s: float = PAUSE_S,
    get: Fetch = fetch,
) -> list[Download]:
    """Download each address once; the outcomes in the order of the addresses.

    At most `concurrency` run at once. One that fails is tried again and harms no other.
    """
    if concurrency < 1:
        raise ValueError(f"concurrency must be at least 1, not {concurrency}")
    folder.mkdir(parents=True, exist_ok=True)
    gate, taken = asyncio.Semaphore(concurrency), set[str]()

    async def one(url: str, path: Path) -> Download:
        async with gate:
            for attempt in range(retries + 1):
                try:
                    content = await get(url)
                    await asyncio.to_thread(write, path, content)
                    return Download(url, path, len(content))
                except (OSError, ValueError) as error:
                    problem = str(error) or type(error).__name__
                if attempt < retries:
                    await asyncio.sleep(pause_s * 2**attempt)
            return Download(url, error=problem)

    paths = {url: folder / name_of(url, taken) for url in dict.fromkeys(urls)}
    return list(await asyncio.gather(*(one(url, path) for url, path in paths.items())))


def write(path: Path, content: bytes) -> None:
    """Write the file whole or not at all."""
    part = path.with_name(path.name + ".part")
    part.write_bytes(content)
    part.replace(path)


def urls_in(file: Path) -> list[str]:
    """The addresses of a file, one a line; blank lines and # comments do not count."""
    lines = (line.strip() for line in file.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def main(argv: list[str] | None = None) -> int:
    """Download what a file names; 1 if anything failed."""
    parser = argparse.ArgumentParser(description="Download many addresses at once.")
    parser.add_argument("file", type=Path, help="a text file with one address per line")
    parser.add_argument("-o", "--output", type=Path, default=Path(OUTPUT))
    parser.add_argument("-c", "--concurrency", type=int, default=CONCURRENCY)
    given = parser.parse_args(argv)
    try:
        urls = urls_in(given.file)
        outcomes = asyncio.run(download_all(urls, given.output, given.concurrency))
    except (OSError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    for each in outcomes:
        print(f"failed  {each.url}: {each.error}" if each.error else f"{each.size:>9,} {each.path}")
    failed = sum(bool(each.error) for each in outcomes)
    print(f"{len(outcomes) - failed} downloaded, {failed} failed")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
