"""Find the recipe a request means, in Chinese or English, or say honestly that there is none.

The request is cut into known terms, longest first. A recipe fits when the request hits every
group of its needs, or says what it is for (`purposes`), and asks for next to nothing that the
recipe does not do; that share is its score, in which a name of the program counts double. The
name of another program bars it. BM25 over the recipes' prose breaks ties and names the nearest
when nothing fits.
"""

import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from cookbook import Purpose, Recipe
from nouns import thing

VOCABULARY = Path(__file__).resolve().parent.parent / "assets" / "vocabulary.toml"
ENOUGH = 0.6
# Who says what a program is for, and not its name, tells more around it.
TOLD = 0.5
# Beside the clause that names the program, clauses tell how it is to work, or who wants it.
BESIDE = 0.2
CLAUSES = (
    r"(?<=[:;：；。!！?？\n])|(?<=\.)\s"
    r"|(?<=[，,])(?=\s?(?:返回|没有|如果|给|输入|输出|it\b|which\b|given\b|return))"
)
ANYTHING = "*"  # in a group of needs: whatever thing the request names
CJK = r"\u3400-\u9fff"
PIECE = re.compile(rf"[a-z][a-z0-9_+#.-]*[a-z0-9_+#]|[a-z]|[{CJK}]", re.ASCII)
ENDINGS = r"(?:'?s|es|ing|ed|er|d|r)?"


@dataclass(frozen=True)
class Vocabulary:
    """Words that ask for nothing (`filler`), and words that ask for something big (`demanding`)."""

    filler: frozenset[str]
    demanding: frozenset[str]
    languages: dict[str, str]  # name of a programming language -> pattern
    edits: dict[str, str]  # language of the request -> pattern of one that changes a program
    alone: dict[str, str]  # language of the request -> pattern of one that forbids other packages

    @classmethod
    def read(cls, path: Path = VOCABULARY) -> "Vocabulary":
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        filler, demanding = (
            frozenset(word for text in raw[kind].values() for word in split_terms(text))
            for kind in ("filler", "demanding")
        )
        return cls(filler, demanding, raw["languages"], raw["edits"], raw["alone"])

    def is_edit(self, text: str) -> bool:
        """Whether the request wants an existing program changed rather than a new one."""
        return any(re.search(pattern, text, re.I) for pattern in self.edits.values())

    def forbids_packages(self, text: str) -> bool:
        """Whether the program must do with what comes with Python."""
        return any(re.search(pattern, text, re.I) for pattern in self.alone.values())

    def other_language(self, text: str) -> str:
        """The programming language the request wants, if it is not Python."""
        found = (name for name, pattern in self.languages.items() if re.search(pattern, text, re.I))
        return next(found, "")


def split_terms(text: str) -> list[str]:
    """Terms are separated by spaces; an underscore stands for a space inside a term."""
    return [term.replace("_", " ") for term in text.split()]


@dataclass(frozen=True)
class Match:
    """How well a recipe fits: `hits` are its terms in the request, `misses` what it does not do.

    `noun` is the thing that the request names for a recipe that serves things of any kind.
    """

    recipe: Recipe
    hits: frozenset[str]
    misses: tuple[str, ...]
    weight_missed: float
    barred: bool
    complete: bool
    likeness: float
    noun: str = ""
    purposes: tuple[Purpose, ...] = ()

    @cached_property
    def score(self) -> float:
        """0..1: the share of what was asked that the recipe does; 0 if a need is not met."""
        if not self.complete or self.barred or not self.hits:
            return 0.0
        named = {*self.recipe.names, *(word for one in self.purposes for word in one.words)}
        weight = len(self.hits) + len(self.hits & {folded(name) for name in named})
        missed = self.weight_missed * (TOLD if self.purposes else 1)
        return weight / (weight + missed)

    @property
    def fits(self) -> bool:
        return self.score >= ENOUGH

    @property
    def rank(self) -> tuple[float, bool, int, float]:
        return (self.score, not self.noun, sum(map(len, self.hits)), self.likeness)


