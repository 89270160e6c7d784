"""Pascal's triangle and Collatz sequences."""

from itertools import pairwise

COUNT = 10


def pascal_triangle(rows: int = COUNT) -> list[list[int]]:
    """The first rows; each number is the sum of the two above it."""
    triangle: list[list[int]] = []
    for _ in range(rows):
        above = [0, *triangle[-1], 0] if triangle else [0, 1]
        triangle.append([a + b for a, b in pairwise(above)])
    return triangle


def collatz(number: int) -> list[int]:
    """From the number to 1: half of an even one, 3n + 1 of an odd one; ValueError below 1."""
    if number < 1:
        raise ValueError(f"{number} is below 1")
    sequence = [number]
    while number != 1:
        number = number // 2 if number % 2 == 0 else 3 * number + 1
        sequence.append(number)
    return sequence


def centred(triangle: list[list[int]]) -> str:
    """The triangle as text."""
    lines = ["  ".join(map(str, row)) for row in triangle]
    return "\n".join(line.center(len(lines[-1])).rstrip() for line in lines)


if __name__ == "__main__":
    print(centred(pascal_triangle()))
    print(collatz(7))
