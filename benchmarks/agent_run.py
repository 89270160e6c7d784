"""What does a whole run of an agent cost beyond its model and its programs: ten uses of a tool?

Run with `python -m benchmarks.agent_run`; results in `benchmarks/results/agent_run.json`.
A scripted model plans, has ten programs run, finishes and answers: 13 calls of the model. Model and
machines answer at once, so that what is left is planner, tool loop, kernel and journal. `bare` are
the same calls of the same model and the same ten machines, one after the other, with nothing
around them. CPU is of the whole process; the first run, which imports the tool loop, is left out.
"""

import asyncio
import json
import tempfile
import time
from collections.abc import Awaitable, Callable
from statistics import median
from typing import Any

from aios.contracts.machine import Command, MachineSpec, RunOutcome
from aios.contracts.messages import Generation, ToolCall
from aios.contracts.task import Status
from aios.system import AsyncAIOS
from aios.testing import DryBackend, ScriptedModel
from benchmarks.result import save

TOOLS, RUNS = 10, 8
PRINTED = RunOutcome(exit_code=0, stdout="the sum is 55\n")
PLAN = json.dumps({"subtasks": [{"text": "add the numbers", "skill": "code-generation"}]})


def wants(name: str, **arguments: str) -> Generation:
    """A model's wish for a tool."""
    call = ToolCall(id="", name=name, arguments=dict(arguments))
    return Generation(text="", model="scripted", tool_calls=(call,))


def script(runs: int) -> ScriptedModel:
    """What the model says in so many runs."""
    programs = [wants("run_code", code=f"print('the sum is 55')  # {n}") for n in range(TOOLS)]
    one = [PLAN, *programs, wants("finish", answer="55"), "The sum is 55."]
    return ScriptedModel(one * runs, tools=True, context_tokens=32_768)


async def cpu_ms(work: Callable[[], Awaitable[Any]]) -> dict[str, float]:
    """CPU and wall milliseconds of one, the first left out; the median."""
    cpus_ms, walls_ms = [], []
    for _ in range(RUNS + 1):
        cpu, wall = time.process_time(), time.perf_counter()
        await work()
        cpus_ms.append((time.process_time() - cpu) * 1000)
        walls_ms.append((time.perf_counter() - wall) * 1000)
    return {"cpu_ms": round(median(cpus_ms[1:]), 2), "wall_ms": round(median(walls_ms[1:]), 2)}


async def whole(place: str) -> tuple[dict[str, float], ScriptedModel]:
    """By AIOS; the model keeps what it was asked."""
    model = script(RUNS + 1)
    machines = DryBackend(lambda _command, _machine: PRINTED)
    async with AsyncAIOS(place, drivers=[model], backends=[machines]) as aios:

        async def task() -> None:
            ended = await aios.ended(await aios.execute("Write a program that adds 1 to 10"), 60)
            assert ended.status is Status.COMPLETED, ended.error

        return await cpu_ms(task), model


async def bare(asked: ScriptedModel) -> dict[str, float]:
    """The same requests and machines with nothing around them."""
    each = len(asked.requests) // (RUNS + 1)
    model, machines = script(RUNS + 1), DryBackend(lambda _command, _machine: PRINTED)

    async def run() -> None:
        for request in asked.requests[:each]:
            async for _chunk in model.generate(request):
                pass
        for n in range(TOOLS):
            machine = await machines.create(MachineSpec())
            await machine.run(Command(argv=("python3", f"{n}.py")))
            await machine.destroy()

    return await cpu_ms(run)


async def measure() -> dict[str, Any]:
    """Both."""
    with tempfile.TemporaryDirectory() as place:
        by_aios, model = await whole(place)
    return {
        "model_calls": len(model.requests) // (RUNS + 1),
        "aios": by_aios,
        "bare": await bare(model),
    }


def main() -> None:
    """Measure and save."""
    found = asyncio.run(measure())
    added = round(found["aios"]["cpu_ms"] - found["bare"]["cpu_ms"], 2)
    per_call = round(added / (found["model_calls"] + TOOLS), 3)
    question = " ".join((__doc__ or "").splitlines()[0].split())
    told = {"added_cpu_ms": added, "added_cpu_ms_per_call": per_call}
    save("agent_run", {"question": question, "tools": TOOLS, **found, **told})


if __name__ == "__main__":
    main()
