"""The command line: `aios run`, `aios task`, `aios doctor`, …"""

import io
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from aios.interfaces.cli import nouns
from aios.interfaces.cli.options import After, Json, NoRecall, Workspace

app = typer.Typer(
    name="aios",
    help="AIOS, an operating system for agents. Hand it a task in Chinese or English.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
nouns.attach(app)


def show_version(wanted: bool) -> None:
    """Print the version and leave."""
    if wanted:
        from importlib.metadata import version

        print(f"aios {version('aios')}")
        raise typer.Exit


@app.callback()
def begin(
    version: Annotated[
        bool, typer.Option("--version", callback=show_version, is_eager=True, help="The version.")
    ] = False,
) -> None:
    """AIOS, an operating system for agents. Hand it a task in Chinese or English."""


@app.command()
def run(
    task: Annotated[str, typer.Argument(help="The task, in words.")],
    agent: Annotated[str, typer.Option(help="The agent that shall work on it.")] = "",
    priority: Annotated[str, typer.Option(help="low, normal, high or critical.")] = "normal",
    model: Annotated[str, typer.Option(help="The model to think with.")] = "",
    write: Annotated[list[str] | None, typer.Option(help="A path the task may write.")] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Grant what it asks for.")] = False,
    answer_within: Annotated[
        float | None,
        typer.Option(help="With nobody at the terminal: wait so many seconds for `task approve`."),
    ] = None,
    timeout: Annotated[float | None, typer.Option(help="Fail after so many seconds.")] = None,
    after: After = "",
    no_model: Annotated[bool, typer.Option("--no-model", help="Work without a model.")] = False,
    no_recall: NoRecall = False,
    unsafe_host_exec: Annotated[
        bool, typer.Option("--unsafe-host-exec", help="Run programs unisolated on this host.")
    ] = False,
    as_json: Json = False,
    workspace: Workspace = None,
) -> None:
    """Hand in a task, watch it, print its result."""
    from aios.interfaces.cli.run import run_task

    options = {
        "agent": agent or None,
        "priority": priority,
        "model": model or None,
        "grants": tuple(write or ()) or None,
        "assume_yes": yes or None,
        "answer_within": answer_within,
        "timeout": timeout,
        "after": after or None,
    }
    knobs = {
        "planner": "builtin" if no_model else None,
        "recall": False if no_recall else None,
        "unsafe_host_exec": unsafe_host_exec or None,
    }
    run_task(task, as_json=as_json, workspace=workspace, options=options, knobs=knobs)


@app.command()
def chat(
    agent: Annotated[str, typer.Option(help="The agent that shall answer.")] = "",
    model: Annotated[str, typer.Option(help="The model to think with.")] = "",
    write: Annotated[list[str] | None, typer.Option(help="A path the tasks may write.")] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Grant what they ask for.")] = False,
    after: After = "",
    no_model: Annotated[bool, typer.Option("--no-model", help="Work without a model.")] = False,
    no_recall: NoRecall = False,
    as_json: Json = False,
    workspace: Workspace = None,
) -> None:
    """Hand in one task after the other; each may refer to those before it."""
    from aios.interfaces.cli.chat import converse

    options = {
        "agent": agent or None,
        "model": model or None,
        "grants": tuple(write or ()) or None,
        "assume_yes": yes or None,
    }
    knobs = {
        "planner": "builtin" if no_model else None,
        "recall": False if no_recall else None,
    }
    converse(after, as_json=as_json, workspace=workspace, options=options, knobs=knobs)


@app.command()
def route(
    task: Annotated[str, typer.Argument(help="The task; - reads one a line.")],
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Say which agent and skills a task would go to, and why."""
    from aios.interfaces.cli.looking import route_tasks

    lines = sys.stdin if task == "-" else [task]
    route_tasks(lines, as_json=as_json or task == "-", workspace=workspace)


@app.command()
def undo(
    change: Annotated[str, typer.Argument(help="A change-set or a task; else the newest.")] = "",
    show: Annotated[bool, typer.Option("--list", help="Show what was changed.")] = False,
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Undo what a task changed of your files."""
    from aios.interfaces.cli.changes import list_changes, undo_changes

    if show:
        list_changes(as_json=as_json, workspace=workspace)
    else:
        undo_changes(change, as_json=as_json, workspace=workspace)


@app.command()
def stats(
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Count what tasks did anew, from the journal.")
    ] = False,
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Counts, success rates and durations per agent, skill, tool, model and machine."""
    from aios.interfaces.cli.backup import recount
    from aios.interfaces.cli.looking import show_stats

    (recount if rebuild else show_stats)(as_json=as_json, workspace=workspace)


@app.command()
def doctor(workspace: Workspace = None, as_json: Json = False) -> None:
    """Say what works here, what does not, why, and how to mend it."""
    from aios.interfaces.cli.looking import show_doctor

    show_doctor(as_json=as_json, workspace=workspace)


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="The file to write.")],
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Copy the whole workspace into one file, while others may work on it."""
    from aios.interfaces.cli.backup import back_up

    back_up(file, workspace=workspace, as_json=as_json)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A file that `aios backup` made.")],
    force: Annotated[
        bool, typer.Option("--force", help="Keep aside what the workspace holds now.")
    ] = False,
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Put a backup into an empty workspace."""
    from aios.interfaces.cli.backup import restore

    restore(file, force=force, workspace=workspace, as_json=as_json)


@app.command()
def fsck(
    repair: Annotated[
        bool, typer.Option("--repair", help="Put right what can be without a backup.")
    ] = False,
    workspace: Workspace = None,
    as_json: Json = False,
) -> None:
    """Look for damage in the workspace, and say how to mend it."""
    from aios.interfaces.cli.backup import check

    check(mend=repair, workspace=workspace, as_json=as_json)


def mend_output() -> None:
    """Print "?" for what the terminal has no letter for; a closed output swallows everything."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def main() -> None:
    """Run the command line; bad usage is exit code 2, never a traceback."""
    mend_output()
    app()
