"""Keep the pages that were read: fresh ones are not asked for again, older ones only if changed."""

import hashlib
import json
import os
import time

FOLDER = "SCRAPER_CACHE"  # the variable that names the folder; without it nothing is kept
FRESH_S = 300


def recall(url):
    """What was kept of a page: its text and when it was read; an empty mapping if nothing was."""
    try:
        with open(place(url), encoding="utf-8") as file:
            return json.load(file)
    except (OSError, ValueError):
        return {}


def remember(url, page, headers):
    """Keep a page with what its server compares it by."""
    kept = {"page": page, "read": time.time(), "etag": headers.get("ETag", ""),
            "modified": headers.get("Last-Modified", "")}  # fmt: skip
    folder = os.environ.get(FOLDER)
    if folder and "no-store" not in headers.get("Cache-Control", ""):
        os.makedirs(folder, exist_ok=True)
        with open(place(url), "w", encoding="utf-8") as file:
            json.dump(kept, file)


def is_fresh(kept):
    """Whether a kept page may stand for the page itself."""
    return bool(kept) and time.time() - kept["read"] < FRESH_S


def conditions_for(kept):
    """The headers by which a server answers only if the page has changed."""
    pairs = (("If-None-Match", kept.get("etag")), ("If-Modified-Since", kept.get("modified")))
    return {name: value for name, value in pairs if value}


def place(url):
    """The file a page is kept in."""
    return os.path.join(
        os.environ.get(FOLDER) or os.devnull, hashlib.sha256(url.encode()).hexdigest() + ".json"
    )
