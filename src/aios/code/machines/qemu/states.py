"""Snapshots of virtual machines on disk: all of the memory, and what its drive of binds held.

Covered:
- a snapshot is there whole or not at all, also after a kill
- one is only taken up by a machine of the same shape, image and QEMU: the rest would not fit
- what all of them hold together has a limit

Not covered:
- who reads them as the same user, or as root, on this host: the programs' secrets are in memory
"""

import asyncio
import json
import os
import shutil
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aios.code.machines.owners import alive
from aios.contracts.errors import Conflict, LimitReached, NotFound, StoreFailed

QUOTA_BYTES = 8 * 1024**3
_NEW = ".new-"
_MEMORY, _FACTS, _BINDS = "state", "facts.json", "binds"


@dataclass(frozen=True)
class State:
    """A snapshot: the memory's file, the drive of binds or None, and what was noted with it."""

    memory: Path
    binds: Path | None
    facts: Mapping[str, Any]


class States:
    """Snapshots below `root`; at most `quota_bytes` together. `label` is their maker's."""

    def __init__(self, root: Path, quota_bytes: int, label: str) -> None:
        self._root = root
        self._quota = quota_bytes
        self._draft = f"{_NEW}{label}-"

    async def make(
        self,
        id: str,
        save: Callable[[Path], Awaitable[Mapping[str, Any]]],
        binds: Path | None,
        most_bytes: int,
    ) -> int:
        """Keep what `save` writes, and what it says of it; the bytes of it all.

        LimitReached (code `snapshot_quota`) when so many bytes more might be too many.
        """
        held = await asyncio.to_thread(self._held)
        if held + most_bytes > self._quota:
            raise LimitReached(
                f"snapshots hold {held >> 20} MiB, and this one may take {most_bytes >> 20} MiB"
                f" of the {self._quota >> 20} MiB that all may hold",
                hint="delete snapshots that are not needed, or raise snapshot_quota_mb",
                code="snapshot_quota",
            )
        draft = self._root / f"{self._draft}{id}"
        try:
            draft.mkdir(parents=True, mode=0o700)
            facts = await save(draft / _MEMORY)
            (draft / _FACTS).write_text(json.dumps(facts))
            if binds is not None:
                os.link(binds, draft / _BINDS)
            draft.rename(self._root / id)
        except OSError as error:
            raise StoreFailed(
                f"the snapshot cannot be kept in {self._root}: {error.strerror}",
                hint="free some space there, or choose another workspace",
            ) from error
        finally:
            await asyncio.to_thread(shutil.rmtree, draft, True)
        return await asyncio.to_thread(_size, self._root / id)

    async def get(self, id: str, key: str) -> State:
        """NotFound (code `snapshot_unknown`); Conflict when it was made of something else."""
        place = self._root / id
        try:
            facts = json.loads(await asyncio.to_thread((place / _FACTS).read_text))
        except (OSError, ValueError) as error:
            raise NotFound(
                f"there is no snapshot {id!r} of a virtual machine", code="snapshot_unknown"
            ) from error
        if facts["key"] != key:
            raise Conflict(
                f"the snapshot {id!r} was taken with other limits, another image or another QEMU",
                hint="start a machine with the limits of the one it was taken of",
                code="snapshot_differs",
            )
        binds = place / _BINDS
        return State(place / _MEMORY, binds if binds.exists() else None, facts)

    async def forget(self, id: str) -> bool:
        """Remove one; False when there is none."""
        place = self._root / id
        there = place.is_dir()
        await asyncio.to_thread(shutil.rmtree, place, True)
        return there

    def reap(self) -> int:
        """Remove what dead makers never finished; how many."""
        count = 0
        for draft in self._root.glob(f"{_NEW}*"):
            pid, start, *_ = draft.name.removeprefix(_NEW).split("-")
            if not alive(f"{pid}-{start}"):
                shutil.rmtree(draft, ignore_errors=True)
                count += 1
        return count

    def _held(self) -> int:
        return sum(_size(place) for place in self._root.glob("*"))


def _size(place: Path) -> int:
    """What it takes on disk; the drive of binds is mostly nothing."""
    return sum(path.stat().st_blocks * 512 for path in place.iterdir())
