"""`aios memory`: what is remembered."""

from pathlib import Path
from typing import Annotated, Any

import typer

from aios.interfaces.cli.options import Json, Workspace, noun

app = noun("Memory: store, search, forget, export, import.")
COLUMNS = ["id", "score", "scope", "kind", "text"]


@app.command()
def store(
    text: Annotated[str, typer.Argument(help="What to remember.")],
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Remember a text for all agents."""
    from aios.interfaces.cli.records import show_record

    async def kept(aios: Any) -> dict[str, Any]:
        return {"id": await aios.memory_manager.store(text)}

    show_record(kept, workspace=workspace, as_json=as_json)


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="What to look for.")],
    limit: Annotated[int, typer.Option("--limit", "-k", min=1, help="At most so many.")] = 5,
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Memories that fit a text, best first."""
    from aios.interfaces.cli.records import show_records

    show_records(
        lambda a: a.memory_manager.search(query, k=limit),
        COLUMNS,
        workspace=workspace,
        as_json=as_json,
    )


@app.command()
def forget(
    memory_id: Annotated[str, typer.Argument(help="The memory's id.")],
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Forget a memory for good."""
    from aios.interfaces.cli.records import show_record

    async def gone(aios: Any) -> dict[str, Any]:
        return {"id": memory_id, "forgotten": await aios.memory_manager.forget(memory_id)}

    show_record(gone, workspace=workspace, as_json=as_json)


@app.command()
def export(
    to: Annotated[Path | None, typer.Option(help="The file to write; else it is printed.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file.")] = False,
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Every memory with whose it is, where it is from and its history, one JSON object a line."""
    from aios.interfaces.cli.exchange import export_memories

    export_memories(to, force=force, workspace=workspace, as_json=as_json)


@app.command("import")
def import_lines(
    file: Annotated[Path, typer.Argument(help="What `export` wrote; - reads standard input.")],
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Take over exported memories; those that are known stay as they are."""
    from aios.interfaces.cli.exchange import import_memories

    import_memories(file, workspace=workspace, as_json=as_json)
