"""Changes the user's own files as change-sets say, and undoes it.

Covered:
- all of a change-set or nothing: a failure midway, whatever it is, takes back what was done
- a kill midway: `undo` takes back what was done by then, from what was written down before
- what others changed since is never overwritten: undoing then does nothing and says so
- other disks than the workspace's, swaps, chains, names that differ in case only

Not covered:
- programs that change the same files in the very moment in which they are renamed
- a power cut in the middle: the disk may then have kept later renames and lost earlier ones
"""

import asyncio
import errno
import os
import shutil
from pathlib import Path

from aios.code.changes.entries import (
    copy_content,
    copy_whole,
    is_folder,
    remove_whole,
    state_of,
)
from aios.code.changes.planning import Planner
from aios.code.changes.steps import Ledger, Step, Steps
from aios.contracts.changes import ChangeSet
from aios.contracts.errors import ActionFailed, Conflict
from aios.contracts.ports import Changer

ALL = "="


class FileChanger(Changer):
    """Works on this computer's files; what it needs for undoing lies below `place`."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._turn = asyncio.Lock()

    async def apply(self, changes: ChangeSet) -> None:
        """All of it or nothing; see Changer."""
        async with self._turn:
            await asyncio.to_thread(self._apply, changes)

    async def undo(self, changes: ChangeSet) -> None:
        """Everything as it was; see Changer."""
        async with self._turn:
            await asyncio.to_thread(self._undo, changes.id)

    async def forget(self, change_set_id: str) -> None:
        """Drop what was kept for undoing. Idempotent."""
        await asyncio.to_thread(shutil.rmtree, self._place / change_set_id, ignore_errors=True)

    def _apply(self, changes: ChangeSet) -> None:
        try:
            self._attempt(changes, copying=False)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise _failed(error) from error
            # One disk by its number, but two mounts: nothing can be renamed across them.
            try:
                self._attempt(changes, copying=True)
            except OSError as again:
                raise _failed(again) from again

    def _attempt(self, changes: ChangeSet, *, copying: bool) -> None:
        """Do it, or raise with every file as it was."""
        ledger = Ledger(self._place / changes.id)
        ledger.kept.mkdir(parents=True, exist_ok=True)
        steps: Steps | None = None
        try:
            steps = Planner(changes.changes, ledger.kept, changes.id, copying).steps()
            ledger.begin(steps)
            _forward(steps, ledger, 0)
        except (OSError, Conflict, ActionFailed):
            if steps is not None:
                _take_back(steps, ledger)  # when even that fails, all that was kept stays kept
            shutil.rmtree(ledger.folder, ignore_errors=True)
            raise

    def _undo(self, change_set_id: str) -> None:
        ledger = Ledger(self._place / change_set_id)
        steps = ledger.load()
        if steps is None:
            return
        if ledger.last() != ALL:  # what a kill left: go on with taking it back
            _take_back(steps, ledger)
            return
        try:
            _check_untouched(steps, ledger.states())
            _backward(steps, ledger)
        except OSError as error:
            if ledger.last() != ALL:
                _again(steps, ledger)
            raise _failed(error) from error


def _forward(steps: Steps, ledger: Ledger, first: int) -> None:
    """Take the steps from `first` on, and write down how everything then looks."""
    for place, step in enumerate(steps.steps[first:], first):
        ledger.told(f"+{place}")
        _take(step)
    folders = {step.target for step in steps.steps if step.kind == "folder"}
    ledger.keep_states({path: state_of(path) for path in steps.made if path not in folders})
    elsewhere = [step for step in steps.steps if step.kept]
    for step in elsewhere:
        if not os.path.lexists(step.kept):
            _copy_at_once(step.target, step.kept)
    ledger.told(ALL)
    for step in elsewhere:
        if os.path.lexists(step.target):
            os.rename(step.target, f"{step.target}-old")
        remove_whole(f"{step.target}-old")


def _take(step: Step) -> None:
    if os.path.lexists(step.target):
        raise FileExistsError(errno.EEXIST, "a file of that name has appeared", step.target)
    if step.kind in ("out", "in"):
        os.rename(step.source, step.target)
    elif step.kind == "folder":
        os.mkdir(step.target)
    elif step.kind == "copy":
        copy_whole(step.source, step.target)
    else:
        copy_content(step.source, step.target, step.like)


def _backward(steps: Steps, ledger: Ledger) -> None:
    """Take every step back that was taken, the last one first; then nothing of ours is left."""
    last = ledger.last()
    begun = len(steps.steps) if last == ALL else int(last[1:]) + 1 if last else 0
    for place in reversed(range(begun)):
        ledger.told(f"-{place}")
        _untake(steps.steps[place])
    for folder, times in steps.folders.items():
        if os.path.isdir(folder):
            os.utime(folder, ns=times)


def _untake(step: Step) -> None:
    """Take one step back, if it was taken."""
    if step.kind == "folder":
        if os.path.isdir(step.target) and not os.listdir(step.target):
            os.rmdir(step.target)  # with something of others in it, it is theirs now
    elif step.kind in ("copy", "content"):
        remove_whole(step.target)
    elif step.kind == "in":
        if not os.path.lexists(step.source):
            os.rename(step.target, step.source)
    else:
        _bring_back(step)


def _bring_back(step: Step) -> None:
    """Put back what was renamed to a place of ours."""
    there = os.path.lexists(step.source)
    if step.kept and not there and not os.path.lexists(step.target):
        _copy_at_once(step.kept, step.target)
    if os.path.lexists(step.target):
        if there:
            raise FileExistsError(errno.EEXIST, "a file of that name has appeared", step.source)
        os.rename(step.target, step.source)
    if step.kept:
        remove_whole(f"{step.target}-old")


def _copy_at_once(source: str, target: str) -> None:
    """Copy an entry so that it is there whole or not at all."""
    remove_whole(f"{target}-new")
    copy_whole(source, f"{target}-new")
    os.rename(f"{target}-new", target)


def _take_back(steps: Steps, ledger: Ledger) -> None:
    try:
        _backward(steps, ledger)
    except OSError as error:
        raise _stuck(error, ledger) from error


def _again(steps: Steps, ledger: Ledger) -> None:
    """Undoing failed midway: do again what it had undone, so that the whole set stands."""
    place = int(ledger.last()[1:])
    try:
        _untake(steps.steps[place])
    except OSError:
        place += 1  # it could not be taken back, so it stands
    try:
        _forward(steps, ledger, place)
    except OSError as error:
        raise _stuck(error, ledger) from error


def _check_untouched(steps: Steps, states: dict[str, str]) -> None:
    """Conflict unless what was made is as it was left, and what was removed may come back."""
    for path, state in states.items():
        if not os.path.lexists(path) or state_of(path) != state:
            raise _conflict(path, "was changed since")
    made = set(steps.made)
    for folder in (p for p in made if is_folder(p) and p not in states):
        for name in os.listdir(folder):
            path = os.path.join(folder, name)
            if path not in made:
                raise _conflict(path, "was put there since")
    for path in (step.source for step in steps.steps if step.kind == "out"):
        if os.path.lexists(path) and path not in made:
            raise _conflict(path, "was put there since")


def _conflict(path: str, what: str) -> Conflict:
    return Conflict(
        f"{path} {what}, so nothing was undone.",
        hint="Move it elsewhere or put it back as it was, then undo again.",
        code="undo_conflict",
        details={"path": path},
    )


def _failed(error: OSError) -> ActionFailed:
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    what = f"{error.filename2 or error.filename or 'a file'} ({error.strerror or error})"
    return ActionFailed(
        f"The files could not be changed, so everything is as it was: {what}.",
        hint="Free some space." if full else "Check the rights of its folder, then try again.",
        code="disk_full" if full else "change_failed",
        details={"path": str(error.filename or ""), "cause": error.strerror or str(error)},
    )


def _stuck(error: OSError, ledger: Ledger) -> ActionFailed:
    return ActionFailed(
        f"The files could be neither changed nor put back: {error.filename} ({error.strerror}).",
        hint=f"What is missing lies below {ledger.folder}; once the disk works again, run"
        " `aios undo --list`: the next start puts everything back.",
        code="change_stuck",
        details={"path": str(error.filename or ""), "kept": str(ledger.folder)},
    )
