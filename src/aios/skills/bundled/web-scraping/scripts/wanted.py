"""The columns that a sentence names in a list of them, though no kind of field is called so."""

import re
import tomllib
from pathlib import Path

from arrange import implied_columns
from kinds import KINDS, WORDS
from measures import as_superlative, is_measure
from valued import SAID as OF_ITEMS

SAID = tomllib.loads((Path(__file__).parent / "wanted.toml").read_text("utf-8"))
WORDS_AT_MOST, LETTERS = 4, 6


def unread(text, fields):
    """The names of columns that a sentence lists and none of these fields goes by."""
    found = []
    for sentence in re.split(SAID["sentences"], text):
        parts = re.split(SAID["parts"], sentence, flags=WORDS)
        listed = len(parts) > 1 or re.search(r"\bwith\b|\btheir\b|的", sentence, WORDS)
        found += [name for part in parts if listed and not is_read(part, fields)
                  and not re.search(SAID["whole"], part) if (name := named_in(part))]  # fmt: skip
    return list(dict.fromkeys(found))


def lacks_measure(text, fields):
    """Whether items are to be compared by what none of these fields tells: the lightest."""
    patterns = implied_columns(as_superlative(text))
    names = [name.replace("_", " ") for name in fields]
    return bool(patterns) and not any(
        re.search(p, name, WORDS) or is_measure(name, p) for p in patterns for name in names
    )


def is_read(part, fields):
    """Whether one of some fields goes by a word of a part of a sentence."""
    return any(re.search(words_for(name), part, WORDS) for name in fields)


def words_for(name):
    """A regular expression for what a field or a page's label is called."""
    if name in KINDS:
        return KINDS[name].words.replace("|地址|", "|")  # which may be a street
    plain = re.escape(name.strip())
    return rf"\b{plain}s?\b" if name.isascii() else plain


def named_in(part):
    """The name of a column that a part of a sentence ends with, "" where it is none."""
    if re.search("[一-鿿]", part):
        name = re.split(SAID["begins_zh"], part.strip())[-1].strip()
        name = re.sub(SAID["opens"], "", name).strip()
        name = re.split(SAID["ends"], name, flags=WORDS)[0].strip()
    else:
        name = re.split(SAID["ends"], part.strip(), flags=WORDS)[0]
        pieces = [piece.strip() for piece in re.split(SAID["begins"], name, flags=WORDS)]
        name = next((piece for piece in reversed(pieces) if piece), "")
    if re.fullmatch(SAID["verbs"], name, WORDS) or re.fullmatch(SAID["names"], name):
        return ""
    if re.fullmatch(OF_ITEMS["items"], name, WORDS):  # the things themselves
        return ""
    short = len(name.split()) <= WORDS_AT_MOST if name.isascii() else len(name) <= LETTERS
    return name if short and len(name) > 1 and re.search(r"[^\W\d]", name) else ""
