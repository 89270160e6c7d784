"""`aios tool`: what agents may use on the host."""

from aios.interfaces.cli.options import Json, Workspace, noun

app = noun("Tools: list.")


@app.callback()
def tools() -> None:
    """Tools: list."""


@app.command("list")
def list_tools(workspace: Workspace = None, as_json: Json = False) -> None:
    """Every tool, with its statistics."""
    from aios.interfaces.cli.records import show_records

    columns = ["name", "kind", "effects", "description", "stats.requests"]
    show_records(lambda a: a.list_tools(), columns, workspace=workspace, as_json=as_json)
