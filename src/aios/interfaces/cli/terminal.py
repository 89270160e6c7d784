"""The terminal: what is printed where, in which language, with or without colour."""

import json
import os
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

NARROW = frozenset(("id", "name", "status", "type", "level", "ok", "created_at"))


@cache
def console() -> "Console":
    """Standard output; colour only where a person looks at it."""
    return _console()


@cache
def errors() -> "Console":
    """Standard error."""
    return _console(stderr=True)


def _console(stderr: bool = False) -> "Console":
    from rich.console import Console

    class Patient(Console):
        """Rich leaves the program when a pipe closes; a task that runs is to end first."""

        def on_broken_pipe(self) -> None:
            self.quiet = True
            forget_closed_output()

    return Patient(stderr=stderr, highlight=False, soft_wrap=True, markup=False)


def print_json(value: Any) -> None:
    """One JSON value on standard output, Chinese readable."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace") + b"\n")
    sys.stdout.flush()


def print_error(message: str, hint: str = "") -> None:
    """One sentence that says what was wrong, and how to mend it."""
    errors().print(f"aios: {message}", style="red")
    if hint:
        errors().print(f"      {hint}", style="dim")


def print_progress(line: str) -> None:
    """What takes long before a task can begin, on standard error."""
    errors().print(line, style="dim")


def safe(text: str) -> str:
    """Text of a program or a page with its control characters made visible."""
    return "".join(c if c.isprintable() or c in "\n\t" else "\ufffd" for c in text)


def table(columns: list[str], rows: list[list[str]]) -> None:
    """Rows under headings; wide characters count as wide."""
    from rich import box
    from rich.table import Table

    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in columns:
        shown.add_column(name, overflow="fold", no_wrap=name in NARROW)
    for row in rows:
        shown.add_row(*(safe(cell) for cell in row))
    console().print(shown, soft_wrap=False)


def forget_closed_output() -> None:
    """After `| head` closed the pipe: nothing more can be said, and that is no error."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
