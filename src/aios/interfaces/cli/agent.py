"""`aios agent`: who can work."""

from typing import Annotated

import typer

from aios.interfaces.cli.options import Json, Workspace, noun

app = noun("Agents: list, show.")


@app.command("list")
def list_agents(workspace: Workspace = None, as_json: Json = False) -> None:
    """Every agent, with its statistics."""
    from aios.interfaces.cli.records import show_records

    columns = ["id", "type", "status", "stats.tasks_completed", "stats.success_rate"]
    show_records(lambda a: a.list_agents(), columns, workspace=workspace, as_json=as_json)


@app.command()
def show(
    agent_id: Annotated[str, typer.Argument(help="The agent's id.")],
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """One agent, whole."""
    from aios.interfaces.cli.records import show_record

    show_record(lambda a: a.get_agent(agent_id), workspace=workspace, as_json=as_json)
