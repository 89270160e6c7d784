"""A model call from the wish to the answer: its turns, its breaks, its other endpoints."""

from collections.abc import Callable, Sequence

from aios.contracts.errors import AiosError, ModelFailed, NoModel
from aios.contracts.messages import Generation, ModelChunk, ModelRequest
from aios.contracts.ports import Clock, Endpoint
from aios.kernel.draft import Draft
from aios.kernel.model_turns import ModelTurns, closing
from aios.kernel.policy import Ticket
from aios.kernel.services import Thinker
from aios.kernel.slots import Stint

# With these another endpoint would do no better.
FINAL = frozenset({"context_full", "model_without_tools", "model_silent"})

OnText = Callable[[str], None]
OnBreak = Callable[[bool], None]


class ModelCalls:
    """Makes model calls, each in its turn, and at another endpoint when one fails."""

    def __init__(self, models: Thinker, clock: Clock) -> None:
        self.turns = ModelTurns(clock)
        self._models = models
        self._clock = clock

    async def make(
        self,
        request: ModelRequest,
        ticket: Ticket,
        on_text: OnText | None = None,
        on_break: OnBreak | None = None,
    ) -> Generation:
        """The whole answer; NoModel, ModelFailed, TimedOut, LimitReached (`busy`).

        `on_break(kept)` tells that a critical call, or a failure, has broken the answer off: if
        not `kept`, the texts told so far count for nothing and it is said anew.
        """
        left = await self._models.endpoints(request.model)
        draft, times = Draft(request), 0
        while True:
            stint = await self.turns.enter(ticket, usable(left, draft.at), times)
            failed, began = False, self._clock.monotonic()
            try:
                answer = await self._speak(stint, draft, on_text)
            except (NoModel, ModelFailed) as error:
                if draft.at and error.code == "model_silent":
                    return draft.cut(stint.endpoint, "stop")
                answer, failed, left = None, True, others(left, stint.endpoint, error)
            finally:
                self.turns.leave(stint)
            if answer is not None:
                return draft.whole(answer)
            times += not failed
            kept = draft.broken_off(stint.endpoint, self._clock.monotonic() - began, failed=failed)
            if on_break is not None:
                on_break(kept)
            if draft.full:
                return draft.cut(stint.endpoint, "length")

    async def _speak(self, stint: Stint, draft: Draft, on_text: OnText | None) -> Generation | None:
        """The rest of the answer, or None when the turn was taken away."""
        silent = True

        def hear(chunk: ModelChunk) -> None:
            nonlocal silent
            if silent:
                silent = False
                self.turns.heard(stint)
            draft.hear(chunk)
            if chunk.text and on_text is not None:
                on_text(chunk.text)

        endpoint, answer = stint.endpoint, None
        if not stint.interrupt.fired:
            request = draft.request_for(endpoint)
            with stint.interrupt:
                answer = await self._models.generate(request, endpoint=endpoint.name, on_chunk=hear)
        if answer is None and self.turns.closed:
            raise closing()
        return answer


def usable(endpoints: Sequence[Endpoint], at: str = "") -> Sequence[Endpoint]:
    """Where a call may go now: where it can be gone on with, else where nothing failed lately."""
    if at:
        return [e for e in endpoints if e.name == at]
    for wanted in ((True, False), (True, True), (False, False)):
        found = [e for e in endpoints if (e.ready, e.spare) == wanted]
        if found:
            return found
    return endpoints


def others(endpoints: Sequence[Endpoint], failed: Endpoint, error: AiosError) -> list[Endpoint]:
    """The endpoints that are left; raises the error when none is, or none would do better."""
    left = [e for e in endpoints if e.name != failed.name]
    if not left or error.code in FINAL:
        raise error
    return left
