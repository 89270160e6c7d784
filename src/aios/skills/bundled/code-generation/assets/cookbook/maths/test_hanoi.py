"""The rules are kept, and the moves are the fewest."""

import pytest
from hanoi import moves


@pytest.mark.parametrize("disks", [0, 1, 2, 3, 7])
def test_every_move_is_allowed_and_all_disks_arrive(disks: int) -> None:
    pegs = {"A": list(range(disks, 0, -1)), "B": [], "C": []}
    count = 0
    for source, target in moves(disks):
        disk = pegs[source].pop()
        assert not pegs[target] or pegs[target][-1] > disk
        pegs[target].append(disk)
        count += 1
    assert pegs["C"] == list(range(disks, 0, -1))
    assert count == 2**disks - 1
