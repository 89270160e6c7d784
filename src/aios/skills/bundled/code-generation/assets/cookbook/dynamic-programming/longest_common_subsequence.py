"""The longest common subsequence of two sequences."""

from collections.abc import Sequence
from typing import Any


def longest_common_subsequence(first: Sequence[Any], second: Sequence[Any]) -> list[Any]:
    """A longest list of items that both have in this order. O(mn) time and space."""
    rows, columns = len(first), len(second)
    length = [[0] * (columns + 1) for _ in range(rows + 1)]  # [i][j]: of first[i:] and second[j:]
    for i in reversed(range(rows)):
        for j in reversed(range(columns)):
            if first[i] == second[j]:
                length[i][j] = length[i + 1][j + 1] + 1
            else:
                length[i][j] = max(length[i + 1][j], length[i][j + 1])
    found, i, j = [], 0, 0
    while i < rows and j < columns:
        if first[i] == second[j]:
            found.append(first[i])
            i, j = i + 1, j + 1
        elif length[i + 1][j] >= length[i][j + 1]:
            i += 1
        else:
            j += 1
    return found


if __name__ == "__main__":
    print("".join(longest_common_subsequence("ABCBDAB", "BDCABA")))
