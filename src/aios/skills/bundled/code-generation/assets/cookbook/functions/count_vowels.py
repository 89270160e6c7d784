"""Count the vowels of a text."""

from collections import Counter

VOWELS = "aeiou"


def count_vowels(text: str) -> int:
    """How many letters are vowels, in either case."""
    return sum(char in VOWELS for char in text.lower())


def vowel_counts(text: str) -> dict[str, int]:
    """How often each vowel occurs, absent ones as 0."""
    counts = Counter(text.lower())
    return {vowel: counts[vowel] for vowel in VOWELS}


if __name__ == "__main__":
    print(count_vowels("Hello World"), vowel_counts("Hello World"))
