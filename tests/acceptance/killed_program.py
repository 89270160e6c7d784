"""Works on tasks of several kinds until it is killed; every effect leaves a mark in a file."""

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from aios import AsyncAIOS
from aios.code.models.scripted import ScriptedModel
from aios.contracts.messages import Message, ModelChunk, ModelRequest

place, marks, wanted = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])


def leave(mark: str) -> str:
    """The mark survives the process: it is written before this returns."""
    with marks.open("a", encoding="utf-8") as file:
        file.write(mark + "\n")
    return mark


class Marking(ScriptedModel):
    """A model whose every answer is a mark."""

    async def generate(self, request: ModelRequest) -> AsyncIterator[ModelChunk]:
        await asyncio.sleep(0.004)
        yield ModelChunk(text=leave(request.messages[-1].content), done=True)


class Walker:
    """Makes calls of every kind, some at the same time."""

    name = "walker"

    async def run(self, task: Any, calls: Any) -> str:
        async def step(number: int) -> str:
            mark = f"{task.id}/{number}"
            if number % 3 == 0:
                said = await calls.think([Message(role="user", content=mark)], title="mark " + mark)
                return str(said.text)
            tool = "leave_once" if number % 3 == 1 else "leave"
            return str(await calls.use_tool(tool, {"mark": mark}, title="mark " + mark))

        told = [await step(0), await step(1), await step(2)]
        told += await asyncio.gather(step(3), step(4), step(5))
        await calls.remember(f"walked {task.id}")
        told += [await step(6), await step(7)]
        return " ".join(told)


def brew(text: str) -> str:
    """A skill in Python, of the planner that needs no model."""
    return "tea for " + text


async def main() -> None:
    tools = [
        {"name": "leave", "function": leave},
        {"name": "leave_once", "function": leave, "effects": "write"},
    ]
    skills = [{"name": "tea-brewing", "keywords": ["tea"], "executor": brew}]
    async with AsyncAIOS(
        place,
        drivers=[Marking(name="marking", slots=2)],
        backends=[],
        agents=[Walker()],
        skills=skills,
        tools=tools,
    ) as aios:
        sys.stdout.write("open\n")
        sys.stdout.flush()
        for number in range(wanted):
            if number % 3 == 2:
                await aios.execute("brew tea", skills=["tea-brewing"], assume_yes=True)
            else:
                await aios.execute("walk", agent="walker", assume_yes=True)
        while unfinished := [t for t in await aios.list_tasks(limit=10_000) if not t.status.final]:
            await asyncio.gather(*(aios.ended(task.id, 60) for task in unfinished))


asyncio.run(main())
