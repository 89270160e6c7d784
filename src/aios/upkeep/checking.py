"""Looks for damage and leftovers in a workspace, and changes nothing."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from aios.code.stores import archive, snapshot
from aios.contracts.errors import StoreFailed
from aios.contracts.ports import Doc
from aios.contracts.record import Record
from aios.kernel import journal, soundness, soundness_parts
from aios.kernel.blobs import Blobs
from aios.kernel.soundness import DAMAGE, Finding
from aios.kernel.storage import ARTIFACTS
from aios.upkeep.living import at_work


@dataclass(frozen=True, kw_only=True, eq=True)
class Health(Record):
    """What a check found. `sound` when nothing is damaged; leftovers are no damage.

    While others work on it (`busy`) what may be under way is not judged. `repaired` is what a
    repair has put right.
    """

    workspace: str
    sound: bool
    tasks: int
    artifacts: int
    contents: int
    findings: tuple[Finding, ...]
    busy: bool = False
    repaired: tuple[Finding, ...] = ()


async def check(workspace: Path) -> Health:
    """Look for damage and leftovers; nothing is changed. NotFound (`no_workspace`)."""
    workspace = workspace.absolute()
    faults = await asyncio.to_thread(snapshot.faults_of, workspace / archive.DATABASE)
    living = await at_work(workspace) if not faults else set()
    return await asyncio.to_thread(_check, workspace, faults, bool(living))


def _check(workspace: Path, faults: list[str], busy: bool) -> Health:
    database = workspace / archive.DATABASE
    findings = list(soundness.damaged_database(database, faults))
    tables: dict[str, list[tuple[str, Doc]]] = {}
    try:
        findings += soundness.unreadable_documents(snapshot.unreadable(database))
        tables = snapshot.entries(database)
    except StoreFailed as error:
        if not findings:  # a damaged file was told already
            findings += soundness.damaged_database(database, [str(error.details["cause"])])
    else:
        findings += soundness_parts.malformed(tables)
        readable = _without(tables, findings)
        findings += _contents(workspace, readable)
        if not busy:
            findings += _parts(workspace, readable)
    artifacts = [doc for _key, doc in tables.get(ARTIFACTS.name, ())]
    return Health(
        workspace=str(workspace),
        sound=not any(finding.level == DAMAGE for finding in findings),
        tasks=len(tables.get(journal.TASKS.name, ())),
        artifacts=len({(doc.get("task_id"), doc.get("name")) for doc in artifacts}),
        contents=len(tuple(Blobs(workspace).kept())),
        findings=tuple(findings),
        busy=busy,
    )


def _without(
    tables: dict[str, list[tuple[str, Doc]]], findings: list[Finding]
) -> dict[str, list[tuple[str, Doc]]]:
    """The documents that can be read as what they are."""
    wrong = {f.subject for f in findings if f.kind == "document_malformed"}
    return {n: [e for e in found if f"{n}/{e[0]}" not in wrong] for n, found in tables.items()}


def _contents(workspace: Path, tables: dict[str, list[tuple[str, Doc]]]) -> Iterator[Finding]:
    artifacts = [doc for _key, doc in tables.get(ARTIFACTS.name, ())]
    lost = list(soundness.lost_contents(workspace, artifacts))
    # Not those whose artifacts were removed while we looked.
    database = workspace / archive.DATABASE
    still = {d["sha256"] for d in snapshot.documents(database, ARTIFACTS.name)} if lost else set()
    yield from (finding for finding in lost if finding.subject in still)
    tasks = [doc for _key, doc in tables.get(journal.TASKS.name, ())]
    yield from soundness.gone_artifacts(tasks, artifacts)
    yield from soundness.left_contents(workspace, artifacts)


def _parts(workspace: Path, tables: dict[str, list[tuple[str, Doc]]]) -> Iterator[Finding]:
    """What everybody keeps; nobody is at work, so that nothing of it is under way."""
    yield from soundness_parts.loose_ends(tables, living=())
    yield from soundness_parts.wrong_schedules(tables, datetime.now(UTC))
    yield from soundness_parts.other_statistics(tables)
    database = workspace / archive.DATABASE
    fits = snapshot.index_fits(database)
    yield from soundness_parts.unsearched(tables, snapshot.texts(database), fits=fits)
    yield from soundness_parts.lost_undoing(tables, workspace / "changes")
    yield from soundness_parts.spoiled_contexts(workspace / "contexts")
