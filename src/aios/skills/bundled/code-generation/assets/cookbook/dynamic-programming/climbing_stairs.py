"""In how many ways stairs can be climbed."""

from collections.abc import Sequence

STEPS = (1, 2)


def ways_up(stairs: int, steps: Sequence[int] = STEPS) -> int:
    """The number of sequences of these steps that add up to the stairs."""
    if stairs < 0 or any(step < 1 for step in steps):
        raise ValueError("stairs must not be negative and steps must be at least 1")
    ways = [1] + [0] * stairs
    for stair in range(1, stairs + 1):
        ways[stair] = sum(ways[stair - step] for step in set(steps) if step <= stair)
    return ways[stairs]


if __name__ == "__main__":
    print([ways_up(n) for n in range(10)])
