"""2048 in the terminal: w a s d slide, equal tiles join, 2048 wins."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

SIZE = 4
GOAL = 2048
KEYS = {"a": 0, "w": 1, "d": 2, "s": 3}  # how many quarter turns bring "that way" to the left

Board = list[list[int]]


def slide(row: list[int]) -> tuple[list[int], int]:
    """The row slid to the left, and the score: each tile joins once."""
    tiles, joined, score = [tile for tile in row if tile], list[int](), 0
    while tiles:
        tile = tiles.pop(0)
        if tiles and tiles[0] == tile:
            tile += tiles.pop(0)
            score += tile
        joined.append(tile)
    return joined + [0] * (len(row) - len(joined)), score


def turned(board: Board) -> Board:
    """The board a quarter turn against the clock: its top comes to the left."""
    return [list(column) for column in zip(*board, strict=True)][::-1]


def moved(board: Board, way: str) -> tuple[Board, int]:
    """The board after a move, and the score of it."""
    for _ in range(KEYS[way]):
        board = turned(board)
    slid = [slide(row) for row in board]
    board = [row for row, _ in slid]
    for _ in range(-KEYS[way] % 4):
        board = turned(board)
    return board, sum(score for _, score in slid)


@dataclass
class Game:
    """A board that gets a new tile after each move that changed it."""

    chance: random.Random = field(default_factory=random.Random)
    board: Board = field(default_factory=lambda: [[0] * SIZE for _ in range(SIZE)])
    score: int = 0

    def __post_init__(self) -> None:
        while sum(tile > 0 for row in self.board for tile in row) < 2:
            self.add_tile()

    def add_tile(self) -> None:
        """A 2, or one time in ten a 4, on a free place."""
        cells = [(row, i) for row in self.board for i, tile in enumerate(row) if not tile]
        row, i = self.chance.choice(cells)
        row[i] = 4 if self.chance.random() < 0.1 else 2

    def move(self, way: str) -> bool:
        """Slide; whether anything moved. ValueError for another key than w a s d."""
        if way not in KEYS:
            raise ValueError(f"{way!r} is not w, a, s or d")
        board, score = moved(self.board, way)
        if board == self.board:
            return False
        self.board, self.score = board, self.score + score
        self.add_tile()
        return True

    @property
    def won(self) -> bool:
        return any(tile >= GOAL for row in self.board for tile in row)

    @property
    def over(self) -> bool:
        """Whether no move changes anything."""
        return all(moved(self.board, way)[0] == self.board for way in KEYS)

    def shown(self) -> str:
        rows = ("".join(f"{tile or '.':>6}" for tile in row) for row in self.board)
        return "\n".join([f"score {self.score}", *rows])


def play(game: Game, ask: Callable[[str], str] = input, say: Callable[[str], None] = print) -> bool:
    """Ask for moves until the goal is there or nothing moves; whether it was won."""
    while not (game.won or game.over):
        say(game.shown())
        try:
            game.move(ask("w a s d: ").strip().lower())
        except ValueError as error:
            say(str(error))
    say(f"{game.shown()}\n{'You win!' if game.won else 'No move is left.'}")
    return game.won


if __name__ == "__main__":
    try:
        play(Game())
    except (EOFError, KeyboardInterrupt):
        print("\nbye")
