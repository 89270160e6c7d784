"""Whether what every part has written down can be read, and fits together; how to mend it.

Covered:
- every document of every part is what it should be;
- calls, answers and wishes to cancel that belong to no task; leases of the dead;
- schedules that never come; statistics that are not what the journal tells;
- memories that no search finds, and texts that are searched though they were forgotten;
- contexts, and what undoes changes of the user's files.

Not covered:
- whether a document that can be read says what it said when it was written.
"""

import json
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from aios.contracts.changes import ChangeSet
from aios.contracts.errors import BadRequest
from aios.contracts.limits import Allowance
from aios.contracts.ports import Doc
from aios.contracts.questions import Decision, Grant
from aios.contracts.schedule import Schedule
from aios.contracts.task import Status, Task, TaskSpec
from aios.kernel import (
    allowances,
    answers,
    changes,
    journal,
    memory_item,
    schedules,
    stats,
    storage,
)
from aios.kernel.answers import Answer
from aios.kernel.context_manager import restore
from aios.kernel.journal import CallRecord, Lease
from aios.kernel.recounting import differing, recounted
from aios.kernel.soundness import DAMAGE, FRESH_S, LEFTOVER, Finding, older
from aios.kernel.stats import Tally
from aios.kernel.storage import Version
from aios.kernel.timetable import next_after

Entries = Sequence[tuple[str, Doc]]  # keys and documents
Tables = Mapping[str, Entries]
BACKUP = "`aios restore FILE --force` puts a backup in its place and keeps this one aside."
REPAIR = "`aios fsck --repair`"


def _field(name: str, form: Any) -> Callable[[Doc], object]:
    return lambda doc: msgspec.convert(doc[name], form)


def _whole(form: Any) -> Callable[[Doc], object]:
    return lambda doc: msgspec.convert(doc, form)


def _task(doc: Doc) -> object:
    return msgspec.convert(doc["task"], Task), msgspec.convert(doc["spec"], TaskSpec)


READERS: Mapping[str, Callable[[Doc], object]] = {
    journal.TASKS.name: _task,
    journal.CALLS.name: _field("call", CallRecord),
    journal.LEASES.name: _whole(Lease),
    answers.ANSWERS.name: _whole(Answer),
    answers.GRANTS.name: _whole(Grant),
    answers.DECISIONS.name: _field("decision", Decision),
    allowances.ALLOWANCES.name: _whole(Allowance),
    changes.CHANGE_SETS.name: _field("set", ChangeSet),
    schedules.SCHEDULES.name: _field("schedule", Schedule),
    stats.STATS.name: lambda doc: (doc["kind"], doc["name"], Tally.from_doc(doc["tally"])),
    storage.ARTIFACTS.name: _whole(Version),
    memory_item.MEMORIES.name: memory_item.item_of,
}


def malformed(tables: Tables) -> list[Finding]:
    """Documents that are not what their table holds."""
    return [
        Finding(
            kind="document_malformed",
            level=DAMAGE,
            subject=f"{name}/{key}",
            message=f"The document {name}/{key} is not what it should be ({problem}).",
            mend=BACKUP,
        )
        for name, read in READERS.items()
        for key, doc in tables.get(name, ())
        if (problem := _problem(read, doc))
    ]


def _problem(read: Callable[[Doc], object], doc: Doc) -> str:
    try:
        read(doc)
    except (msgspec.ValidationError, KeyError, TypeError, ValueError, AttributeError) as error:
        return f"{type(error).__name__}: {error}"
    return ""


def loose_ends(tables: Tables, living: Collection[str]) -> Iterator[Finding]:
    """Documents that belong to nothing."""
    tasks = dict(tables.get(journal.TASKS.name, ()))
    open_ones = {k for k, doc in tasks.items() if not Status(doc["task"]["status"]).final}
    for key, _doc in _where(tables, journal.CALLS.name, lambda d: d["task_id"] not in tasks):
        yield _loose("call_loose", f"calls/{key}", f"No task made the call {key}.")
    for name in (answers.ANSWERS.name, journal.CANCELS.name):
        for key, _doc in tables.get(name, ()):
            if key not in open_ones:
                told = f"{key} has ended, and {name} wait for it."
                yield _loose("wish_loose", f"{name}/{key}", told)
    for key, doc in _where(tables, journal.LEASES.name, lambda d: d["owner"] not in living):
        yield _loose(
            "lease_left", f"leases/{key}", f"The process {doc['pid']} died without notice."
        )


