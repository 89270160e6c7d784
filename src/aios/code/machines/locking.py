"""Locks between processes: a file that one of them holds, let go of by the system when it ends."""

import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

_POLL_S = 0.05


@contextlib.asynccontextmanager
async def locked(path: Path, on_wait: Callable[[], None] = lambda: None) -> AsyncIterator[None]:
    """Wait for the lock of that file (made if need be) and hold it; `on_wait` is called once."""
    with path.open("a+b") as handle:
        told = False
        while not try_lock(handle.fileno()):
            if not told:
                on_wait()
            told = True
            await asyncio.sleep(_POLL_S)
        yield  # closing the file lets go of the lock


def try_lock(handle: int) -> bool:
    """Hold the open file, as the only process; False when another one does."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:  # somebody else holds it
        return False
    return True


def try_share(handle: int) -> bool:
    """Hold the open file as one of many; False when a process has it for itself."""
    if sys.platform == "win32":
        return True
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:  # somebody holds it alone
        return False
    return True
