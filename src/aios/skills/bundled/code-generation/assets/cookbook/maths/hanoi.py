"""The towers of Hanoi."""

from collections.abc import Iterator

COUNT = 3


def moves(
    disks: int = COUNT, start: str = "A", goal: str = "C", spare: str = "B"
) -> Iterator[tuple[str, str]]:
    """The fewest moves (from, to) that bring the disks to the goal, 2^n - 1 of them."""
    if disks > 0:
        yield from moves(disks - 1, start, spare, goal)
        yield start, goal
        yield from moves(disks - 1, spare, goal, start)


if __name__ == "__main__":
    for number, (source, target) in enumerate(moves(), start=1):
        print(f"{number}. {source} → {target}")
