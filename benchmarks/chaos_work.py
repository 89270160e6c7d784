"""What the chaos proof kills: a process with two workspaces and tasks of every kind.

Whoever does something leaves a mark outside, in a file, and hands the same mark back, so that it
stands in the record of the finished call.
"""

import asyncio
import hashlib
import json
import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from typing import Any

from aios import AsyncAIOS, BadRequest
from aios.code.models.scripted import ScriptedModel
from aios.contracts.changes import Change
from aios.contracts.machine import NetworkPolicy, Program
from aios.contracts.messages import Message, ModelChunk, ModelRequest
from aios.contracts.task import Status
from benchmarks.chaos_outside import Outside

KINDS = (
    "walk",
    "ask",
    "brew tea",
    "run",
    "how much memory is free",
    "model: brew tea",
    "model: walk",
)
# What runs in a machine: it leaves a mark outside of it, says what it was told, and keeps that.
PROGRAM = """\
import os, sys, urllib.request
told = urllib.request.urlopen(sys.argv[1], timeout=30).read().decode()
print(told)
open(os.path.join(os.environ["AIOS_OUT"], "told.txt"), "w").write(told)
"""


class Marking(ScriptedModel):
    """A model that plans, answers, and leaves a mark for each different request."""

    def __init__(self, outside: Outside) -> None:
        super().__init__(name="marking", slots=4)
        self._outside = outside

    async def generate(self, request: ModelRequest) -> AsyncIterator[ModelChunk]:
        """What it says follows from what it is asked alone: another process says the same."""
        await asyncio.sleep(0.002)
        asked = request.messages[-1].content
        digest = hashlib.sha256(repr([m.content for m in request.messages]).encode())
        mark = self._outside.leave(f"model/{digest.hexdigest()[:20]}")
        plan = {"subtasks": [{"text": _task_in(asked), "skill": "tea-brewing"}]}
        text = json.dumps(plan) if request.format else f"Said. {mark}"
        yield ModelChunk(thinking=mark)
        yield ModelChunk(text=text, done=True)


def _task_in(prompt: str) -> str:
    """The task that a planning prompt tells last."""
    return "brew tea " + hashlib.sha256(prompt.encode()).hexdigest()[:12]


class Walker:
    """Makes calls of every kind, some at the same time, some that may not be made twice."""

    name = "walker"

    def __init__(self, outside: Outside) -> None:
        self._folder = outside.made

    async def run(self, task: Any, calls: Any) -> str:
        async def step(number: int) -> str:
            mark = f"{task.id}/{number}"
            if number % 3 == 0 and task.description.startswith("model"):
                said = await calls.think([Message(role="user", content=mark)], title=mark)
                return str(said.text)
            tool = "leave_once" if number % 3 == 1 else "leave"
            return str(await calls.use_tool(tool, {"mark": mark}, title=mark))

        told = [await step(0), await step(1), await step(2)]
        told += await asyncio.gather(step(3), step(4), step(5))
        await calls.remember(f"walked {task.id}")
        await calls.recall("walked")
        await calls.write("way.txt", " ".join(told).encode())
        made = Change(kind="make_folder", path=str(self._folder / task.id))
        await calls.change([made], "make a folder")
        told += [await step(6), await step(7)]
        return " ".join(told)


class Runner:
    """Runs programs in machines, one that may and one that may not be run twice."""

    name = "runner"

    def __init__(self, outside: Outside) -> None:
        self._url = outside.url

    async def run(self, task: Any, calls: Any) -> str:
        told = [await self._ran(task, calls, number) for number in range(2)]
        told.append(await calls.use_tool("leave", {"mark": f"{task.id}/ran"}))
        return " ".join(told)

    async def _ran(self, task: Any, calls: Any, number: int) -> str:
        host = self._url.removeprefix("http://")
        program = Program(
            title=f"run {number}",
            argv=("python3", "-c", PROGRAM, f"{self._url}/{task.id}/run{number}"),
            network=NetworkPolicy(hosts=(host,)),
            idempotent=number == 0,
        )
        ended = await calls.run(program)
        assert ended.outcome.exit_code == 0 and ended.artifacts, ended.outcome
        return str(ended.outcome.stdout)


class Asker:
    """Asks, and then does what it was told it may."""

    name = "asker"

    async def run(self, task: Any, calls: Any) -> str:
        if not await calls.ask(f"May {task.id} go on?"):
            return "stopped"
        return str(await calls.use_tool("leave", {"mark": f"{task.id}/asked"}))


def opened(outside: Outside, *, model: bool) -> AsyncAIOS:
    """One of the two: with a model, or with the planner that needs none."""

    def leave(mark: str) -> str:
        return outside.leave(mark)

    def brew(text: str) -> str:
        return "tea for " + outside.leave(f"tea/{text.replace(' ', '_')}")

    return AsyncAIOS(
        outside.place / ("with-model" if model else "built-in"),
        planner="auto" if model else "builtin",
        drivers=[Marking(outside)] if model else [],
        backends=[] if model else None,
        agents=[Walker(outside), Asker(), Runner(outside)],
        skills=[{"name": "tea-brewing", "keywords": ["tea"], "executor": brew}],
        tools=[
            {"name": "leave", "function": leave},
            {"name": "leave_once", "function": leave, "effects": "write"},
        ],
    )


async def work(place: Path, fresh: int, *, machines: bool) -> None:
    """Accept `fresh` tasks more, and work until every task has ended."""
    outside, kinds = Outside(place), [kind for kind in KINDS if machines or kind != "run"]
    async with AsyncExitStack() as stack:
        both = [await stack.enter_async_context(opened(outside, model=m)) for m in (False, True)]
        for number in range(fresh):
            kind = kinds[number % len(kinds)]
            await _hand_in(both[kind.startswith("model")], outside, kind)
        async with asyncio.timeout(120):
            while any([await _unfinished(aios) for aios in both]):  # noqa: ASYNC110
                await asyncio.sleep(0.01)


async def _hand_in(aios: AsyncAIOS, outside: Outside, kind: str) -> None:
    agent = {"walk": "walker", "ask": "asker", "run": "runner"}.get(kind.removeprefix("model: "))
    name = os.urandom(4).hex()
    options: dict[str, Any] = {"agent": agent, "cwd": str(outside.place)}
    if kind == "ask":
        options["answer_within"] = 100
    elif "memory" not in kind:
        options |= {"assume_yes": True, "grants": (str(outside.made),)}
    if kind == "run":
        options["hosts"] = (outside.url,)
    if "tea" in kind:
        options["skills"] = ["tea-brewing"]
    text = kind if "memory" in kind else f"{kind} {name} in {outside.made}"
    outside.accepted((await aios.execute(text, **options)).id)


async def _unfinished(aios: AsyncAIOS) -> bool:
    """Whether any task still works; those that ask are told yes."""
    left = [task for task in await aios.list_tasks(limit=100_000) if not task.status.final]
    for task in left:
        if task.status is Status.WAITING:
            with suppress(BadRequest):  # its process has heard an answer meanwhile
                await aios.approve(task.id)
    return bool(left)
