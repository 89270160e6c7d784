"""Locks between processes: a file that one of them holds, let go of by the system when it ends."""

import sys


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
