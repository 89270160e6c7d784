"""Shortest, around walls, or not at all."""

import random
from collections import deque

import pytest
from a_star import find_path, is_free


def steps_by_flooding(grid: list[str], start: tuple[int, int], goal: tuple[int, int]) -> int | None:
    seen, waiting = {start: 0}, deque([start])
    while waiting:
        row, column = waiting.popleft()
        for ahead in ((row + 1, column), (row - 1, column), (row, column + 1), (row, column - 1)):
            if is_free(grid, ahead) and ahead not in seen:
                seen[ahead] = seen[row, column] + 1
                waiting.append(ahead)
    return seen.get(goal)


def test_it_agrees_with_flooding() -> None:
    draw = random.Random(4)
    for _ in range(150):
        grid = ["".join(draw.choices(".#", (3, 1), k=7)) for _ in range(6)]
        grid[0], grid[5] = "." + grid[0][1:], grid[5][:6] + "."
        path = find_path(grid, (0, 0), (5, 6))
        assert (len(path) - 1 if path else None) == steps_by_flooding(grid, (0, 0), (5, 6))
        for one, other in zip(path or [], (path or [])[1:], strict=False):
            assert abs(one[0] - other[0]) + abs(one[1] - other[1]) == 1


def test_ends_in_walls_are_refused() -> None:
    assert find_path(["."], (0, 0), (0, 0)) == [(0, 0)]
    with pytest.raises(ValueError, match="no free cell"):
        find_path(["#."], (0, 0), (0, 1))
