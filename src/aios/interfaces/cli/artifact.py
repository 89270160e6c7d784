"""`aios artifact`: the files that tasks made, with their versions."""

from pathlib import Path
from typing import Annotated, Any

import typer

from aios.interfaces.cli.options import Json, Workspace, noun

app = noun("Artifacts: list, show, get, versions, diff, rollback, remove, search, gc.")
COLUMNS = ["name", "media_type", "bytes", "path"]
VERSIONS = ["version", "created_at", "bytes", "media_type", "sha256"]
Name = Annotated[str, typer.Argument(help="Its name, or its path below the outputs.")]
Task = Annotated[str, typer.Option(help="The task that made it, if several have the name.")]
Number = Annotated[int, typer.Option(min=0, help="This version; 0: the current one.")]


@app.command("list")
def list_artifacts(
    task: Annotated[str, typer.Option(help="Of this task only.")] = "",
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Every artifact in its current version, oldest first."""
    from aios.interfaces.cli.records import show_records

    show_records(
        lambda a: a.storage_manager.list(task), COLUMNS, workspace=workspace, as_json=as_json
    )


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="Words of its name or its text.")],
    task: Annotated[str, typer.Option(help="Of this task only.")] = "",
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Artifacts with all these words in the name or the text."""
    from aios.interfaces.cli.records import show_records

    show_records(
        lambda a: a.storage_manager.search(query, task_id=task),
        COLUMNS,
        workspace=workspace,
        as_json=as_json,
    )


@app.command()
def show(
    name: Name,
    task: Task = "",
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """An artifact: whose it is, where, and how many versions there are."""
    from aios.interfaces.cli.records import show_record

    async def told(aios: Any) -> dict[str, Any]:
        found = await aios.storage_manager.find(name, task_id=task)
        path = aios.storage_manager.outputs / found.task_id / found.name
        return {**found.to_dict(), "path": str(path)}

    show_record(told, workspace=workspace, as_json=as_json)


@app.command()
def get(
    name: Name,
    to: Annotated[
        Path | None, typer.Option(help="The file or folder to write; else it is printed.")
    ] = None,
    version: Number = 0,
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file.")] = False,
    task: Task = "",
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Its content as it was kept, whatever became of the file in the outputs."""
    from aios.interfaces.cli.saving import hand_over

    hand_over(
        name, to, version=version, force=force, task=task, workspace=workspace, as_json=as_json
    )


@app.command()
def versions(
    name: Name,
    task: Task = "",
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """All versions, oldest first."""
    from aios.interfaces.cli.records import show_records

    async def fetched(aios: Any) -> Any:
        found = await aios.storage_manager.find(name, task_id=task)
        return await aios.storage_manager.versions(found.name, task_id=found.task_id)

    show_records(fetched, VERSIONS, workspace=workspace, as_json=as_json)


@app.command()
def diff(
    name: Name,
    old: Annotated[int, typer.Option(min=0, help="From this version; 0: the one before.")] = 0,
    new: Annotated[int, typer.Option(min=0, help="To this version; 0: the current one.")] = 0,
    task: Task = "",
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """How two versions differ, line by line."""
    from aios.interfaces.cli.saving import show_difference

    show_difference(
        lambda a: a.storage_manager.diff(name, task_id=task, old=old, new=new),
        workspace=workspace,
        as_json=as_json,
    )


@app.command()
def rollback(
    name: Name,
    version: Annotated[int, typer.Argument(min=1, help="The version that shall come back.")],
    task: Task = "",
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Make an earlier version the current one again; those in between stay."""
    from aios.interfaces.cli.records import show_record

    async def back(aios: Any) -> Any:
        found = await aios.storage_manager.find(name, task_id=task)
        return await aios.storage_manager.rollback(found.task_id, found.name, version)

    show_record(back, workspace=workspace, as_json=as_json)


@app.command()
def remove(
    name: Name,
    task: Task = "",
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Remove an artifact with all its versions, for good."""
    from aios.interfaces.cli.records import show_record

    async def gone(aios: Any) -> dict[str, Any]:
        found = await aios.storage_manager.find(name, task_id=task)
        removed = await aios.storage_manager.delete(found.task_id, found.name)
        return {"task_id": found.task_id, "name": found.name, "removed": removed}

    show_record(gone, workspace=workspace, as_json=as_json)


@app.command()
def gc(workspace: Workspace = None, as_json: Json = False) -> None:
    """Remove contents that no artifact refers to, and tell how full the quota is."""
    from aios.interfaces.cli.records import show_record

    show_record(lambda a: a.storage_manager.gc(), workspace=workspace, as_json=as_json)
