"""The words and signs that the router reads in a text, from `router_lexicon.toml`."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from aios.contracts.text import normalise, terms

Classes = dict[str, tuple[str, ...]]

LEXICON_FILE = Path(__file__).with_name("router_lexicon.toml")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Classes of acts and objects by word, signs by pattern, and words spelled another way.

    `chinese` maps substrings of at most four characters, `english` the terms that `terms` gives.
    """

    chinese: Classes
    english: Classes
    structure: tuple[tuple[str, re.Pattern[str]], ...]
    respelled: dict[str, str]
    respelled_word: re.Pattern[str]


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once in a process."""
    data = tomllib.loads(LEXICON_FILE.read_text(encoding="utf-8"))
    chinese, english = _classes(data)
    respelled = {normalise(word): other for word, other in data["taiwan"].items()}
    longest_first = sorted(respelled, key=len, reverse=True)
    flags = re.MULTILINE | re.VERBOSE
    return Lexicon(
        chinese=chinese,
        english=english,
        structure=tuple((name, re.compile(p, flags)) for name, p in data["structure"].items()),
        respelled=respelled,
        respelled_word=re.compile("|".join(longest_first)),
    )


def _classes(data: dict[str, Any]) -> tuple[Classes, Classes]:
    chinese: Classes = {}
    english: Classes = {}
    for kind, section in (("act", "acts"), ("object", "objects")):
        for name, words in data[section].items():
            for word in words.split():
                known = english if word.isascii() else chinese
                key = " ".join(terms(word.replace("_", " "))) if word.isascii() else normalise(word)
                known[key] = (*known.get(key, ()), f"{kind}:{name}")
    return chinese, english
