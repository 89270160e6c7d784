"""`aios model`: what can think."""

from aios.interfaces.cli.options import Json, Workspace, noun

app = noun("Models: list.")


@app.callback()
def models() -> None:
    """Models: list."""


@app.command("list")
def list_models(workspace: Workspace = None, as_json: Json = False) -> None:
    """The models that can be reached now."""
    from aios.interfaces.cli.records import show_records

    columns = ["name", "endpoint", "size_bytes", "context_tokens", "capabilities"]
    show_records(lambda a: a.ollama_client.list(), columns, workspace=workspace, as_json=as_json)
