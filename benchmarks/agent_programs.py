"""How much sooner are agents' programs done than first come, first served?

Run with `python -m benchmarks.agent_programs`; results in `benchmarks/results/agent_programs.json`.
A program is an agent that makes its calls one after the other. Most make few, some very many
(Pareto, at most 300), and nobody knows beforehand. They come at random times to a server of 4
slots, so many that there is `load` times the work it can do. It is the kernel's scheduler in
virtual time, so that the order counts and not this computer. The aim: a mean completion at most
half as long, a p99 at most 1.5 times as long.

`prompts` is a local server: a 7B model on a laptop. A call is 3 s of writing and the reading of
its prompt, 300 tokens a second, but for what a slot still holds of that program. `load` is that of
the work there were if nothing was read twice.

`order` is a server where every call takes 20 ms, whoever is next. Calls in order of arrival are
there a fair share for every program already, and little is left to be won by the order alone:
`known_length` tells how much, by who knows how long each program still takes.
"""

import asyncio
import heapq
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from statistics import mean, quantiles
from typing import Any

from tests.doubles.virtual_time import LoopClock, run

from aios.code.models.registry import Models
from aios.contracts.messages import Message, ModelChunk, ModelRequest, Usage
from aios.kernel.model_calls import ModelCalls
from aios.kernel.policy import Ticket
from benchmarks.fake_driver import FakeDriver
from benchmarks.result import save

SLOTS, TAIL, MOST_TURNS, SEEDS = 4, 1.0, 300, (1, 2)
LATENCY_S = 0.02
WRITE_S, READ_PER_S, FIRST_TOKENS, TURN_TOKENS, TOOL_S = 3.0, 300, 1500, 400, 0.1
Call = Callable[[str, int, ModelRequest], Awaitable[object]]


class PromptDriver(FakeDriver):
    """Each slot holds the prompt it has read last; what it holds of a prompt is not read again."""

    keeps_prefixes = True

    def __init__(self) -> None:
        super().__init__(WRITE_S, SLOTS)
        self._held: dict[str, int] = {}  # tokens of programs that are away, the oldest first
        self._busy = 0

    async def generate(self, request: ModelRequest) -> AsyncIterator[ModelChunk]:
        """Read, then write."""
        program, turn = request.messages[-1].content.split()
        tokens = FIRST_TOKENS + TURN_TOKENS * int(turn)
        async with self._free:
            unread = tokens - self._held.pop(program, 0)
            self._busy += 1
            while len(self._held) > SLOTS - self._busy:
                del self._held[next(iter(self._held))]
            await asyncio.sleep(unread / READ_PER_S)
            yield ModelChunk(text=".")
            await asyncio.sleep(WRITE_S)
            self._busy -= 1
            self._held[program] = tokens
        yield ModelChunk(done=True, usage=Usage(model_calls=1, tokens_in=tokens, tokens_out=100))


@dataclass(frozen=True)
class World:
    """A server, and the programs that come to it."""

    server: Callable[[], FakeDriver]
    programs: int
    loads: tuple[float, ...]
    tool_s: float
    work_s: Callable[[int], float]
    """The least work that so many turns are."""

    def coming(self, seed: int, load: float) -> list[tuple[float, int]]:
        """When each program comes, and how many turns it takes."""
        chance = random.Random(seed)
        turns = [min(MOST_TURNS, int(chance.paretovariate(TAIL))) for _ in range(self.programs)]
        within_s = sum(map(self.work_s, turns)) / SLOTS / load
        return [(chance.uniform(0, within_s), count) for count in turns]


WORLDS = {
    "prompts": World(
        PromptDriver,
        programs=400,
        loads=(0.3, 0.5, 0.7),
        tool_s=TOOL_S,
        work_s=lambda turns: (FIRST_TOKENS + TURN_TOKENS * turns) / READ_PER_S + WRITE_S * turns,
    ),
    "order": World(
        lambda: FakeDriver(LATENCY_S, SLOTS),
        programs=1500,
        loads=(0.9, 1.1, 1.3),
        tool_s=0.0,
        work_s=lambda turns: LATENCY_S * turns,
    ),
}


def fifo(models: Models) -> Call:
    """First come, first served."""
    places = asyncio.Semaphore(SLOTS)

    async def call(_program: str, _left: int, request: ModelRequest) -> object:
        async with places:
            return await models.generate(request, endpoint="fake")

    return call


def known_length(models: Models) -> Call:
    """The program that has the fewest turns left goes first: what no scheduler can know."""
    waiting: list[tuple[int, int, asyncio.Future[None]]] = []
    busy, numbers = 0, iter(range(10**9))

    def hand_out() -> None:
        nonlocal busy
        while waiting and busy < SLOTS:
            busy += 1
            heapq.heappop(waiting)[2].set_result(None)

    async def call(_program: str, left: int, request: ModelRequest) -> object:
        nonlocal busy
        turn = asyncio.get_running_loop().create_future()
        heapq.heappush(waiting, (left, next(numbers), turn))
        hand_out()
        await turn
        try:
            return await models.generate(request, endpoint="fake")
        finally:
            busy -= 1
            hand_out()

    return call


def ours(models: Models) -> Call:
    """The kernel's scheduler."""
    clock = LoopClock()
    calls, numbers = ModelCalls(models, clock), iter(range(10**9))

    async def call(program: str, _left: int, request: ModelRequest) -> object:
        ticket = Ticket(id=str(next(numbers)), run=program, since=clock.monotonic())
        return await calls.make(request, ticket)

    return call


WAYS = {"fifo": fifo, "ours": ours, "known_length": known_length}


async def completions(
    world: World, way: Callable[[Models], Call], seed: int, load: float
) -> list[float]:
    """Seconds from coming to the last answer, of each program."""
    time = asyncio.get_running_loop().time
    call = way(Models([world.server()], monotonic=time))
    took_s = []

    async def program(name: str, at: float, turns: int) -> None:
        await asyncio.sleep(at)
        for turn in range(turns):
            said = Message(role="user", content=f"{name} {turn}")
            await call(name, turns - turn, ModelRequest(model="m", messages=(said,)))
            await asyncio.sleep(world.tool_s)
        took_s.append(time() - at)

    coming = enumerate(world.coming(seed, load))
    await asyncio.gather(*(program(f"p{n}", at, turns) for n, (at, turns) in coming))
    return took_s


def compare(world: World, load: float) -> dict[str, Any]:
    """All ways with the same programs, over all seeds."""
    found: dict[str, Any] = {}
    for name, way in WAYS.items():
        took_s = [s for seed in SEEDS for s in run(completions(world, way, seed, load))]
        cuts = quantiles(took_s, n=100)
        found[name] = {
            "mean_s": round(mean(took_s), 3),
            "p50_s": round(cuts[49], 3),
            "p99_s": round(cuts[98], 3),
        }
    first, us = found["fifo"], found["ours"]
    known_s = found["known_length"]["mean_s"]
    return {
        **found,
        "mean_better_times": round(first["mean_s"] / us["mean_s"], 2),
        "known_length_better_times": round(first["mean_s"] / known_s, 2),
        "p50_better_times": round(first["p50_s"] / us["p50_s"], 2),
        "p99_of_fifo": round(us["p99_s"] / first["p99_s"], 2),
    }


def main() -> None:
    """Measure, and write it down."""
    question = " ".join((__doc__ or "").splitlines()[0].split())
    figures = {
        name: {f"load_{load}": compare(world, load) for load in world.loads}
        for name, world in WORLDS.items()
    }
    save("agent_programs", {"question": question, **figures})


if __name__ == "__main__":
    main()
