"""What outlives, expires, or is broken."""

from pathlib import Path

import pytest
from disk_cache import DiskCache


class Clock:
    """Time that passes when told to."""

    now_s = 1000.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def cache(tmp_path: Path, clock: Clock) -> DiskCache:
    return DiskCache(tmp_path / "kept", 60, clock=clock)


@pytest.mark.parametrize("value", [0, None, "文", [1, {"a": 2.5}], {"x": []}, ""])
def test_values_outlive_the_program(cache: DiskCache, tmp_path: Path, value: object) -> None:
    cache.set("key/../with: signs", value)
    again = DiskCache(tmp_path / "kept", None)
    assert again.get("key/../with: signs", "absent") == value
    assert again.get("other", "absent") == "absent"


def test_entries_expire(cache: DiskCache, clock: Clock) -> None:
    cache.set("a", 1)
    clock.now_s += 59
    cache.set("b", 2)
    assert cache.get("a") == 1
    clock.now_s += 1
    assert (cache.get("a"), cache.get("b")) == (None, 2)
    assert cache.remove_expired() == 1
    assert cache.clear() == 1


def test_a_broken_file_counts_as_absent(cache: DiskCache) -> None:
    cache.set("a", 1)
    next(cache.folder.glob("*.json")).write_text("{")
    assert cache.get("a", "absent") == "absent"
    cache.set("a", 2)
    assert cache.get("a") == 2
    assert [file.suffix for file in cache.folder.iterdir()] == [".json"]


def test_the_decorator(cache: DiskCache, clock: Clock) -> None:
    calls = list[tuple[int, str]]()

    @cache.cached
    def work(number: int, unit: str = "m") -> list[str]:
        calls.append((number, unit))
        return [f"{number} {unit}"]

    assert work(1) == work(1) == ["1 m"]
    assert work(1, unit="s") == ["1 s"]
    assert calls == [(1, "m"), (1, "s")]
    clock.now_s += 60
    work(1)
    assert len(calls) == 3


def test_deleting_and_bad_settings(cache: DiskCache, tmp_path: Path) -> None:
    cache.set("a", 1)
    assert cache.delete("a")
    assert not cache.delete("a")
    with pytest.raises(ValueError, match="above 0"):
        DiskCache(tmp_path, 0)
