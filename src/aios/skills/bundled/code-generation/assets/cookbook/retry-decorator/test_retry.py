"""How often it calls, how long it waits, what passes through. Nothing really sleeps."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from retry import BASE_DELAY_S, FACTOR, MAX_DELAY_S, MAX_RETRIES, delays_s, retry


class Flaky:
    """Fails `failures` times, then answers; counts its calls."""

    def __init__(self, failures: int, error: type[Exception] = ConnectionError) -> None:
        self.failures, self.error, self.calls = failures, error, 0

    def __call__(self) -> str:
        self.calls += 1
        if self.calls <= self.failures:
            raise self.error(f"failure {self.calls}")
        return "answer"


@pytest.fixture(autouse=True)
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    waited: list[float] = []

    async def async_sleep(seconds: float) -> None:
        waited.append(seconds)

    monkeypatch.setattr("retry.time.sleep", waited.append)
    monkeypatch.setattr("retry.asyncio.sleep", async_sleep)
    return waited


def call_sync(flaky: Flaky, **settings: Any) -> str:
    @retry(**settings)
    def work() -> str:
        return flaky()

    return work()


def call_async(flaky: Flaky, **settings: Any) -> str:
    @retry(**settings)
    async def work() -> str:
        return flaky()

    return asyncio.run(work())


both = pytest.mark.parametrize("call", [call_sync, call_async])
Call = Callable[..., str]


@both
@pytest.mark.parametrize("failures", range(MAX_RETRIES + 1))
def test_it_calls_until_it_succeeds(call: Call, failures: int, waits: list[float]) -> None:
    flaky = Flaky(failures)
    assert call(flaky) == "answer"
    assert (flaky.calls, len(waits)) == (failures + 1, failures)


@both
def test_the_last_failure_passes_through(call: Call) -> None:
    flaky = Flaky(99)
    with pytest.raises(ConnectionError, match=f"failure {MAX_RETRIES + 1}$"):
        call(flaky)
    assert flaky.calls == MAX_RETRIES + 1


@both
def test_other_exceptions_are_not_retried(call: Call) -> None:
    flaky = Flaky(1, KeyError)
    with pytest.raises(KeyError):
        call(flaky, exceptions=(ConnectionError, TimeoutError))
    assert flaky.calls == 1


@both
def test_no_retries_means_one_call(call: Call, waits: list[float]) -> None:
    with pytest.raises(ConnectionError):
        call(Flaky(1), max_retries=0)
    assert waits == []


def test_delays_grow_by_the_factor_up_to_the_bound() -> None:
    assert list(delays_s(5, 1, 6, 2, jitter=False)) == [1, 2, 4, 6, 6]


def test_jitter_stays_between_zero_and_the_full_delay() -> None:
    full = list(delays_s(20, jitter=False))
    for _ in range(50):
        assert all(0 <= d <= bound for d, bound in zip(delays_s(20), full, strict=True))


def test_the_defaults_are_the_constants() -> None:
    first = list(delays_s(jitter=False))
    assert len(first) == MAX_RETRIES
    assert first[:2] == [min(BASE_DELAY_S * FACTOR**n, MAX_DELAY_S) for n in range(2)][: len(first)]


@pytest.mark.parametrize("bad", [{"max_retries": -1}, {"base_delay_s": -1}, {"factor": 0.5}])
def test_bad_settings_are_refused_when_decorating(bad: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="negative"):
        retry(**bad)


def test_the_function_keeps_its_name_and_arguments() -> None:
    @retry()
    def add(a: int, b: int = 1) -> int:
        """Adds."""
        return a + b

    assert (add(1, b=2), add.__name__, add.__doc__) == (3, "add", "Adds.")
