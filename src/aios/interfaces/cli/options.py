"""Options that every command understands, and how a noun is made."""

from pathlib import Path
from typing import Annotated

import typer

Workspace = Annotated[
    Path | None, typer.Option("--workspace", "-w", help="Where tasks and artifacts are kept.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def noun(help_text: str) -> typer.Typer:
    """A group of commands."""
    return typer.Typer(
        help=help_text, no_args_is_help=True, rich_markup_mode=None, add_completion=False
    )
