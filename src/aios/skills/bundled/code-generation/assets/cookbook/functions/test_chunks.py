"""Sizes that fit, that do not, and bad ones."""

import pytest
from chunks import SIZE, chunks


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
def test_nothing_is_lost_and_none_is_too_long(size: int) -> None:
    items = list(range(20))
    pieces = list(chunks(items, size))
    assert [item for piece in pieces for item in piece] == items
    assert all(len(piece) == size for piece in pieces[:-1])


def test_the_default_and_the_empty() -> None:
    assert len(next(chunks("x" * 500))) == min(SIZE, 500)
    assert list(chunks([])) == []


def test_a_size_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        chunks([1], 0)
