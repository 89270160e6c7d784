"""`aios undo`: what tasks changed of the user's own files, and taking it back."""

from pathlib import Path
from typing import Any

from aios.interfaces.cli.session import session
from aios.interfaces.cli.shapes import changes_shape
from aios.interfaces.cli.terminal import console, print_json, safe, table

SHOWN = 20


def undo_changes(change_id: str, *, as_json: bool, workspace: Path | None) -> None:
    """Undo a change-set, all of a task's, or the newest; say which and what."""

    async def work(aios: Any) -> None:
        undone = [changes_shape(changes) for changes in await aios.undo(change_id)]
        if as_json:
            print_json(undone)
            return
        for changes in undone:
            console().print(safe(f"{changes['id']}  {changes['status']}  {changes['title']}"))
            for change in changes["changes"][:SHOWN]:
                console().print(safe("  " + _told(change)), style="dim")
            if len(changes["changes"]) > SHOWN:
                console().print(f"  … {len(changes['changes']) - SHOWN} more", style="dim")

    session(work, workspace=workspace, as_json=as_json)


def list_changes(*, as_json: bool, workspace: Path | None) -> None:
    """The change-sets, newest first."""

    async def work(aios: Any) -> None:
        known = [changes_shape(changes) for changes in await aios.list_changes()]
        if as_json:
            print_json(known)
            return
        columns = ["id", "status", "created_at", "changes", "title"]
        shown = [
            {
                **changes,
                "created_at": changes["created_at"][:16].replace("T", " "),
                "changes": len(changes["changes"]),
            }
            for changes in known
        ]
        table(columns, [[str(row[c]) for c in columns] for row in shown])

    session(work, workspace=workspace, as_json=as_json)


def _told(change: dict[str, str]) -> str:
    goal = f" → {change['to']}" if change.get("to") else ""
    return f"{change['kind']} {change['path']}{goal}"
