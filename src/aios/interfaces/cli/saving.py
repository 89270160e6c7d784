"""What `aios artifact get` and `diff` hand over: a content, or how two of them differ."""

import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path, PurePosixPath
from typing import Any

from aios.contracts.errors import BadRequest, Conflict
from aios.contracts.record import plain
from aios.interfaces.cli.session import session
from aios.interfaces.cli.terminal import console, print_json, safe


def hand_over(
    name: str,
    to: Path | None,
    *,
    version: int,
    force: bool,
    task: str,
    workspace: Path | None,
    as_json: bool,
) -> None:
    """Print a content, or write it to a file."""

    async def work(aios: Any) -> None:
        storage = aios.storage_manager
        found = await storage.find(name, task_id=task, version=version)
        content = await storage.read(found.name, task_id=found.task_id, version=found.version)
        path = None if to is None else saved(content, to, found.name, force=force)
        if as_json:
            text = None if path else readable(content)
            print_json({**plain(found), "path": str(path) if path else None, "text": text})
        elif path:
            console().print(safe(str(path)))
        else:
            sys.stdout.buffer.write(content)
            sys.stdout.flush()

    session(work, workspace=workspace, as_json=as_json)


def show_difference(
    fetch: Callable[[Any], Awaitable[Any]], *, workspace: Path | None, as_json: bool
) -> None:
    """Print how two versions differ."""

    async def work(aios: Any) -> None:
        told = await fetch(aios)
        if as_json:
            print_json(plain(told))
        elif told.same:
            console().print(f"Versions {told.old} and {told.new} are the same.")
        elif not told.text:
            console().print(f"Versions {told.old} and {told.new} differ, and are no texts.")
        else:
            console().print(safe(told.diff) + ("\n…" if told.cut else ""))

    session(work, workspace=workspace, as_json=as_json)


def saved(content: bytes, to: Path, name: str, *, force: bool) -> Path:
    """Write a content to a file, or under its own name into a folder; whole or not at all."""
    target = (to / PurePosixPath(name).name if to.is_dir() else to).absolute()
    if os.path.lexists(target) and not force:
        raise Conflict(f"{target} is there already.", hint="Name another file, or add --force.")
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        os.replace(part, target)
    except OSError as error:
        raise BadRequest(
            f"{target} cannot be written ({error.strerror}).",
            hint="Name a file in a folder that you may write.",
        ) from error
    finally:
        part.unlink(missing_ok=True)
    return target


def readable(content: bytes) -> str | None:
    """The content as text; None when it is none."""
    try:
        return content.decode()
    except UnicodeDecodeError:
        return None
