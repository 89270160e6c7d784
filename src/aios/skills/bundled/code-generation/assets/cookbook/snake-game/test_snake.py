"""The rules, without a screen."""

import random
from collections import deque

import pytest
from snake import HEIGHT, WIDTH, Game, Turn, picture


@pytest.fixture
def game() -> Game:
    game = Game(8, 7, random.Random(1))
    game.food = (7, 6)
    return game


def test_it_moves_and_keeps_its_length(game: Game) -> None:
    game.step()
    assert list(game.snake) == [(1, 3), (2, 3), (3, 3)]
    game.steer(Turn.UP)
    game.step()
    assert game.snake[-1] == (3, 2)
    assert game.score == 0


def test_it_grows_when_it_eats_and_new_food_is_free(game: Game) -> None:
    game.food = (3, 3)
    game.step()
    assert (len(game.snake), game.score) == (4, 1)
    assert game.food not in game.snake


def test_straight_back_is_ignored_even_after_two_keys(game: Game) -> None:
    game.steer(Turn.LEFT)
    assert game.turn is Turn.RIGHT
    game.steer(Turn.UP)
    game.steer(Turn.LEFT)
    assert game.turn is Turn.UP


def test_walls_end_the_game(game: Game) -> None:
    for _ in range(20):
        game.step()
    assert (game.over, game.won, game.snake[-1]) == (True, False, (7, 3))


def test_biting_itself_ends_it_but_following_the_tail_does_not(game: Game) -> None:
    game.snake = deque([(1, 1), (1, 2), (2, 2), (2, 1)])
    game.turn = Turn.LEFT
    game.step()
    assert not game.over
    game.snake = deque([(0, 1), (1, 1), (1, 2), (2, 2), (2, 1)])
    game.step()
    assert game.over


def test_a_full_board_is_won() -> None:
    game = Game(4, 1, random.Random(1))
    assert game.food == (3, 0)
    game.step()
    assert (game.over, game.won) == (True, True)
    assert picture(game)[2] == "|ooo@|"


def test_the_picture_has_the_size_of_the_constants() -> None:
    lines = picture(Game())
    assert len(lines) == HEIGHT + 3
    assert {len(line) for line in lines[1:]} == {WIDTH + 2}
