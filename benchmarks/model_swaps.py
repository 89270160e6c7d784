"""How often does a server that holds one model change it, and how long does it all take?

Run with `python -m benchmarks.model_swaps`; results in `benchmarks/results/model_swaps.json`.
Eight agents, every other one with another model, make their calls one after the other, on a server
of 2 slots, 20 ms a call and 0.2 s to load a model, first come, first served, and by the kernel.
"""

import asyncio
import time
from typing import Any

from benchmarks.fake_driver import Call, FakeDriver, in_order, through_kernel
from benchmarks.result import save

LATENCY_S, SLOTS, LOAD_S = 0.02, 2, 0.2
AGENTS, TURNS = 8, 12


async def work(call: Call) -> None:
    """All agents' calls."""

    async def agent(number: int) -> None:
        for turn in range(TURNS):
            await call(f"agent-{number}", f"{number}.{turn}", model="mn"[number % 2])

    await asyncio.gather(*(agent(number) for number in range(AGENTS)))


async def compare() -> dict[str, Any]:
    """Both ways."""
    found: dict[str, Any] = {}
    for name, way in (("fifo", in_order), ("ours", through_kernel)):
        driver = FakeDriver(LATENCY_S, SLOTS, LOAD_S)
        async with way(driver) as call:
            began = time.perf_counter()
            await work(call)
            seconds = time.perf_counter() - began
        found[name] = {"swaps": driver.swaps, "seconds": round(seconds, 2)}
    found["faster_times"] = round(found["fifo"]["seconds"] / found["ours"]["seconds"], 2)
    return found


def main() -> None:
    """Measure, and write it down."""
    question = " ".join((__doc__ or "").splitlines()[0].split())
    save("model_swaps", {"question": question, **asyncio.run(compare())})


if __name__ == "__main__":
    main()
