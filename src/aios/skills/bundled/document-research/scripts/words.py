"""The words of a text, and what a question is about: in Chinese and English, across both."""

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

ASSETS = Path(__file__).resolve().parent.parent / "assets"
HAN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
PIECE = re.compile(rf"(?P<han>[{HAN}]+)|(?P<word>\d+(?:[.,]\d+)*|[^\W\d_{HAN}]+(?:['’][a-z]+)?)")
ENDINGS = (
    "ations",
    "ation",
    "ating",
    "ated",
    "ates",
    "ate",
    "ings",
    "ing",
    "ies",
    "ied",
    "ed",
    "es",
    "ys",
    "s",
    "e",
    "y",
)
# A word that only means nearly the same counts for this much of the word itself.
NEARLY = 0.7
# "How much" asks for any price: it counts for this much of a word that says of what.
FAINT = 0.3
PHRASE = 4


class Concept(NamedTuple):
    """A thing asked about: as it was written, and its forms; each is some words and a weight."""

    written: str
    forms: tuple

    def times(self, words):
        """How often it stands in a bag of words, at its best form; 0 for not at all."""
        return max(min(words[word] for word in form) * weight for form, weight in self.forms)


def words_of(text):
    """The words of a text: English stems, numbers without commas, pairs of Chinese signs."""
    words = []
    for piece in PIECE.finditer(text.lower()):
        if piece.lastgroup == "han":
            words += pairs(piece.group())
        else:
            words.append(stem(piece.group()))
    return words


def pairs(run):
    """The pairs of neighbours in a run of Chinese signs; a lone sign itself."""
    return [run[i : i + 2] for i in range(len(run) - 1)] or [run]


@lru_cache(maxsize=1 << 17)
def stem(word):
    """A number without commas; an English word without its commonest endings."""
    if word[0].isdigit():
        return word.replace(",", "")
    word = re.sub(r"['’]\w+$", "", word)
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


@cache
def stop_words():
    """(English words, Chinese words, Chinese words at an edge) that say nothing of the matter."""
    lists = tomllib.loads((ASSETS / "words.toml").read_text("utf-8"))
    chinese = sorted(lists["chinese"].split(), key=len, reverse=True)
    edge = sorted(lists["edge"].split(), key=len, reverse=True)
    return frozenset(lists["english"].split()), tuple(chinese), tuple(edge)


@cache
def expected():
    """What answers hold, by words of the question: {"digit": (word, …)}."""
    lists = tomllib.loads((ASSETS / "words.toml").read_text("utf-8"))
    return {kind: tuple(words) for kind, words in lists["expects"].items()}


@cache
def glossary():
    """The words of an entry → all entries, as words, of the groups it stands in."""
    groups = tomllib.loads((ASSETS / "glossary.toml").read_text("utf-8"))["groups"]
    found = {}
    for group in groups:
        entries = [tuple(words_of(entry)) for entry in group]
        for entry in entries:
            found.setdefault(entry, {}).update(dict.fromkeys(entries))
    return {entry: tuple(others) for entry, others in found.items()}


def concept(written, words):
    """The concept of some words, with what means nearly the same."""
    own = tuple(words)
    others = (entry for entry in glossary().get(own, ()) if entry != own)
    part = FAINT if written.lower() in expected()["faint"] else 1.0
    return Concept(written, ((own, part), *((entry, NEARLY * part) for entry in others)))


def concepts(question):
    """What a question is about; [] when it holds only words that ask."""
    found, latin = {}, []
    for piece in PIECE.finditer(question):
        if piece.lastgroup == "word":
            latin.append(piece.group())
            continue
        found |= in_english(latin)
        found |= in_chinese(piece.group())
        latin = []
    return list((found | in_english(latin)).values())


def in_english(written):
    """Concepts of neighbouring words, the longest phrase of the glossary first."""
    found, at, stops = {}, 0, stop_words()[0]
    stems = [stem(word.lower()) for word in written]
    shouted = " ".join(written).isupper()
    while at < len(written):
        sizes = range(min(PHRASE, len(written) - at), 1, -1)
        size = next((n for n in sizes if tuple(stems[at : at + n]) in glossary()), 1)
        words = tuple(stems[at : at + size])
        # "US" and "IT" are names; "us" and "it" say nothing.
        named = written[at].isupper() and len(written[at]) > 1 and not shouted
        if size > 1 or named or re.split("['’]", written[at].lower())[0] not in stops:
            found[words] = concept(" ".join(written[at : at + size]), words)
        at += size
    return found


def in_chinese(run):
    """Concepts of a run of Chinese signs: what the glossary knows, pairs of all else."""
    found, rest = {}, ""

    def close():
        nonlocal rest
        left, rest = without_edges(rest), ""
        for pair in pairs(left) if len(left) > 1 else ():
            found[(pair,)] = concept(left, [pair])

    at = 0
    while at < len(run):
        known = known_at(run, at)
        stop = next((word for word in stop_words()[1] if run.startswith(word, at)), "")
        if len(known) > 1 and len(known) >= len(stop):
            close()
            found[tuple(words_of(known))] = concept(known, words_of(known))
            at += len(known)
        elif stop:
            close()
            at += len(stop)
        else:
            rest += run[at]
            at += 1
    close()
    return found


def known_at(run, at):
    """The longest entry of the glossary that begins here, ""."""
    sizes = range(min(6, len(run) - at), 1, -1)
    return next(
        (run[at : at + n] for n in sizes if tuple(pairs(run[at : at + n])) in glossary()), ""
    )


def without_edges(run):
    """The run without words at its edges that say nothing of the matter."""
    edges = stop_words()[2]
    while True:
        first = next((w for w in edges if run.startswith(w)), "")
        last = next((w for w in edges if run.endswith(w)), "")
        if not (first or last) or run in edges:
            return "" if run in edges else run
        run = run[len(first) :].removesuffix(last)


def expects_digit(question):
    """Whether the answer is likely to hold a number or a date."""
    lowered = question.lower()
    return any(word in lowered for word in expected()["digit"])


def is_chinese(text):
    """Whether a text is written in Chinese rather than in letters."""
    return len(re.findall(rf"[{HAN}]", text)) * 4 > len(re.findall(r"[^\W\d_]", text))
