"""Whether what the documents say is kept is really there: findings, and how to mend each."""

import hashlib
import time
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from aios.contracts.ports import Doc
from aios.contracts.record import Record
from aios.kernel.blobs import Blobs

FRESH_S = 3600.0  # so long a content may be there before a document names it
DAMAGE, LEFTOVER = "damage", "leftover"


@dataclass(frozen=True, kw_only=True, eq=True)
class Finding(Record):
    """Something that is not as it should be. `level` is damage, or leftover: only untidy.

    `kind` says what, as the docs list it.
    """

    kind: str
    level: str
    subject: str
    message: str
    mend: str


def lost_contents(root: Path, artifacts: Sequence[Doc]) -> Iterator[Finding]:
    """Contents that artifacts refer to and that are missing or not what they were."""
    blobs = Blobs(root)
    named = defaultdict[str, list[str]](list)
    for doc in artifacts:
        named[doc["sha256"]].append(f"{doc['task_id']}/{doc['name']} version {doc['version']}")
    for digest, names in named.items():
        fate = blobs.fate(digest)
        if fate != "kept":
            blob = blobs.path_of(digest)
            yield Finding(
                kind=f"content_{fate}",
                level=DAMAGE,
                subject=digest,
                message=f"The content of {', '.join(names)} is {fate}: {blob}.",
                mend=_mend(root, digest, artifacts, blob),
            )


def gone_artifacts(tasks: Sequence[Doc], artifacts: Sequence[Doc]) -> Iterator[Finding]:
    """Artifacts in the results of tasks that no version answers to any more."""
    known = {(doc["name"], doc["sha256"]) for doc in artifacts}
    for doc in tasks:
        task = doc["task"]
        for artifact in (task.get("result") or {}).get("artifacts", ()):
            if (artifact["name"], artifact["sha256"]) not in known:
                yield Finding(
                    kind="artifact_gone",
                    level=LEFTOVER,
                    subject=f"{task['id']}/{artifact['name']}",
                    message=f"Task {task['id']} made {artifact['name']}, which is no longer kept.",
                    mend="Nothing, if it was removed; else "
                    f"`aios task retry {task['id']}` makes it again, or restore a backup.",
                )


def left_contents(root: Path, artifacts: Sequence[Doc]) -> Iterator[Finding]:
    """Contents that no artifact refers to, or that were never kept; the newest left out."""
    blobs = Blobs(root)
    for digest, path in unused(blobs, {doc["sha256"] for doc in artifacts}, FRESH_S):
        yield _leftover("content_orphaned", digest, f"No artifact refers to {path}.")
    for path in blobs.left_behind():
        if older(path, FRESH_S):
            yield _leftover("incoming_left", path.name, f"{path} came in and was never kept.")


def unused(blobs: Blobs, named: Collection[str], older_than_s: float) -> Iterator[tuple[str, Path]]:
    """Contents that are not among those named and older than that: others may be on their way."""
    for digest, path in blobs.kept():
        if digest not in named and older(path, older_than_s):
            yield digest, path


def sweep(blobs: Blobs, named: Collection[str], older_than_s: float) -> list[int]:
    """Remove contents that are not among those named, and what never was kept; their sizes."""
    left = [path for path in blobs.left_behind() if older(path, older_than_s)]
    sizes = []
    for path in [*(path for _, path in unused(blobs, named, older_than_s)), *left]:
        sizes.append(path.stat().st_size)
        path.unlink(missing_ok=True)
    return sizes


def damaged_database(path: Path, faults: Sequence[str]) -> Iterator[Finding]:
    """What SQLite found in the file."""
    for fault in faults:
        yield Finding(
            kind="database_damaged",
            level=DAMAGE,
            subject=str(path),
            message=f"The database is damaged: {fault}.",
            mend="`aios restore FILE --force` puts a backup in its place and keeps this one aside.",
        )


def unreadable_documents(keys: Sequence[str]) -> Iterator[Finding]:
    """Documents that are no JSON."""
    for key in keys:
        yield Finding(
            kind="document_unreadable",
            level=DAMAGE,
            subject=key,
            message=f"The document {key} cannot be read.",
            mend="`aios restore FILE --force` puts a backup in its place and keeps this one aside.",
        )


def _mend(root: Path, digest: str, artifacts: Sequence[Doc], blob: Path) -> str:
    """The shortest way back to a content: an output that still has it, or a backup."""
    if output := still_there(root, digest, artifacts):
        return f"`aios fsck --repair` copies {output}, which is unchanged, to {blob}."
    return "Restore a backup, or make it again with `aios task retry ID`."


def still_there(root: Path, digest: str, artifacts: Sequence[Doc]) -> Path | None:
    """An output that still has a content."""
    for doc in artifacts:
        output = root / "outputs" / str(doc["task_id"]) / str(doc["name"])
        if doc["sha256"] == digest and _has(output, doc, digest):
            return output
    return None


def _has(output: Path, doc: Mapping[str, object], digest: str) -> bool:
    try:
        if output.stat().st_size != doc["bytes"]:
            return False
        with output.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == digest
    except OSError:  # gone, or not to be read: then it is no way back
        return False


def _leftover(kind: str, subject: str, message: str) -> Finding:
    return Finding(
        kind=kind,
        level=LEFTOVER,
        subject=subject,
        message=message,
        mend="`aios artifact gc` frees its space.",
    )


def older(path: Path, seconds: float) -> bool:
    """Whether it was last changed so long ago; others may be at work on what is fresh."""
    try:
        return time.time() - path.stat().st_mtime >= seconds
    except FileNotFoundError:  # somebody was quicker
        return False
