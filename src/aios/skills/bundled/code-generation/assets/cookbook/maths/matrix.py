"""Matrices in exact fractions, without any package."""

from collections.abc import Sequence
from fractions import Fraction

Number = int | float | Fraction
Matrix = list[list[Number]]


def add(a: Sequence[Sequence[Number]], b: Sequence[Sequence[Number]]) -> Matrix:
    """The sum; ValueError for different shapes."""
    if shape(a) != shape(b):
        raise ValueError(f"{shape(a)} and {shape(b)} cannot be added")
    return [[x + y for x, y in zip(p, q, strict=True)] for p, q in zip(a, b, strict=True)]


def multiply(a: Sequence[Sequence[Number]], b: Sequence[Sequence[Number]]) -> Matrix:
    """The product; ValueError unless a has as many columns as b rows."""
    if shape(a)[1] != shape(b)[0]:
        raise ValueError(f"{shape(a)} and {shape(b)} cannot be multiplied")
    columns = list(zip(*b, strict=True))
    return [[sum(x * y for x, y in zip(row, col, strict=True)) for col in columns] for row in a]


def transpose(a: Sequence[Sequence[Number]]) -> Matrix:
    """Rows become columns."""
    shape(a)
    return [list(column) for column in zip(*a, strict=True)]


def identity(size: int) -> Matrix:
    """Ones on the diagonal."""
    return [[int(i == j) for j in range(size)] for i in range(size)]


def determinant(a: Sequence[Sequence[Number]]) -> Fraction:
    """By elimination; ValueError unless square."""
    return eliminated(a)[0]


def inverse(a: Sequence[Sequence[Number]]) -> Matrix:
    """The matrix that gives the identity; ValueError if there is none."""
    value, found = eliminated(a)
    if value == 0:
        raise ValueError("the matrix has no inverse")
    return found


def eliminated(a: Sequence[Sequence[Number]]) -> tuple[Fraction, Matrix]:
    """The determinant, and the inverse where that is not 0 (Gauss-Jordan)."""
    size, columns = shape(a)
    if size != columns:
        raise ValueError(f"a matrix of {size} x {columns} is not square")
    ones = identity(size)
    rows = [[Fraction(x) for x in [*row, *one]] for row, one in zip(a, ones, strict=True)]
    value = Fraction(1)
    for at in range(size):
        pivot = next((i for i in range(at, size) if rows[i][at]), None)
        if pivot is None:
            return Fraction(0), []
        if pivot != at:
            rows[at], rows[pivot], value = rows[pivot], rows[at], -value
        head = rows[at][at]
        value *= head
        rows[at] = [x / head for x in rows[at]]
        for i in range(size):
            if i != at:
                rows[i] = [x - rows[i][at] * y for x, y in zip(rows[i], rows[at], strict=True)]
    return value, [list(row[size:]) for row in rows]


def shape(a: Sequence[Sequence[Number]]) -> tuple[int, int]:
    """(rows, columns); ValueError if empty or ragged."""
    widths = {len(row) for row in a}
    if len(widths) != 1 or 0 in widths:
        raise ValueError("a matrix needs rows of one length")
    return len(a), widths.pop()


if __name__ == "__main__":
    print(multiply([[1, 2], [3, 4]], [[0, 1], [1, 0]]), determinant([[1, 2], [3, 4]]))
