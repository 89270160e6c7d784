"""A user for each machine, where AIOS runs as root; elsewhere programs keep the one there is."""

import os
import random
import socket
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from aios.contracts.errors import MachineFailed

_FIRST, _LAST = 61184, 65519  # the range that systemd, too, takes its passing users from
_READ_SEARCH = 1 << 2


@dataclass(frozen=True)
class User:
    """Who programs are: `uid` None is this process's user.

    With `keep_reading` they keep the right to read past modes, because something they need is
    closed to strangers; Landlock still holds them to what was allowed.
    """

    uid: int | None = None
    keep_reading: bool = False
    lock: socket.socket | None = None

    def release(self) -> None:
        """Let another machine be this user."""
        if self.lock is not None:
            self.lock.close()


def take(needed: Iterable[str]) -> User:
    """A user nobody else is, for programs that need to read the `needed` paths.

    MachineFailed where root cannot give up being root and still have them read.
    """
    if os.geteuid() != 0:
        return User()
    closed = next((path for path in needed if not _open_to_strangers(path)), None)
    if closed is not None and not _can_read_past_modes():
        raise MachineFailed(
            f"a program that is not root cannot get to {closed}, and this root may not help it",
            hint="keep it in a folder that everybody may enter (set AIOS_WORKSPACE and"
            " AIOS_IMAGES), or run AIOS as an ordinary user",
        )
    for uid in random.sample(range(_FIRST, _LAST + 1), 64):
        lock = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        try:
            lock.bind(f"\0aios-user-{uid}")  # gone with this process, whatever becomes of it
        except OSError:
            lock.close()
            continue
        return User(uid, closed is not None, lock)
    raise MachineFailed("no user is left for another machine", hint="delete machines")


def threads_of(uid: int) -> int:
    """How many threads a user has now: what the kernel counts its limit on processes by."""
    count = 0
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            if folder.stat().st_uid == uid:
                count += len(os.listdir(folder / "task"))
        except OSError:  # it ended meanwhile
            continue
    return count


def _open_to_strangers(path: str) -> bool:
    """Whether anybody may get to a path and read it."""
    real = Path(os.path.realpath(path))
    try:
        above = all(folder.stat().st_mode & stat.S_IXOTH for folder in real.parents)
        return above and bool(real.stat().st_mode & stat.S_IROTH)
    except OSError:
        return False


def _can_read_past_modes() -> bool:
    status = Path("/proc/self/status").read_text()
    effective = next(line for line in status.splitlines() if line.startswith("CapEff"))
    return bool(int(effective.split()[1], 16) & _READ_SEARCH)
