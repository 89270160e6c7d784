"""`aios task`: what was handed in, how it went, and what to do about it."""

from typing import Annotated, Any

import typer

from aios.interfaces.cli.options import Json, Workspace, noun

app = noun("Tasks: list, show, watch, wait, approve, cancel, retry.")
Id = Annotated[str, typer.Argument(help="The task's id.")]


@app.command("list")
def list_tasks(
    status: Annotated[str, typer.Option(help="Only tasks in this state.")] = "",
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 50,
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Tasks, newest first."""
    from aios.interfaces.cli.session import session
    from aios.interfaces.cli.shapes import short_task
    from aios.interfaces.cli.terminal import print_json, table

    async def work(aios: Any) -> None:
        tasks = [short_task(t) for t in await aios.list_tasks(status or None, limit)]
        if as_json:
            print_json(tasks)
            return
        columns = ["id", "status", "agent", "created_at", "description"]
        rows = [{**t, "created_at": t["created_at"][:16].replace("T", " ")} for t in tasks]
        table(columns, [[str(row[c])[:200] for c in columns] for row in rows])

    session(work, workspace=workspace, as_json=as_json)


@app.command()
def show(task_id: Id, workspace: Workspace = None, as_json: Json = False) -> None:
    """A task with its steps, its result and its evidence."""
    from aios.interfaces.cli.session import session
    from aios.interfaces.cli.shapes import task_shape
    from aios.interfaces.cli.terminal import print_json
    from aios.interfaces.cli.view import TaskView

    async def work(aios: Any) -> None:
        task = await aios.get_task(task_id)
        if as_json:
            print_json(task_shape(task))
        else:
            TaskView(task.description).whole(task)

    session(work, workspace=workspace, as_json=as_json)


@app.command()
def watch(task_id: Id, workspace: Workspace = None) -> None:
    """Follow a task until it ends, whichever process works on it; Ctrl-C leaves it running."""
    from aios.interfaces.cli.exits import exit_of_task
    from aios.interfaces.cli.session import session
    from aios.interfaces.cli.view import TaskView

    async def work(aios: Any) -> int:
        task = await aios.get_task(task_id)
        view = TaskView(task.description)
        view.heading(task)
        async for event in aios.watch(task_id):
            view.show(event)
        return exit_of_task(await aios.ended(task_id))

    session(work, workspace=workspace)


@app.command()
def wait(
    task_id: Id,
    timeout: Annotated[float | None, typer.Option(help="At most so many seconds.")] = None,
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Wait until a task has ended, then show it."""
    from aios.interfaces.cli.exits import exit_of_task
    from aios.interfaces.cli.session import session
    from aios.interfaces.cli.shapes import task_shape
    from aios.interfaces.cli.terminal import print_json
    from aios.interfaces.cli.view import TaskView

    async def work(aios: Any) -> int:
        task = await aios.ended(task_id, timeout)
        if as_json:
            print_json(task_shape(task))
        else:
            TaskView(task.description).whole(task)
        return exit_of_task(task)

    session(work, workspace=workspace, as_json=as_json)


@app.command()
def approve(
    task_id: Id,
    no: Annotated[bool, typer.Option("--no", help="Say no instead.")] = False,
    always: Annotated[
        bool, typer.Option(help="Say yes to every such question of its agent from now on.")
    ] = False,
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Say yes to what a waiting task asks, whichever process works on it."""
    from aios.interfaces.cli.session import session
    from aios.interfaces.cli.terminal import console, print_json

    async def work(aios: Any) -> None:
        question = (await aios.get_task(task_id)).question
        await (aios.refuse(task_id) if no else aios.approve(task_id, always=always))
        answered = {"id": task_id, "question": question and question.text, "answer": not no}
        if as_json:
            print_json(answered)
        else:
            console().print(f"{answered['question']} {'no' if no else 'yes'}", markup=False)

    session(work, workspace=workspace, as_json=as_json)


@app.command()
def cancel(task_id: Id, workspace: Workspace = None, as_json: Json = False) -> None:
    """Stop a task; one that another process works on is stopped there."""
    from aios.interfaces.cli.session import session
    from aios.interfaces.cli.terminal import console, print_json

    async def work(aios: Any) -> None:
        stopped = await aios.cancel(task_id)
        if as_json:
            print_json({"id": task_id, "cancelled": stopped})
        else:
            console().print(f"{task_id}: {'cancelled' if stopped else 'had ended already'}")

    session(work, workspace=workspace, as_json=as_json)


@app.command()
def retry(task_id: Id, workspace: Workspace = None, as_json: Json = False) -> None:
    """Do an ended task again."""
    from aios.interfaces.cli.exits import exit_of_task
    from aios.interfaces.cli.run import follow
    from aios.interfaces.cli.session import session
    from aios.interfaces.cli.shapes import task_shape
    from aios.interfaces.cli.terminal import print_json
    from aios.interfaces.cli.view import TaskView

    async def work(aios: Any) -> int:
        handle = await aios.retry(task_id)
        view = None if as_json else TaskView(handle.record.description)
        task = await follow(aios, handle.id, view)
        if as_json:
            print_json(task_shape(task))
        return exit_of_task(task)

    session(work, workspace=workspace, as_json=as_json)
