"""Bricks: statistics, matrices and expressions."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any


def transpose(matrix: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """The matrix with rows and columns exchanged.

    >>> transpose([[1, 2], [3, 4], [5, 6]])
    [[1, 3, 5], [2, 4, 6]]
    """
    return [list(row) for row in zip(*matrix, strict=True)]


def matrix_multiply(
    a: Sequence[Sequence[float]], b: Sequence[Sequence[float]]
) -> list[list[float]]:
    """The product of two matrices.

    >>> matrix_multiply([[1, 2], [3, 4]], [[5, 6], [7, 8]])
    [[19, 22], [43, 50]]
    >>> matrix_multiply([[1, 2]], [[1]])  # else
    Traceback (most recent call last):
    ValueError: sizes
    """
    if not a or any(len(row) != len(b) for row in a):
        raise ValueError("the sizes of the matrices do not match")  # else
    columns = list(zip(*b, strict=True))
    return [[sum(x * y for x, y in zip(row, col, strict=True)) for col in columns] for row in a]


def matrix_add(a: Sequence[Sequence[float]], b: Sequence[Sequence[float]]) -> list[list[float]]:
    """The sum of two matrices of the same size.

    >>> matrix_add([[1, 2]], [[3, 4]])
    [[4, 6]]
    """
    if [len(row) for row in a] != [len(row) for row in b]:
        raise ValueError("the sizes of the matrices do not match")  # else
    pairs = zip(a, b, strict=True)
    return [[x + y for x, y in zip(one, other, strict=True)] for one, other in pairs]


def determinant(matrix: Sequence[Sequence[float]]) -> float:
    """The determinant of a square matrix.

    >>> determinant([[1, 2], [3, 4]])
    -2
    """
    if len(matrix) == 1:
        return matrix[0][0]
    if not matrix or any(len(row) != len(matrix) for row in matrix):
        raise ValueError("the matrix is not square")  # else
    minors = ([[*row[:at], *row[at + 1 :]] for row in matrix[1:]] for at in range(len(matrix)))
    return sum((-1) ** at * matrix[0][at] * determinant(minor) for at, minor in enumerate(minors))


def mean(nums: Sequence[float]) -> float:
    """The arithmetic mean.

    >>> mean([1, 2, 6])
    3.0
    >>> mean([])  # else
    Traceback (most recent call last):
    ValueError: none
    """
    if not nums:
        raise ValueError("there are no numbers")  # else
    return sum(nums) / len(nums)


def median(nums: Sequence[float]) -> float:
    """The middle value, or the mean of the two in the middle.

    >>> median([3, 1, 2]), median([4, 1, 3, 2])
    (2, 2.5)
    >>> median([])  # else
    Traceback (most recent call last):
    ValueError: none
    """
    if not nums:
        raise ValueError("there are no numbers")  # else
    ordered, half = sorted(nums), len(nums) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def mode(nums: Sequence[Any]) -> Any:
    """The most frequent value, the first of several.

    >>> mode([1, 2, 2, 3])
    2
    >>> mode([])  # else
    Traceback (most recent call last):
    ValueError: none
    """
    if not nums:
        raise ValueError("there are no values")  # else
    counts = Counter(nums)
    return max(counts, key=lambda value: counts[value])


def variance(nums: Sequence[float], sample: bool = False) -> float:
    """The mean of the squared distances from the mean; of a sample with n - 1.

    >>> variance([1, 2, 3, 4]), variance([1, 3], sample=True)
    (1.25, 2.0)
    """
    if len(nums) < 1 + sample:
        raise ValueError("there are too few numbers")  # else
    middle = sum(nums) / len(nums)
    return sum((number - middle) ** 2 for number in nums) / (len(nums) - sample)


def standard_deviation(nums: Sequence[float], sample: bool = False) -> float:
    """The square root of the variance; of a sample with n - 1.

    >>> standard_deviation([2, 4, 4, 4, 5, 5, 7, 9])
    2.0
    """
    if len(nums) < 1 + sample:
        raise ValueError("there are too few numbers")  # else
    middle = sum(nums) / len(nums)
    return math.sqrt(sum((n - middle) ** 2 for n in nums) / (len(nums) - sample))


def percentile(nums: Sequence[float], p: float) -> float:
    """The value below which p percent of the numbers lie, between two where it falls between them.

    >>> percentile([1, 2, 3, 4, 5], 50), percentile([10, 20], 25)
    (3, 12.5)
    """
    if not nums or not 0 <= p <= 100:
        raise ValueError("there must be numbers, and a percentage from 0 to 100")  # else
    ordered, place = sorted(nums), (len(nums) - 1) * p / 100
    low, rest = int(place), place % 1
    return ordered[low] + (ordered[low + 1] - ordered[low]) * rest if rest else ordered[low]


def normalize(nums: Sequence[float]) -> list[float]:
    """The numbers stretched to the range from 0 to 1; all 0 where they are the same.

    >>> normalize([10, 15, 20])
    [0.0, 0.5, 1.0]
    """
    low, high = min(nums, default=0), max(nums, default=0)
    return [(number - low) / (high - low) if high > low else 0.0 for number in nums]


def evaluate(expression: str) -> float:
    """The value of an expression with + - * / and brackets.

    >>> evaluate("2 + 3 * (4 - 1)"), evaluate("-8 / 4")
    (11, -2.0)
    >>> evaluate("2 +")  # else
    Traceback (most recent call last):
    ValueError: 2 +
    """
    signs = re.findall(r"\d+\.?\d*|\.\d+|[-+*/()]", expression)
    if "".join(signs) != re.sub(r"\s", "", expression) or not signs:
        raise ValueError(f"{expression!r} is no expression")
    value, rest = _added(signs)
    if rest:
        raise ValueError(f"{expression!r} is no expression")
    return value


def _added(signs: list[str]) -> tuple[float, list[str]]:
    value, signs = _multiplied(signs)
    while signs and signs[0] in "+-":
        other, rest = _multiplied(signs[1:])
        value, signs = (value + other if signs[0] == "+" else value - other), rest
    return value, signs


def _multiplied(signs: list[str]) -> tuple[float, list[str]]:
    value, signs = _single(signs)
    while signs and signs[0] in "*/":
        other, rest = _single(signs[1:])
        value, signs = (value * other if signs[0] == "*" else value / other), rest
    return value, signs


def _single(signs: list[str]) -> tuple[float, list[str]]:
    if not signs or signs[0] in "*/)":
        raise ValueError("a number is missing")
    if signs[0] in "+-":
        value, rest = _single(signs[1:])
        return (value if signs[0] == "+" else -value), rest
    if signs[0] == "(":
        value, rest = _added(signs[1:])
        if not rest or rest[0] != ")":
            raise ValueError("a bracket is not closed")
        return value, rest[1:]
    return (float(signs[0]) if "." in signs[0] else int(signs[0])), signs[1:]


class Matrix:
    """A matrix of numbers that can be added, multiplied and transposed.

    >>> a, b = Matrix([[1, 2], [3, 4]]), Matrix([[0, 1], [1, 0]])
    >>> (a + b).data, (a - b).data, (a * b).data, (a * 2).data, (a @ b).data
    ([[1, 3], [4, 4]], [[1, 1], [2, 4]], [[2, 1], [4, 3]], [[2, 4], [6, 8]], [[2, 1], [4, 3]])
    >>> a.transpose().data, a.determinant(), a.rows, a.cols, a[1, 0], a == Matrix([[1, 2], [3, 4]])
    ([[1, 3], [2, 4]], -2, 2, 2, 3, True)
    >>> a.shape
    (2, 2)
    >>> a + Matrix([[1]])
    Traceback (most recent call last):
    ValueError: sizes
    """

    def __init__(self, data: Sequence[Sequence[float]]) -> None:
        self.data = [list(row) for row in data]
        if not self.data or len({len(row) for row in self.data}) != 1:
            raise ValueError("all rows must have the same length")
        self.rows, self.cols = len(self.data), len(self.data[0])
        self.shape = (self.rows, self.cols)

    def transpose(self) -> "Matrix":
        """Rows and columns exchanged."""
        return Matrix([list(row) for row in zip(*self.data, strict=True)])

    def add(self, other: "Matrix") -> "Matrix":
        """The sum with a matrix of the same size."""
        if (self.rows, self.cols) != (other.rows, other.cols):
            raise ValueError("the sizes of the matrices do not match")  # else
        pairs = zip(self.data, other.data, strict=True)
        return Matrix([[x + y for x, y in zip(one, two, strict=True)] for one, two in pairs])

    def multiply(self, other: "Matrix | float") -> "Matrix":
        """The product with a matrix, or with a number."""
        if not isinstance(other, Matrix):
            return Matrix([[value * other for value in row] for row in self.data])
        if self.cols != other.rows:
            raise ValueError("the sizes of the matrices do not match")  # else
        columns = list(zip(*other.data, strict=True))
        return Matrix(
            [[sum(x * y for x, y in zip(r, c, strict=True)) for c in columns] for r in self.data]
        )

    def determinant(self) -> float:
        """The determinant of a square matrix."""
        if self.rows != self.cols:
            raise ValueError("the matrix is not square")  # else
        if self.rows == 1:
            return self.data[0][0]
        parts = []
        for at, value in enumerate(self.data[0]):
            minor = Matrix([[*row[:at], *row[at + 1 :]] for row in self.data[1:]])
            parts.append((-1) ** at * value * minor.determinant())
        return sum(parts)

    def __add__(self, other: "Matrix") -> "Matrix":
        return self.add(other)

    def __sub__(self, other: "Matrix") -> "Matrix":
        return self.add(other.multiply(-1))

    def __mul__(self, other: "Matrix | float") -> "Matrix":
        return self.multiply(other)

    def __matmul__(self, other: "Matrix") -> "Matrix":
        return self.multiply(other)

    def __getitem__(self, place: tuple[int, int]) -> float:
        return self.data[place[0]][place[1]]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Matrix) and self.data == other.data

    def __hash__(self) -> int:
        return hash(tuple(map(tuple, self.data)))

    def __str__(self) -> str:
        return "\n".join(" ".join(map(str, row)) for row in self.data)


def safe_divide(a: float, b: float, default: float | None = None) -> float | None:
    """The first number divided by the second, the default where that is 0.

    >>> safe_divide(4, 2), safe_divide(1, 0, 7)
    (2.0, 7)
    >>> safe_divide(1, 0)  # else
    """
    if b == 0:
        return default  # else
    return a / b
