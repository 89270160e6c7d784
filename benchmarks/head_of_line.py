"""Does anybody wait for somebody slow, greedy or less urgent?

Run with `python -m benchmarks.head_of_line`; results in `benchmarks/results/head_of_line.json`.
- Slow calls: of the calls of 16 agents 2 % take 3 s, the rest 50 ms, on 16 slots; the throughput
  over that of the driver alone in the same run.
- Critical: how long after it came a critical call began behind 500 waiting ones (service 50 ms),
  and on slots all taken by low calls of 2 s, which give way. The calls of the same length that
  follow in a queue without priorities are what to compare with.
- Greedy: one agent has 64 calls open at all times, nine have 2; on 4 slots for 3 s. Jain's index of
  the calls served to each is 1 when all get the same, 0.1 when one gets everything.
"""

import asyncio
import time
from collections import Counter
from typing import Any

from benchmarks.fake_driver import Call, FakeDriver, in_order, through_kernel
from benchmarks.result import save

LATENCY_S, SLOTS = 0.05, 16
WAYS = {"driver": in_order, "kernel": through_kernel}


async def slow_calls(call: Call) -> float:
    """Calls a second; which calls are slow is the same each time."""
    agents, turns = 16, 19

    async def agent(number: int) -> None:
        for turn in range(turns):
            slow = (number * turns + turn) % 50 == 25
            await call(f"a{number}", f"{number}.{turn} took {3.0 if slow else LATENCY_S}")

    began = time.perf_counter()
    await asyncio.gather(*(agent(number) for number in range(agents)))
    return round(agents * turns / (time.perf_counter() - began), 1)


async def critical(call: Call, driver: FakeDriver, crowd: int, took_s: float, other: str) -> float:
    """Milliseconds from the wish to the beginning of its work, behind such a crowd."""
    calls = [
        asyncio.create_task(call(f"a{n % 50}", f"{n} took {took_s}", priority=other))
        for n in range(crowd)
    ]
    await asyncio.sleep(0.3 * took_s)
    wished = asyncio.get_running_loop().time()
    await call("urgent", "urgent", priority="critical")
    for each in calls:
        each.cancel()
    await asyncio.gather(*calls, return_exceptions=True)
    return round((driver.began["urgent"] - wished) * 1000, 1)


async def greedy(call: Call) -> dict[str, Any]:
    """Calls served to the greedy one and the others while all are waiting, and Jain's index."""
    served: Counter[str] = Counter()

    async def ask(name: str) -> None:
        while True:
            await call(name, name)
            served[name] += 1

    names = ["greedy"] * 64 + [f"modest-{n}" for n in range(9) for _ in range(2)]
    asking = [asyncio.create_task(ask(name)) for name in names]
    await asyncio.sleep(3.0)
    counts = [served[name] for name in sorted(set(names))]
    for each in asking:
        each.cancel()
    await asyncio.gather(*asking, return_exceptions=True)
    jain = sum(counts) ** 2 / (len(counts) * sum(c * c for c in counts))
    return {"greedy": counts[0], "modest": counts[1:], "jain": round(jain, 3)}


async def measure() -> dict[str, Any]:
    """Everything, with and without the kernel."""
    found: dict[str, Any] = {name: {} for name in WAYS}
    for name, way in WAYS.items():
        async with way(driver := FakeDriver(LATENCY_S, SLOTS)) as call:
            found[name]["slow_calls_per_s"] = await slow_calls(call)
            ms = await critical(call, driver, 516, LATENCY_S, "normal")
            found[name]["critical_behind_500_ms"] = ms
        async with way(driver := FakeDriver(LATENCY_S, SLOTS)) as call:
            ms = await critical(call, driver, SLOTS, 2.0, "low")
            found[name]["critical_over_low_ms"] = ms
        async with way(FakeDriver(0.02, 4)) as call:
            found[name]["greedy"] = await greedy(call)
    with_kernel, without = (found[n]["slow_calls_per_s"] for n in ("kernel", "driver"))
    found["slow_calls_of_driver"] = round(with_kernel / without, 3)
    return found


def main() -> None:
    """Measure, and write it down."""
    question = " ".join((__doc__ or "").splitlines()[0].split())
    save("head_of_line", {"question": question, **asyncio.run(measure())})


if __name__ == "__main__":
    main()
