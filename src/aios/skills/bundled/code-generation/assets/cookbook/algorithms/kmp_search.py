"""Find a text in a text in O(n + m): Knuth, Morris and Pratt."""


def prefix_table(pattern: str) -> list[int]:
    """For each place, how long the longest border of the pattern up to there is."""
    table, length = [0] * len(pattern), 0
    for place in range(1, len(pattern)):
        while length and pattern[place] != pattern[length]:
            length = table[length - 1]
        length += pattern[place] == pattern[length]
        table[place] = length
    return table


def kmp_search(text: str, pattern: str) -> list[int]:
    """Every place where the pattern begins, overlapping ones too; none for an empty pattern."""
    if not pattern:
        return []
    table, found, length = prefix_table(pattern), [], 0
    for place, letter in enumerate(text):
        while length and letter != pattern[length]:
            length = table[length - 1]
        length += letter == pattern[length]
        if length == len(pattern):
            found.append(place - length + 1)
            length = table[length - 1]
    return found


if __name__ == "__main__":
    print(kmp_search("abababcab", "abab"), prefix_table("ababc"))
