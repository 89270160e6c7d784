"""Count the islands of a grid: groups of land that touch at a side."""

from collections.abc import Sequence


def count_islands(grid: Sequence[Sequence[int]]) -> int:
    """How many islands there are; a cell that is true is land. The grid stays as it is."""
    land = {(y, x) for y, row in enumerate(grid) for x, cell in enumerate(row) if cell}
    count = 0
    while land:
        count += 1
        reached = [land.pop()]
        while reached:
            y, x = reached.pop()
            near = {(y + 1, x), (y - 1, x), (y, x + 1), (y, x - 1)} & land
            land -= near
            reached += near
    return count


if __name__ == "__main__":
    print(count_islands([[1, 1, 0], [0, 0, 0], [0, 1, 1]]))
