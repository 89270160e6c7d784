"""Known counts and other steps."""

import pytest
from climbing_stairs import ways_up


def test_one_and_two_give_the_fibonacci_numbers() -> None:
    assert [ways_up(n) for n in range(8)] == [1, 1, 2, 3, 5, 8, 13, 21]


def test_other_steps() -> None:
    assert ways_up(4, [1, 2, 3]) == 7
    assert ways_up(3, [2]) == 0


@pytest.mark.parametrize(("stairs", "steps"), [(-1, [1]), (3, [0])])
def test_bad_input_is_refused(stairs: int, steps: list[int]) -> None:
    with pytest.raises(ValueError, match="must"):
        ways_up(stairs, steps)
