"""The edit distance of two texts."""

from collections.abc import Sequence
from typing import Any


def edit_distance(first: Sequence[Any], second: Sequence[Any]) -> int:
    """Fewest insertions, deletions and replacements that turn one into the other (Levenshtein)."""
    row = list(range(len(second) + 1))
    for i, item in enumerate(first, start=1):
        diagonal, row[0] = row[0], i
        for j, other in enumerate(second, start=1):
            change = diagonal + (item != other)
            diagonal = row[j]
            row[j] = min(row[j] + 1, row[j - 1] + 1, change)
    return row[-1]


def similarity(first: str, second: str) -> float:
    """1 for equal texts, 0 for texts that share nothing."""
    longest = max(len(first), len(second))
    return 1 - edit_distance(first, second) / longest if longest else 1.0


if __name__ == "__main__":
    print(edit_distance("kitten", "sitting"), f"{similarity('kitten', 'sitting'):.2f}")
