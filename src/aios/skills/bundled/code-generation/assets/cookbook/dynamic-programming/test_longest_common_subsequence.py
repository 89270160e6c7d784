"""Against all subsequences."""

import random
from itertools import combinations

from longest_common_subsequence import longest_common_subsequence


def all_of(text: str) -> set[tuple[str, ...]]:
    return {part for size in range(len(text) + 1) for part in combinations(text, size)}


def test_none_is_longer() -> None:
    draw = random.Random(1)
    for _ in range(100):
        a, b = ("".join(draw.choices("abc", k=draw.randint(0, 7))) for _ in range(2))
        found = tuple(longest_common_subsequence(a, b))
        common = all_of(a) & all_of(b)
        assert found in common
        assert len(found) == max(map(len, common))


def test_edges() -> None:
    assert longest_common_subsequence("", "abc") == []
    assert longest_common_subsequence([1, 2, 3], [2, 3, 4]) == [2, 3]
