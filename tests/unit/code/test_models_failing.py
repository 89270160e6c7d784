"""When endpoints fail: who is asked next, who again, after how long, and who is left alone."""

from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aios.code.models.book import Book
from aios.code.models.breaker import Breaker
from aios.code.models.patience import wait_s
from aios.code.models.registry import Models
from aios.code.models.scripted import Reply, ScriptedModel
from aios.contracts.endpoints import ModelEntry
from aios.contracts.errors import AiosError, Denied, ModelFailed, NoModel, TimedOut
from aios.contracts.messages import Generation, Message, ModelChunk, ModelInfo, ModelRequest
from aios.kernel.model_calls import ModelCalls
from aios.kernel.policy import Ticket

ABSENT = NoModel("Nobody answers.", hint="Start it.")
BUSY = ModelFailed("Busy.", hint="Wait.", code="model_busy")
BROKEN = ModelFailed("It broke.", hint="Look.", details={"status": 500})
CUT = ModelFailed("Cut off.", hint="Look.", code="model_cut_off")
LOCKED = Denied("No.", hint="Key.")
TOO_LONG = ModelFailed("Too long.", hint="Shorten.", code="context_full", details={"status": 400})


class Clock:
    """Time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.passed = 0.0
        self.slept: list[float] = []

    def monotonic(self) -> float:
        return self.passed

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.passed, UTC)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.passed += seconds


class Server(ScriptedModel):
    """An endpoint with these replies, of which those not scripted are "said by <name>"."""

    def __init__(self, name: str, *replies: Reply, models: Sequence[str] = ("m",)) -> None:
        super().__init__([*replies, *[f"said by {name}"] * 20], name=name)
        self.offered = models

    async def models(self) -> list[ModelInfo]:
        return [ModelInfo(name=model, endpoint=self.name) for model in self.offered]


def asking(model: str = "m") -> ModelRequest:
    return ModelRequest(model=model, messages=(Message(role="user", content="hi"),))


class Known:
    """The models, asked as the kernel asks them."""

    def __init__(
        self, clock: Clock, *servers: ScriptedModel, entries: Sequence[ModelEntry] = ()
    ) -> None:
        placed = [(entry, entry.base_url) for entry in entries]
        self.models = Models(
            servers, book=Book(placed) if placed else None, monotonic=clock.monotonic
        )
        self._calls = ModelCalls(self.models, clock)

    async def ask(self, model: str = "m", told: Callable[[str], None] | None = None) -> Generation:
        return await self._calls.make(asking(model), Ticket(id="call"), told)


def entry(name: str, endpoint: str, **more: object) -> ModelEntry:
    return ModelEntry.read({"name": name, "base_url": endpoint, **more})


@pytest.mark.parametrize("problem", [ABSENT, BUSY, BROKEN, CUT, LOCKED])
async def test_the_next_endpoint_of_the_model_is_asked_at_once(problem: AiosError) -> None:
    clock, broken, works = Clock(), Server("broken", problem), Server("works")
    answer = await Known(clock, broken, works).ask()
    assert (answer.text, answer.endpoint) == ("said by works", "works")
    assert clock.slept == []


async def test_only_the_endpoint_that_is_named_is_asked() -> None:
    first, second = Server("first"), Server("second")
    known = Known(Clock(), first, second).models
    answer = await known.generate(asking(), endpoint="second")
    assert (answer.endpoint, len(first.requests)) == ("second", 0)


async def test_fallbacks_are_asked_in_order_under_their_own_names() -> None:
    big, small = Server("big", ABSENT, models=["large"]), Server("small", models=["tiny:1b"])
    entries = [
        entry("best", "big", model="large", fallback=["spare"]),
        entry("spare", "small", model="tiny:1b", fallback="best"),
    ]
    answer = await Known(Clock(), big, small, entries=entries).ask("best")
    assert (answer.model, answer.endpoint) == ("tiny:1b", "small")
    assert [r.model for r in big.requests + small.requests] == ["large", "tiny:1b"]


async def test_an_alias_is_the_model() -> None:
    known = Known(Clock(), Server("s"), entries=[entry("m", "s", aliases=["fast", "快"])])
    assert (await known.ask("快")).text == "said by s"
    assert await known.models.reachable("fast") == "m"
    assert [place.name for place in await known.models.endpoints("fast")] == ["s"]


async def test_a_busy_endpoint_is_asked_again_after_what_it_asked_for() -> None:
    wait = ModelFailed("Busy.", hint="", code="model_busy", details={"retry_after_s": 7})
    clock, server = Clock(), Server("s", wait, BUSY)
    assert (await Known(clock, server).ask()).text == "said by s"
    assert clock.slept[0] == 7
    assert len(server.requests) == 3


async def test_a_model_that_loads_is_waited_for_minutes() -> None:
    loading = ModelFailed("Loading.", hint="", code="model_loading", details={"status": 503})
    clock, server = Clock(), Server("s", *[loading] * 8)
    assert (await Known(clock, server).ask()).text == "said by s"
    assert 30 < sum(clock.slept) < 300
    assert clock.slept == sorted(clock.slept)


@pytest.mark.parametrize("problem", [ABSENT, LOCKED, TOO_LONG])
async def test_what_waiting_cannot_mend_is_told_at_once(problem: AiosError) -> None:
    clock, server = Clock(), Server("s", problem)
    with pytest.raises(type(problem), match=problem.message):
        await Known(clock, server).ask()
    assert clock.slept == [] and len(server.requests) == 1


async def test_the_first_problem_is_the_one_that_is_told() -> None:
    with pytest.raises(Denied, match="No"):
        await Known(Clock(), Server("a", LOCKED), Server("b", ABSENT)).ask()


async def test_an_endpoint_is_not_asked_again_once_a_piece_was_told() -> None:
    class Breaks(Server):
        async def generate(self, request: ModelRequest) -> AsyncIterator[ModelChunk]:
            self.requests.append(request)
            yield ModelChunk(text="half an ans")
            raise CUT

    told: list[str] = []
    breaks, clock = Breaks("breaks"), Clock()
    with pytest.raises(ModelFailed, match="Cut off"):
        await Known(clock, breaks).ask("m", told.append)
    assert (told, len(breaks.requests), clock.slept) == (["half an ans"], 1, [])


async def test_an_endpoint_that_fails_again_and_again_rests_then_is_tried_once() -> None:
    clock, server = Clock(), Server("s", ABSENT, ABSENT, ABSENT, ABSENT)
    known = Known(clock, server)
    for _ in range(3):
        with pytest.raises(NoModel, match="Nobody"):
            await known.ask()
    [place] = await known.models.endpoints("m")
    assert not place.ready
    with pytest.raises(NoModel) as caught:
        await known.ask()
    assert caught.value.code == "endpoint_resting" and "Nobody answers" in caught.value.message
    assert len(server.requests) == 3
    clock.passed += 1.5
    with pytest.raises(NoModel, match="Nobody"):
        await known.ask()  # the one try: it fails, and the rest doubles
    clock.passed += 1.5
    with pytest.raises(NoModel, match="rests"):
        await known.ask()
    clock.passed += 1.0
    assert (await known.ask()).text == "said by s"
    assert (await known.models.endpoints("m"))[0].ready


async def test_one_that_was_absent_is_asked_as_soon_as_it_is_seen_again() -> None:
    clock, server = Clock(), Server("s", *[ABSENT] * 6)
    known = Known(clock, server)
    for _ in range(6):
        clock.passed += 40
        with pytest.raises(NoModel, match="Nobody"):
            await known.ask()
    clock.passed += 5.5
    with pytest.raises(NoModel, match="rests"):
        await known.ask()
    assert await known.models.reachable() == "m"
    assert (await known.ask()).text == "said by s"


async def test_while_one_rests_the_other_has_the_calls() -> None:
    clock, broken, works = Clock(), Server("broken", *[ABSENT] * 9), Server("works")
    known = Known(clock, broken, works)
    for _ in range(6):
        assert (await known.ask()).endpoint == "works"
    assert len(broken.requests) == 3
    ready = {place.name: place.ready for place in await known.models.endpoints("m")}
    assert ready == {"broken": False, "works": True}
    states = {state.name: state.breaker for state in await known.models.health()}
    assert states == {"broken": "open", "works": "closed"}


async def test_the_endpoints_of_fallbacks_are_spare_ones() -> None:
    own, spare = Server("own"), Server("spare", models=["other"])
    entries = [entry("m", "own", fallback=["other"]), entry("other", "spare")]
    places = await Known(Clock(), own, spare, entries=entries).models.endpoints("m")
    assert [(p.name, p.model, p.spare) for p in places] == [
        ("own", "m", False),
        ("spare", "other", True),
    ]


def failing(breaker: Breaker, error: AiosError) -> None:
    with pytest.raises(type(error)), breaker.judging():
        raise error


@given(st.lists(st.sampled_from(["fail", "work", "wait", "busy"]), max_size=40))
def test_a_breaker_never_stays_open_longer_than_its_bound(deeds: list[str]) -> None:
    clock = Clock()
    breaker, failures = Breaker(clock.monotonic), 0
    for deed in deeds:
        if deed == "wait":
            clock.passed += 31
            assert breaker.admits
        elif deed == "fail":
            failing(breaker, TimedOut("Silence.", hint="Wait."))
            failures += 1
        elif deed == "busy":
            failing(breaker, BUSY)
            failures = 0
        else:
            with breaker.judging():
                pass
            failures = 0
        assert breaker.rest_s <= 30
        assert (breaker.state == "closed") == (failures < 3)


def test_half_open_lets_one_call_through_and_a_cancelled_one_teaches_nothing() -> None:
    clock = Clock()
    breaker = Breaker(clock.monotonic)
    for _ in range(3):
        failing(breaker, CUT)
    assert not breaker.admits
    clock.passed += 2
    assert breaker.admits and breaker.state == "half-open"
    with pytest.raises(KeyboardInterrupt), breaker.judging():
        assert not breaker.admits  # while one tries, no other does
        raise KeyboardInterrupt
    assert breaker.admits and breaker.state == "half-open"


@given(st.integers(1, 30), st.floats(0, 1), st.sampled_from([BUSY, BROKEN, CUT]))
def test_waits_are_short_and_end(tries: int, chance: float, error: AiosError) -> None:
    waited = wait_s(error, tries, lambda: chance)
    assert (waited is None) == (tries >= 4)
    assert waited is None or 0.2 <= waited <= 8


def test_nobody_waits_for_an_hour() -> None:
    long = ModelFailed("Busy.", hint="", code="model_busy", details={"retry_after_s": 3600})
    assert wait_s(long, 1) is None
    assert wait_s(LOCKED, 1) is None and wait_s(TOO_LONG, 1) is None
