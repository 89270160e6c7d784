"""A model call from the wish to the answer: its turns, its breaks, its tries elsewhere."""

from collections.abc import Callable, Sequence

from aios.contracts.errors import AiosError, Cancelled
from aios.contracts.messages import Generation, ModelChunk, ModelRequest
from aios.contracts.ports import Clock
from aios.kernel.draft import Draft
from aios.kernel.model_turns import MAX_WAITING, ModelTurns, closing
from aios.kernel.places import Places
from aios.kernel.policy import Ticket
from aios.kernel.prices import Prices
from aios.kernel.services import Thinker
from aios.kernel.slots import Stint

OnText = Callable[[str], None]
OnBreak = Callable[[bool], None]


class ModelCalls:
    """Makes model calls, each in its turn, and at another endpoint when one fails."""

    def __init__(
        self,
        models: Thinker,
        clock: Clock,
        prices: Prices | None = None,
        *,
        max_waiting: int = MAX_WAITING,
    ) -> None:
        self.turns = ModelTurns(clock, max_waiting=max_waiting)
        self._models = models
        self._clock = clock
        self._prices = prices or Prices()

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
        return self._prices.priced(await self._made(request, ticket, on_text, on_break))

    async def embed(self, model: str, texts: Sequence[str], ticket: Ticket) -> list[list[float]]:
        """One vector per text, in its turn; by no other model, whose vectors would mean nothing."""
        places = [p for p in await self._models.endpoints(model) if not p.spare]
        while not self.turns.closed:
            stint = await self.turns.enter(ticket, places)
            endpoint = stint.endpoint
            try:
                if not stint.interrupt.fired:
                    with stint.interrupt:
                        return await self._models.embed(
                            endpoint.model, texts, endpoint=endpoint.name
                        )
            finally:
                self.turns.leave(stint)
        raise closing()

    async def _made(
        self,
        request: ModelRequest,
        ticket: Ticket,
        on_text: OnText | None,
        on_break: OnBreak | None,
    ) -> Generation:
        places = Places(await self._models.endpoints(request.model), self._models.pause_s)
        draft, times, again = Draft(request), 0, False
        while True:
            stint = await self.turns.enter(ticket, places.usable(draft.at), times, again=again)
            again = True
            pause_s, began, answer = None, self._clock.monotonic(), None
            try:
                answer = await self._speak(stint, draft, on_text)
            except Cancelled:
                raise
            except AiosError as error:
                if draft.at and error.code == "model_silent":
                    return draft.cut(stint.endpoint, "stop")
                pause_s = places.failed(stint.endpoint, error, begun=draft.begun)
            finally:
                self.turns.leave(stint)
            if answer is not None:
                return draft.whole(answer)
            times += pause_s is None
            spent_s = self._clock.monotonic() - began
            kept = draft.broken_off(stint.endpoint, spent_s, failed=pause_s is not None)
            if on_break is not None:
                on_break(kept)
            if draft.full:
                return draft.cut(stint.endpoint, "length")
            if pause_s:
                await self._clock.sleep(pause_s)

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
            if chunk.done:  # the server is free now; the answer is put together meanwhile
                self.turns.leave(stint)

        endpoint, answer = stint.endpoint, None
        if not stint.interrupt.fired:
            request = draft.request_for(endpoint)
            with stint.interrupt:
                answer = await self._models.generate(request, endpoint=endpoint.name, on_chunk=hear)
        if answer is None and self.turns.closed:
            raise closing()
        return answer
