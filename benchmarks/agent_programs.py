"""How much sooner are agents' programs done than first come, first served?

Run with `python -m benchmarks.agent_programs`; results in `benchmarks/results/agent_programs.json`.
A program is an agent that makes its calls one after the other. Most make few, some very many
(Pareto, at most 300), and nobody knows beforehand. 1,500 of them come at random times to a server
of 4 slots and 20 ms a call, so many a second that there is `load` times the work it can do. It is
the kernel's scheduler in virtual time, so that the order alone counts and not this computer. The
aim: a mean completion at most half as long, a p99 at most 1.5 times as long.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable
from statistics import mean, quantiles
from typing import Any

from tests.doubles.virtual_time import LoopClock, run

from aios.code.models.registry import Models
from aios.contracts.messages import Message, ModelRequest
from aios.kernel.model_calls import ModelCalls
from aios.kernel.policy import Ticket
from benchmarks.fake_driver import FakeDriver
from benchmarks.result import save

LATENCY_S, SLOTS = 0.02, 4
PROGRAMS, TAIL, MOST_TURNS = 1500, 1.0, 300
LOADS, SEEDS = (0.9, 1.1, 1.3), (1, 2)
Work = list[tuple[float, int]]
Call = Callable[[str, ModelRequest], Awaitable[object]]


def programs(seed: int, load: float) -> Work:
    """When each comes, and how many turns it takes."""
    chance = random.Random(seed)
    turns = [min(MOST_TURNS, int(chance.paretovariate(TAIL))) for _ in range(PROGRAMS)]
    within_s = sum(turns) * LATENCY_S / SLOTS / load
    return [(chance.uniform(0, within_s), count) for count in turns]


def fifo(models: Models) -> Call:
    """First come, first served."""
    places = asyncio.Semaphore(SLOTS)

    async def call(_agent: str, request: ModelRequest) -> object:
        async with places:
            return await models.generate(request, endpoint="fake")

    return call


def ours(models: Models) -> Call:
    """The kernel's scheduler."""
    clock = LoopClock()
    calls, numbers = ModelCalls(models, clock), iter(range(10**9))

    async def call(agent: str, request: ModelRequest) -> object:
        ticket = Ticket(id=str(next(numbers)), agent=agent, since=clock.monotonic())
        return await calls.make(request, ticket)

    return call


async def completions(way: Callable[[Models], Call], work: Work) -> list[float]:
    """Seconds from coming to the last answer, of each program."""
    time = asyncio.get_running_loop().time
    call = way(Models([FakeDriver(LATENCY_S, SLOTS)], monotonic=time))
    request = ModelRequest(model="m", messages=(Message(role="user", content="go on"),))
    took_s = []

    async def program(name: str, at: float, turns: int) -> None:
        await asyncio.sleep(at)
        for _ in range(turns):
            await call(name, request)
        took_s.append(time() - at)

    await asyncio.gather(*(program(f"p{n}", at, turns) for n, (at, turns) in enumerate(work)))
    return took_s


def compare(load: float) -> dict[str, Any]:
    """Both ways with the same programs, over all seeds."""
    found: dict[str, Any] = {}
    for name, way in (("fifo", fifo), ("ours", ours)):
        took_s = [s for seed in SEEDS for s in run(completions(way, programs(seed, load)))]
        cuts = quantiles(took_s, n=100)
        found[name] = {
            "mean_s": round(mean(took_s), 3),
            "p50_s": round(cuts[49], 3),
            "p99_s": round(cuts[98], 3),
        }
    found["mean_better_times"] = round(found["fifo"]["mean_s"] / found["ours"]["mean_s"], 2)
    found["p50_better_times"] = round(found["fifo"]["p50_s"] / found["ours"]["p50_s"], 2)
    found["p99_of_fifo"] = round(found["ours"]["p99_s"] / found["fifo"]["p99_s"], 2)
    return found


def main() -> None:
    """Measure, and write it down."""
    question = " ".join((__doc__ or "").splitlines()[0].split())
    save("agent_programs", {"question": question, **{f"load_{x}": compare(x) for x in LOADS}})


if __name__ == "__main__":
    main()
