"""Checks a change-set against the disk and turns it into steps, before anything is touched.

`path`s are names before the changes, targets are names after them: so a swap, a chain and a
rename that differs in case only are plain sets of moves.
"""

import os
import shutil
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from aios.code.changes.entries import is_folder, seen_of, size_of
from aios.code.changes.steps import Step, Steps
from aios.contracts.changes import INTO, Change
from aios.contracts.errors import ActionFailed, Conflict

TEMPORARY = ".aios-"


def inside(path: str, folder: str) -> bool:
    """True when the path lies below the folder."""
    return path.startswith(folder.rstrip(os.sep) + os.sep)


class Planner:
    """One change-set's steps; `copying` when nothing may be renamed from one folder to `kept`."""

    def __init__(self, changes: Iterable[Change], kept: Path, name: str, copying: bool) -> None:
        self._changes = tuple(changes)
        self._kept = kept
        self._prefix = f"{TEMPORARY}{name}-"
        self._copying = copying
        self._count = 0
        self._removed = {c.path for c in self._changes if c.kind in ("move", "delete")}
        self._removed |= {
            c.path for c in self._changes if c.kind == "write" and os.path.lexists(c.path)
        }
        self._moves = {c.to: c.path for c in self._changes if c.kind == "move"}
        self._wanted = {c.path for c in self._changes if c.kind == "make_folder"}
        self._needs: list[tuple[str, str]] = []
        self._contents: list[Step] = []
        self._out: list[Step] = []
        self._copies: list[Step] = []
        self._in: list[Step] = []

    def steps(self) -> Steps:
        """The steps in order; Conflict or ActionFailed when they cannot all be done."""
        self._check()
        targets = self._targets()
        folders = {*self._new_folders(targets), *self._wanted_folders()}
        for both in sorted(folders & {*targets}):
            raise _clash(both, "would be a file and a folder")
        self._check_writable({*self._removed, *targets, *folders})
        for change in sorted(self._changes, key=lambda c: -c.path.count(os.sep)):
            self._plan(change)
        self._in += [Step(kind="folder", target=folder) for folder in folders]
        self._check_room()
        into = sorted(self._in, key=lambda step: step.target.count(os.sep))
        steps = (*self._contents, *self._out, *self._copies, *into)
        return Steps(steps=steps, made=(*targets, *folders), folders=self._times(steps))

    # ------------------------------------------------------------ checks

    def _check(self) -> None:
        for change in self._changes:
            there = os.path.lexists(change.path)
            if change.kind in (*INTO, "delete") and not there:
                raise Conflict(
                    f"{change.path} is not there any more; nothing was changed.",
                    hint="Run the task again: it will look again.",
                    code="change_stale",
                    details={"path": change.path},
                )
            if change.seen and change.seen != (seen_of(change.path) if there else ""):
                raise Conflict(
                    f"{change.path} was changed meanwhile; nothing was changed by the task.",
                    hint="Run the task again: it will look again.",
                    code="change_stale",
                    details={"path": change.path},
                )
            if change.kind == "write" and there and not os.path.isfile(change.path):
                raise _clash(change.path, "is no file that could be written")

    def _targets(self) -> tuple[str, ...]:
        touched = [c.path for c in self._changes if c.kind not in ("copy", "make_folder")]
        targets = [c.to or c.path for c in self._changes if c.kind in (*INTO, "write")]
        changed = (*touched, *targets, *self._wanted)
        for copied in (c.path for c in self._changes if c.kind == "copy"):
            # Into itself it would be copied without end.
            if self._gone(copied) or any(
                path != copied and inside(path, copied) for path in changed
            ):
                raise _clash(copied, "would be copied and changed at once")
        for paths in (touched, targets):
            [(path, times)] = Counter(paths).most_common(1) or [("", 0)]
            if times > 1:
                raise _clash(path, "would be changed twice")
        for target in targets:
            if self._taken(target):
                raise _clash(target, "is there already")
        return tuple(targets)

    def _wanted_folders(self) -> list[str]:
        for path in self._wanted:
            if path in self._moves or (self._taken(path) and not self._stands(path)):
                raise _clash(path, "is there already, and no folder")
        return [path for path in self._wanted if not self._stands(path)]

    def _new_folders(self, targets: Iterable[str]) -> set[str]:
        """Folders that are missing on the way to the targets, and so have to be made."""
        new: set[str] = set()
        for target in (*targets, *self._wanted):
            folder = os.path.dirname(target)
            while folder not in new and folder not in self._wanted and not self._stands(folder):
                if self._taken(folder) or os.path.dirname(folder) == folder:
                    raise _clash(folder, "is no folder")
                if self._gone(folder) and self._came_from(folder) is None:
                    raise _clash(folder, "would be gone by then")
                new.add(folder)
                folder = os.path.dirname(folder)
        return new

    def _check_writable(self, paths: Iterable[str]) -> None:
        for folder in {self._standing(os.path.dirname(path)) for path in paths}:
            if not os.access(folder, os.W_OK | os.X_OK):
                raise ActionFailed(
                    f"The folder {folder} may not be written; nothing was changed.",
                    hint="Give yourself the right to write it, or choose another folder.",
                    code="folder_not_writable",
                    details={"path": folder},
                )

    def _check_room(self) -> None:
        needed: dict[int, tuple[str, int]] = {}
        for source, target in self._needs:
            folder = _existing(target)
            device = os.stat(folder).st_dev
            needed[device] = folder, needed.get(device, ("", 0))[1] + size_of(source)
        for folder, size in needed.values():
            free = shutil.disk_usage(folder).free
            if size > free:
                raise ActionFailed(
                    f"The changes need {size:,} bytes on the disk of {folder}, which has {free:,};"
                    " nothing was changed.",
                    hint="Free some space on it.",
                    code="disk_full",
                    details={"needed": size, "free": free},
                )

    # ------------------------------------------------------------ what stands when all is done

    def _gone(self, path: str, within: str = "") -> bool:
        """True when the entry leaves its place; `within` looks at changes below that folder."""
        return any(p in self._removed for p in _upwards(path) if not within or inside(p, within))

    def _came_from(self, path: str) -> tuple[str, str] | None:
        """Where a path inside a folder that is moved comes from: (source, folder's source)."""
        for folder in _upwards(os.path.dirname(path)):
            if folder in self._moves:
                source = self._moves[folder]
                return source + path[len(folder) :], source
        return None

    def _taken(self, path: str) -> bool:
        came = self._came_from(path)
        if came is not None:
            return os.path.lexists(came[0]) and not self._gone(came[0], came[1])
        if not os.path.lexists(path) or self._gone(path):
            return False
        return not any(_same_entry(path, removed) for removed in self._moves.values())

    def _stands(self, folder: str) -> bool:
        if folder in self._moves:
            return is_folder(self._moves[folder])
        came = self._came_from(folder)
        if came is not None:
            return os.path.isdir(came[0]) and not self._gone(came[0], came[1])
        return os.path.isdir(folder) and not self._gone(folder)

    def _standing(self, folder: str) -> str:
        """The nearest folder that is there before, meanwhile and after."""
        while not os.path.isdir(folder) or self._gone(folder):
            folder = os.path.dirname(folder)
        return folder

    def _times(self, steps: Iterable[Step]) -> dict[str, tuple[int, int]]:
        """The times of all folders in which something comes or goes, as they are now."""
        found = {}
        for folder in {os.path.dirname(p) for s in steps for p in (s.source, s.target) if p}:
            came = self._came_from(folder)
            now = self._moves.get(folder) or (came[0] if came else folder)
            if is_folder(now):
                told = os.stat(now)
                found[now] = (told.st_atime_ns, told.st_mtime_ns)
        return found

    # ------------------------------------------------------------ steps

    def _plan(self, change: Change) -> None:
        if change.kind == "delete":
            self._remove(change.path)
        elif change.kind == "write":
            fresh = self._fresh(change.path)
            self._needs.append((change.source, fresh))
            like = change.path if os.path.isfile(change.path) else ""
            self._contents.append(
                Step(kind="content", source=change.source, target=fresh, like=like)
            )
            if os.path.lexists(change.path):
                self._remove(change.path)
            self._in.append(Step(kind="in", source=fresh, target=change.path))
        elif change.kind == "move":
            self._move(change)
        elif change.kind == "copy":
            fresh = self._fresh(change.to)
            self._needs.append((change.path, fresh))
            self._copies.append(Step(kind="copy", source=change.path, target=fresh))
            self._in.append(Step(kind="in", source=fresh, target=change.to))

    def _move(self, change: Change) -> None:
        fresh = self._fresh(change.to)
        folder = self._standing(os.path.dirname(change.path))
        if self._copying or _device(folder) != _device(os.path.dirname(fresh)):
            out = self._remove(change.path)
            self._needs.append((change.path, fresh))
            self._copies.append(Step(kind="copy", source=out.target, target=fresh))
        else:
            self._out.append(Step(kind="out", source=change.path, target=fresh))
        self._in.append(Step(kind="in", source=fresh, target=change.to))

    def _remove(self, path: str) -> Step:
        fresh = self._fresh(path)
        kept = str(self._kept / str(self._count))
        if self._copying or _device(os.path.dirname(path)) != _device(str(self._kept)):
            self._needs.append((path, kept))
            step = Step(kind="out", source=path, target=fresh, kept=kept)
        else:
            step = Step(kind="out", source=path, target=kept)
        self._out.append(step)
        return step

    def _fresh(self, path: str) -> str:
        """A name that nothing has, in a folder near the path that stands all the while."""
        self._count += 1
        folder = self._standing(os.path.dirname(path))
        return os.path.join(folder, f"{self._prefix}{self._count}")


def _upwards(path: str) -> Iterator[str]:
    """The path and every folder above it."""
    while True:
        yield path
        above = os.path.dirname(path)
        if above == path:
            return
        path = above


def _same_entry(path: str, other: str) -> bool:
    """True for two spellings of one entry, where names differ only in case or in their form."""
    names = [unicodedata.normalize("NFC", os.path.basename(p)).casefold() for p in (path, other)]
    folder = os.path.dirname(path)
    if names[0] != names[1] or folder != os.path.dirname(other) or not os.path.lexists(other):
        return False
    return os.path.basename(path) not in os.listdir(folder)


def _existing(path: str) -> str:
    while not os.path.isdir(path):
        path = os.path.dirname(path)
    return path


def _device(path: str) -> int:
    return os.stat(_existing(path)).st_dev


def _clash(path: str, what: str) -> Conflict:
    return Conflict(
        f"{path} {what}; nothing was changed.",
        hint="Name other files, or move what is in the way first.",
        code="change_clash",
        details={"path": path},
    )
