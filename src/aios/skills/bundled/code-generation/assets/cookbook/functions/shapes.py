"""Areas and perimeters of circles, rectangles and triangles."""

import math


def circle_area(radius: float) -> float:
    """π r²."""
    return math.pi * checked(radius) ** 2


def circle_circumference(radius: float) -> float:
    """2 π r."""
    return 2 * math.pi * checked(radius)


def rectangle_area(width: float, height: float) -> float:
    return checked(width) * checked(height)


def rectangle_perimeter(width: float, height: float) -> float:
    return 2 * (checked(width) + checked(height))


def triangle_area(a: float, b: float, c: float) -> float:
    """Out of its three sides, by Heron; ValueError if they do not meet."""
    a, b, c = sorted((checked(a), checked(b), checked(c)))
    if a + b < c:
        raise ValueError(f"sides of {a:g}, {b:g} and {c:g} make no triangle")
    half = (a + b + c) / 2
    return math.sqrt(max(0.0, half * (half - a) * (half - b) * (half - c)))


def checked(length: float) -> float:
    """The length itself; ValueError below zero or if it is no number."""
    if not length >= 0:
        raise ValueError(f"{length:g} is no length")
    return length


if __name__ == "__main__":
    print(f"circle of radius 2: {circle_area(2):.2f}")
    print(f"rectangle 3 x 4: {rectangle_area(3, 4):.2f}")
    print(f"triangle 3, 4, 5: {triangle_area(3, 4, 5):.2f}")
