"""How much artifacts may take: all of a workspace, those of one task, those of one owner."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aios.contracts.errors import LimitReached
from aios.contracts.ports import Doc, Store
from aios.contracts.record import Record

NAMES = ("task_id", "name")
OwnerOf = Callable[[str], Awaitable[str]]

LOCAL = "local"  # whose everything is that names no owner
# What users see are copies of what is kept, one for every name: they may take so many times as
# much, or a program could fill the disk with one content under many names.
COPIES = 2


@dataclass(frozen=True, slots=True)
class Bound:
    """How much one may have: name is task, owner or workspace."""

    name: str
    bytes: int


@dataclass(frozen=True, kw_only=True, eq=True)
class Quotas(Record):
    """Bounds in bytes, each on the sum of different contents; 0 for none of its own.

    The files of all names together, though their contents be alike, take twice that at most.
    Processes that write at the same moment may go beyond them by what they write then.
    """

    workspace: int
    task: int = 0
    owner: int = 0

    @property
    def bounds(self) -> tuple[Bound, ...]:
        """Those that there are, the narrowest first: no single content can be larger."""
        named = ((name, self[name]) for name in ("task", "owner", "workspace"))
        return tuple(sorted((Bound(*one) for one in named if one[1]), key=lambda b: b.bytes))


async def nobody(_task_id: str) -> str:
    """The owner of tasks that name none."""
    return LOCAL


async def check_room(
    store: Store, table: str, quotas: Quotas, new: Doc, *, owner: str, task_id: str
) -> None:
    """LimitReached, naming the quota, unless the new `name`, `sha256` and `bytes` fit in."""
    own = {"task_id": task_id, "name": new["name"]}
    shown = await store.total(table, "bytes", once_per=NAMES, where=own)
    owners = (owner, None) if owner == LOCAL else owner  # of old artifacts no owner is known
    of: dict[str, dict[str, Any]] = {
        "task": {"task_id": task_id},
        "owner": {"owner": owners},
        "workspace": {},
    }
    for bound in quotas.bounds:
        where = of[bound.name]
        size = await store.total(table, "bytes", once_per=["sha256"], where=where)
        if not await store.scan(table, where={**where, "sha256": new["sha256"]}, limit=1):
            size += new["bytes"]
        if size > bound.bytes:
            raise over_quota(bound, size)
        files = await store.total(table, "bytes", once_per=NAMES, where=where)
        files += max(0, new["bytes"] - shown)
        if files > COPIES * bound.bytes:
            raise over_quota(bound, files, copies=True)


def over_quota(bound: Bound, size: int, *, copies: bool = False) -> LimitReached:
    """The error for a content that does not fit in any more."""
    whose = {"task": "One task", "owner": "One owner", "workspace": "The workspace"}[bound.name]
    most, what = (COPIES * bound.bytes, "files") if copies else (bound.bytes, "artifacts")
    return LimitReached(
        f"{whose} may keep {most:,} bytes of {what}, and this would make {size:,}.",
        hint="Delete artifacts that are no longer needed, or raise the quota.",
        details={"quota": bound.name, "quota_bytes": bound.bytes, "bytes": size},
    )
