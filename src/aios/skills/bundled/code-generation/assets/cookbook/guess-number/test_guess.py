"""Games with known secrets."""

import pytest
from guess import ATTEMPTS, HIGH, LOW, Game, play


def played(game: Game, *answers: str) -> tuple[bool, list[str]]:
    said: list[str] = []
    coming = iter(answers)

    def ask(_: str) -> str:
        try:
            return next(coming)
        except StopIteration:
            raise EOFError from None

    return play(game, ask, said.append), said


def test_hints_lead_to_the_number() -> None:
    won, said = played(Game(2, attempts=5), str(HIGH), "1", "2")
    assert won
    assert [text.split()[1].rstrip(";") for text in said[1:3]] == ["high", "low"]
    assert "3 of 5" in said[3]


def test_the_attempts_run_out() -> None:
    won, said = played(Game(2, attempts=2), "1", "1", "2")
    assert (won, said[-1]) == (False, "Too low. It was 2.")


@pytest.mark.parametrize("text", ["", "x", "1.5", str(LOW - 1), str(HIGH + 1), "²"])
def test_what_is_no_guess_costs_nothing(text: str) -> None:
    game = Game(LOW)
    with pytest.raises(ValueError, match="number"):
        game.guess(text)
    assert game.left == ATTEMPTS


def test_halving_always_wins_in_time() -> None:
    for secret in {LOW, HIGH, (LOW + HIGH) // 2, LOW + 1}:
        game, low, high = Game(secret, attempts=(HIGH - LOW + 1).bit_length()), LOW, HIGH
        while not game.won:
            middle = (low + high) // 2
            low, high = (
                (middle + 1, high) if "low" in game.guess(str(middle)) else (low, middle - 1)
            )
        assert game.left >= 0


def test_the_end_of_input_ends_the_game() -> None:
    assert played(Game(5)) == (
        False,
        [f"I think of a number between {LOW} and {HIGH}.", "\nIt was 5."],
    )
