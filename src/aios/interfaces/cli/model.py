"""`aios model`: what can think."""

from typing import Annotated, Any

import typer

from aios.interfaces.cli.options import Json, Workspace, noun

app = noun("Models: list, pull.")


@app.command("list")
def list_models(workspace: Workspace = None, as_json: Json = False) -> None:
    """The models that can be reached now."""
    from aios.interfaces.cli.records import show_records

    columns = ["name", "endpoint", "size_bytes", "context_tokens", "capabilities"]
    show_records(lambda a: a.ollama_client.list(), columns, workspace=workspace, as_json=as_json)


@app.command()
def pull(
    name: Annotated[str, typer.Argument(help="For example qwen2.5:7b.")],
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Fetch a model to the server."""
    from aios.interfaces.cli.session import session
    from aios.interfaces.cli.terminal import console, print_json

    async def work(aios: Any) -> None:
        told = Progress()
        await aios.pull_model(name, print_json if as_json else told)
        if not as_json:
            console().print(f"The model {name} is ready.")

    session(work, workspace=workspace, as_json=as_json)


class Progress:
    """Tells how far a fetch has come: one line that changes on a terminal, a few in a pipe."""

    def __init__(self) -> None:
        self._told = ""

    def __call__(self, progress: dict[str, Any]) -> None:
        """Show the next line of progress, if it says anything new."""
        from aios.interfaces.cli.terminal import console, safe

        status, total = safe(str(progress.get("status", ""))), progress.get("total") or 0
        share = 100 * (progress.get("completed") or 0) // total if total else 0
        if not console().is_terminal:
            share -= share % 25
        line = f"{status} {share:3d} % of {total / 1e9:.1f} GB" if total else status
        if line != self._told:
            end = "\r" if console().is_terminal and total and share < 100 else "\n"
            console().print(line, end=end, style="dim")
        self._told = line
