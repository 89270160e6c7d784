"""How fast does a task that was broken off get back to where it was, beside doing it anew?

Run with `python -m benchmarks.replay`; the answer goes to `benchmarks/results/replay.json`. A task
makes thousands of tool calls that take no time, its process goes away, the next one replays them.
"""

import asyncio
import os
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from aios.system import AsyncAIOS
from benchmarks.result import save

CALLS = 5_000
TOOLS: Sequence[Any] = ({"name": "tick", "function": lambda number: f"tick {number}"},)


class Ticker:
    """Makes its calls one after the other, tells when, and waits to be taken away."""

    name = "ticker"

    def __init__(self) -> None:
        self.began = 0.0
        self.took_s: asyncio.Future[float] = asyncio.get_running_loop().create_future()

    async def run(self, task: Any, calls: Any) -> str:
        """All calls; then nothing more."""
        began = time.perf_counter()
        for number in range(CALLS):
            await calls.use_tool("tick", {"number": number})
        self.took_s.set_result(time.perf_counter() - began)
        await asyncio.sleep(600)
        return "never"


async def life(place: Path, *, fresh: bool) -> dict[str, float]:
    """A process in which the calls are made, or handed back: how long it took, from its start."""
    ticker = Ticker()
    began, cpu = time.perf_counter(), time.process_time()
    async with AsyncAIOS(
        place, drivers=[], backends=[], agents=[ticker], tools=TOOLS, planner="builtin"
    ) as aios:
        if fresh:
            await aios.execute("tick", agent="ticker")
        took_s = await ticker.took_s
        cpu_s, seconds = time.process_time() - cpu, time.perf_counter() - began
    return {
        "calls_per_s": round(CALLS / took_s),
        "cpu_ms_per_call": round(cpu_s / CALLS * 1000, 3),
        "from_start_s": round(seconds, 2),
    }


def main() -> None:
    """Measure and save."""
    with tempfile.TemporaryDirectory() as folder:
        made = asyncio.run(life(Path(folder), fresh=True))
        replayed = asyncio.run(life(Path(folder), fresh=False))
    ratio = round(replayed["calls_per_s"] / made["calls_per_s"], 2)
    figures = {"load": os.getloadavg()[0], "calls": CALLS, "made": made, "replayed": replayed}
    save("replay", {**figures, "replayed_over_made": ratio})


if __name__ == "__main__":
    main()
