"""`aios model`: what can think."""

from pathlib import Path
from typing import Annotated, Any

import typer

from aios.interfaces.cli.options import Json, Workspace, noun

app = noun("Models: list, show, test, pull, remove.")

Name = Annotated[str, typer.Argument(help="For example qwen2.5:7b.")]


@app.command("list")
def list_models(workspace: Workspace = None, as_json: Json = False) -> None:
    """The models that can be reached now."""
    from aios.interfaces.cli.records import show_records

    columns = ["name", "endpoint", "size_bytes", "context_tokens", "capabilities", "loaded"]
    show_records(lambda a: a.ollama_client.list(), columns, workspace=workspace, as_json=as_json)


@app.command()
def show(name: Name, workspace: Workspace = None, as_json: Json = False) -> None:
    """What its endpoint tells of a model."""
    from aios.interfaces.cli.records import show_record

    show_record(lambda a: a.ollama_client.show(name), workspace=workspace, as_json=as_json)


@app.command()
def test(
    name: Annotated[str, typer.Argument(help="Default: the model that would be used.")] = "",
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Ask a model: its answer, its speed, whether schemas and tools work."""
    from aios.interfaces.cli.records import show_record

    show_record(lambda a: a.ollama_client.test(name), workspace=workspace, as_json=as_json)


@app.command()
def remove(name: Name, workspace: Workspace = None, as_json: Json = False) -> None:
    """Remove a model from its server's disk."""

    async def work(aios: Any) -> None:
        from aios.interfaces.cli.terminal import console, print_json

        await aios.ollama_client.delete(name)
        if as_json:
            print_json({"removed": name})
        else:
            console().print(f"The model {name} is removed.")

    _in_session(work, workspace, as_json)


@app.command()
def pull(name: Name, workspace: Workspace = None, as_json: Json = False) -> None:
    """Fetch a model to the server."""

    async def work(aios: Any) -> None:
        from aios.interfaces.cli.terminal import console, print_json

        told = Progress()
        await aios.pull_model(name, print_json if as_json else told)
        if not as_json:
            console().print(f"The model {name} is ready.")

    _in_session(work, workspace, as_json)


def _in_session(work: Any, workspace: Path | None, as_json: bool) -> None:
    from aios.interfaces.cli.session import session

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
