"""SQLite's errors in our words: what failed, where, and how to mend it."""

import sqlite3
from pathlib import Path
from shutil import disk_usage

from aios.contracts.errors import StoreFailed

NO_ROOM_BYTES = 1 << 20

UNWRITABLE = {
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_AUTH,
}
DAMAGED = {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_FORMAT}
LOCKED = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def store_failed(error: sqlite3.Error, place: str) -> StoreFailed:
    """The error to raise for what SQLite reported about the file at `place`."""
    details = {"path": place, "cause": str(error)}
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code == sqlite3.SQLITE_FULL or (code == sqlite3.SQLITE_IOERR and _no_room(place)):
        return StoreFailed(
            f"The disk that holds {place} is full.",
            hint="Free some space on it, or choose another workspace with --workspace.",
            details=details,
            code="disk_full",
        )
    if code in UNWRITABLE:
        return unwritable(place, str(error))
    if code in DAMAGED:
        return damaged(place, str(error))
    if code in LOCKED:
        return StoreFailed(
            f"{place} stayed locked by another program ({error}).",
            hint="Close whatever else has the file open (a backup, a database viewer), try again.",
            details=details,
            code="store_locked",
        )
    return StoreFailed(
        f"{place} could not be read or written ({error}).",
        hint="Check the disk that holds it, or choose another workspace with --workspace.",
        details=details,
    )


def unwritable(place: str, cause: str) -> StoreFailed:
    """The error for a workspace that may not be written."""
    return StoreFailed(
        f"The workspace cannot be written at {place} ({cause}).",
        hint="Make the folder writable, or choose another with --workspace or AIOS_WORKSPACE.",
        details={"path": place, "cause": cause},
        code="workspace_unwritable",
    )


def damaged(place: str, cause: str) -> StoreFailed:
    """The error for a file that is not what we wrote."""
    return StoreFailed(
        f"{place} is damaged or is not a database ({cause}).",
        hint=f"Move {place} away to start afresh, or put back a copy of it.",
        details={"path": place, "cause": cause},
        code="store_damaged",
    )


def _no_room(place: str) -> bool:
    """True when an I/O error has the plain reason that nothing more fits."""
    try:
        return disk_usage(Path(place).parent).free < NO_ROOM_BYTES
    except OSError:  # the folder itself is gone: then room is not the reason
        return False
