"""The words of a text, and what a question is about: in Chinese and English, across both."""

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

ASSETS = Path(__file__).resolve().parent.parent / "assets"
HAN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
PIECE = re.compile(rf"(?P<han>[{HAN}]+)|(?P<word>\d+(?:[.,]\d+)*|[^\W\d_{HAN}]+(?:['’][a-z]+)?)")
# An amount of money speaks of a price, and one of time of how long a thing takes, though no word
# of it does: each counts as this sign, which stands in the glossary.
MONEY, MONEYS = (
    "¤",
    re.compile(
        r"¤|[$€£¥￥]\s?\d|\d(?:[\d,.]*\s?[百千万亿]{0,2}\s?)(?:元|块|美元|欧元|英镑|人民币"
        r"|(?:EUR|USD|GBP|CHF|CNY|RMB|[Ee]uros?|[Dd]ollars?|[Pp]ounds?|[Yy]uan)\b|[€£])"
    ),
)
TIME, TIMES = (
    "⧗",
    re.compile(
        r"⧗|\d\s?(?:秒|分钟|个?小时|个?工作日|天|个?星期|周|个?月|年)"
        r"|\d\+?\s(?:(?:working|business)\s)?(?:second|minute|hour|day|week|month|year)s?\b"
    ),
)
AMOUNTS = ((MONEY,), (TIME,))
ENDINGS = (
    "ations",
    "ation",
    "ating",
    "ated",
    "ates",
    "ate",
    "ings",
    "ying",
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
# The one telling word of a phrase counts for this much of the phrase.
PARTLY = 1.0
# So much is any amount of time or money to what has words of its own.
ANY_AMOUNT = 0.5
# "How much" asks for any price: it counts for this much of a word that says of what.
FAINT = 0.3
PHRASE = 4
# So long a beginning is a root, with so long an ending behind it.
ROOT, SUFFIX = 5, 4


class Concept(NamedTuple):
    """A thing asked about: as it was written, and its forms; each is some words and a weight."""

    written: str
    forms: tuple

    def times(self, words):
        """How often it stands in a bag of words, at its best form; 0 for not at all."""
        return max(min(count(words, word) for word in form) * weight for form, weight in self.forms)

    @property
    def joins(self):
        """Whether it is a pair of signs that may only join two words: "肉要" of "红烧肉要放"."""
        thin = stop_words()[2]
        return len(self.written) > 2 and any(thin & set(word) for word in self.forms[0][0])


def words_of(text):
    """The words of a text: English stems, numbers without commas, pairs of Chinese signs, and
    MONEY and TIME for each amount of these."""
    words = [MONEY for _ in MONEYS.finditer(text)] + [TIME for _ in TIMES.finditer(text)]
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
            if ending == "ying" and word[-5] in "aeou":
                continue  # "deploying" is of "deploy", "carrying" of "carry"
            # "deploys" and "deploy" keep their y: it belongs to a vowel.
            kept = ending[0] == "y" and word[-len(ending) - 1] in "aeou"
            return word.removesuffix("s") if kept else word[: -len(ending)]
    return word


@cache
def stop_words():
    """(English words, Chinese words, thin Chinese signs) that say nothing of the matter."""
    lists = tomllib.loads((ASSETS / "words.toml").read_text("utf-8"))
    chinese = sorted(lists["chinese"].split(), key=len, reverse=True)
    return frozenset(lists["english"].split()), tuple(chinese), frozenset(lists["thin"])


@cache
def stop_stems():
    """The stems of the English words that say nothing of the matter."""
    return frozenset(map(stem, stop_words()[0]))


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


def count(words, word):
    """How often a word stands in a bag; a lone Chinese sign, in pairs with others, too."""
    if word.isascii():
        return words[word] or NEARLY * any(akin(word, other) for other in words)
    if len(word) > 1 or not re.match(f"[{HAN}]", word):
        return words[word]
    return words[word] or NEARLY * any(word in pair for pair in words)


def akin(word, other):
    """Whether two English stems are of one root: visit and visitor, deliver and delivery."""
    short, long = sorted((word, other), key=len)
    return len(short) >= ROOT and len(long) - len(short) <= SUFFIX and long.startswith(short)


def concept(written, words):
    """The concept of some words, with what means nearly the same."""
    own = tuple(words)
    others = (entry for entry in glossary().get(own, ()) if entry != own)
    part = FAINT if written.lower() in expected()["faint"] else 1.0
    # of "delivery time" the delivery is what it is about
    telling = tuple(word for word in own if word not in stop_stems())
    head = [(telling, PARTLY)] if len(own) > 1 and len(telling) == 1 else []
    near = (
        (entry, part * (ANY_AMOUNT if entry in AMOUNTS and head else NEARLY)) for entry in others
    )
    return Concept(written, ((own, part), *head, *near))


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
        left, rest = rest, ""
        for pair in pairs(left) if set(left) - stop_words()[2] else ():
            found[(pair,)] = beside_thin(left) or concept(left, [pair])

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


def beside_thin(run):
    """The concept of a sign that may be a word with the thin one beside it, or without: 会费, 里糖;
    None for any other run."""
    bare = "".join(sign for sign in run if sign not in stop_words()[2])
    if len(run) != 2 or len(bare) != 1:
        return None
    whole = concept(run, [run])
    return whole._replace(forms=(*whole.forms, ((bare,), NEARLY)))


def lone(sign):
    """The concept of one sign that is a word of its own."""
    return Concept(sign, (((sign,), 1.0),))


def expects_digit(question):
    """Whether the answer is likely to hold a number or a date."""
    lowered = question.lower()
    return any(word in lowered for word in expected()["digit"])


def is_chinese(text):
    """Whether a text is written in Chinese rather than in letters."""
    return len(re.findall(rf"[{HAN}]", text)) * 4 > len(re.findall(r"[^\W\d_]", text))
