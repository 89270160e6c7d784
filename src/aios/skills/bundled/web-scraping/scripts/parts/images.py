"""Find the images and files of a page, and download them."""

import mimetypes
import re
import zipfile
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from parts.collecting import same_site
from parts.fetching import PageError, get, new_session, refuse_forbidden, robots_rules
from parts.links import read_links
from parts.listing import parse

MAX_FILES = 100
LAZY = ("data-src", "data-original", "data-lazy-src")
MAGIC = {b"\x89PNG": ".png", b"\xff\xd8\xff": ".jpg", b"GIF8": ".gif", b"RIFF": ".webp",
         b"%PDF": ".pdf", b"<svg": ".svg"}  # fmt: skip


def read_images(page, number):
    """The images of a page, each once: address, alternative text."""
    soup = parse(page)
    base = soup.select_one("base[href]")
    start = urljoin(page.url, base["href"] if base else "")
    found = {}
    for image in soup.select(
        "img, picture source[srcset], meta[property='og:image'], video[poster]"
    ):
        lazy = next((image[name] for name in LAZY if image.get(name)), "")
        listed = (image.get("srcset") or image.get("data-srcset") or "").split(",")[-1].split()
        source = lazy or image.get("src") or image.get("content") or image.get("poster") or ""
        source = source if source and not source.startswith("data:") else "".join(listed[:1])
        if source:
            found.setdefault(urljoin(start, source.strip()), image.get("alt") or None)
    return [{"link": url, "alt": alt} for url, alt in found.items()], ""


def read_files(page, number, pattern):
    """The links of a page to files whose address fits the pattern."""
    return read_links(page, number, pattern, "all")


def download_all(found, url):
    """The files behind the links, saved here under their own names; what was not got says why."""
    items, next_url = found
    session, taken = new_session(), set()
    rules = robots_rules(session, url)
    for number, item in enumerate(items, 1):
        item["file"], item["bytes"] = None, None
        if number > MAX_FILES or not same_site(item["link"], url):
            item["problem"] = "too many" if number > MAX_FILES else "on another site"
            continue
        try:
            refuse_forbidden(item["link"], rules)
            response, body = get(session, item["link"], rules)
        except PageError as problem:
            item["problem"] = problem.code
            continue
        item["problem"] = None if response.ok else f"HTTP {response.status_code}"
        if response.ok:
            item["file"] = file_name(item["link"], body, response, taken)
            item["bytes"] = len(body)
            Path(item["file"]).write_bytes(body)
    return items, next_url


def pack(items, archive):
    """The items, their files moved into one archive."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for item in items:
            if item["file"]:
                packed.write(item["file"])
                Path(item["file"]).unlink()
    return items


def file_name(url, body, response, taken):
    """A name of its own for a file: the last part of its address, with an ending that fits."""
    name = re.sub(r"[^\w.-]", "_", unquote(urlsplit(url).path.rstrip("/").split("/")[-1]))[-80:]
    name = name.lstrip(".") or "file"
    if "." not in name:
        kind = response.headers.get("Content-Type", "").split(";")[0]
        guess = next((end for mark, end in MAGIC.items() if body.startswith(mark)), "")
        name += guess or mimetypes.guess_extension(kind) or ""
    stem, dot, end = name.rpartition(".")
    number, whole = 1, name
    while whole.lower() in taken:
        number += 1
        whole = f"{stem or end}-{number}{dot if stem else ''}{end if stem else ''}"
    taken.add(whole.lower())
    return whole
