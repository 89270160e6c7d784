"""What `aios memory export` writes and `import` reads: one JSON object a line."""

import json
import sys
from pathlib import Path
from typing import Any

from aios.contracts.errors import BadRequest, NotFound
from aios.contracts.record import plain
from aios.interfaces.cli.saving import saved
from aios.interfaces.cli.session import session
from aios.interfaces.cli.terminal import console, print_json, safe


def export_memories(to: Path | None, *, force: bool, workspace: Path | None, as_json: bool) -> None:
    """Print the lines, or write them to a file."""

    async def work(aios: Any) -> None:
        lines = b"".join(line_of(memory) for memory in await aios.memory_manager.export())
        if to is None:
            sys.stdout.buffer.write(lines)
            sys.stdout.flush()
            return
        path = saved(lines, to, "memory.jsonl", force=force)
        told = {"path": str(path), "memories": lines.count(b"\n")}
        if as_json:
            print_json(told)
        else:
            console().print(safe(f"{told['memories']} memories: {path}"))

    session(work, workspace=workspace, as_json=as_json)


def import_memories(file: Path, *, workspace: Path | None, as_json: bool) -> None:
    """Take over the lines of a file, or of standard input."""

    async def work(aios: Any) -> None:
        memories = memories_in(read(file))
        added = await aios.memory_manager.bring_in(memories)
        known = len(memories) - added
        if as_json:
            print_json({"added": added, "known": known})
        else:
            console().print(f"{added} added, {known} known already.")

    session(work, workspace=workspace, as_json=as_json)


def line_of(memory: Any) -> bytes:
    """A memory as a line; its score belongs to a query and is left out."""
    told = {name: value for name, value in plain(memory).items() if name != "score"}
    return json.dumps(told, ensure_ascii=False).encode() + b"\n"


def memories_in(lines: bytes) -> list[dict[str, Any]]:
    """The objects of such lines, empty ones left out; BadRequest names the line that is none."""
    found = []
    for number, line in enumerate(lines.splitlines(), 1):
        try:
            told = json.loads(line) if line.strip() else None
        except (ValueError, RecursionError) as error:
            told = error
        if told is not None and not isinstance(told, dict):
            raise BadRequest(
                f"Line {number} is no JSON object; nothing was imported.",
                hint="Import a file as `aios memory export` wrote it.",
            )
        found += [told] if told is not None else []
    return found


def read(file: Path) -> bytes:
    """A file's content, or standard input's for -."""
    if str(file) == "-":
        return sys.stdin.buffer.read()
    try:
        return file.read_bytes()
    except OSError as error:
        raise NotFound(
            f"{file} cannot be read ({error.strerror}).", hint="Name a file that is there."
        ) from error
