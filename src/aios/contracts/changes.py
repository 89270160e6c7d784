"""Change-sets: what a task would do to the user's own files, as data, before anything is done."""

from dataclasses import dataclass
from datetime import datetime

from aios.contracts.record import Record

KINDS = ("move", "copy", "delete", "write", "make_folder")
INTO = ("move", "copy")


@dataclass(frozen=True, kw_only=True, eq=True)
class Change(Record):
    """One change of one file or folder; every path is absolute.

    `move` takes `path` to `to`, which must not be there; `copy` makes `to` of the file at `path`,
    which stays; `delete` removes the file or folder at
    `path`; `write` puts the content of the task's artifact `source` at `path`; `make_folder` makes
    the folder at `path`. `seen` is what `fingerprint` told of `path` when the change was planned:
    when it tells something else by then, nothing of the whole change-set is done. "" is not held.
    """

    kind: str
    path: str
    to: str = ""
    source: str = ""
    seen: str = ""

    @property
    def touched(self) -> tuple[str, ...]:
        """The paths that are other afterwards; a file that is copied is only read."""
        paths = (self.to,) if self.kind == "copy" else (self.path, self.to)
        return tuple(path for path in paths if path)

    @property
    def read(self) -> str:
        """The path whose content goes elsewhere, "" for none."""
        return self.path if self.kind == "copy" else self.source


@dataclass(frozen=True, kw_only=True, eq=True)
class ChangeSet(Record):
    """Changes that are done together or not at all; `status` says how far they are.

    It is applying, applied, undoing or undone.
    """

    id: str
    task_id: str
    title: str
    changes: tuple[Change, ...]
    status: str
    created_at: datetime
    undone_at: datetime | None = None


def fingerprint(size: int, modified_ns: int) -> str:
    """What tells whether a file is still the one that was looked at."""
    return f"{size}:{modified_ns}"
