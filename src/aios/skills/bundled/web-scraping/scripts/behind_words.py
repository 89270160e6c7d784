"""A word that is sought in the pages behind a list's items: "which articles mention loaves"."""

import re
import tomllib
from pathlib import Path

from detailing import Place
from kinds import WORDS

SAID = tomllib.loads((Path(__file__).parent / "behind_words.toml").read_text("utf-8"))


def word_behind(text, items):
    """The word by which a text chooses items, where no item says it itself; "" for none."""
    if not re.search(SAID["which"], text, WORDS):
        return ""
    hit = re.search(SAID["has"], text, WORDS)
    word = next(filter(None, hit.groups()), "").strip() if hit else ""
    word = re.sub(r"(?<=[a-z]{3})(?<!s)(?<!ve)s$", "", word)
    known = any(word.lower() in str(value).lower() for item in items for value in item.values())
    return "" if not word or known or re.fullmatch(SAID["vague"], word, WORDS) else word


def sought_behind(settings, word):
    """The settings by which all items' own pages are read, and those kept that have a word."""
    details = {**settings.get("DETAILS", {}), "own page": tuple(Place("words", "", "text"))}
    return {**settings, "DETAILS": details, "BEHIND": word}
