"""`aios schedule`: tasks that are handed in by the clock."""

from pathlib import Path
from typing import Annotated, Any

import typer

from aios.interfaces.cli.options import Json, Workspace, noun

app = noun("Schedules: add, list, show, pause, resume, remove, run.")
COLUMNS = ["id", "cron", "zone", "next_at", "paused", "last_task", "spec.description"]
Id = Annotated[str, typer.Argument(help="The schedule's id.")]


@app.command()
def add(
    cron: Annotated[str, typer.Argument(help="When: minute hour day month weekday.")],
    task: Annotated[str, typer.Argument(help="The task, in words.")],
    zone: Annotated[str, typer.Option(help="The time zone; this computer's if left out.")] = "",
    overlap: Annotated[
        str, typer.Option(help="While the last one still runs: skip, or queue.")
    ] = "skip",
    agent: Annotated[str, typer.Option(help="The agent that shall work on it.")] = "",
    write: Annotated[list[str] | None, typer.Option(help="A path the task may write.")] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Grant what it asks for.")] = False,
    answer_within: Annotated[
        float | None, typer.Option(help="Wait so many seconds for `task approve` when it asks.")
    ] = None,
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Hand in a task again and again; `aios schedule run` looks after it."""
    from aios.interfaces.cli.records import show_record

    options = {
        "agent": agent or None,
        "grants": tuple(write or ()) or None,
        "assume_yes": yes or None,
        "answer_within": answer_within,
    }
    show_record(
        lambda a: a.schedules.add(cron, task, zone=zone, overlap=overlap, **options),
        workspace=workspace,
        as_json=as_json,
    )


@app.command("list")
def list_schedules(workspace: Workspace = None, as_json: Json = False) -> None:
    """Every schedule, the next due first."""
    from aios.interfaces.cli.records import show_records

    show_records(lambda a: a.schedules.list(), COLUMNS, workspace=workspace, as_json=as_json)


@app.command()
def show(schedule_id: Id, workspace: Workspace = None, as_json: Json = False) -> None:
    """A schedule: when it comes next, and its last task."""
    from aios.interfaces.cli.records import show_record

    show_record(lambda a: a.schedules.get(schedule_id), workspace=workspace, as_json=as_json)


@app.command()
def pause(schedule_id: Id, workspace: Workspace = None, as_json: Json = False) -> None:
    """Leave it out until it is resumed."""
    from aios.interfaces.cli.records import show_record

    show_record(lambda a: a.schedules.pause(schedule_id), workspace=workspace, as_json=as_json)


@app.command()
def resume(schedule_id: Id, workspace: Workspace = None, as_json: Json = False) -> None:
    """Go on with it; what was missed meanwhile is not caught up."""
    from aios.interfaces.cli.records import show_record

    show_record(lambda a: a.schedules.resume(schedule_id), workspace=workspace, as_json=as_json)


@app.command()
def remove(schedule_id: Id, workspace: Workspace = None, as_json: Json = False) -> None:
    """Forget it; a task of it that runs goes on."""
    from aios.interfaces.cli.records import show_record

    async def gone(aios: Any) -> dict[str, Any]:
        await aios.schedules.remove(schedule_id)
        return {"id": schedule_id, "removed": True}

    show_record(gone, workspace=workspace, as_json=as_json)


@app.command()
def run(workspace: Workspace = None, as_json: Json = False) -> None:
    """Hand in what is due, and work on it, until Ctrl-C; several processes may do so."""
    looked_after(workspace, as_json=as_json)


def looked_after(workspace: Path | None, *, as_json: bool) -> None:
    """Tell every task when it begins and when it has ended."""
    import asyncio
    import contextlib

    from aios.contracts.events import TaskEnded
    from aios.interfaces.cli.session import session, until_interrupted
    from aios.interfaces.cli.shapes import task_shape
    from aios.interfaces.cli.terminal import console, print_json

    async def work(aios: Any) -> int:
        begun: set[str] = set()

        def began(schedule: Any, task: Any) -> None:
            begun.add(task.id)
            if not as_json:
                console().print(f"{task.id}  {schedule.id}  {task.description}", markup=False)

        async def told() -> None:
            async for event in aios.watch():
                if isinstance(event, TaskEnded) and event.task_id in begun:
                    begun.discard(event.task_id)
                    if as_json:
                        print_json(task_shape(event.task))
                    else:
                        console().print(f"{event.task_id}  {event.task.status}", markup=False)

        async def both() -> None:
            async with asyncio.TaskGroup() as group:
                group.create_task(told())
                group.create_task(aios.schedules.run(began))

        looking = asyncio.ensure_future(both())

        async def stop() -> None:
            looking.cancel()  # what runs is put back when the session closes

        with contextlib.suppress(asyncio.CancelledError):
            await until_interrupted(looking, stop)
        return 0

    session(work, workspace=workspace, as_json=as_json)
