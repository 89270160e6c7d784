"""What snapshots there are: a note on disk for each, so that they outlive the process.

Covered:
- a name belongs to one snapshot, also with several processes at work
- a process that dies while it takes or removes one leaves a draft, which the next sweep finds
- each knows its backend and the build of its image; it is never taken for another's

Not covered:
- the state itself: that is the backend's, under the same id
"""

import asyncio
import contextlib
import json
import os
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from aios.code.machines.locking import locked, try_lock
from aios.contracts.errors import BadRequest, Conflict, NotFound, StoreFailed
from aios.contracts.machine import Kept, Snapshot
from aios.contracts.record import Record

_DRAFT, _NOTE, _NEW = ".draft", ".json", ".new"


@dataclass(frozen=True, kw_only=True, eq=True)
class Note(Record):
    """A snapshot, and the digest of the image build that its machine ran on ("" for none)."""

    snapshot: Snapshot
    image_digest: str = ""

    def answers_to(self, reference: str) -> bool:
        """Whether it has that id or name."""
        return bool(reference) and reference in (self.snapshot.id, self.snapshot.name)


class SnapshotBook:
    """The notes, in `folder`; with None there can be no snapshots (BadRequest)."""

    def __init__(self, folder: Path | None) -> None:
        self._given = folder

    async def all(self) -> list[Snapshot]:
        """Every snapshot, oldest first."""
        notes = await asyncio.to_thread(self._notes, _NOTE)
        return sorted((note.snapshot for note in notes), key=lambda s: (s.created_at, s.id))

    async def get(self, reference: str) -> Note:
        """The one of that id or name; NotFound (code `snapshot_unknown`)."""
        notes = await asyncio.to_thread(self._notes, _NOTE)
        found = next((note for note in notes if note.answers_to(reference)), None)
        if found is None:
            names = sorted(note.snapshot.name or note.snapshot.id for note in notes)
            raise NotFound(
                f"there is no snapshot {reference!r}; known: {', '.join(names) or 'none yet'}",
                hint="take one: snapshot(vm, name)",
                code="snapshot_unknown",
            )
        return found

    @contextlib.asynccontextmanager
    async def drafting(self, note: Note) -> AsyncIterator[None]:
        """Hold its id and name while the backend makes (or uses) it; a draft is in no list.

        Conflict (code `snapshot_exists`) when the name is taken. `keep` makes it a snapshot; the
        backend's part of one that was not kept is the caller's to remove inside the context.
        """
        async with self._locked():
            taken = await asyncio.to_thread(self._taken, note)
            if taken:
                raise Conflict(
                    f"there is already a snapshot named {note.snapshot.name!r}",
                    hint="take another name, or remove that one first:"
                    " aios vm snapshots --remove NAME (delete_snapshot)",
                    code="snapshot_exists",
                )
            draft = self._drafted(note)
        with draft:
            try:
                yield
            finally:
                self.forget_draft(note)

    async def keep(self, note: Note) -> None:
        """Its backend has it: from now on it is there, whatever happens to this process."""
        place = self._place(note.snapshot.id, _NOTE)
        try:
            await asyncio.to_thread(_write, place, _text(note))
        except OSError as error:
            raise _unkept(place.parent, error) from error

    @contextlib.asynccontextmanager
    async def removing(self, note: Note) -> AsyncIterator[None]:
        """Out of every list at once; the backend's part is removed inside."""
        place = self._place(note.snapshot.id, _DRAFT)
        with contextlib.suppress(FileNotFoundError):  # another process was quicker
            os.replace(self._place(note.snapshot.id, _NOTE), place)
        with place.open("ab") as draft:
            try_lock(draft.fileno())
            yield
            place.unlink(missing_ok=True)

    async def left_behind(self) -> list[Note]:
        """The drafts of processes that died: to be removed, with their backend's part."""
        return await asyncio.to_thread(self._abandoned)

    def forget_draft(self, note: Note) -> None:
        """Its backend's part is gone, or it has become a snapshot."""
        for kind in (_NEW, _DRAFT):
            self._place(note.snapshot.id, kind).unlink(missing_ok=True)

    # ------------------------------------------------------------ inside

    def _folder(self) -> Path:
        if self._given is None:
            raise BadRequest(
                "snapshots cannot be kept: this controller was given no folder for them",
                hint="VMController(…, snapshots=Path(…))",
                code="no_snapshots",
            )
        return self._given

    def _place(self, id: str, kind: str) -> Path:
        return self._folder() / (id + kind)

    @contextlib.asynccontextmanager
    async def _locked(self) -> AsyncIterator[None]:
        folder = self._folder()
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _unkept(folder, error) from error
        async with locked(folder / ".lock"):
            yield

    def _drafted(self, note: Note) -> IO[bytes]:
        """The draft on disk, held."""
        place = self._place(note.snapshot.id, _DRAFT)
        with contextlib.ExitStack() as failed:
            try:
                draft = failed.enter_context(place.open("xb", buffering=0))
                failed.callback(place.unlink, missing_ok=True)
                try_lock(draft.fileno())
                draft.write(_text(note))
            except OSError as error:
                raise _unkept(place.parent, error) from error
            failed.pop_all()
        return draft

    def _taken(self, note: Note) -> bool:
        notes = [*self._notes(_NOTE), *self._notes(_DRAFT)]
        return any(other.answers_to(note.snapshot.name) for other in notes)

    def _notes(self, kind: str) -> list[Note]:
        if self._given is None or not self._given.is_dir():
            return []
        found = (_read(path) for path in sorted(self._given.glob(f"*{kind}")))
        return [note for note in found if note is not None]

    def _abandoned(self) -> list[Note]:
        if self._given is None or not self._given.is_dir():
            return []
        found = []
        for path in sorted(self._given.glob(f"*{_DRAFT}")):
            with contextlib.suppress(FileNotFoundError), path.open("r+b") as draft:
                if try_lock(draft.fileno()):
                    note = _read(path)
                    if note is None:  # it died before it had written anything: nothing was made
                        path.unlink()
                    elif self._place(note.snapshot.id, _NOTE).exists():  # it died after it was kept
                        self.forget_draft(note)
                    else:
                        found.append(note)
        return found


def _text(note: Note) -> bytes:
    return json.dumps(note.to_dict(), ensure_ascii=False).encode()


def _write(place: Path, text: bytes) -> None:
    draft = place.with_suffix(_NEW)
    try:
        draft.write_bytes(text)
        os.replace(draft, place)
    except OSError:
        draft.unlink(missing_ok=True)
        raise


def _unkept(folder: Path, error: OSError) -> StoreFailed:
    return StoreFailed(
        f"snapshots cannot be kept in {folder}: {error.strerror}",
        hint="make room on that disk, or choose another workspace",
    )


def _read(path: Path) -> Note | None:
    """A note; None for a file that is gone, or that holds none."""
    try:
        facts: dict[str, Any] = json.loads(path.read_bytes())
        kept = facts["snapshot"]
        snapshot = Snapshot(
            id=str(kept["id"]),
            backend=str(kept["backend"]),
            holds=Kept(kept["holds"]),
            bytes=int(kept["bytes"]),
            name=str(kept["name"]),
            machine=str(kept["machine"]),
            image=str(kept["image"]),
            created_at=datetime.fromisoformat(kept["created_at"]),
        )
        return Note(snapshot=snapshot, image_digest=str(facts["image_digest"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
