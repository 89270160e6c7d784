"""Solve quadratic equations, take square roots, find roots of functions."""

import cmath
from collections.abc import Callable


def quadratic(a: float, b: float, c: float) -> tuple[complex, ...]:
    """The roots of ax² + bx + c = 0, the smaller real one first; ValueError for a = 0."""
    if a == 0:
        raise ValueError("a must not be 0, or the equation is not quadratic")
    discriminant = b * b - 4 * a * c
    if discriminant == 0:
        return (-b / (2 * a),)
    if discriminant < 0:
        root = cmath.sqrt(discriminant)
        return ((-b - root) / (2 * a), (-b + root) / (2 * a))
    root = discriminant**0.5
    larger = (-b - root if b >= 0 else -b + root) / 2  # without cancellation
    return tuple(sorted((larger / a, c / larger)))


def square_root(number: float) -> float:
    """By Newton's method; ValueError for a negative number."""
    if number < 0:
        raise ValueError(f"{number:g} is negative")
    guess, last = max(number, 1.0), 0.0
    while guess != last and number:
        last, guess = guess, (guess + number / guess) / 2
        if guess >= last:
            return last
    return guess if number else 0.0


def bisect(
    function: Callable[[float], float], low: float, high: float, error: float = 1e-12
) -> float:
    """A root between low and high, where the function has opposite signs; ValueError otherwise."""
    rising = function(low) < 0
    if function(low) * function(high) > 0:
        raise ValueError("the function has the same sign at both ends")
    while high - low > error:
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if (function(middle) < 0) is rising:
            low = middle
        else:
            high = middle
    return (low + high) / 2


if __name__ == "__main__":
    print(quadratic(1, -3, 2), quadratic(1, 0, 1), square_root(2))
    print(bisect(lambda x: x**3 - 2, 0, 2))
