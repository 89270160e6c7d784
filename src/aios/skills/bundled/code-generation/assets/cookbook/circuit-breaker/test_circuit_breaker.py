"""The states, on a clock of the tests' own."""

import pytest
from circuit_breaker import (
    FAILURE_THRESHOLD,
    RECOVERY_S,
    CircuitBreaker,
    CircuitOpen,
    State,
)


class Clock:
    """Time that passes when told to."""

    now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> CircuitBreaker:
    return CircuitBreaker(2, 10, (ValueError,), clock=clock)


def fail(breaker: CircuitBreaker, times: int) -> None:
    for _ in range(times):
        with pytest.raises(ValueError, match="invalid"):
            breaker.call(int, "x")


def test_it_opens_and_refuses_without_calling(breaker: CircuitBreaker) -> None:
    fail(breaker, 2)
    assert breaker.state is State.OPEN
    with pytest.raises(CircuitOpen, match=r"10\.0 s"):
        breaker.call(pytest.fail, "it was called")


def test_a_success_resets_the_count(breaker: CircuitBreaker) -> None:
    for _ in range(3):
        fail(breaker, 1)
        assert breaker.call(int, "5") == 5
    assert breaker.state is State.CLOSED


def test_a_trial_closes_it_or_opens_it_again(breaker: CircuitBreaker, clock: Clock) -> None:
    fail(breaker, 2)
    clock.now_s = 10
    assert breaker.state is State.HALF_OPEN
    fail(breaker, 1)
    assert breaker.state is State.OPEN
    clock.now_s = 20
    assert breaker.call(int, "5") == 5
    assert breaker.state is State.CLOSED


def test_only_one_may_try(breaker: CircuitBreaker, clock: Clock) -> None:
    fail(breaker, 2)
    clock.now_s = 10

    def trial() -> str:
        with pytest.raises(CircuitOpen):
            breaker.call(int, "1")
        return "done"

    assert breaker.call(trial) == "done"


def test_other_exceptions_do_not_count(breaker: CircuitBreaker) -> None:
    guarded = breaker(lambda: {}["x"])
    for _ in range(5):
        with pytest.raises(KeyError):
            guarded()
    assert breaker.state is State.CLOSED


def test_defaults_and_bad_settings() -> None:
    breaker = CircuitBreaker()
    assert (breaker.failure_threshold, breaker.recovery_s) == (FAILURE_THRESHOLD, RECOVERY_S)
    with pytest.raises(ValueError, match="at least 1"):
        CircuitBreaker(0)
