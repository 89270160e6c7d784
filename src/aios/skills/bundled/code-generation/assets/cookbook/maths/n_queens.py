"""N queens that do not attack each other."""

from collections.abc import Iterator

COUNT = 8


def solutions(size: int = COUNT) -> Iterator[list[int]]:
    """Every solution as the column of the queen in each row."""
    placed: list[int] = []
    columns: set[int] = set()
    rising: set[int] = set()
    falling: set[int] = set()

    def place(row: int) -> Iterator[list[int]]:
        if row == size:
            yield placed.copy()
            return
        for column in range(size):
            if column in columns or row + column in rising or row - column in falling:
                continue
            placed.append(column)
            for lines, line in ((columns, column), (rising, row + column), (falling, row - column)):
                lines.add(line)
            yield from place(row + 1)
            placed.pop()
            for lines, line in ((columns, column), (rising, row + column), (falling, row - column)):
                lines.discard(line)

    return place(0)


def board(queens: list[int]) -> str:
    """A solution as text."""
    return "\n".join(" ".join("Q" if c == q else "." for c in range(len(queens))) for q in queens)


if __name__ == "__main__":
    found = list(solutions())
    print(f"{len(found)} solutions for {COUNT} queens; the first:")
    print(board(found[0]) if found else "none")
