"""Which action a sentence asks for outright, whatever action was named."""

import re
import tomllib
from pathlib import Path

DEEDS = tomllib.loads((Path(__file__).parent / "deeds.toml").read_text("utf-8"))["deeds"]
ADDRESS = re.compile(r"https?://[!-~]+")


def deed_of(text):
    """The name of an action, "" where the words leave it open."""
    addresses = len(set(ADDRESS.findall(text)))
    # What an address spells, such as /search or /feed, is no wish.
    plain = ADDRESS.sub("https://…", text)
    for deed in DEEDS:
        if addresses < deed.get("urls", 0):
            continue
        unless = deed.get("unless")
        if re.search(deed["words"], plain, re.I | re.A) and not (
            unless and re.search(unless, plain, re.I | re.A)
        ):
            return deed["action"]
    return ""
