"""The cache against a slow and obvious model of it, and its edges one by one."""

import random
import threading
from typing import Any

import pytest
from lru_cache import CAPACITY, TTL_S, LRUCache


class Clock:
    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


def test_the_least_recently_used_entry_goes() -> None:
    cache: LRUCache[str, int] = LRUCache(capacity=2, ttl_s=None)
    cache.put("a", 1)
    cache.put("b", 2)
    assert cache.get("a") == 1
    cache.put("c", 3)
    assert cache.keys() == ["a", "c"]
    assert cache.get("b") is None


def test_a_new_value_makes_the_key_recent() -> None:
    cache: LRUCache[str, int] = LRUCache(capacity=2, ttl_s=None)
    for key, value in [("a", 1), ("b", 2), ("a", 10), ("c", 3)]:
        cache.put(key, value)
    assert (cache.keys(), cache.get("a")) == (["a", "c"], 10)


def test_an_entry_dies_at_its_age() -> None:
    clock = Clock()
    cache: LRUCache[str, int] = LRUCache(ttl_s=10, clock=clock)
    cache.put("a", 1)
    clock.now_s = 9.9
    assert "a" in cache
    clock.now_s = 10
    assert "a" not in cache
    assert (cache.get("a", -1), len(cache)) == (-1, 0)


def test_reading_does_not_lengthen_a_life_but_writing_does() -> None:
    clock = Clock()
    cache: LRUCache[str, int] = LRUCache(ttl_s=10, clock=clock)
    cache.put("read", 1)
    cache.put("written", 1)
    clock.now_s = 6
    cache.get("read")
    cache.put("written", 2)
    clock.now_s = 12
    assert cache.keys() == ["written"]


def test_dead_entries_make_room_before_living_ones() -> None:
    clock = Clock()
    cache: LRUCache[str, int] = LRUCache(capacity=2, ttl_s=10, clock=clock)
    cache.put("alive", 1)
    cache.put("dead", 1)
    clock.now_s = 9
    cache.put("alive", 2)
    clock.now_s = 11
    cache.put("new", 1)
    assert cache.keys() == ["alive", "new"]


def test_none_is_a_value_like_any_other() -> None:
    cache: LRUCache[str, None] = LRUCache()
    cache.put("a", None)
    assert "a" in cache
    assert cache.hits == 0


def test_hits_and_misses_are_counted() -> None:
    cache: LRUCache[str, int] = LRUCache()
    cache.get("a")
    cache.put("a", 1)
    cache.get("a")
    assert (cache.hits, cache.misses) == (1, 1)


def test_delete_and_clear() -> None:
    cache: LRUCache[str, int] = LRUCache()
    cache.put("a", 1)
    cache.put("b", 2)
    assert (cache.delete("a"), cache.delete("a")) == (True, False)
    cache.clear()
    assert len(cache) == 0


def test_the_defaults_are_the_constants() -> None:
    cache: LRUCache[int, int] = LRUCache()
    assert (cache.capacity, cache.ttl_s) == (CAPACITY, TTL_S)


@pytest.mark.parametrize("bad", [{"capacity": 0}, {"capacity": -1}, {"ttl_s": 0}, {"ttl_s": -2.0}])
def test_bad_settings_are_refused(bad: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="must be"):
        LRUCache(**bad)


@pytest.mark.parametrize("seed", range(20))
def test_it_behaves_like_the_obvious_model(seed: int) -> None:
    draw, model = random.Random(seed), dict[int, int]()
    cache: LRUCache[int, int] = LRUCache(capacity=5, ttl_s=None)
    for step in range(500):
        key = draw.randrange(9)
        if draw.random() < 0.5:
            model.pop(key, None)
            model[key] = step
            if len(model) > 5:
                del model[next(iter(model))]
            cache.put(key, step)
        else:
            assert cache.get(key) == model.get(key)
            if key in model:
                model[key] = model.pop(key)
        assert cache.keys() == list(model)


def test_threads_never_push_it_over_its_capacity() -> None:
    cache: LRUCache[int, int] = LRUCache(capacity=10)
    sizes: list[int] = []

    def work(seed: int) -> None:
        draw = random.Random(seed)
        for _ in range(300):
            cache.put(draw.randrange(50), seed)
            cache.get(draw.randrange(50))
            sizes.append(len(cache))

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(sizes) == 1800
    assert max(sizes) <= 10
