"""What does the kernel add to a model call, over the same driver alone, and over bare sockets?

Run with `python -m benchmarks.model_calls`; results in `benchmarks/results/model_calls.json`.
N agents call one after the other, all at once, a server of 50 ms and 16 slots; every answer is
checked. CPU is that of the caller's process alone; each figure is of a process of its own. The
ideal is 320 calls a second; a computer busy with other work is far from it, so that its load is
written down too, and what counts are the ratios: of the kernel's throughput to the same driver's
alone, and to `limited`, bare sockets that like the kernel keep to the server's slots. The latency
beyond the server's is told for N = 1, where nobody waits.
"""

import asyncio
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from statistics import median
from typing import Any

from aios.contracts.messages import Message, ModelRequest
from benchmarks.fake_server import fake_server
from benchmarks.result import save

LATENCY_S, SLOTS = 0.05, 16
TURNS = {1: 40, 10: 20, 100: 8, 500: 3, 2000: 2}
TARGETS = ("sockets", "limited", "driver", "kernel")
Call = Callable[[str, str], Awaitable[str]]


@asynccontextmanager
async def sockets(url: str) -> AsyncIterator[Call]:
    """One connection for each agent, and as little as possible on it."""
    port = int(url.split(":")[2].split("/")[0])
    lines: dict[str, Any] = {}

    async def call(agent: str, prompt: str) -> str:
        if agent not in lines:
            lines[agent] = await asyncio.open_connection("127.0.0.1", port)
        reader, writer = lines[agent]
        messages = [{"role": "user", "content": prompt}]
        body = json.dumps({"model": "m", "stream": True, "messages": messages}).encode()
        head = b"POST /v1/chat/completions HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % len(body)
        writer.write(head + body)
        answer = await reader.readuntil(b"\r\n\r\n")
        length = int(answer.rpartition(b"Content-Length: ")[2])
        events = (await reader.readexactly(length)).split(b"\n\n")
        return str(json.loads(events[0][6:])["choices"][0]["delta"]["content"])

    yield call
    for _reader, writer in lines.values():
        writer.close()


@asynccontextmanager
async def limited(url: str) -> AsyncIterator[Call]:
    """The same, with no more calls at once than the server has slots: as all must who schedule."""
    slots = asyncio.Semaphore(SLOTS)
    async with sockets(url) as unlimited:

        async def call(agent: str, prompt: str) -> str:
            async with slots:
                return await unlimited(agent, prompt)

        yield call


@asynccontextmanager
async def driver(url: str) -> AsyncIterator[Call]:
    """The driver that the kernel uses, without the kernel."""
    from aios.code.models.openai import OpenAIDriver

    used = OpenAIDriver(url, slots=SLOTS)

    async def call(agent: str, prompt: str) -> str:
        request = ModelRequest(model="m", messages=(Message(role="user", content=prompt),))
        return "".join([chunk.text async for chunk in used.generate(request)])

    yield call
    await used.close()


@asynccontextmanager
async def kernel(url: str) -> AsyncIterator[Call]:
    """As users call it."""
    from aios.system import AsyncAIOS

    entry = {"name": "m", "driver": "openai", "base_url": url, "slots": SLOTS}
    with tempfile.TemporaryDirectory() as place:
        async with AsyncAIOS(place, models=[entry], use_vm=False) as aios:

            async def call(agent: str, prompt: str) -> str:
                return (await aios.generate(prompt, model="m", agent=agent)).text

            yield call


async def measure(target: str, agents: int, url: str) -> dict[str, float]:
    """One target under one load."""
    turns, took_s = TURNS[agents], list[float]()
    targets = {"sockets": sockets, "limited": limited, "driver": driver, "kernel": kernel}
    async with targets[target](url) as call:

        async def agent(name: str) -> None:
            for turn in range(turns):
                prompt, began = f"{name}.{turn}", time.perf_counter()
                assert await call(name, prompt) == prompt
                took_s.append(time.perf_counter() - began)

        await call("first", "warm")
        began, cpu = time.perf_counter(), time.process_time()
        await asyncio.gather(*(agent(f"agent-{n}") for n in range(agents)))
        seconds, cpu_s = time.perf_counter() - began, time.process_time() - cpu
    return {
        "calls_per_s": round(len(took_s) / seconds, 1),
        "of_ideal": round(len(took_s) / seconds / min(agents, SLOTS) * LATENCY_S, 3),
        "cpu_ms_per_call": round(cpu_s / len(took_s) * 1000, 3),
        "p50_ms": round(median(took_s) * 1000, 2),
        "peak_rss_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    }


def apart(target: str, agents: int, url: str) -> dict[str, Any]:
    """The same in a process of its own; what ended it when it failed."""
    command = [sys.executable, "-m", "benchmarks.model_calls", target, str(agents), url]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raised = re.findall(r"^aios[\w.]+: .*|^\w*Error: .*", done.stderr, re.MULTILINE)
        return {"failed": (raised or ["it ended"])[-1]}
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def added(measured: dict[str, dict[str, Any]]) -> dict[str, float]:
    """What the kernel adds, where every target came through."""
    if any("failed" in figures for figures in measured.values()):
        return {}
    kernel, driver, limited = (measured[name] for name in ("kernel", "driver", "limited"))
    return {
        "cpu_ms_over_driver": round(kernel["cpu_ms_per_call"] - driver["cpu_ms_per_call"], 3),
        "throughput_of_driver": round(kernel["calls_per_s"] / driver["calls_per_s"], 3),
        "throughput_of_limited": round(kernel["calls_per_s"] / limited["calls_per_s"], 3),
    }


def main() -> None:
    """Measure everything, and write it down."""
    with fake_server(LATENCY_S, SLOTS) as url:
        found = {
            f"agents_{n}": {target: apart(target, n, url) for target in TARGETS} for n in TURNS
        }
    for measured in found.values():
        measured["added"] = added(measured)
    one = found["agents_1"]
    found["agents_1"]["added"]["p50_ms_over_driver"] = round(
        one["kernel"]["p50_ms"] - one["driver"]["p50_ms"], 2
    )
    question = " ".join((__doc__ or "").splitlines()[0].split())
    others = {"ideal_calls_per_s": 320, "load_average": os.getloadavg()[1]}
    save("model_calls", {"question": question, **others, **found})


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(asyncio.run(measure(sys.argv[1], int(sys.argv[2]), sys.argv[3]))))
    else:
        main()
