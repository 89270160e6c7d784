"""Known results, laws and shapes."""

import random

import pytest
from matrix import add, determinant, identity, inverse, multiply, transpose


def test_known_results() -> None:
    a, b = [[1, 2], [3, 4]], [[5, 6], [7, 8]]
    assert add(a, b) == [[6, 8], [10, 12]]
    assert multiply(a, b) == [[19, 22], [43, 50]]
    assert transpose([[1, 2, 3]]) == [[1], [2], [3]]
    assert determinant(a) == -2


def test_a_matrix_times_its_inverse_is_the_identity() -> None:
    draw = random.Random(1)
    for _ in range(30):
        a = [[draw.randint(-5, 5) for _ in range(4)] for _ in range(4)]
        if determinant(a):
            assert multiply(a, inverse(a)) == identity(4)
        assert determinant(a) == determinant(transpose(a))


@pytest.mark.parametrize("bad", [[], [[]], [[1, 2], [3]]])
def test_ragged_ones_are_refused(bad: list[list[int]]) -> None:
    with pytest.raises(ValueError, match="rows of one length"):
        transpose(bad)


def test_shapes_must_fit() -> None:
    with pytest.raises(ValueError, match="multiplied"):
        multiply([[1, 2]], [[1, 2]])
    with pytest.raises(ValueError, match="not square"):
        determinant([[1, 2]])
    with pytest.raises(ValueError, match="no inverse"):
        inverse([[1, 2], [2, 4]])
