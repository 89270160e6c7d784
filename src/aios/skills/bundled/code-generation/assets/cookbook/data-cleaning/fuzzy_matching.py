"""Names that mean the same but are spelt otherwise: groups of near duplicates.

near_duplicates(["Acme Ltd", "ACME Ltd.", "Bolt GmbH"])  → [["Acme Ltd", "ACME Ltd."]]
"""

import re
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

THRESHOLD = 0.85  # how alike, from 0 to 1


def normalized(text: str) -> str:
    """Small letters without accents and signs, the words in order."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(sorted(re.findall(r"\w+", letters)))


def similarity(one: str, other: str) -> float:
    """How alike two texts are: 1 for the same, 0 for nothing in common."""
    return SequenceMatcher(None, normalized(one), normalized(other), autojunk=False).ratio()


def best_match(
    text: str, choices: Iterable[str], threshold: float = THRESHOLD
) -> tuple[str, float] | None:
    """The most similar choice and its similarity, None if none comes near enough."""
    scored = [(choice, similarity(text, choice)) for choice in choices]
    best = max(scored, key=lambda pair: pair[1], default=None)
    return best if best and best[1] >= threshold else None


def near_duplicates(names: Sequence[str], threshold: float = THRESHOLD) -> list[list[str]]:
    """Groups of names that are alike, each with two or more, in the order of the list."""
    groups: list[list[str]] = []
    for name in dict.fromkeys(names):
        alike = (group for group in groups if similarity(name, group[0]) >= threshold)
        if group := next(alike, None):
            group.append(name)
        else:
            groups.append([name])
    return [group for group in groups if len(group) > 1]


if __name__ == "__main__":
    given = sys.argv[1:] or ["Acme Ltd", "ACME Ltd.", "Ltd Acme", "Bolt GmbH", "Bölt Gmbh"]
    for same in near_duplicates(given):
        print(" = ".join(same))
