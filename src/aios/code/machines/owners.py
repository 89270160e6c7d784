"""Who made what: labels that outlive a controller, so that the next one can clear up after it."""

import os
import signal
import sys
from collections.abc import Iterable
from pathlib import Path

from aios.code.machines import cgroups


class Owners:
    """Labels below `state`; a label is "<pid>-<start time>" of a controller."""

    def __init__(self, state: Path) -> None:
        self._state = state
        self.label = label_of(os.getpid())

    def staging(self, machine_id: str) -> Path:
        """Where private copies of a machine's inputs go; not made here."""
        return self._state / "staging" / f"{self.label}-{machine_id}"

    def register(self, spawner: int) -> None:
        """Note that this controller has a spawner."""
        folder = self._state / "spawners"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / self.label).write_text(label_of(spawner))

    def release(self) -> None:
        """The spawner ended in order."""
        (self._state / "spawners" / self.label).unlink(missing_ok=True)

    def reap(self, leftovers: Iterable[Path]) -> int:
        """Kill and remove what dead controllers left; how many things."""
        count = 0
        for note in _entries(self._state / "spawners"):
            if not alive(note.name):
                count += self._kill_spawner(note.read_text())
                note.unlink(missing_ok=True)
        for folder in leftovers:
            if _owner_is_dead(folder.name.removeprefix(cgroups.PREFIX)):
                cgroups.remove([str(folder)])
                count += 1
        for folder in _entries(self._state / "staging"):
            if _owner_is_dead(folder.name):
                for copy in folder.iterdir():
                    copy.unlink()
                folder.rmdir()
                count += 1
        return count

    @staticmethod
    def _kill_spawner(label: str) -> int:
        if not alive(label):
            return 0
        os.kill(int(label.partition("-")[0]), signal.SIGKILL)
        return 1


def label_of(pid: int) -> str:
    """A process's id and start time: no other process will ever have the same label."""
    try:
        facts = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return f"{pid}-{0 if sys.platform == 'linux' else _started_at(pid)}"
    # The second field, the name, may hold anything, spaces and parentheses too.
    return f"{pid}-{facts.rpartition(')')[2].split()[19]}"


def _started_at(pid: int) -> int:
    """When a process started, on systems without /proc; 0 when there is none."""
    import psutil

    try:
        return int(psutil.Process(pid).create_time() * 100)
    except psutil.Error:
        return 0


def alive(label: str) -> bool:
    """Whether the process of a label still runs."""
    pid = label.partition("-")[0]
    return pid.isdigit() and label_of(int(pid)) == label and not label.endswith("-0")


def _owner_is_dead(name: str) -> bool:
    pid, _, rest = name.partition("-")
    start = rest.partition("-")[0]
    return pid.isdigit() and start.isdigit() and not alive(f"{pid}-{start}")


def _entries(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []
