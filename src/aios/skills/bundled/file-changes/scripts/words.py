"""The words of changes, from words.toml."""

import re
import tomllib
from pathlib import Path

from aios_file_words import FLAGS, says

WORDS = tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))
HOW, DEEDS, ORGANISE = (WORDS[name] for name in ("how", "deeds", "organise"))
KEEP, CONTENT, RANKS, MAKING = (WORDS[name] for name in ("keep", "content", "ranks", "making"))
LINES, SHELL = WORDS["lines"], WORDS["shell"]


def asks(what, text):
    """Whether a text asks for a way of doing it, such as "preview" or "deep"."""
    return says(HOW[what], text)


def said_plainly(text):
    """A text typed as at a shell in words: "mv a.txt docs/" is "move a.txt to docs/"."""
    for command, words in SHELL.items():
        if re.match(command, text.strip()):
            return re.sub(command, words, text.strip())
    return text


def first_said(table, text, default=""):
    """The first name of a table whose words a text says."""
    return next((name for name, words in table.items() if says(words, text)), default)


def sign_of(word):
    """What a word stands for in a name: "underscores" is "_"; any other word is itself."""
    for sign, words in WORDS["signs"].items():
        if re.fullmatch(rf"(?:the |all |every |所有|全部|每个)?(?:{words})", word.strip(), FLAGS):
            return sign
    return word


def signs_in(text):
    """(start, end, sign) of every word for a sign that a text names, in order."""
    words = "|".join(words for sign, words in WORDS["signs"].items() if sign)
    found = re.finditer(rf"(?<![a-z0-9_])(?:{words})(?![a-z0-9_])", text, FLAGS)
    return [(*named.span(), sign_of(named.group())) for named in found]
