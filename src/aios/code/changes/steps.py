"""The steps of a change-set and how far they came, written down so that a kill loses nothing."""

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step, of one of five kinds.

    "out" renames an entry of the user's to a place of ours, "in" one of ours to the user's place;
    "folder" makes the folder `target`; "copy" copies a whole entry to a place of ours; "content"
    copies what is in the file `source`, with the rights of the file `like`. With `kept`, what was
    renamed is copied there, on another disk, when all is done, and then let go of.
    """

    kind: str
    target: str
    source: str = ""
    kept: str = ""
    like: str = ""


@dataclass(frozen=True, kw_only=True)
class Steps:
    """All that is to be done, in this order.

    `made` is what is new afterwards; `folders` are the times of the folders that are touched:
    path → (accessed, modified) in ns.
    """

    steps: tuple[Step, ...] = ()
    made: tuple[str, ...] = ()
    folders: dict[str, tuple[int, int]] = field(default_factory=dict)


class Ledger:
    """The steps of one change-set on the disk: `steps.json`, `made.json` and the log.

    A line of the log is written before its step: "+3" before step 3 is done, "-3" before it is
    taken back, "=" when all are done. So at most the last line's step is in doubt after a kill.
    Covered is a kill of the process; what a power cut does to the order of renames is not.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.kept = folder / "kept"
        self._log = folder / "log"

    def begin(self, steps: Steps) -> None:
        """Write the steps down, whole, before the first of them."""
        _write(self.folder / "steps.json", asdict(steps))

    def load(self) -> Steps | None:
        """The steps, or None when none were written down: then nothing was done."""
        try:
            raw = json.loads((self.folder / "steps.json").read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        return Steps(
            steps=tuple(Step(**step) for step in raw["steps"]),
            made=tuple(raw["made"]),
            folders={path: (a, m) for path, (a, m) in raw["folders"].items()},
        )

    def told(self, line: str) -> None:
        """Add a line to the log."""
        descriptor = os.open(self._log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(descriptor, f"{line}\n".encode())
        finally:
            os.close(descriptor)

    def last(self) -> str:
        """The last line of the log, "" before the first."""
        try:
            lines = self._log.read_text(encoding="utf-8").split()
        except FileNotFoundError:
            return ""
        return lines[-1] if lines else ""

    def keep_states(self, states: dict[str, str]) -> None:
        """Remember how everything looks that was made."""
        _write(self.folder / "made.json", states)

    def states(self) -> dict[str, str]:
        """How everything looked that was made."""
        states: dict[str, str] = json.loads((self.folder / "made.json").read_text(encoding="utf-8"))
        return states


def _write(path: Path, value: object) -> None:
    """A JSON file, whole or not at all; names that are no UTF-8 survive."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    with fresh.open("w", encoding="utf-8") as file:
        json.dump(value, file)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
