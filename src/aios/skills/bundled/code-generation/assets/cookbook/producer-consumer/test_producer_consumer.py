"""Every item once, the bounded queue, errors on both sides."""

import threading
from collections.abc import Iterator

import pytest
from producer_consumer import process


@pytest.mark.parametrize("consumers", [1, 2, 8])
def test_every_item_is_consumed_once(consumers: int) -> None:
    sources = [range(100), range(100, 250), []]
    assert sorted(process(lambda n: -n, sources, consumers)) == [-n for n in reversed(range(250))]


def test_producers_wait_while_the_queue_is_full() -> None:
    made: list[int] = []
    gate, ahead = threading.Event(), []

    def source() -> Iterator[int]:
        for n in range(10):
            made.append(n)
            if n == 4:
                gate.set()
            yield n

    def consume(n: int) -> int:
        assert gate.wait(5)
        ahead.append(len(made) - n)
        return n

    assert process(consume, [source()], consumers=1, queue_size=3) == list(range(10))
    assert max(ahead) <= 6


def test_the_other_items_are_done_before_an_error_is_raised() -> None:
    seen: list[int] = []

    def consume(n: int) -> None:
        seen.append(n)
        if n == 3:
            raise ValueError("three")

    with pytest.raises(ValueError, match="three"):
        process(consume, [range(6)])
    assert sorted(seen) == list(range(6))


def test_an_error_of_a_source_is_raised() -> None:
    def source() -> Iterator[int]:
        yield 1
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        process(abs, [source(), range(3)])


@pytest.mark.parametrize(("consumers", "size"), [(0, 1), (1, 0)])
def test_nobody_to_consume(consumers: int, size: int) -> None:
    with pytest.raises(ValueError, match="at least one"):
        process(abs, [], consumers, size)
