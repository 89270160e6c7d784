"""Reverse a string, or the order of its words."""

import unicodedata


def reverse_string(text: str) -> str:
    """The text from back to front; a combining mark stays with its letter."""
    clusters: list[str] = []
    for char in text:
        if clusters and unicodedata.combining(char):
            clusters[-1] += char
        else:
            clusters.append(char)
    return "".join(reversed(clusters))


def reverse_words(text: str) -> str:
    """The words in the opposite order, each as it was."""
    return " ".join(reversed(text.split()))


if __name__ == "__main__":
    print(reverse_string("hello, 世界"))
    print(reverse_words("one two three"))
