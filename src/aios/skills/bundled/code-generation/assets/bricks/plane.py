"""Bricks: points and arrows in the plane."""

import math
from dataclasses import dataclass


@dataclass
class Vector:
    """A point or an arrow in the plane.

    >>> Vector(1, 2) + Vector(3, 4) == Vector(4, 6), Vector(3, 4).length(), Vector(1, 2) * 3
    (True, 5.0, Vector(3, 6))
    >>> Vector(1, 2).dot(Vector(3, 4)), Vector(0, 0).distance(Vector(3, 4)), abs(Vector(3, 4))
    (11, 5.0, 5.0)
    """

    x: float
    y: float

    def __add__(self, other: "Vector") -> "Vector":
        return Vector(self.x + other.x, self.y + other.y)

    def __sub__(self, other: "Vector") -> "Vector":
        return Vector(self.x - other.x, self.y - other.y)

    def __mul__(self, factor: float) -> "Vector":
        return Vector(self.x * factor, self.y * factor)

    __rmul__ = __mul__

    def __truediv__(self, factor: float) -> "Vector":
        return Vector(self.x / factor, self.y / factor)

    def __neg__(self) -> "Vector":
        return Vector(-self.x, -self.y)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.x}, {self.y})"

    def normalized(self) -> "Vector":
        """An arrow of length 1 in the same direction; none stays none."""
        length = self.length()
        return Vector(self.x / length, self.y / length) if length else Vector(0, 0)

    def __abs__(self) -> float:
        return self.length()

    def length(self) -> float:
        """How long it is."""
        return math.hypot(self.x, self.y)

    def dot(self, other: "Vector") -> float:
        """The scalar product."""
        return self.x * other.x + self.y * other.y

    def distance(self, other: "Vector") -> float:
        """How far it is to the other."""
        return math.hypot(self.x - other.x, self.y - other.y)
