"""Turned matrices: by hand, in place, and back again."""

import pytest
from rotate_matrix import rotate, rotate_in_place, spiral


def test_rotate() -> None:
    assert rotate([[1, 2, 3], [4, 5, 6]]) == [[4, 1], [5, 2], [6, 3]]
    assert rotate([[1, 2, 3], [4, 5, 6]], clockwise=False) == [[3, 6], [2, 5], [1, 4]]
    assert rotate([]) == []


def test_in_place_is_the_same() -> None:
    for size in range(6):
        matrix = [[y * size + x for x in range(size)] for y in range(size)]
        wanted = rotate(matrix)
        rotate_in_place(matrix)
        assert matrix == wanted
        assert rotate(rotate(rotate(rotate(matrix)))) == matrix


def test_spiral() -> None:
    assert spiral([[1, 2, 3], [4, 5, 6], [7, 8, 9]]) == [1, 2, 3, 6, 9, 8, 7, 4, 5]
    assert spiral([[1, 2, 3, 4]]) == [1, 2, 3, 4]
    assert spiral([]) == []


def test_what_is_no_matrix_is_refused() -> None:
    with pytest.raises(ValueError, match="one length"):
        rotate([[1, 2], [3]])
    with pytest.raises(ValueError, match="square"):
        rotate_in_place([[1, 2]])
