"""Which action a sentence asks for outright, whatever action was named."""

import re
import tomllib
from pathlib import Path

TABLE = tomllib.loads((Path(__file__).parent / "deeds.toml").read_text("utf-8"))
DEEDS, GENERAL = TABLE["deeds"], TABLE["general"]
ADDRESS = re.compile(r"https?://[!-~]+")

# What is not wanted is no wish: "菜单、订阅栏都不要", "no ads or feeds, please".
UNWANTED = re.compile(
    r"[，,。；;][^，,。；;]{1,24}?(?:都|也|一律|全部?)?(?:不要|不用|不需要)[。.!！\s]*$"
    r"|[,.;]\s*(?:no|skip|ignore|leave out|without)\s[^,.;]{1,60}[.!\s]*$",
    re.IGNORECASE,
)


def action_for(text, named):
    """The action that a sentence asks for; `named` where it stays open.

    An action for a particular wish is none without words for it: then a general one is meant.
    """
    outright = deed_of(text)
    particular = {deed["action"] for deed in DEEDS} | {"scrape_links"}
    if named == "fetch_json" and not re.search(r"json|\bapi\b|接口|endpoint", text, re.I | re.A):
        particular.add(named)
    if outright or named not in particular:
        return outright or named
    fitting = (general["action"] for general in GENERAL if is_meant(general, text))
    return next(fitting, "scrape_list")


def deed_of(text):
    """The name of an action, "" where the words leave it open."""
    addresses = len(set(ADDRESS.findall(text)))
    # What an address spells, such as /search or /feed, is no wish.
    plain = UNWANTED.sub("", ADDRESS.sub("https://…", text))
    for deed in DEEDS:
        if addresses < deed.get("urls", 0):
            continue
        if is_meant(deed, plain):
            return deed["action"]
    return ""


def is_meant(entry, text):
    """Whether a text has the words of an entry, and none that speak against it."""
    unless = re.search(entry.get("unless", "(?!)"), text, re.I | re.A)
    return not unless and re.search(entry["words"], text, re.I | re.A) is not None
