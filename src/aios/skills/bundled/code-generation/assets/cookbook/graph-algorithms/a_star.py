"""A*: a shortest path on a grid with walls."""

import heapq
from collections.abc import Sequence

WALL = "#"
MOVES = ((-1, 0), (0, 1), (1, 0), (0, -1))

Cell = tuple[int, int]


def find_path(grid: Sequence[str], start: Cell, goal: Cell) -> list[Cell] | None:
    """The cells (row, column) of a shortest path, None if there is none.

    The distance as the crow flies in blocks never overrates what is left, so the first path
    that reaches the goal is a shortest one. ValueError if an end is a wall or outside.
    """
    for row, column in (start, goal):
        if not is_free(grid, (row, column)):
            raise ValueError(f"({row}, {column}) is no free cell")
    before, cost = {start: start}, {start: 0}
    waiting = [(estimate(start, goal), start)]
    while waiting:
        _, cell = heapq.heappop(waiting)
        if cell == goal:
            return walked(before, goal)
        for move in MOVES:
            ahead = (cell[0] + move[0], cell[1] + move[1])
            if is_free(grid, ahead) and cost[cell] + 1 < cost.get(
                ahead, len(grid) * len(grid[0]) + 1
            ):
                before[ahead], cost[ahead] = cell, cost[cell] + 1
                heapq.heappush(waiting, (cost[ahead] + estimate(ahead, goal), ahead))
    return None


def is_free(grid: Sequence[str], cell: Cell) -> bool:
    """Whether the cell is inside and no wall."""
    row, column = cell
    return 0 <= row < len(grid) and 0 <= column < len(grid[row]) and grid[row][column] != WALL


def estimate(cell: Cell, goal: Cell) -> int:
    """Blocks to walk if there were no walls."""
    return abs(cell[0] - goal[0]) + abs(cell[1] - goal[1])


def walked(before: dict[Cell, Cell], goal: Cell) -> list[Cell]:
    """The path back from the goal, turned round."""
    path = [goal]
    while before[path[-1]] != path[-1]:
        path.append(before[path[-1]])
    return path[::-1]


if __name__ == "__main__":
    maze = [".#...", ".#.#.", "...#."]
    path = find_path(maze, (0, 0), (2, 4)) or []
    for row, line in enumerate(maze):
        print("".join("*" if (row, column) in path else char for column, char in enumerate(line)))
