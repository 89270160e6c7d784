"""The longest substring in which no character repeats."""


def longest_substring(text: str) -> str:
    """The first of the longest parts without a repeated character; a sliding window, O(n)."""
    last: dict[str, int] = {}
    start, best = 0, ""
    for place, character in enumerate(text):
        start = max(start, last.get(character, -1) + 1)
        last[character] = place
        if place + 1 - start > len(best):
            best = text[start : place + 1]
    return best


if __name__ == "__main__":
    print(longest_substring("abcabcbb"))
