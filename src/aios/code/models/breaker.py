"""A breaker keeps calls away from an endpoint that fails, and tries it again after a rest."""

from collections.abc import Callable
from types import TracebackType

from aios.contracts.endpoints import BreakerState
from aios.contracts.errors import AiosError, ModelFailed, NoModel, TimedOut

FAILURES = 3
REST_S = 1.0
LONGEST_REST_S = 30.0
FAULTS = ("model_failed", "model_cut_off", "model_unreadable")


class Breaker:
    """Closed; open after some failures in a row; half-open when rested: one call tries it.

    Each failed try doubles the rest, up to a bound; a success closes it. Only what the endpoint is
    to blame for counts: a prompt too long, a wrong key or an absent model do not.
    """

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._failures = 0
        self._rests_until = 0.0
        self._trying = False
        self.problem: AiosError | None = None

    @property
    def state(self) -> BreakerState:
        """How it stands now."""
        if self._failures < FAILURES:
            return "closed"
        return "open" if self.rest_s > 0 else "half-open"

    @property
    def rest_s(self) -> float:
        """For how many seconds it still keeps calls away."""
        return max(0.0, self._rests_until - self._monotonic())

    @property
    def admits(self) -> bool:
        """Whether a call may go through now."""
        return self.state == "closed" or (self.state == "half-open" and not self._trying)

    def judging(self) -> "Judging":
        """Learn from how the call inside ends; one that was cancelled teaches nothing."""
        return Judging(self)

    def begin(self) -> bool:
        """A call begins; whether it tries an endpoint that has rested."""
        self._trying = self.state == "half-open"
        return self._trying

    def end(self, error: BaseException | None, *, trying: bool) -> None:
        """The call has ended, well or with an error."""
        if error is None or isinstance(error, AiosError):
            self._judge(error)
        if trying:
            self._trying = False

    def reached(self) -> None:
        """It was reached just now, if not by a call: that nothing answered is over."""
        if isinstance(self.problem, NoModel):
            self._judge(None)

    def _judge(self, error: AiosError | None) -> None:
        self.problem = error
        if error is None or not is_fault(error):
            self._failures = 0
            return
        self._failures += 1
        rest_s = REST_S * 2.0 ** max(0, self._failures - FAILURES)
        self._rests_until = self._monotonic() + min(rest_s, LONGEST_REST_S)


class Judging:
    """One call, as its endpoint's breaker sees it. A class, since it is entered at every call."""

    __slots__ = ("_breaker", "_trying")

    def __init__(self, breaker: Breaker) -> None:
        self._breaker = breaker
        self._trying = False

    def __enter__(self) -> None:
        self._trying = self._breaker.begin()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._breaker.end(error, trying=self._trying)


def is_fault(error: AiosError) -> bool:
    """Whether the endpoint is to blame, rather than the request or the key."""
    if isinstance(error, NoModel):
        return "status" not in error.details  # it did not answer at all
    return isinstance(error, TimedOut) or (isinstance(error, ModelFailed) and error.code in FAULTS)
