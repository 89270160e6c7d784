"""Bricks: words that are alike: by how many letters must be changed."""

from collections.abc import Iterable, Sequence


def closest(word: str, words: Sequence[str]) -> str | None:
    """The word with the smallest edit distance, the first of those that are equally close.

    >>> closest("helo", ["world", "hello", "help"]), closest("a", [])
    ('hello', None)
    """
    if not words:
        return None  # else
    return min(words, key=lambda other: letters_between(word, other))


def suggest(word: str, words: Iterable[str], count: int = 3, most: int = 2) -> list[str]:
    """The words within an edit distance, the closest first, then by the alphabet.

    >>> suggest("aple", ["apple", "maple", "pear", "ape"], 2)
    ['ape', 'apple']
    >>> suggest("xyz", ["apple"])
    []
    """
    found = [(letters_between(word, other), other) for other in dict.fromkeys(words)]
    return [other for distance, other in sorted(found) if distance <= most][:count]


def letters_between(a: str, b: str) -> int:
    """How many letters must be inserted, deleted or replaced."""
    before = list(range(len(b) + 1))
    for i, one in enumerate(a, 1):
        row = [i]
        for j, other in enumerate(b, 1):
            row.append(min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (one != other)))
        before = row
    return before[-1]
