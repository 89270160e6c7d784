"""Islands: touching at a side, not at a corner; edges and empty grids."""

from islands import count_islands


def test_islands() -> None:
    assert count_islands([[1, 1, 0], [0, 0, 0], [0, 1, 1]]) == 2
    assert count_islands([[1, 0], [0, 1]]) == 2
    assert count_islands([[1, 1, 1], [1, 0, 1], [1, 1, 1]]) == 1
    assert count_islands([[0, 0]]) == count_islands([]) == 0


def test_a_large_grid_needs_no_recursion_and_stays_as_it_is() -> None:
    grid = [[1] * 200 for _ in range(200)]
    assert count_islands(grid) == 1
    assert all(cell == 1 for row in grid for cell in row)
