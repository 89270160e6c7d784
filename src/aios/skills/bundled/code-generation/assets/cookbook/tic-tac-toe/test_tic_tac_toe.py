"""The rules, and every game there is against the computer."""

import pytest
from tic_tac_toe import START, best_move, free, placed, play, shown, winner


@pytest.mark.parametrize(
    ("board", "who"),
    [
        (START, ""),
        ("XXX OO   ", "X"),
        ("XOXXOOOXX", ""),
        ("X OX O  O", "O"),
        ("X O XOO X", "X"),
    ],
)
def test_winners(board: str, who: str) -> None:
    assert winner(board) == who


def outcomes(board: str, mark: str) -> set[str]:
    """How games may end when the person (X) tries everything."""
    if not free(board):
        return {winner(board)}
    cells = free(board) if mark == "X" else [best_move(board, mark)]
    other = "O" if mark == "X" else "X"
    return {end for cell in cells for end in outcomes(placed(board, cell, mark), other)}


@pytest.mark.parametrize("first", ["X", "O"])
def test_the_computer_never_loses(first: str) -> None:
    assert "X" not in outcomes(START, first)
    assert "O" in outcomes(START, first)


def test_a_win_is_taken_at_once() -> None:
    assert best_move("OO XX    ", "O") == 2
    assert best_move("XX O     ", "O") == 2


def test_a_cell_that_is_not_free_is_refused() -> None:
    with pytest.raises(ValueError, match="cell 1"):
        placed("X        ", 0, "O")


def test_a_game_with_slips() -> None:
    answers, said = iter(["1", "1", "x", "", "99", *"23456789" * 3]), list[str]()
    assert play(lambda _: next(answers), said.append) in ("", "O")
    assert said.count("Type the number of a free cell.") >= 4
    assert shown(START).splitlines()[0] == "1 | 2 | 3"
