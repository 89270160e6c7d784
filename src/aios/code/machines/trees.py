"""The snapshots of namespace machines on disk: a folder each, with /workspace as it was.

Covered:
- a snapshot is there whole or not at all, also after a kill
- one that is removed while machines stand on it stays for them, and goes with the last
- what all of them hold together has a limit, also with several under way at once

Not covered:
- who reads them as the same user, or as root, on this host
"""

import asyncio
import contextlib
import json
import os
import threading
from collections.abc import AsyncIterator, Awaitable, Iterator
from pathlib import Path
from typing import IO, TypeVar

from aios.code.machines.locking import try_lock, try_share
from aios.code.machines.packing import PackError
from aios.code.machines.unpacking import Unpacker, remove_tree
from aios.contracts.errors import LimitReached, MachineFailed, NotFound, StoreFailed

_T = TypeVar("_T")
_NEW, _GONE = ".new-", ".gone-"
_FILES, _FACTS, _LOCK, _FORGOTTEN = "files", "facts.json", "lock", "forgotten"
QUOTA_BYTES = 8 * 1024**3


class Use:
    """A machine's hold on a snapshot: its files stay as long as this is not let go of."""

    def __init__(self, trees: "Trees", id: str, lock: IO[bytes], files: Path) -> None:
        self._trees, self._id, self._lock = trees, id, lock
        self.files = files

    async def end(self) -> None:
        """Let go; the last one removes what was forgotten meanwhile. Idempotent."""
        if not self._lock.closed:
            self._lock.close()
            await asyncio.to_thread(self._trees.clear, self._id)


