"""Operators, against laws of algebra at random, and wrong shapes."""

import random
from collections.abc import Callable

import pytest
from matrix_class import Matrix

A = Matrix([[1, 2], [3, 4]])
B = Matrix([[0, 1], [1, 0]])
WIDE = Matrix([[1, 2, 3]])


def test_operators() -> None:
    assert Matrix([[1, 3], [4, 4]]) == A + B
    assert Matrix([[1, 1], [2, 4]]) == A - B
    assert A @ B == A * B == Matrix([[2, 1], [4, 3]])
    assert 2 * A == A * 2 == A + A
    assert A**3 == A @ A @ A
    assert Matrix.identity(2) == A**0
    assert WIDE.transpose() == Matrix([[1], [2], [3]])
    assert (WIDE @ WIDE.transpose())[0, 0] == 14
    assert (A.shape, WIDE.shape) == ((2, 2), (1, 3))
    assert (repr(A), [list(row) for row in A]) == ("Matrix([[1, 2], [3, 4]])", [[1, 2], [3, 4]])
    assert hash(A) == hash(Matrix([[1, 2], [3, 4]]))


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [([[5]], 5), ([[1, 2], [3, 4]], -2), ([[0, 1], [1, 0]], -1), ([[1, 2], [2, 4]], 0),
     ([[2, 0, 1], [1, 3, 2], [1, 1, 4]], 18), ([[0, 0], [0, 1]], 0)],
)  # fmt: skip
def test_determinants(rows: list[list[int]], wanted: int) -> None:
    assert Matrix(rows).determinant() == wanted


@pytest.mark.parametrize("seed", range(20))
def test_laws(seed: int) -> None:
    draw = random.Random(seed)
    size = draw.randint(1, 5)
    a, b = (
        Matrix([[draw.randint(-9, 9) for _ in range(size)] for _ in range(size)]) for _ in range(2)
    )
    assert (a @ b).determinant() == a.determinant() * b.determinant()
    assert (a @ b).transpose() == b.transpose() @ a.transpose()


@pytest.mark.parametrize(
    "wrong",
    [lambda: A + WIDE, lambda: A @ WIDE, lambda: WIDE.determinant(), lambda: A**-1,
     lambda: Matrix([]), lambda: Matrix([[]]), lambda: Matrix([[1], [1, 2]])],
)  # fmt: skip
def test_wrong_shapes(wrong: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        wrong()
