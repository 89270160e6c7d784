"""Known shapes, laws, and lengths that are none."""

import math

import pytest
from shapes import (
    circle_area,
    circle_circumference,
    rectangle_area,
    rectangle_perimeter,
    triangle_area,
)


def test_known_shapes() -> None:
    assert circle_area(2) == pytest.approx(12.566371)
    assert circle_circumference(0.5) == pytest.approx(math.pi)
    assert (rectangle_area(3, 4), rectangle_perimeter(3, 4)) == (12, 14)
    assert triangle_area(3, 4, 5) == pytest.approx(6)
    assert triangle_area(1, 2, 3) == 0


def test_twice_the_size_is_four_times_the_area() -> None:
    assert circle_area(6) == pytest.approx(4 * circle_area(3))
    assert triangle_area(6, 8, 4) == pytest.approx(4 * triangle_area(3, 4, 2))


@pytest.mark.parametrize("length", [-1, float("nan")])
def test_lengths_that_are_none(length: float) -> None:
    with pytest.raises(ValueError, match="no length"):
        circle_area(length)


def test_sides_that_do_not_meet() -> None:
    with pytest.raises(ValueError, match="no triangle"):
        triangle_area(1, 2, 4)
