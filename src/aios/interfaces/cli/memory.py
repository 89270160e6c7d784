"""`aios memory`: what is remembered."""

from pathlib import Path
from typing import Annotated, Any

import typer

from aios.contracts.errors import NotFound
from aios.interfaces.cli.options import Json, Workspace, noun

app = noun("Memory: store, search, list, show, supersede, forget, status, export, import.")
COLUMNS = ["id", "score", "scope", "kind", "text"]
LISTED = ["id", "created_at", "scope", "kind", "source", "text"]
Agent = Annotated[str, typer.Option(help="Of this agent too, beside what is shared.")]
MemoryId = Annotated[str, typer.Argument(help="The memory's id.")]


@app.command()
def store(
    text: Annotated[str, typer.Argument(help="What to remember.")],
    agent: Annotated[str, typer.Option(help="For this agent alone.")] = "",
    kind: Annotated[
        str, typer.Option(help="Its kind; a preference is heeded in every plan.")
    ] = "fact",
    importance: Annotated[float, typer.Option(min=0, max=1, help="From 0 to 1.")] = 0.5,
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Remember a text, for all agents or for one."""
    from aios.interfaces.cli.records import show_record

    async def kept(aios: Any) -> dict[str, Any]:
        scope = "agent" if agent else "shared"
        facts = {"agent": agent, "kind": kind, "importance": importance}
        return {"id": await aios.memory_manager.store(text, scope=scope, **facts)}

    show_record(kept, workspace=workspace, as_json=as_json)


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="What to look for.")],
    limit: Annotated[int, typer.Option("--limit", "-k", min=1, help="At most so many.")] = 5,
    agent: Agent = "",
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Memories that fit a text, best first."""
    from aios.interfaces.cli.records import show_records

    show_records(
        lambda a: a.memory_manager.search(query, k=limit, agent=agent),
        COLUMNS,
        workspace=workspace,
        as_json=as_json,
    )


@app.command("list")
def list_memories(
    agent: Agent = "",
    history: Annotated[bool, typer.Option("--history", help="Superseded ones too.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 100,
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """What is remembered, newest first."""
    from aios.interfaces.cli.records import show_records

    show_records(
        lambda a: a.memory_manager.list(agent=agent, limit=limit, history=history),
        LISTED,
        workspace=workspace,
        as_json=as_json,
    )


@app.command()
def show(memory_id: MemoryId, workspace: Workspace = None, as_json: Json = False) -> None:
    """A memory: whose it is, where it is from, what it replaced and what replaced it."""
    from aios.interfaces.cli.records import show_record

    async def told(aios: Any) -> Any:
        item = await aios.memory_manager.get(memory_id)
        if item is None:
            mend = "`aios memory list` and `aios memory search` show the ids."
            raise NotFound(f"There is no memory {memory_id!r}.", hint=mend)
        return item

    show_record(told, workspace=workspace, as_json=as_json)


@app.command()
def supersede(
    memory_id: MemoryId,
    text: Annotated[str, typer.Argument(help="What holds from now on.")],
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Replace a memory's text; the old one stays as history."""
    from aios.interfaces.cli.records import show_record

    async def replaced(aios: Any) -> dict[str, Any]:
        new = await aios.memory_manager.supersede(memory_id, text)
        return {"id": new, "supersedes": memory_id if new != memory_id else ""}

    show_record(replaced, workspace=workspace, as_json=as_json)


@app.command()
def status(workspace: Workspace = None, as_json: Json = False) -> None:
    """How many memories are shared, and how far they are found by meaning."""
    from aios.interfaces.cli.records import show_record

    async def told(aios: Any) -> dict[str, Any]:
        shared = await aios.memory_manager.count()
        return {"shared": shared, **(await aios.memory_manager.meanings()).to_dict()}

    show_record(told, workspace=workspace, as_json=as_json)


@app.command()
def forget(
    memory_id: MemoryId,
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Forget a memory and its earlier versions for good, in the files of the workspace too."""
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