class Trees:
    """Snapshots below `root`; at most `quota_bytes` together. `owner` is who their files get."""

    def __init__(
        self, root: Path, *, quota_bytes: int = QUOTA_BYTES, owner: int | None = None
    ) -> None:
        self._root = root
        self._quota = quota_bytes
        self._owner = owner
        self._making: dict[str, Unpacker] = {}
        self._counting = threading.Lock()

    async def make(self, id: str, pieces: AsyncIterator[bytes], file_bytes: int) -> int:
        """Keep the tree that comes in `pieces`; its bytes. LimitReached, StoreFailed, PackError."""
        begun = asyncio.ensure_future(asyncio.to_thread(self._begin, id, file_bytes))
        try:
            unpacker, lock = await _to_its_end(begun)
        except OSError as error:
            await asyncio.to_thread(remove_tree, self._root / (_NEW + id))
            raise self._failed(error) from error
        except asyncio.CancelledError:
            if begun.exception() is None:
                await self._end(id, *begun.result())
            raise
        try:
            async for piece in pieces:
                await _to_its_end(asyncio.to_thread(self._feed, id, unpacker, piece))
            await _to_its_end(asyncio.to_thread(self._finish, id, unpacker))
        except OSError as error:
            raise self._failed(error) from error
        finally:
            await self._end(id, unpacker, lock)
        return unpacker.bytes

    async def use(self, id: str) -> Use:
        """Hold on to a snapshot; NotFound (code `snapshot_unknown`)."""
        found = await asyncio.to_thread(self._use, id)
        if found is None:
            raise NotFound(
                f"there is no snapshot {id} of a namespaces machine",
                hint="see what there is: list_snapshots()",
                code="snapshot_unknown",
            )
        return found

    async def forget(self, id: str) -> bool:
        """Remove a snapshot, now or when its last machine ends; False when there is none."""
        return await asyncio.to_thread(self._forget, id)

    def reap(self) -> int:
        """Remove what was forgotten or left half made by processes that died; how many."""
        if not self._root.is_dir():
            return 0
        return sum(self.clear(path.name) for path in sorted(self._root.iterdir()))

    def clear(self, name: str, *, forgotten: bool = False) -> bool:
        """Remove a folder of ours that is of no more use to anybody; whether it was."""
        place = self._root / name
        unfinished = name.startswith((_NEW, _GONE))
        if not (unfinished or forgotten or (place / _FORGOTTEN).exists()):
            return False
        with _opened(place / _LOCK) as lock:
            if not (try_lock(lock.fileno()) if lock else name.startswith(_GONE)):
                return False
            gone = place if unfinished else place.with_name(_GONE + name)
            with contextlib.suppress(FileNotFoundError):  # another process was quicker
                os.replace(place, gone)
                remove_tree(gone)
        return True

    # -------------------------------------------------------------- inside

    def _begin(self, id: str, file_bytes: int) -> tuple[Unpacker, IO[bytes]]:
        place = self._root / (_NEW + id)
        (place / _FILES).mkdir(parents=True, mode=0o755)
        place.chmod(0o700)
        if self._owner is not None:
            os.chown(place / _FILES, self._owner, self._owner)
        lock = (place / _LOCK).open("wb")
        try_lock(lock.fileno())
        unpacker = Unpacker(
            place / _FILES, most_bytes=self._quota, file_bytes=file_bytes, owner=self._owner
        )
        with self._counting:
            if self._used() < self._quota:
                self._making[id] = unpacker
                return unpacker, lock
        self._abandon(id, unpacker)
        lock.close()
        raise self._full(id)

    def _feed(self, id: str, unpacker: Unpacker, piece: bytes) -> None:
        """Unpack a piece. One that goes too far makes room at once for the others under way."""
        with self._counting:
            try:
                unpacker.feed(piece)
                if self._used() > self._quota:
                    raise self._full(id)
            except LimitReached as error:
                del self._making[id]
                raise self._full(id) from error

    def _finish(self, id: str, unpacker: Unpacker) -> None:
        unpacker.end()
        unpacker.close()
        place = self._root / (_NEW + id)
        with self._counting:
            if self._used() > self._quota:  # another process was quicker
                raise self._full(id)
            del self._making[id]
            (place / _FACTS).write_text(json.dumps({"bytes": unpacker.bytes}))
            os.replace(place, self._root / id)

    async def _end(self, id: str, unpacker: Unpacker, lock: IO[bytes]) -> None:
        self._making.pop(id, None)
        await asyncio.to_thread(self._abandon, id, unpacker)
        lock.close()

    def _abandon(self, id: str, unpacker: Unpacker) -> None:
        unpacker.close()
        remove_tree(self._root / (_NEW + id))

    def _used(self) -> int:
        return self._kept() + sum(each.bytes for each in self._making.values())

    def _kept(self) -> int:
        return sum(_bytes_of(path) for path in self._root.glob(f"*/{_FACTS}"))

    def _use(self, id: str) -> Use | None:
        place = self._root / id
        if not id or "/" in id or id.startswith("."):
            return None
        with _opened(place / _LOCK) as lock:
            if lock is None or not try_share(lock.fileno()) or (place / _FORGOTTEN).exists():
                return None
            # Held by a descriptor of its own: this one is closed at the end of the block.
            return Use(self, id, os.fdopen(os.dup(lock.fileno()), "rb"), place / _FILES)

    def _forget(self, id: str) -> bool:
        place = self._root / id
        if not (place / _FACTS).exists() or (place / _FORGOTTEN).exists():
            return False
        try:
            (place / _FORGOTTEN).touch()
        except OSError as error:
            # On a full disk no more file can be made: remove it at once where nobody stands on it.
            if not self.clear(id, forgotten=True):
                raise self._failed(error) from error
        self.clear(id)
        return True

    def _full(self, id: str) -> LimitReached:
        others = (each.bytes for other, each in list(self._making.items()) if other != id)
        left = max(0, self._quota - self._kept() - sum(others))
        return LimitReached(
            f"the snapshot does not fit: it holds more than the {left / 2**20:,.1f} MiB that are"
            f" left of the {self._quota / 2**20:,.0f} MiB for all snapshots",
            hint="remove some: aios vm snapshots --remove NAME (delete_snapshot), which frees"
            " their room when the last machine that started from them ends;"
            " or raise snapshot_quota_mb",
            code="snapshot_quota",
        )

    def _failed(self, error: OSError) -> StoreFailed:
        return StoreFailed(
            f"the snapshot cannot be kept in {self._root}: {error.strerror}",
            hint="make room on that disk, or choose another workspace",
        )


async def _to_its_end(work: Awaitable[_T]) -> _T:
    """What a thread does is awaited also when it is cancelled meanwhile: a thread cannot be
    broken off, and what is cleared away before it ends comes back."""
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        task.cancelled() or task.exception()  # what it failed at matters to nobody now
        raise


def refused(error: PackError) -> MachineFailed:
    """What a machine sent is no tree."""
    return MachineFailed(f"the machine failed: its agent sent no tree of files: {error}")


def _bytes_of(facts: Path) -> int:
    try:
        return int(json.loads(facts.read_bytes())["bytes"])
    except (OSError, ValueError, KeyError, TypeError):  # removed meanwhile, or damaged
        return 0


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[IO[bytes] | None]:
    try:
        file = path.open("rb")
    except (FileNotFoundError, NotADirectoryError):
        yield None
        return
    with file:
        yield file
