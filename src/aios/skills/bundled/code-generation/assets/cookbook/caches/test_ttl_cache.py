"""Expiry on a clock of the tests' own, size, and the decorator."""

import pytest
from ttl_cache import TTLCache, ttl_cache


class Clock:
    """Time that passes when told to."""

    now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_entries_expire(clock: Clock) -> None:
    cache: TTLCache[str, int] = TTLCache(10, clock=clock)
    cache.set("a", 1)
    clock.now_s = 9.9
    assert (cache.get("a"), "a" in cache, len(cache)) == (1, True, 1)
    clock.now_s = 10
    assert (cache.get("a"), cache.get("a", 7), "a" in cache, len(cache)) == (None, 7, False, 0)


def test_setting_again_begins_a_new_life(clock: Clock) -> None:
    cache: TTLCache[str, int] = TTLCache(10, clock=clock)
    cache.set("a", 1)
    clock.now_s = 6
    cache.set("b", 2)
    cache.set("a", 3)
    clock.now_s = 12
    assert (cache.get("a"), cache.get("b")) == (3, 2)


def test_the_oldest_goes_when_it_is_full(clock: Clock) -> None:
    cache: TTLCache[int, int] = TTLCache(10, 2, clock=clock)
    for number in range(3):
        cache.set(number, number)
    assert [cache.get(number) for number in range(3)] == [None, 1, 2]
    assert cache.delete(1)
    assert not cache.delete(1)
    cache.clear()
    assert len(cache) == 0


def test_the_decorator(clock: Clock) -> None:
    calls = list[tuple[int, str]]()

    @ttl_cache(5, clock=clock)
    def work(number: int, unit: str = "m") -> str | None:
        """Say it."""
        calls.append((number, unit))
        return None if number == 0 else f"{number} {unit}"

    assert [work(1), work(1), work(1, unit="s"), work(0), work(0)] == [
        "1 m",
        "1 m",
        "1 s",
        None,
        None,
    ]
    assert len(calls) == 3
    clock.now_s = 5
    assert work(1) == "1 m"
    assert len(calls) == 4
    assert work.__doc__ == "Say it."


def test_exceptions_are_not_remembered(clock: Clock) -> None:
    calls = list[int]()

    @ttl_cache(5, clock=clock)
    def work() -> None:
        calls.append(1)
        raise KeyError

    for _ in range(2):
        with pytest.raises(KeyError):
            work()
    assert len(calls) == 2


@pytest.mark.parametrize("bad", [(0, 1), (1, 0)])
def test_senseless_settings(bad: tuple[float, int]) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        TTLCache(*bad)
