"""Puts right in a workspace what can be put right without a backup."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import uuid4

from aios.code.stores import archive, snapshot
from aios.code.stores.sqlite import SqliteStore
from aios.code.stores.text import SqliteTextIndex
from aios.contracts.ports import Drop, Put
from aios.kernel import answers, changes, journal, memory_item, soundness, soundness_parts, stats
from aios.kernel.blobs import Blobs
from aios.kernel.recounting import recounted
from aios.kernel.soundness import Finding
from aios.kernel.stats import IN_TASKS, Tally
from aios.kernel.storage import ARTIFACTS
from aios.upkeep.checking import Health, check
from aios.upkeep.living import refuse_busy

TABLES = (*journal.TABLES, *answers.TABLES, *stats.TABLES, *changes.TABLES)
LOOSE = ("call_loose", "wish_loose", "lease_left")
FILES = ("undo_left", "context_left", "context_damaged")


async def repair(workspace: Path) -> Health:
    """Put right what a check found, as far as that loses nothing; then check again.

    Conflict (`workspace_busy`) while another AIOS works on it. A damaged database, documents
    that cannot be read and contents that nothing holds any more stay as they are, and are told.
    """
    workspace = workspace.absolute()
    before = await check(workspace)
    await refuse_busy(workspace, then="repair")
    if not any(f.kind == "database_damaged" for f in before.findings):
        async with _opened(workspace) as store:
            await _put_right(workspace, store, before.findings)
    after = await check(workspace)
    left = {(f.kind, f.subject) for f in after.findings}
    repaired = tuple(f for f in before.findings if (f.kind, f.subject) not in left)
    return after.but(repaired=repaired)


async def recount(workspace: Path) -> None:
    """Count anew, from the journal, what tasks did; Conflict (`workspace_busy`)."""
    workspace = workspace.absolute()
    await refuse_busy(workspace, then="count anew")
    snapshot.keys_of(workspace / archive.DATABASE, stats.STATS.name)  # NotFound without one
    async with _opened(workspace) as store:
        await _recount(workspace, store)


@asynccontextmanager
async def _opened(workspace: Path) -> AsyncIterator[SqliteStore]:
    store = SqliteStore(workspace / archive.DATABASE)
    await store.open(TABLES)
    try:
        yield store
    finally:
        await store.close()


async def _put_right(workspace: Path, store: SqliteStore, findings: tuple[Finding, ...]) -> None:
    kinds = {finding.kind for finding in findings}
    for finding in findings:
        if finding.kind in LOOSE:
            table, _, key = finding.subject.partition("/")
            await store.write(Drop(table=table, key=key))
        elif finding.kind == "undo_lost":
            await store.write(Drop(table=changes.CHANGE_SETS.name, key=finding.subject))
        elif finding.kind in FILES:
            await asyncio.to_thread(soundness_parts.sweep_files, workspace, finding)
    if kinds & {"content_missing", "content_altered"}:
        await asyncio.to_thread(_bring_back, workspace, findings)
    if kinds & {"content_orphaned", "incoming_left"}:
        await asyncio.to_thread(_sweep, workspace)
    if kinds & {"memory_unsearched", "text_left", "text_index_wrong"}:
        await _index(workspace, store, findings)
    if "stats_differ" in kinds:
        await _recount(workspace, store)


def _bring_back(workspace: Path, findings: tuple[Finding, ...]) -> None:
    """Copy what outputs still hold to where the contents are kept."""
    artifacts = snapshot.documents(workspace / archive.DATABASE, ARTIFACTS.name)
    for finding in findings:
        output = None
        if finding.kind in ("content_missing", "content_altered"):
            output = soundness.still_there(workspace, finding.subject, artifacts)
        if output is not None:
            blob = Blobs(workspace).path_of(finding.subject)
            blob.parent.mkdir(parents=True, exist_ok=True)
            fresh = blob.with_name(f".{uuid4().hex}")
            shutil.copyfile(output, fresh)
            os.replace(fresh, blob)


def _sweep(workspace: Path) -> None:
    artifacts = snapshot.documents(workspace / archive.DATABASE, ARTIFACTS.name)
    named = {doc["sha256"] for doc in artifacts}
    soundness.sweep(Blobs(workspace), named, soundness.FRESH_S)


async def _index(workspace: Path, store: SqliteStore, findings: tuple[Finding, ...]) -> None:
    """Put memories that no search finds into the index, and take out what is gone."""
    docs = snapshot.documents(workspace / archive.DATABASE, memory_item.MEMORIES.name)
    kept = {item.id: item for item in map(memory_item.item_of, docs)}
    index = SqliteTextIndex(store)
    if any(f.kind == "text_index_wrong" for f in findings):
        await index.rebuild()
    missing = [kept[f.subject] for f in findings if f.kind == "memory_unsearched"]
    await index.add([(m.id, m.indexed_under, m.text) for m in missing])
    await index.remove([f.subject for f in findings if f.kind == "text_left"])
    await store.scrub()


async def _recount(workspace: Path, store: SqliteStore) -> None:
    """What tasks did, from the journal; what was done outside of them stays."""
    tables = snapshot.entries(workspace / archive.DATABASE)
    tasks, calls = ([d for _, d in tables.get(t.name, ())] for t in (journal.TASKS, journal.CALLS))
    anew = recounted(tasks, calls)
    known = {key: tally for key, tally in (await stats.stored(store)).items() if key[2] == IN_TASKS}
    for key in {*known, *anew}:
        doc = stats.document(key, anew.get(key, Tally()), revision=1)
        await store.write(Put(table=stats.STATS.name, key=stats.place(key), doc=doc))
