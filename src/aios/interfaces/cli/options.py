"""Options that every command understands, and how a noun is made."""

from pathlib import Path
from typing import Annotated

import typer

Workspace = Annotated[
    Path | None, typer.Option("--workspace", "-w", help="Where tasks and artifacts are kept.")
]
After = Annotated[
    str, typer.Option(help="The id of the task this one refers to; `last` for the newest.")
]
NoRecall = Annotated[
    bool, typer.Option("--no-recall", help="Plan without what is remembered of similar tasks.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def noun(help_text: str) -> typer.Typer:
    """A group of commands."""
    return typer.Typer(
        help=help_text, no_args_is_help=True, rich_markup_mode=None, add_completion=False
    )
