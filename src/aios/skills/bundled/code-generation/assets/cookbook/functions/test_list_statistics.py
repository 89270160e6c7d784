"""Known figures, ties and too few numbers."""

import pytest
from list_statistics import kth_largest, second_largest, summary


def test_the_summary() -> None:
    found = summary([2, 4, 4, 4, 5, 5, 7, 9])
    assert (found.mean, found.median, found.deviation) == (5, 4.5, 2)
    assert (found.smallest, found.largest, found.modes) == (2, 9, [4])


def test_equal_numbers_count_once() -> None:
    assert second_largest([9, 9, 3, 1]) == 3
    assert kth_largest([5, 1, 3], 3) == 1


@pytest.mark.parametrize("numbers", [[], [1], [2, 2]])
def test_too_few_are_refused(numbers: list[float]) -> None:
    with pytest.raises(ValueError, match="no"):
        second_largest(numbers)


def test_no_numbers_are_refused() -> None:
    with pytest.raises(ValueError, match="no numbers"):
        summary([])
