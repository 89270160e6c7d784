"""Limits: what a task may spend and what a machine may use."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aios.contracts.errors import BadRequest
from aios.contracts.record import Record


@dataclass(frozen=True, kw_only=True, eq=True)
class Budget(Record):
    """What a task may spend; None means no limit."""

    seconds: float | None = None
    tokens: int | None = None
    calls: int | None = None
    money: float | None = None


def strictest(one: Budget, other: Budget) -> Budget:
    """A budget that keeps both: each limit the smaller of the two."""
    limits = {name: [b[name] for b in (one, other) if b[name] is not None] for name in one}
    return Budget(**{name: min(found, default=None) for name, found in limits.items()})


def budget_from(value: Any) -> Budget:
    """A budget as users write it: None, a Budget, or a mapping of its limits; else BadRequest."""
    if value is None:
        return Budget()
    if isinstance(value, Budget):
        return value
    if isinstance(value, Mapping) and set(value) <= set(Budget()):
        return Budget(**value)
    raise BadRequest(
        f"A budget may limit {', '.join(Budget())}; got {value!r}.",
        hint='For example: "budget": {"seconds": 600, "tokens": 20000}',
        code="budget_malformed",
    )


@dataclass(frozen=True, kw_only=True, eq=True)
class MachineLimits(Record):
    """What a machine may use. Sizes in MiB, times in seconds, counts as they are."""

    memory_mb: int = 1024
    disk_mb: int = 512
    processes: int = 128
    open_files: int = 512
    inodes: int = 65536
    cpus: float = 1.0
    output_bytes: int = 10 * 1024 * 1024
