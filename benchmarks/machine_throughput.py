"""How many programs a second, with 1, 10, 100 and 1,000 machines standing?

Run with `python -m benchmarks.machine_throughput [--at-once 1 10 100 1000]`; the answer goes to
`benchmarks/results/machine_throughput.json`. Each step makes so many namespace machines, runs
`print(1)` in every one while all stand, and removes them, eight at a time; small steps are
repeated until a hundred programs ran. Beside each, in turn, stand as many plain
`python3 -c 'print(1)'` (at most a hundred), eight at a time too, so that ratios hold on a busy box.
"""

import argparse
import asyncio
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from aios.code.machines.launcher import base_interpreter
from benchmarks.machines_many import SIDE_BY_SIDE, Host, at_once
from benchmarks.result import save

_PROGRAMS = 100


async def plain(count: int) -> float:
    """Milliseconds each of so many plain processes, from start to output."""
    gate, started = asyncio.Semaphore(SIDE_BY_SIDE), time.perf_counter()

    async def ran() -> None:
        async with gate:
            process = await asyncio.create_subprocess_exec(
                base_interpreter(), "-c", "print(1)", stdout=asyncio.subprocess.PIPE
            )
            await process.communicate()

    await asyncio.gather(*(ran() for _ in range(count)))
    return (time.perf_counter() - started) / count * 1000


async def step(host: Host, count: int) -> dict[str, Any]:
    """Machines and plain processes in turn; the median of what was repeated."""
    pairs = [
        (await plain(min(count, _PROGRAMS)), await at_once(host, count))
        for _ in range(max(1, _PROGRAMS // count))
    ]
    wrong = sum(count - found["ran_right"] for _, found in pairs)
    if wrong:
        raise RuntimeError(f"{wrong} of {len(pairs) * count} programs did not print 1")
    parts = ("create_ms_each", "run_ms_each", "destroy_ms_each")
    took = {name: median(found[name] for _, found in pairs) for name in parts}
    plain_ms, whole_ms = median(one for one, _ in pairs), sum(took.values())
    return {
        "machines": count,
        "programs": len(pairs) * count,
        **{name: round(value, 2) for name, value in took.items()},
        "plain_python_ms_each": round(plain_ms, 2),
        "programs_per_s_standing": round(1000 / took["run_ms_each"], 1),
        "machines_per_s_made_used_removed": round(1000 / whole_ms, 1),
        "plain_python_per_s": round(1000 / plain_ms, 1),
        "whole_over_plain_python": round(whole_ms / plain_ms, 3),
    }


async def main() -> None:
    """Every step."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--at-once", type=int, nargs="*", default=[1, 10, 100, 1000])
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        host = Host(Path(folder))
        await host.open()
        try:
            steps = [await step(host, count) for count in asked.at_once]
        finally:
            await host.close()
    save("machine_throughput", {"side_by_side": SIDE_BY_SIDE, "steps": steps})


if __name__ == "__main__":
    asyncio.run(main())
