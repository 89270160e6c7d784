"""Sliding, joining, new tiles, the end."""

import random

import game_2048
import pytest
from game_2048 import KEYS, Game, moved, play, slide


@pytest.mark.parametrize(
    ("row", "slid", "score"),
    [
        ([0, 2, 0, 2], [4, 0, 0, 0], 4),
        ([2, 2, 2, 2], [4, 4, 0, 0], 8),
        ([4, 2, 2, 0], [4, 4, 0, 0], 4),
        ([2, 2, 2, 0], [4, 2, 0, 0], 4),
        ([8, 4, 2, 0], [8, 4, 2, 0], 0),
        ([0, 0, 0, 0], [0, 0, 0, 0], 0),
    ],
)
def test_a_tile_joins_once(row: list[int], slid: list[int], score: int) -> None:
    assert slide(row) == (slid, score)


@pytest.mark.parametrize(
    ("way", "board"),
    [
        ("a", [[4, 0], [4, 2]]),
        ("d", [[0, 4], [4, 2]]),
        ("w", [[2, 4], [4, 0]]),
        ("s", [[2, 0], [4, 4]]),
    ],
)
def test_every_way(way: str, board: list[list[int]]) -> None:
    start = [[2, 2], [4, 2]]
    assert moved(start, way) == (board, 4)
    assert start == [[2, 2], [4, 2]]


@pytest.mark.parametrize("seed", range(10))
def test_a_game_by_chance_keeps_its_sum(seed: int) -> None:
    draw = random.Random(seed)
    game = Game(random.Random(seed))
    while not game.over:
        before = sum(map(sum, game.board))
        added = (2, 4) if game.move(draw.choice("wasd")) else (0,)
        assert sum(map(sum, game.board)) - before in added
    assert all(tile for row in game.board for tile in row)


def test_a_move_that_moves_nothing_adds_nothing() -> None:
    game = Game(board=[[2, 4], [0, 0]])
    assert not game.move("a")
    assert game.board == [[2, 4], [0, 0]]
    assert game.move("s")
    assert sum(tile > 0 for row in game.board for tile in row) == 3


def test_the_goal_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(game_2048, "GOAL", 8)
    keys, said = iter(["x", "a"]), list[str]()
    assert play(Game(board=[[4, 4], [0, 0]]), lambda _: next(keys), said.append)
    assert any("'x' is not" in line for line in said)
    assert said[-1].endswith("You win!")


def test_a_full_board_without_pairs_is_over() -> None:
    game = Game(board=[[2, 4], [4, 2]])
    assert game.over
    assert not any(game.move(way) for way in KEYS)