def _where(tables: Tables, name: str, fits: Callable[[Doc], bool]) -> Iterator[tuple[str, Doc]]:
    return ((key, doc) for key, doc in tables.get(name, ()) if fits(doc))


def wrong_schedules(tables: Tables, now: datetime) -> Iterator[Finding]:
    """Schedules that never come true here."""
    for key, doc in tables.get(schedules.SCHEDULES.name, ()):
        try:
            next_after(doc["schedule"]["cron"], doc["schedule"]["zone"], now)
        except BadRequest as problem:
            yield Finding(
                kind="schedule_wrong",
                level=DAMAGE,
                subject=key,
                message=f"The schedule {key} never comes: {problem.message}",
                mend=f"{problem.hint} `aios schedule remove {key}`, then add it again.",
            )


def other_statistics(tables: Tables) -> Iterator[Finding]:
    """Statistics that are not what the journal tells; a killed process did not count its last."""
    kept = {
        (d["kind"], d["name"], d["where"]): Tally.from_doc(d["tally"])
        for _key, d in tables.get(stats.STATS.name, ())
    }
    tasks, calls = ([d for _, d in tables.get(t.name, ())] for t in (journal.TASKS, journal.CALLS))
    for kind, name, _ in differing(kept, recounted(tasks, calls)):
        message = f"The statistics of {kind} {name} are not what the journal tells."
        yield _loose("stats_differ", f"{kind}/{name}", message)


def unsearched(tables: Tables, indexed: Collection[str], *, fits: bool) -> Iterator[Finding]:
    """Memories without a place in the text index, and places without a memory."""
    kept = {key for key, _doc in tables.get(memory_item.MEMORIES.name, ())}
    if not fits:
        yield Finding(
            kind="text_index_wrong",
            level=DAMAGE,
            subject="text_index",
            message="The index of the memories' texts is not of the texts that it is searched for.",
            mend=f"{REPAIR} makes it anew.",
        )
    for key in sorted(kept.difference(indexed)):
        yield Finding(
            kind="memory_unsearched",
            level=DAMAGE,
            subject=key,
            message=f"No search finds the memory {key}.",
            mend=f"{REPAIR} puts it into the index.",
        )
    for key in sorted(set(indexed).difference(kept)):
        yield Finding(
            kind="text_left",
            level=DAMAGE,
            subject=key,
            message=f"The text of the memory {key}, which is gone, is still in the index.",
            mend=f"{REPAIR} wipes it out.",
        )


def lost_undoing(tables: Tables, folder: Path) -> Iterator[Finding]:
    """Change-sets whose way back is gone, and ways back of no change-set."""
    known = dict(tables.get(changes.CHANGE_SETS.name, ()))
    for key, doc in known.items():
        if doc["status"] == "applied" and not (folder / key / "steps.json").is_file():
            yield Finding(
                kind="undo_lost",
                level=DAMAGE,
                subject=key,
                message=f"The changes {key} can no longer be undone: {folder / key} is not whole.",
                mend=f"Restore a backup to undo them. {REPAIR} takes them off the list.",
            )
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name not in known and older(path, FRESH_S):
            yield _loose("undo_left", path.name, f"{path} undoes no change that is known.")


def spoiled_contexts(folder: Path) -> Iterator[Finding]:
    """Contexts that cannot be continued, and drafts that were never finished."""
    for path in sorted(folder.glob("*.json")):
        try:
            restore(json.loads(path.read_text("utf-8", "surrogatepass")))
        except (ValueError, KeyError, TypeError, OSError) as error:
            yield Finding(
                kind="context_damaged",
                level=DAMAGE,
                subject=path.name,
                message=f"The context {path} cannot be continued ({error}).",
                mend=f"Restore a backup. {REPAIR} moves it aside.",
            )
    for path in sorted(folder.glob("*.draft")):
        if older(path, FRESH_S):
            yield _loose("context_left", path.name, f"{path} was never finished.")


def _loose(kind: str, subject: str, message: str) -> Finding:
    mend = f"{REPAIR} puts it right."
    return Finding(kind=kind, level=LEFTOVER, subject=subject, message=message, mend=mend)


def sweep_files(workspace: Path, finding: Finding) -> None:
    """Take away, or move aside, what a finding about a file tells."""
    if finding.kind == "undo_left":
        shutil.rmtree(workspace / "changes" / finding.subject, ignore_errors=True)
    elif finding.kind == "context_left":
        (workspace / "contexts" / finding.subject).unlink(missing_ok=True)
    elif finding.kind == "context_damaged":
        path = workspace / "contexts" / finding.subject
        path.rename(path.with_suffix(".damaged"))
