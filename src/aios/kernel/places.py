"""Where one model call may go, after what has failed."""

from collections.abc import Callable, Sequence

from aios.contracts.errors import AiosError
from aios.contracts.ports import Endpoint

# With these another endpoint, or the same one later, would do no better.
FINAL = frozenset({"context_full", "model_without_tools", "model_silent"})
# The best first: those that have not failed lately, and the model's own before its fallbacks'.
TIERS = ((True, False), (True, True), (False, False), (False, True))

PauseOf = Callable[[AiosError, int], float | None]


class Places:
    """The endpoints of one call. One that failed is left out; when all have, those where it passes
    (busy, loading) are asked again after a pause.
    """

    def __init__(self, endpoints: Sequence[Endpoint], pause_s: PauseOf) -> None:
        self._left = list(endpoints)
        self._pause_s = pause_s
        self._paused: list[tuple[float, Endpoint]] = []
        self._tries: dict[Endpoint, int] = {}
        self._first: AiosError | None = None

    def usable(self, at: str = "") -> Sequence[Endpoint]:
        """Where the call may go now: the best that are left, or where it can be gone on with."""
        if at:
            return [e for e in self._left if e.name == at]
        for tier in TIERS if len(self._left) > 1 else ():
            found = [e for e in self._left if (e.ready, e.spare) == tier]
            if found:
                return found
        return self._left

    def failed(self, endpoint: Endpoint, error: AiosError, *, begun: bool) -> float:
        """Seconds to wait before the next try; raises the first error when there is none.

        An answer that had `begun` is not asked for again where it broke.
        """
        self._first = self._first or error
        if error.code in FINAL:
            raise error
        self._tries[endpoint] = self._tries.get(endpoint, 0) + 1
        self._left.remove(endpoint)
        pause_s = None if begun else self._pause_s(error, self._tries[endpoint])
        if pause_s is not None:
            self._paused.append((pause_s, endpoint))
        if self._left:
            return 0.0
        if not self._paused:
            raise self._first
        pause_s = min(pause_s for pause_s, _endpoint in self._paused)
        self._left, self._paused = [endpoint for _pause_s, endpoint in self._paused], []
        return pause_s
