"""Puzzles easy and hard, and those without a solution."""

import pytest
from sudoku import PEERS, board, is_unique, solve

EASY = "530070000600195000098000060800060003400803001700020006060000280000419005000080079"
HARD = "8..........36......7..9.2...5...7.......457.....1...3...1....68..85...1..9....4.."


@pytest.mark.parametrize("puzzle", [EASY, HARD, "." * 81])
def test_solutions_keep_the_rules_and_the_clues(puzzle: str) -> None:
    found = solve(puzzle)
    assert found
    assert all(found[cell] not in {found[p] for p in PEERS[cell]} for cell in range(81))
    assert all(clue in (".", "0", digit) for clue, digit in zip(puzzle, found, strict=True))


def test_a_known_solution() -> None:
    assert (solve(EASY) or "").startswith("534678912672195348198342567")
    assert board(solve(EASY) or "").splitlines()[0] == "5 3 4 | 6 7 8 | 9 1 2"


def test_one_many_or_none() -> None:
    assert is_unique(EASY)
    assert not is_unique("." * 81)
    assert solve("55" + "." * 79) is None
    assert solve("12345678." + "........9" + "." * 63) is None


@pytest.mark.parametrize("puzzle", ["", "1" * 80, "x" * 81])
def test_malformed_puzzles_are_refused(puzzle: str) -> None:
    with pytest.raises(ValueError, match="81 cells"):
        solve(puzzle)
