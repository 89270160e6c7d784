"""Which words of a query FTS5 is asked for, and how well texts fit all of them.

FTS5 looks at every text that has any of the words: what a query costs is how many those are. Of a
large index only the rarer words are asked for, and the best texts found are weighed anew with all.
"""

import math
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

# So many texts may have the words asked for, those with several counted as often.
POSTINGS = 6000
# An index with fewer texts is asked for all words.
SMALL = 20_000
KNOWN_WORDS = 20_000

SIZE = "SELECT max(id) FROM text_entries"
FREQUENCY = "SELECT doc FROM text_words WHERE term = ?"
SATURATION, LENGTH_WEIGHT = 1.2, 0.75


@dataclass(frozen=True, slots=True)
class Asked:
    """The words for FTS5, and how much each of the query's words weighs; {} when all are asked."""

    words: tuple[str, ...]
    weights: dict[str, float]

    @property
    def match(self) -> str:
        """The words as FTS5 strings, in which nothing but a quote has a meaning."""
        return " OR ".join('"' + word.replace('"', '""') + '"' for word in self.words)


class Frequencies:
    """In how many texts words occur, as last looked up: enough to tell common words from rare."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}
        self._size = 0

    def asked(self, db: sqlite3.Connection, words: Sequence[str], wanted: int) -> Asked:
        """All words of a small index; of a large one the rarest, enough for so many texts."""
        size = db.execute(SIZE).fetchone()[0] or 0
        if size <= SMALL:
            return Asked(tuple(words), {})
        self._refresh(size)
        found = {word: self._of(db, word) for word in words}
        kept, total = list[str](), 0
        for word in sorted(words, key=found.__getitem__):
            if total >= wanted and total + found[word] > POSTINGS:
                break
            kept.append(word)
            total += found[word]
        if len(kept) == len(words):
            return Asked(tuple(words), {})
        weights = {w: math.log(1 + (size - n + 0.5) / (n + 0.5)) for w, n in found.items()}
        return Asked(tuple(kept), weights)

    def _refresh(self, size: int) -> None:
        """Forget what was looked up in a much smaller index, or when it is too much."""
        if not self._size / 2 <= size <= self._size * 1.5 or len(self._known) > KNOWN_WORDS:
            self._known.clear()
            self._size = size

    def _of(self, db: sqlite3.Connection, word: str) -> int:
        if word not in self._known:
            row = db.execute(FREQUENCY, (word,)).fetchone()
            self._known[word] = row[0] if row else 0
        return self._known[word]


def weighed(weights: dict[str, float], texts: Sequence[Sequence[str]]) -> list[float]:
    """How well each text, given as its words, fits the query: BM25 over all its words."""
    average = sum(map(len, texts)) / max(len(texts), 1) or 1.0
    scores = []
    for text in texts:
        damping = SATURATION * (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * len(text) / average)
        counts = ((weight, text.count(word)) for word, weight in weights.items())
        scores.append(sum(w * n * (SATURATION + 1) / (n + damping) for w, n in counts if n))
    return scores
