"""The cache against an obvious model."""

import random
from itertools import count

import pytest
from lfu_cache import LFUCache


def test_it_does_what_an_obvious_model_does() -> None:
    draw, clock, cache = random.Random(11), count(), LFUCache(4)
    model: dict[int, list[int]] = {}  # key -> [uses, last use, value]
    for number in range(3000):
        key = draw.randint(0, 9)
        if draw.random() < 0.5:
            assert cache.get(key) == (model[key][2] if key in model else None)
        else:
            if key not in model and len(model) == 4:
                del model[min(model, key=lambda k: model[k][:2])]
            model.setdefault(key, [0, 0, 0])[2] = number
            cache.put(key, number)
        if key in model:
            model[key][:2] = [model[key][0] + 1, next(clock)]
        assert {k for k in range(10) if k in cache} == set(model)
        assert len(cache) == len(model)


def test_a_capacity_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        LFUCache(0)
