"""Download many files at once with a pool of threads.

    python downloader.py https://example.com/a.zip https://example.com/b.zip --workers 8
    python downloader.py --list urls.txt --folder downloads

A file appears under its name only when it is complete; two addresses that end alike get two
names; failed downloads are repeated and at the end reported.
"""

import argparse
import re
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import requests

WORKERS = 8
RETRIES = 3
TIMEOUT_S = 30
FOLDER = "downloads"
CHUNK_BYTES = 64 * 1024


@dataclass(frozen=True)
class Outcome:
    """How one download went: the file's path and size, or the error."""

    url: str
    path: Path
    size_bytes: int = 0
    error: str = ""


def file_names(urls: Sequence[str]) -> list[str]:
    """A safe and unique file name for each address."""
    taken: set[str] = set()
    names = []
    for url in urls:
        last = unquote(urlsplit(url).path).rsplit("/", 1)[-1]
        base = re.sub(r"[^\w.() -]", "_", last).lstrip(".") or "index.html"
        name, number = base, 2
        while name.casefold() in taken:
            name, number = f"{Path(base).stem}_{number}{Path(base).suffix}", number + 1
        taken.add(name.casefold())
        names.append(name)
    return names


def download(url: str, path: Path, retries: int = RETRIES) -> Outcome:
    """Fetch one file, trying again after errors that may pass; never raises for the network."""
    error = ""
    for attempt in range(retries + 1):
        if attempt:
            time.sleep(min(0.5 * 2**attempt, 10))
        try:
            return Outcome(url, path, fetch(url, path))
        except requests.RequestException as problem:
            error = str(problem)
            if not may_pass(problem):
                break
    return Outcome(url, path, error=error)


def may_pass(problem: requests.RequestException) -> bool:
    """Whether trying again makes sense: not for 404 and the like, nor for a broken address."""
    if problem.response is not None:
        return problem.response.status_code == 429 or problem.response.status_code >= 500
    return not isinstance(problem, ValueError)


def fetch(url: str, path: Path) -> int:
    """Stream the file to a neighbour of `path` and rename it when it is whole; its bytes."""
    partial = path.with_name(path.name + ".part")
    try:
        with requests.get(url, stream=True, timeout=TIMEOUT_S) as response:
            response.raise_for_status()
            with partial.open("wb") as file:
                for chunk in response.iter_content(CHUNK_BYTES):
                    file.write(chunk)
        size_bytes = partial.stat().st_size
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return size_bytes


def download_all(urls: Sequence[str], folder: Path, workers: int = WORKERS) -> Iterator[Outcome]:
    """Download in parallel; the outcomes come as they are ready. Repeated addresses count once."""
    folder.mkdir(parents=True, exist_ok=True)
    unique = list(dict.fromkeys(urls))
    with ThreadPoolExecutor(max_workers=workers) as pool:
        jobs = [
            pool.submit(download, url, folder / name)
            for url, name in zip(unique, file_names(unique), strict=True)
        ]
        for job in as_completed(jobs):
            yield job.result()


def read_list(path: Path) -> list[str]:
    """The addresses of a text file, one a line; blank lines and # comments are skipped."""
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Download many files at once.")
    parser.add_argument("urls", nargs="*")
    parser.add_argument("--list", type=Path, help="a file with one address a line")
    parser.add_argument("--folder", type=Path, default=Path(FOLDER))
    parser.add_argument("--workers", type=int, default=WORKERS, help="threads")
    arguments = parser.parse_args(argv)
    try:
        urls = arguments.urls + (read_list(arguments.list) if arguments.list else [])
        if not urls or arguments.workers < 1:
            parser.error("give at least one address and one worker")
        failed = 0
        for outcome in download_all(urls, arguments.folder, arguments.workers):
            failed += bool(outcome.error)
            print(f"{outcome.path}: {outcome.error or f'{outcome.size_bytes} bytes'}")
    except OSError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
