"""`aios access`: who allowed what, and what is allowed from now on."""

from typing import Annotated, Any

import typer

from aios.interfaces.cli.options import Json, Workspace, noun

app = noun("Access: log, list, forget.")
DECIDED = ["decided_at", "task_id", "agent", "answer", "by", "question"]
GRANTED = ["id", "agent", "subject", "granted_at"]


@app.command()
def log(
    task: Annotated[str, typer.Option(help="Of this task only.")] = "",
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="At most so many.")] = 50,
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Every question that was answered, and who did, newest first."""
    from aios.interfaces.cli.records import show_records

    show_records(
        lambda a: a.list_decisions(task, limit), DECIDED, workspace=workspace, as_json=as_json
    )


@app.command("list")
def list_grants(workspace: Workspace = None, as_json: Json = False) -> None:
    """What agents may do without being asked again."""
    from aios.interfaces.cli.records import show_records

    show_records(lambda a: a.list_grants(), GRANTED, workspace=workspace, as_json=as_json)


@app.command()
def forget(
    grant_id: Annotated[str, typer.Argument(help="The grant's id.")],
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Have it asked again from now on."""
    from aios.interfaces.cli.records import show_record

    async def gone(aios: Any) -> dict[str, Any]:
        return {"id": grant_id, "forgotten": await aios.forget_grant(grant_id)}

    show_record(gone, workspace=workspace, as_json=as_json)
