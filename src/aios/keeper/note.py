"""Where the keeper of a workspace is found: a note with its port and its token, for its user only.

Covered:
- one keeper for each workspace: it holds a lock as long as it lives
- only who can read the note can call it, and it listens on this host alone

Not covered:
- other programs of the same user: they can read the note, as they can all of the workspace
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aios.code.machines.locking import try_lock

HOST = "127.0.0.1"


@dataclass(frozen=True, kw_only=True)
class Note:
    """The keeper's address, and what a call must show."""

    pid: int
    port: int
    token: str


def folder(workspace: Path) -> Path:
    """The keeper's folder of a workspace, closed to other users; made when it is not there."""
    place = _folder(workspace)
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    return place


def _folder(workspace: Path) -> Path:
    return workspace / "machines" / "keeper"


def read(workspace: Path) -> Note | None:
    """The note, None when there is none that can be read."""
    try:
        said: Mapping[str, Any] = json.loads((_folder(workspace) / "note.json").read_text())
        return Note(pid=int(said["pid"]), port=int(said["port"]), token=str(said["token"]))
    except (OSError, ValueError, KeyError, TypeError):  # half a note is none
        return None


def write(workspace: Path, port: int, token: str) -> None:
    """Tell where this process listens."""
    note = Note(pid=os.getpid(), port=port, token=token)
    place = folder(workspace)
    draft = place / f"note-{note.pid}"
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w") as file:
        json.dump(note.__dict__, file)
    draft.replace(place / "note.json")


def remove(workspace: Path) -> None:
    """This process no longer listens."""
    (_folder(workspace) / "note.json").unlink(missing_ok=True)


def hold(workspace: Path) -> int | None:
    """The lock (a descriptor) of the one keeper; None when another process has it."""
    handle = os.open(folder(workspace) / "lock", os.O_CREAT | os.O_RDWR, 0o600)
    if try_lock(handle):
        return handle
    os.close(handle)
    return None