def find(text: str, recipes: list[Recipe], vocabulary: Vocabulary) -> list[Match]:
    """All recipes, the best first."""
    asked = normalize(text)
    likeness = bm25(text, [recipe.prose() for recipe in recipes])
    names = frozenset(name for recipe in recipes for name in recipe.names)
    filler = occurring(asked, vocabulary.filler)
    demanding = occurring(asked, vocabulary.demanding | (names - vocabulary.filler))
    alone = vocabulary.forbids_packages(asked)
    matches = [
        match(asked, recipe, filler, demanding, like, alone=alone)
        for recipe, like in zip(recipes, likeness, strict=True)
    ]
    return sorted(matches, key=lambda found: found.rank, reverse=True)


def normalize(text: str) -> str:
    """Lower case, full-width forms and curly quotes folded, runs of blanks made one."""
    folded = "".join(
        chr(ord(char) - 0xFEE0) if "\uff01" <= char <= "\uff5e" else char for char in text
    )
    return re.sub(r"\s+", " ", folded.replace("’", "'").lower()).strip()


def occurring(asked: str, terms: Iterable[str]) -> frozenset[str]:
    """The terms that may be in the request: few, so that patterns stay small."""
    flat = folded(asked)
    return frozenset(term for term in terms if folded(term) in flat)


def match(
    asked: str,
    recipe: Recipe,
    filler: frozenset[str],
    demanding: frozenset[str],
    likeness: float,
    *,
    alone: bool = False,
) -> Match:
    """How the recipe fits the request, in which these filling and demanding words occur; `alone`
    where it may need nothing that does not come with Python."""
    purposes = tuple(one for one in recipe.purposes if is_meant(one, asked))
    groups = (*recipe.needs, recipe.covers, *(one.words for one in purposes))
    terms = (term for group in groups for term in group if term != ANYTHING)
    own = occurring(asked, terms)
    kinds = {folded(term): "filler" for term in filler}
    kinds |= {folded(term): "demanding" for term in demanding}
    kinds |= {folded(term): "own" for term in own}
    pattern = terms_pattern(filler | demanding | own)
    found = {kind: scan(asked, pattern, kinds, kind) for kind in ("own", "demanding")}
    hits = frozenset(found["own"])
    demands = [term for term in found["demanding"] if not is_choice(asked, term, hits)]
    rest = pattern.sub("\n", asked)
    noun = thing(asked, rest) if recipe.noun and not names_thing(recipe, hits) else ""
    unknown, weight = leftovers(rest.replace(noun, "\n", 1) if noun else rest)
    if hits & {folded(name) for name in recipe.names}:
        weight = min(weight, around(asked, pattern, recipe))
    return Match(
        recipe=recipe,
        hits=hits | {noun} if noun else hits,
        misses=tuple(dict.fromkeys([*demands, *unknown])),
        weight_missed=weight,
        barred=bool(demands) or (alone and bool(recipe.requirements)),
        purposes=purposes,
        complete=bool(purposes)
        or all(
            (noun and ANYTHING in group) or any_within(map(folded, group), hits)
            for group in recipe.needs
        ),
        likeness=likeness,
        noun=noun,
    )


def is_meant(purpose: Purpose, asked: str) -> bool:
    """Whether the request holds a word of each group of the purpose."""
    return all(terms_pattern(group).search(asked) for group in purpose.groups)


def is_choice(asked: str, term: str, hits: frozenset[str]) -> bool:
    """Whether the request leaves a term to choice beside one that is hit: "FastAPI or Flask"."""
    one, other = re.escape(term), "|".join(map(re.escape, hits)) or "(?!)"
    joint = r"\s*(?:/|\bor\b|或者?|还是|都行)\s*"
    return bool(re.search(rf"{one}{joint}(?:{other})|(?:{other}){joint}{one}", asked))


