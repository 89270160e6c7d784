"""How much of their prompts do agents' calls have read anew: in order of arrival, and in ours?

Run with `python -m benchmarks.prefill`; the answer goes to `benchmarks/results/prefill.json`.
Eight agents share two slots of the real llama.cpp engine. Each holds a conversation that grows by
its answers and by what its tools find, which take a moment. Counted are the tokens whose state the
engine had to compute: calls served in order of arrival, then by the kernel's scheduler, over the
same driver and with the same conversations.

`cache_mib` is the engine's own cache of prompts in main memory. At 0 a prompt lives as long as its
slot keeps it: so it is wherever that cache is too small, as eight conversations of a 7B model at
16k tokens would need 7 GiB. With room for all of them the order hardly matters, and that is told.
"""

import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.doubles.tiny_gguf import tiny_gguf

from aios.code.models.llamacpp import LlamaDriver
from aios.code.models.registry import Models
from aios.contracts.messages import Generation, Message, ModelRequest
from aios.kernel.clock import SystemClock
from aios.kernel.model_calls import ModelCalls
from aios.kernel.policy import Ticket
from benchmarks.result import save

AGENTS, SLOTS, TURNS = 8, 2, 8
SYSTEM = "You are an agent of AIOS. Think, use your tools, and tell what you found.\n" * 4
TASK_CHARS, FOUND_CHARS, ANSWER_TOKENS = 900, 80, 8
TOOL_S = 0.01
CACHES_MIB = (0, 2048)

Call = Callable[[str, ModelRequest], Awaitable[Generation]]


@dataclass
class Tally:
    """What the calls of one round read."""

    read: int = 0
    cached: int = 0
    waits_s: list[float] = field(default_factory=list)

    def add(self, answer: Generation, seconds: float) -> None:
        usage = answer.usage
        self.read += usage.tokens_in - usage.cached_tokens
        self.cached += usage.cached_tokens
        self.waits_s.append(seconds)


async def converse(agent: str, model: str, call: Call, tally: Tally) -> None:
    """One agent's whole run."""
    task = f"{agent}: the task of {agent}. ".ljust(TASK_CHARS, agent[-1])
    history = [Message(role="system", content=SYSTEM), Message(role="user", content=task)]
    for turn in range(TURNS):
        began = time.perf_counter()
        request = ModelRequest(
            model=model, messages=tuple(history), temperature=0.0, max_tokens=ANSWER_TOKENS
        )
        answer = await call(agent, request)
        tally.add(answer, time.perf_counter() - began)
        await asyncio.sleep(TOOL_S)
        found = f"{agent} found in turn {turn}: ".ljust(FOUND_CHARS, "=")
        history += [
            Message(role="assistant", content=answer.text),
            Message(role="user", content=found),
        ]


def in_order_of_arrival(models: Models) -> Call:
    """A queue, first in, first out, with as many places as the engine has slots."""
    places = asyncio.Semaphore(SLOTS)

    async def call(agent: str, request: ModelRequest) -> Generation:
        async with places:
            return await models.generate(request)

    return call


def by_the_kernel(models: Models) -> Call:
    """The kernel's scheduler of model calls."""
    calls, clock = ModelCalls(models, SystemClock()), SystemClock()
    numbers = iter(range(10_000))

    async def call(agent: str, request: ModelRequest) -> Generation:
        ticket = Ticket(id=str(next(numbers)), agent=agent, run=agent, since=clock.monotonic())
        return await calls.make(request, ticket)

    return call


async def measure(path: Path, how: Callable[[Models], Call], cache_mib: int) -> dict[str, Any]:
    """One round with an engine of its own."""
    driver = LlamaDriver(path, slots=SLOTS, context_tokens=4096, threads=1, cache_mib=cache_mib)
    models, tally = Models([driver]), Tally()
    try:
        await driver.count_tokens(driver.model, "load it")
        call, began = how(models), time.perf_counter()
        runs = [converse(f"agent-{n}", driver.model, call, tally) for n in range(AGENTS)]
        await asyncio.gather(*runs)
        seconds = time.perf_counter() - began
    finally:
        await models.close()
    return {
        "tokens_read": tally.read,
        "tokens_from_cache": tally.cached,
        "seconds": round(seconds, 2),
        "mean_wait_s": round(sum(tally.waits_s) / len(tally.waits_s), 3),
        "longest_wait_s": round(max(tally.waits_s), 3),
    }


async def run(folder: Path) -> dict[str, Any]:
    """Both orders with each cache, and how many times fewer tokens ours reads."""
    path = tiny_gguf(folder / "tiny.gguf")
    found: dict[str, Any] = {}
    for cache_mib in CACHES_MIB:
        fifo = await measure(path, in_order_of_arrival, cache_mib)
        ours = await measure(path, by_the_kernel, cache_mib)
        found[f"cache_{cache_mib}_mib"] = {
            "fifo": fifo,
            "ours": ours,
            "times_fewer": round(fifo["tokens_read"] / ours["tokens_read"], 2),
        }
    return found


def main() -> None:
    """Measure and save."""
    with tempfile.TemporaryDirectory() as folder:
        figures = asyncio.run(run(Path(folder)))
    shape = {"agents": AGENTS, "slots": SLOTS, "turns": TURNS, "tool_s": TOOL_S}
    save("prefill", {**shape, "aim": "cache_0_mib.times_fewer >= 3", **figures})


if __name__ == "__main__":
    main()
