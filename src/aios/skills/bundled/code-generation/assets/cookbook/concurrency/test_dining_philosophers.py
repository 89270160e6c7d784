"""Everybody eats, and it ends."""

import threading

import pytest
from dining_philosophers import dine


@pytest.mark.parametrize("philosophers", [2, 3, 5, 20])
def test_everybody_eats(philosophers: int) -> None:
    eaten = list[int]()
    table = threading.Thread(target=lambda: eaten.extend(dine(philosophers, 200)), daemon=True)
    table.start()
    table.join(10)
    assert not table.is_alive()
    assert eaten == [200] * philosophers


def test_one_alone_has_but_one_fork() -> None:
    with pytest.raises(ValueError, match="at least two"):
        dine(1)
