"""The scheduler of model calls: its laws, whatever arrives, fails, is cancelled or gives way."""

import asyncio
from dataclasses import dataclass
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.doubles.models import Said, TimedModels, asking
from tests.doubles.virtual_time import LoopClock, VirtualLoop, run

from aios.contracts.errors import AiosError, ModelFailed
from aios.contracts.messages import Generation
from aios.contracts.ports import Endpoint
from aios.contracts.task import Priority
from aios.kernel.model_calls import ModelCalls
from aios.kernel.policy import MAX_PREEMPTIONS, Ticket

PRIORITIES = st.sampled_from(list(Priority))


@dataclass(frozen=True)
class Wish:
    """A call of a script; times in seconds."""

    at: float
    agent: str
    priority: Priority
    model: str
    said: Said
    constrained: bool
    gives_up_after: float | None


wishes = st.lists(
    st.builds(
        Wish,
        at=st.integers(0, 40).map(float),
        agent=st.sampled_from(("", "a", "b", "c")),
        priority=PRIORITIES,
        model=st.sampled_from(("m", "n")),
        said=st.builds(
            Said,
            words=st.integers(1, 6),
            word_s=st.sampled_from((0.5, 1.0, 9.0)),
            fails_at=st.sampled_from(((), (), (0,), (2,), (0, 0), (1, 0, 0))),
        ),
        constrained=st.booleans(),
        gives_up_after=st.sampled_from((None, None, None, 0.0, 0.5, 3.0, 20.0)),
    ),
    max_size=25,
)


@st.composite
def places(draw: st.DrawFn) -> list[Endpoint]:
    found = []
    for number in range(draw(st.integers(1, 3))):
        kind: dict[str, Any] = {
            "name": f"e{number}",
            "slots": draw(st.integers(1, 3)),
            "ready": draw(st.sampled_from((True, True, False))),
            "continues": draw(st.booleans()),
            "keeps_prefixes": draw(st.booleans()),
            "models_held": draw(st.integers(0, 2)),
        }
        models = ("m", "n") if number == 0 else draw(st.sampled_from((("m",), ("n",), ("m", "n"))))
        found += [Endpoint(model=model, **kind) for model in models]
    return found


class Crowd:
    """Makes the calls of a script, and looks on whenever the world is at rest."""

    def __init__(self, endpoints: list[Endpoint], script: list[Wish]) -> None:
        self.models = TimedModels(endpoints)
        self.calls = ModelCalls(self.models, LoopClock())
        self.script = script
        self.ended: dict[str, Generation | BaseException] = {}
        self.breaks: dict[str, int] = {}
        self.waiting: set[str] = set()

    async def play(self) -> None:
        loop = asyncio.get_running_loop()
        assert isinstance(loop, VirtualLoop)
        loop.check_at_rest(self.check)
        await asyncio.gather(*(self.wish(str(n), w) for n, w in enumerate(self.script)))
        self.check()

    async def wish(self, name: str, wish: Wish) -> None:
        await asyncio.sleep(wish.at)
        call = asyncio.create_task(self.call(name, wish))
        if wish.gives_up_after is not None:
            await asyncio.sleep(wish.gives_up_after)
            call.cancel()
        await asyncio.wait([call])

    async def call(self, name: str, wish: Wish) -> None:
        self.models.script[name] = wish.said
        self.breaks[name] = 0
        ticket = Ticket(
            id=name,
            priority=wish.priority,
            agent=wish.agent,
            since=asyncio.get_running_loop().time(),
        )

        def broken(_kept: bool) -> None:
            self.breaks[name] += 1

        request = asking(name, wish.model, format={} if wish.constrained else None)
        try:
            outcome: Generation | BaseException = await self.calls.make(
                request, ticket, on_break=broken
            )
        except (AiosError, asyncio.CancelledError) as problem:
            outcome = problem
        assert name not in self.ended, "a call ended twice"
        self.ended[name] = outcome

    def check(self) -> None:
        """Nobody is on more slots than there are, and no slot is free while somebody could go."""
        state = self.calls.turns.state()
        for place in self.models.places:
            assert self.models.busy[place.name] <= place.slots
            told = state.get(f"model:{place.name}")
            if told is not None:
                assert told["busy"] == self.models.busy[place.name]
                kept = len(self.calls.turns.slots_at(place.name).kept)
                free = told["slots"] - told["busy"] - kept
                assert free <= 0 or not told["waiting"], "a slot is free while a call waits"


@settings(max_examples=150, deadline=None)
@given(places(), wishes)
def test_every_call_ends_once_and_no_slot_idles(
    endpoints: list[Endpoint], script: list[Wish]
) -> None:
    crowd = Crowd(endpoints, script)
    run(crowd.play())
    assert len(crowd.ended) == len(script)
    for name, outcome in crowd.ended.items():
        wish = script[int(name)]
        if isinstance(outcome, Generation):
            assert outcome.text == "".join(f"{name}.{n} " for n in range(wish.said.words))
        elif isinstance(outcome, asyncio.CancelledError):
            assert wish.gives_up_after is not None
        else:
            assert isinstance(outcome, ModelFailed)
            assert wish.said.fails_at
        assert crowd.breaks[name] <= MAX_PREEMPTIONS + len(wish.said.fails_at)
    state = crowd.calls.turns.state().values()
    assert all(told["busy"] == told["waiting"] == 0 for told in state)
