"""`aios run`: hand in a task, watch it, print its result."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aios.contracts.task import Task
from aios.interfaces.cli.exits import exit_of_task
from aios.interfaces.cli.session import session, until_interrupted
from aios.interfaces.cli.shapes import refused_shape, task_shape
from aios.interfaces.cli.terminal import print_json
from aios.interfaces.cli.view import TaskView


def run_task(
    description: str,
    *,
    as_json: bool,
    workspace: Path | None,
    options: Mapping[str, Any],
    knobs: Mapping[str, Any],
) -> None:
    """Run one task to its end; leaves with its exit code."""

    async def work(aios: Any) -> int:
        if not as_json and sys.stdin.isatty():
            aios.answer_with(ask_person)
        handle = await aios.execute(description, **options)
        view = None if as_json else TaskView(description)
        task = await follow(aios, handle.id, view)
        if as_json:
            print_json(task_shape(task))
        return exit_of_task(task)

    session(work, workspace=workspace, as_json=as_json, shape=refused_shape, **knobs)


async def follow(aios: Any, task_id: str, view: TaskView | None) -> Task:
    """Show a task until it ends; Ctrl-C cancels it."""

    async def watched() -> None:
        async for event in aios.watch(task_id):
            if view is not None:
                view.show(event)

    await until_interrupted(watched(), lambda: aios.cancel(task_id))
    task: Task = await aios.ended(task_id)
    return task


async def ask_person(_task: Task, _question: str, details: Mapping[str, Any]) -> bool | str:
    """Ask at the terminal, where the question stands already; only a clear yes is one."""
    import asyncio

    arguments = details.get("arguments")
    shown = f"{dict(arguments)} [y/N/always] " if arguments else "[y/N/always] "
    answer = await asyncio.to_thread(input, shown)
    said = answer.strip().lower()
    return "always" if said in ("always", "总是") else said in ("y", "yes", "是", "好")
