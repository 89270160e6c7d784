"""Games with known words."""

from pathlib import Path

import pytest
from hangman import LIVES, Game, play, words_of


def test_a_word_is_found() -> None:
    answers, said = iter("aXbnb"), list[str]()
    game = Game("banana")
    assert play(game, lambda _: next(answers), said.append)
    assert (game.left, said[-1]) == (LIVES - 1, "You found: banana")
    assert said[1].startswith("_ a _ a _ a")


def test_the_lives_run_out() -> None:
    said: list[str] = []
    answers = iter("xyz")
    assert not play(Game("ab", lives=2), lambda _: next(answers), said.append)
    assert said[-1] == "It was: ab"


@pytest.mark.parametrize("text", ["", "ab", "1", " ", "A"])
def test_what_is_no_new_letter_costs_nothing(text: str) -> None:
    game = Game("word", tried={"a"})
    left = game.left
    with pytest.raises(ValueError, match=r"letter|before"):
        game.guess(text)
    assert game.left == left


def test_word_lists(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("Apple\n\n123\n pear \n", encoding="utf-8")
    assert words_of(path) == ["apple", "pear"]
    path.write_text("1\n")
    with pytest.raises(ValueError, match="no words"):
        words_of(path)
