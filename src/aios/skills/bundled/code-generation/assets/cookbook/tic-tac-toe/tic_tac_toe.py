"""Tic-tac-toe against a computer that never loses: python tic_tac_toe.py"""

from collections.abc import Callable
from functools import cache

LINES = ((0, 1, 2), (3, 4, 5), (6, 7, 8), (0, 3, 6), (1, 4, 7), (2, 5, 8), (0, 4, 8), (2, 4, 6))
EMPTY = " "
START = EMPTY * 9


def winner(board: str) -> str:
    """X or O if one has three in a line, otherwise ""."""
    lines = (board[a] + board[b] + board[c] for a, b, c in LINES)
    return next((line[0] for line in lines if line in ("XXX", "OOO")), "")


def free(board: str) -> list[int]:
    """The empty cells, none when the game is over."""
    return [] if winner(board) else [cell for cell, mark in enumerate(board) if mark == EMPTY]


def placed(board: str, cell: int, mark: str) -> str:
    """The board with one more mark; ValueError for a cell that is not free."""
    if cell not in free(board):
        raise ValueError(f"cell {cell + 1} is not free")
    return board[:cell] + mark + board[cell + 1 :]


@cache
def value(board: str, mark: str) -> int:
    """What the player to move can reach: above 0 wins (the sooner the more), 0 is a draw."""
    other = "O" if mark == "X" else "X"
    if winner(board) == other:
        return -1 - board.count(EMPTY)
    return max((-value(placed(board, cell, mark), other) for cell in free(board)), default=0)


def best_move(board: str, mark: str) -> int:
    """The cell that reaches the most; ValueError when the game is over."""
    other = "O" if mark == "X" else "X"
    return max(free(board), key=lambda cell: -value(placed(board, cell, mark), other))


def shown(board: str) -> str:
    """The board as text, free cells by their numbers."""
    cells = [mark if mark != EMPTY else str(cell + 1) for cell, mark in enumerate(board)]
    return "\n--+---+--\n".join(" | ".join(cells[row : row + 3]) for row in (0, 3, 6))


def play(ask: Callable[[str], str] = input, say: Callable[[str], None] = print) -> str:
    """A game in which the person is X and begins; who won, "" for a draw."""
    board, mark = START, "X"
    while free(board):
        if mark == "X":
            say(shown(board))
            try:
                board = placed(board, int(ask("Your move (1-9): ")) - 1, mark)
            except ValueError:
                say("Type the number of a free cell.")
                continue
        else:
            board = placed(board, best_move(board, mark), mark)
        mark = "O" if mark == "X" else "X"
    say(shown(board))
    say({"X": "You win.", "O": "The computer wins."}.get(winner(board), "A draw."))
    return winner(board)


if __name__ == "__main__":
    try:
        play()
    except (EOFError, KeyboardInterrupt):
        print("\nbye")
