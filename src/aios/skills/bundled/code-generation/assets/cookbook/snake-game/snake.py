"""Snake for the terminal: python snake.py, arrow keys or WASD to turn, q to leave."""

import curses
import random
from collections import deque
from enum import Enum

WIDTH = 30
HEIGHT = 15
FIRST_STEP_MS = 180
LAST_STEP_MS = 60

Cell = tuple[int, int]


class Turn(Enum):
    """A direction as (columns, rows)."""

    UP = (0, -1)
    DOWN = (0, 1)
    LEFT = (-1, 0)
    RIGHT = (1, 0)


class Game:
    """The rules: a snake (its head last), food, and whether it is over."""

    def __init__(
        self, width: int = WIDTH, height: int = HEIGHT, draw: random.Random | None = None
    ) -> None:
        self.width, self.height, self._draw = width, height, draw or random.Random()
        middle = height // 2
        self.snake: deque[Cell] = deque([(0, middle), (1, middle), (2, middle)])
        self.turn = Turn.RIGHT
        self.over = self.won = False
        self.food = self._place_food()

    @property
    def score(self) -> int:
        return len(self.snake) - 3

    def steer(self, turn: Turn) -> None:
        """Turn, unless that would be straight back."""
        column, row = self.snake[-1]
        if (column + turn.value[0], row + turn.value[1]) != self.snake[-2]:
            self.turn = turn

    def step(self) -> None:
        """Move by one cell: eat and grow, or go on, or bump into something."""
        if self.over:
            return
        head = (self.snake[-1][0] + self.turn.value[0], self.snake[-1][1] + self.turn.value[1])
        eats = head == self.food
        body = list(self.snake) if eats else list(self.snake)[1:]  # the tail makes room
        inside = 0 <= head[0] < self.width and 0 <= head[1] < self.height
        if not inside or head in body:
            self.over = True
            return
        self.snake.append(head)
        if not eats:
            self.snake.popleft()
        elif len(self.snake) == self.width * self.height:
            self.over = self.won = True
        else:
            self.food = self._place_food()

    def _place_food(self) -> Cell:
        taken = set(self.snake)
        cells = ((x, y) for x in range(self.width) for y in range(self.height))
        return self._draw.choice([cell for cell in cells if cell not in taken])


KEYS = {
    curses.KEY_UP: Turn.UP, curses.KEY_DOWN: Turn.DOWN, curses.KEY_LEFT: Turn.LEFT,
    curses.KEY_RIGHT: Turn.RIGHT, ord("w"): Turn.UP, ord("s"): Turn.DOWN, ord("a"): Turn.LEFT,
    ord("d"): Turn.RIGHT,
}  # fmt: skip


def picture(game: Game) -> list[str]:
    """The board in lines, with a frame."""
    marks = {game.food: "*"} | dict.fromkeys(game.snake, "o") | {game.snake[-1]: "@"}
    rows = ["".join(marks.get((x, y), " ") for x in range(game.width)) for y in range(game.height)]
    edge = "+" + "-" * game.width + "+"
    return [f"score {game.score}", edge, *(f"|{row}|" for row in rows), edge]


def play(screen: "curses.window") -> int:
    """Play on the screen until it is over; the score."""
    game = Game()
    curses.curs_set(0)
    while not game.over:
        for row, line in enumerate(picture(game)):
            screen.addstr(row, 0, line)
        screen.timeout(max(LAST_STEP_MS, FIRST_STEP_MS - 4 * game.score))
        key = screen.getch()
        if key == ord("q"):
            break
        if key in KEYS:
            game.steer(KEYS[key])
        game.step()
    return game.score


if __name__ == "__main__":
    try:
        print(f"score: {curses.wrapper(play)}")
    except curses.error:
        print(f"The terminal must have at least {WIDTH + 2} columns and {HEIGHT + 3} rows.")
