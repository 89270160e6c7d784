"""No false negatives, and few false positives."""

import pytest
from bloom_filter import BloomFilter


def test_what_was_added_is_always_found() -> None:
    seen = BloomFilter(2000)
    for number in range(2000):
        seen.add(f"item {number}")
    assert all(f"item {number}" in seen for number in range(2000))


@pytest.mark.parametrize("rate", [0.1, 0.01])
def test_strangers_are_rarely_taken_in(rate: float) -> None:
    seen = BloomFilter(1000, rate)
    for number in range(1000):
        seen.add(f"{number}")
    wrong = sum(f"stranger {number}" in seen for number in range(5000))
    assert wrong < 5000 * rate * 1.5


@pytest.mark.parametrize(("capacity", "rate"), [(0, 0.1), (1, 0), (1, 1)])
def test_bad_settings_are_refused(capacity: int, rate: float) -> None:
    with pytest.raises(ValueError, match="must be"):
        BloomFilter(capacity, rate)
