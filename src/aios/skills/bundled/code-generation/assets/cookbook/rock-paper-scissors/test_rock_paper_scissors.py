"""Every pair of moves, whole matches, and what is no move."""

from itertools import product

import pytest
from rock_paper_scissors import BEATS, ROUNDS, Match, move_of, outcome, play


def played(moves: list[str], theirs: list[str], rounds: int = 3) -> tuple[bool, Match, list[str]]:
    said: list[str] = []
    coming, others, match = iter(moves), iter(theirs), Match(rounds)

    def ask(_: str) -> str:
        try:
            return next(coming)
        except StopIteration:
            raise EOFError from None

    return play(match, lambda: next(others), ask, said.append), match, said


@pytest.mark.parametrize(("mine", "theirs"), product(BEATS, repeat=2))
def test_what_wins_for_one_loses_for_the_other(mine: str, theirs: str) -> None:
    assert outcome(mine, theirs) == -outcome(theirs, mine)
    assert (outcome(mine, theirs) == 0) == (mine == theirs)


def test_each_move_beats_one_and_loses_to_one() -> None:
    for mine in BEATS:
        assert sorted(outcome(mine, theirs) for theirs in BEATS) == [-1, 0, 1]
    assert outcome("rock", "scissors") == outcome("paper", "rock") == 1


@pytest.mark.parametrize(
    ("text", "move"), [(" Rock ", "rock"), ("p", "paper"), ("剪刀", "scissors"), ("布", "paper")]
)
def test_moves_by_name_letter_and_in_chinese(text: str, move: str) -> None:
    assert move_of(text) == move


@pytest.mark.parametrize("text", ["", "lizard", "rocks", "1"])
def test_what_is_no_move_counts_for_nothing(text: str) -> None:
    with pytest.raises(ValueError, match="none of"):
        move_of(text)
    _, match, _ = played([text], [])
    assert sum(match.points.values()) == 0


def test_a_draw_is_played_again_and_the_better_wins() -> None:
    won, match, said = played(["r", "r", "p"], ["rock", "scissors", "rock"])
    assert (won, match.points) == (True, {1: 2, -1: 0, 0: 1})
    assert said[-1] == "You win the match."


def test_the_computer_may_win() -> None:
    won, match, said = played(["r"] * 9, ["paper"] * 9)
    assert (won, match.points[-1], said[-1]) == (False, 2, "The computer wins the match.")


def test_more_than_half_of_the_rounds_wins() -> None:
    match = Match(ROUNDS)
    for _ in range(ROUNDS // 2):
        match.play("rock", "scissors")
    assert not match.over
    match.play("rock", "scissors")
    assert match.over


def test_the_end_of_input_ends_the_match() -> None:
    assert played(["r"], ["paper"])[0] is False
