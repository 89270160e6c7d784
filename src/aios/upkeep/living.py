"""Who works on a workspace right now."""

from pathlib import Path

from aios.code.stores import archive
from aios.code.stores.sqlite import SqliteStore
from aios.contracts.errors import Conflict, StoreFailed
from aios.kernel import journal
from aios.kernel.clock import SystemClock
from aios.kernel.journal import Journal


async def at_work(workspace: Path) -> set[str]:
    """The processes that have it open and live."""
    if not (workspace / archive.DATABASE).is_file():
        return set()
    store = SqliteStore(workspace / archive.DATABASE)
    try:
        await store.open(journal.TABLES)
        return await Journal(store, SystemClock(), "upkeep").living()
    except StoreFailed:  # damaged or unreadable: nobody works on it, and that is why we are here
        return set()
    finally:
        await store.close()


async def refuse_busy(workspace: Path, *, then: str) -> None:
    """Conflict (`workspace_busy`) while a process that lives has the workspace open."""
    if await at_work(workspace):
        raise Conflict(
            f"Another AIOS is working on {workspace}.",
            hint=f"End it first, then {then}.",
            code="workspace_busy",
        )
