"""How often each character of a text occurs."""

from collections import Counter


def character_count(text: str, ignore_case: bool = False) -> dict[str, int]:
    """Characters and their counts, the most frequent first, equals as they came; no blanks."""
    folded = text.lower() if ignore_case else text
    return dict(Counter(char for char in folded if not char.isspace()).most_common())


def most_common_character(text: str) -> tuple[str, int]:
    """The most frequent character and its count; ValueError for a text without any."""
    counts = character_count(text)
    if not counts:
        raise ValueError("the text has no characters")
    return next(iter(counts.items()))


if __name__ == "__main__":
    print(character_count("hello world"))
