"""The layout of a database: its number, and the steps that lead to it from every earlier one."""

import sqlite3
from collections.abc import Callable, Sequence

from aios.contracts.errors import StoreFailed

OURS = 0x41494F53  # "AIOS"
NOBODYS = 0  # every file of SQLite's that nobody marked; ours too, before layout 1

NUMBERS = ("application_id", "user_version")

Step = Callable[[sqlite3.Connection], object]


def _marked(db: sqlite3.Connection) -> None:
    """From 0, which had no number: the file says whose it is."""
    db.execute(f"PRAGMA application_id = {OURS}")


def _stats_told_apart(db: sqlite3.Connection) -> None:
    """From 1, whose statistics did not tell what tasks did from what was done outside of any.

    Of old calls the journal does not tell who did the work, so they count as done outside.
    """
    if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'stats'").fetchone():
        return
    where = (
        "CASE WHEN json_extract(doc, '$.kind') IN ('task', 'agent') THEN 'tasks' ELSE 'outside' END"
    )
    db.execute(
        f"UPDATE stats SET key = {where} || '/' || key, doc = json_set(doc, '$.where', {where})"
    )


# STEPS[n] leads from layout n to n + 1. One that was released is never changed or removed.
STEPS: tuple[Step, ...] = (_marked, _stats_told_apart)


def migrate(db: sqlite3.Connection, place: str, steps: Sequence[Step] = STEPS) -> None:
    """Bring the database to the newest layout, inside the caller's transaction.

    StoreFailed as `layout_of` says.
    """
    at = layout_of(db, place, len(steps))
    for step in steps[at:]:
        step(db)
    if at < len(steps):
        db.execute(f"PRAGMA user_version = {len(steps)}")


def layout_of(db: sqlite3.Connection, place: str, newest: int = len(STEPS)) -> int:
    """The number of its layout; StoreFailed: `store_newer`, `store_foreign`."""
    whose, at = (int(db.execute(f"PRAGMA {p}").fetchone()[0]) for p in NUMBERS)
    if whose not in (OURS, NOBODYS):
        raise StoreFailed(
            f"{place} is a database of another program.",
            hint="Choose another workspace with --workspace.",
            details={"path": place},
            code="store_foreign",
        )
    if at > newest:
        raise StoreFailed(
            f"{place} was written by a newer AIOS: its layout is {at}, this AIOS knows {newest}.",
            hint="Update AIOS, or choose another workspace with --workspace.",
            details={"path": place, "layout": at, "known": newest},
            code="store_newer",
        )
    return at
