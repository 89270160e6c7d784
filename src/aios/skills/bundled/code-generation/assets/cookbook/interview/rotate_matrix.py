"""Turn a matrix by a quarter, and read it in a spiral."""

from collections.abc import Sequence


def rotate(matrix: Sequence[Sequence[float]], clockwise: bool = True) -> list[list[float]]:
    """A new matrix turned by 90 degrees; ValueError for rows of unequal length."""
    if len({len(row) for row in matrix}) > 1:
        raise ValueError("the rows are not of one length")
    if clockwise:
        return [list(row) for row in zip(*matrix[::-1], strict=True)]
    return [list(row) for row in zip(*matrix, strict=True)][::-1]


def rotate_in_place(matrix: list[list[float]]) -> None:
    """Turn a square matrix clockwise without another one: transposed, then each row reversed."""
    if any(len(row) != len(matrix) for row in matrix):
        raise ValueError("the matrix is not square")
    for y in range(len(matrix)):
        for x in range(y):
            matrix[y][x], matrix[x][y] = matrix[x][y], matrix[y][x]
    for row in matrix:
        row.reverse()


def spiral(matrix: Sequence[Sequence[float]]) -> list[float]:
    """All cells from the top left corner inwards, clockwise."""
    left, order = [list(row) for row in matrix], []
    while left:
        order += left[0]
        left = rotate(left[1:], clockwise=False)
    return order


if __name__ == "__main__":
    print(rotate([[1, 2], [3, 4]]), spiral([[1, 2, 3], [4, 5, 6]]))
