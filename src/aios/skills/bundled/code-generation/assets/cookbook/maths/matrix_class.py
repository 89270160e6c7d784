"""A matrix class with operators: a + b, a - b, a @ b, 2 * a, a.transpose(), a.determinant()."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

Number = int | float | Fraction


class Matrix:
    """A matrix that cannot be changed; rows of the same length, at least one."""

    def __init__(self, rows: Iterable[Iterable[Number]]) -> None:
        self._rows = tuple(tuple(row) for row in rows)
        if not self._rows or not self._rows[0] or len({len(row) for row in self._rows}) > 1:
            raise ValueError("a matrix needs rows of the same length, and at least one number")

    @classmethod
    def identity(cls, size: int) -> "Matrix":
        """Ones on the diagonal."""
        return cls([[int(i == j) for j in range(size)] for i in range(size)])

    @property
    def shape(self) -> tuple[int, int]:
        """How many rows and columns."""
        return len(self._rows), len(self._rows[0])

    def transpose(self) -> "Matrix":
        """Rows become columns."""
        return Matrix(zip(*self._rows, strict=True))

    def determinant(self) -> Number:
        """By expansion of fractions free of rounding; ValueError unless square."""
        size = self._square()
        rows, sign, last = [list(row) for row in self._rows], 1, 1
        for k in range(size - 1):  # Bareiss: whole numbers stay whole
            pivot = next((i for i in range(k, size) if rows[i][k]), None)
            if pivot is None:
                return 0
            if pivot != k:
                rows[k], rows[pivot], sign = rows[pivot], rows[k], -sign
            for i in range(k + 1, size):
                for j in range(k + 1, size):
                    cross = rows[i][j] * rows[k][k] - rows[i][k] * rows[k][j]
                    rows[i][j] = _divided(cross, last)
            last = rows[k][k]
        return sign * rows[-1][-1]

    def __add__(self, other: "Matrix") -> "Matrix":
        self._same_shape(other)
        pairs = zip(self._rows, other._rows, strict=True)
        return Matrix([[x + y for x, y in zip(a, b, strict=True)] for a, b in pairs])

    def __sub__(self, other: "Matrix") -> "Matrix":
        return self + -1 * other

    def __matmul__(self, other: "Matrix") -> "Matrix":
        if self.shape[1] != other.shape[0]:
            raise ValueError(f"{self.shape} and {other.shape} cannot be multiplied")
        columns = list(zip(*other._rows, strict=True))
        return Matrix(
            [[sum(x * y for x, y in zip(row, column, strict=True)) for column in columns]
             for row in self._rows]
        )  # fmt: skip

    def __mul__(self, other: "Matrix | Number") -> "Matrix":
        """The product with a matrix, or every number times a number."""
        if isinstance(other, Matrix):
            return self @ other
        return Matrix([[value * other for value in row] for row in self._rows])

    __rmul__ = __mul__

    def __pow__(self, exponent: int) -> "Matrix":
        if exponent < 0:
            raise ValueError("the exponent must not be negative")
        power, base = Matrix.identity(self._square()), self
        while exponent:
            if exponent % 2:
                power = power @ base
            base, exponent = base @ base, exponent // 2
        return power

    def __getitem__(self, place: tuple[int, int]) -> Number:
        return self._rows[place[0]][place[1]]

    def __iter__(self) -> Iterator[Sequence[Number]]:
        return iter(self._rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Matrix) and self._rows == other._rows

    def __hash__(self) -> int:
        return hash(self._rows)

    def __repr__(self) -> str:
        return f"Matrix({[list(row) for row in self._rows]})"

    def _square(self) -> int:
        if self.shape[0] != self.shape[1]:
            raise ValueError(f"a square matrix is needed, not one of {self.shape}")
        return self.shape[0]

    def _same_shape(self, other: "Matrix") -> None:
        if self.shape != other.shape:
            raise ValueError(f"{self.shape} and {other.shape} cannot be added")


def _divided(value: Number, by: Number) -> Number:
    whole = isinstance(value, int) and isinstance(by, int)
    return value // by if whole else value / by


if __name__ == "__main__":
    a = Matrix([[1, 2], [3, 4]])
    print(a + a, a @ Matrix.identity(2), a.transpose(), a.determinant(), a**3, sep="\n")
