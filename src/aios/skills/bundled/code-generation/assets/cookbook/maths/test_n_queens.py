"""Known counts, and queens that are safe."""

from itertools import combinations

import pytest
from n_queens import COUNT, board, solutions


@pytest.mark.parametrize(
    ("size", "count"), [(1, 1), (2, 0), (3, 0), (4, 2), (5, 10), (6, 4), (7, 40)]
)
def test_known_counts(size: int, count: int) -> None:
    assert len(list(solutions(size))) == count


def test_no_queen_attacks_another() -> None:
    for queens in solutions(6):
        assert sorted(queens) == list(range(6))
        assert all(abs(a - b) != j - i for (i, a), (j, b) in combinations(enumerate(queens), 2))


def test_the_board() -> None:
    assert board([1, 0]) == ". Q\nQ ."
    assert COUNT >= 1
