"""What columns that are called by a unit measure, and which of two named things is meant."""

import re
import tomllib
from pathlib import Path

from kinds import WORDS
from valued import is_denied, is_value_said

SAID = tomllib.loads((Path(__file__).parent / "measures.toml").read_text("utf-8"))
OR = (
    r"\W{0,3}\s*(?:,|，|、|\bor\b|\band\b|\bvs\.?(?!\w)|\bthan\b|还是|或者?|和|与|跟|比)"
    r"\s*(?:the |an? )?\W{0,3}"
)


def measured_by(name):
    """A regular expression for what a column called by its unit measures, "" for other names."""
    words = (m["words"] for m in SAID["measures"] if re.fullmatch(m["units"], name, WORDS))
    return "|".join(words)


def is_measure(name, pattern):
    """Whether what a unit measures goes by the words that a pattern fits: kg, of the weight."""
    plain = re.sub(r"\\b|\(\?:|[)?]", "", measured_by(name))
    return any(re.search(pattern, word, WORDS) for word in plain.split("|") if word)


def two_named(text, columns):
    """(column, names), two or more, between which a sentence asks to choose: "Falcon or Swift";
    None where it names none or denies them."""
    wordy = [n for n in columns.names if n not in ("link", *columns.amounts())]
    column = "title" if "title" in wordy else next(iter(wordy), "")
    said = [v for v in map(str, columns.values(column)) if len(v) > 1 and is_value_said(v, text)]
    said = [v for v in said if not any(v != other and v in other for other in said)]
    either = "|".join(map(re.escape, said))
    joined = said and re.search(rf"(?:{either}){OR}(?:{either})", text, WORDS)
    if len(set(said)) < 2 or not joined or any(is_denied(v, text) for v in said):
        return None
    return column, list(dict.fromkeys(said))


def as_superlative(text):
    """A sentence that compares two with the superlative in place of its comparative."""
    for entry in SAID["comparatives"]:
        if re.search(entry["words"], text, WORDS):
            return re.sub(entry["words"], entry["most"], text, flags=WORDS)
    return text


def counts_of_one(text, columns):
    """Whether a sentence asks for what a column counts of the one item that is the most of all:
    "the cheapest ticket, and how many seats are left"."""
    counted = "|".join(columns.words(n) for n in columns.amounts()) or "(?!)"
    most = re.search(SAID["superlative"], text, WORDS)
    return bool(most and re.search(rf"\bhow many (?:\w+ )?(?:{counted})", text, WORDS))
