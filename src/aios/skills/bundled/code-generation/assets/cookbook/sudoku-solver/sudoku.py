"""Solve sudoku: python sudoku.py, followed by the 81 cells in one text."""

import sys
from collections.abc import Iterator

EXAMPLE = "53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79"
DIGITS = "123456789"
PEERS = [
    {
        other
        for other in range(81)
        if other != cell
        and (
            other // 9 == cell // 9
            or other % 9 == cell % 9
            or (other // 27, other % 9 // 3) == (cell // 27, cell % 9 // 3)
        )
    }
    for cell in range(81)
]


def solve(puzzle: str) -> str | None:
    """The first solution as 81 digits, None if there is none; ValueError for a malformed puzzle."""
    return next(solutions(puzzle), None)


def is_unique(puzzle: str) -> bool:
    """Whether there is exactly one solution."""
    found = solutions(puzzle)
    return next(found, None) is not None and next(found, None) is None


def solutions(puzzle: str) -> Iterator[str]:
    """Every solution; empty cells are 0 or a dot, blanks do not matter."""
    text = "".join(puzzle.split()).replace(".", "0")
    if len(text) != 81 or set(text) - set("0" + DIGITS):
        raise ValueError("a puzzle has 81 cells: digits, and 0 or . for empty ones")
    cells = list(text)
    if any(digit != "0" and digit in (cells[p] for p in PEERS[c]) for c, digit in enumerate(cells)):
        return iter(())
    return search(cells)


def search(cells: list[str]) -> Iterator[str]:
    """Try the candidates of the empty cell that has the fewest."""
    choices = {
        cell: set(DIGITS) - {cells[peer] for peer in PEERS[cell]}
        for cell, digit in enumerate(cells)
        if digit == "0"
    }
    if not choices:
        yield "".join(cells)
        return
    cell = min(choices, key=lambda c: len(choices[c]))
    for digit in sorted(choices[cell]):
        cells[cell] = digit
        yield from search(cells)
    cells[cell] = "0"


def board(text: str) -> str:
    """The 81 digits as a board."""
    rows = [" ".join(text[row * 9 : row * 9 + 9]) for row in range(9)]
    lines = [f"{row[:6]}| {row[6:12]}| {row[12:]}" for row in rows]
    return "\n------+-------+------\n".join("\n".join(lines[i : i + 3]) for i in (0, 3, 6))


if __name__ == "__main__":
    given = sys.argv[1] if sys.argv[1:] else EXAMPLE
    print(board(solve(given) or "0" * 81))