def names_thing(recipe: Recipe, hits: frozenset[str]) -> bool:
    """Whether the request names a thing that the recipe knows."""
    others = {term for group in recipe.needs if ANYTHING not in group for term in group}
    things = (term for group in recipe.needs if ANYTHING in group for term in group)
    return any_within((folded(term) for term in things if term not in others), hits)


def any_within(words: Iterable[str], hits: frozenset[str]) -> bool:
    """Whether one of the words is a hit or part of one, as 密码 is of 强密码."""
    return any(word in hit for word in words for hit in hits)


@cache
def folded(term: str) -> str:
    """The one spelling of sign up, sign-up and signup."""
    return re.sub(r"[\s-]", "", term)


def scan(asked: str, pattern: re.Pattern[str], kinds: dict[str, str], kind: str) -> list[str]:
    """The terms of one kind in the request, from left to right."""
    terms = (folded(found["cjk"] or found["word"]) for found in pattern.finditer(asked))
    return [term for term in terms if kinds[term] == kind]


@cache
def terms_pattern(terms: frozenset[str]) -> re.Pattern[str]:
    """One pattern for all the terms; at each place the longest matches."""
    ordered = sorted(terms, key=lambda term: (-len(term), term))
    latin = [term for term in ordered if term.isascii()]
    other = [term for term in ordered if not term.isascii()]
    return re.compile(
        rf"(?P<cjk>{alternatives(other)})"
        rf"|(?<![a-z0-9_])(?P<word>{alternatives(latin)}){ENDINGS}(?![a-z0-9_])"
    )


def alternatives(terms: list[str]) -> str:
    return "|".join(re.escape(term).replace(r"\ ", r"[\s-]?") for term in terms) or r"(?!)"


def leftovers(rest: str) -> tuple[list[str], float]:
    """What no known term covers: the pieces, and their weight (a word 1, a CJK character ½)."""
    words = [word for word in PIECE.findall(rest) if word.isascii() and len(word) > 1]
    chinese = re.findall(rf"[{CJK}]+", rest)
    weight = len(set(words)) + sum(map(len, chinese)) / 2
    return [*words, *chinese], weight


def around(asked: str, pattern: re.Pattern[str], recipe: Recipe) -> float:
    """The weight of what no known term covers where the request names the recipe's program."""
    names, weight = terms_pattern(frozenset(recipe.names)), 0.0
    for clause in re.split(CLAUSES, asked):
        part = 1.0 if names.search(clause) else BESIDE
        weight += part * leftovers(pattern.sub("\n", clause))[1]
    return weight


def tokens(text: str) -> list[str]:
    """Latin words without a plural s, and CJK bigrams."""
    folded = normalize(text)
    words = [word.rstrip("s") or word for word in re.findall(r"[a-z0-9_+#]+", folded)]
    for run in re.findall(rf"[{CJK}]+", folded):
        words += [run[i : i + 2] for i in range(max(1, len(run) - 1))]
    return words


@cache
def counted(text: str) -> Counter:
    """The tokens of a text, each with how often it stands there."""
    return Counter(tokens(text))


def bm25(query: str, documents: list[str], k1: float = 1.2, b: float = 0.75) -> list[float]:
    """The classic ranking function, one figure per document."""
    counts = [counted(document) for document in documents]
    lengths = [sum(count.values()) for count in counts]
    mean = sum(lengths) / max(1, len(lengths))
    scores = [0.0] * len(documents)
    for token in set(tokens(query)):
        holding = sum(token in count for count in counts)
        idf = math.log(1 + (len(documents) - holding + 0.5) / (holding + 0.5))
        for i, count in enumerate(counts):
            damped = count[token] + k1 * (1 - b + b * lengths[i] / mean)
            scores[i] += idf * count[token] * (k1 + 1) / damped
    return scores
