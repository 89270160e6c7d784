"""One instance, one initialisation."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from singleton import Settings, Singleton


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    Settings.reset()
    yield


def test_there_is_one_and_the_first_call_makes_it() -> None:
    first = Settings("en")
    assert Settings("fr") is first
    assert (first.language, isinstance(first, Settings)) == ("en", True)


def test_reset_makes_room_for_another() -> None:
    first = Settings()
    Settings.reset()
    assert Settings() is not first


def test_threads_get_the_same_one() -> None:
    made: list[int] = []

    class Slow(metaclass=Singleton):
        """Takes a while to make."""

        def __init__(self) -> None:
            time.sleep(0.01)
            made.append(1)

    with ThreadPoolExecutor(8) as pool:
        assert len({id(each) for each in pool.map(lambda _: Slow(), range(30))}) == 1
    assert made == [1]


def test_a_failed_first_call_may_be_repeated() -> None:
    too_many: list[Any] = [1, 2, 3]
    with pytest.raises(TypeError):
        Settings(*too_many)
    assert Settings("de").language == "de"
