"""Anagrams: texts made of the same letters."""

from collections import Counter, defaultdict
from collections.abc import Iterable


def letters(text: str) -> Counter[str]:
    """The letters and digits of a text with their counts, case aside."""
    return Counter(char for char in text.casefold() if char.isalnum())


def is_anagram(first: str, second: str) -> bool:
    """Whether both have the same letters equally often."""
    return letters(first) == letters(second)


def group_anagrams(words: Iterable[str]) -> list[list[str]]:
    """The words in groups of anagrams, in the order they came."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for word in words:
        groups["".join(sorted(letters(word).elements()))].append(word)
    return list(groups.values())


if __name__ == "__main__":
    print(is_anagram("Dormitory", "dirty room"))
    print(group_anagrams(["eat", "tea", "tan", "ate", "nat", "bat"]))
