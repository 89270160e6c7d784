"""Conway's Game of Life on a torus: python life.py [FILE WITH . AND #]"""

import random
import sys
import time
from collections import Counter
from pathlib import Path

WIDTH = 40
HEIGHT = 20
GENERATIONS = 100
PAUSE_S = 0.1

Cells = frozenset[tuple[int, int]]  # the living, as (row, column)


def step(cells: Cells, height: int = HEIGHT, width: int = WIDTH) -> Cells:
    """The next generation: three neighbours give life, two keep it; edges meet."""
    neighbours = Counter(
        ((row + down) % height, (column + right) % width)
        for row, column in cells
        for down in (-1, 0, 1)
        for right in (-1, 0, 1)
        if down or right
    )
    return frozenset(
        cell for cell, count in neighbours.items() if count == 3 or (count == 2 and cell in cells)
    )


def parse(text: str) -> Cells:
    """The living cells, drawn as #; ValueError for other signs than # and the dot."""
    if wrong := set(text) - set("#.\n"):
        raise ValueError(f"{wrong.pop()!r} is neither # nor .")
    lines = enumerate(text.splitlines())
    return frozenset((row, i) for row, line in lines for i, sign in enumerate(line) if sign == "#")


def shown(cells: Cells, height: int = HEIGHT, width: int = WIDTH) -> str:
    """The board as lines of # and dots."""
    rows = range(height)
    return "\n".join("".join(".#"[(r, c) in cells] for c in range(width)) for r in rows)


def scattered(chance: random.Random, height: int = HEIGHT, width: int = WIDTH) -> Cells:
    """A quarter of the board alive, by chance."""
    board = [(row, column) for row in range(height) for column in range(width)]
    return frozenset(chance.sample(board, len(board) // 4))


def main() -> None:
    try:
        drawn = Path(sys.argv[1]).read_text(encoding="utf-8") if sys.argv[1:] else ""
        cells = parse(drawn) if drawn else scattered(random.Random())
    except (OSError, ValueError) as error:
        sys.exit(f"error: {error}")
    for generation in range(GENERATIONS):
        print(f"\x1b[H\x1b[2J{shown(cells)}\ngeneration {generation}, {len(cells)} alive")
        following = step(cells)
        if following == cells:
            break
        cells = following
        time.sleep(PAUSE_S)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        print("\nbye")
