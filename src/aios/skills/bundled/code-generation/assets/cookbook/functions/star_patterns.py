"""Triangles, pyramids and diamonds of asterisks."""

COUNT = 5


def triangle(rows: int = COUNT) -> str:
    """A right triangle."""
    return "\n".join("*" * row for row in range(1, rows + 1))


def pyramid(rows: int = COUNT) -> str:
    """A pyramid; every row is two wider than the one above."""
    return "\n".join(" " * (rows - row) + "*" * (2 * row - 1) for row in range(1, rows + 1))


def diamond(rows: int = COUNT) -> str:
    """A pyramid and its mirror image below."""
    upper = pyramid(rows).splitlines()
    return "\n".join([*upper, *reversed(upper[:-1])])


if __name__ == "__main__":
    print(triangle(), pyramid(), diamond(), sep="\n\n")
