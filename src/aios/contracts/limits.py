"""Limits: what a task may spend and what a machine may use."""

from dataclasses import dataclass

from aios.contracts.record import Record


@dataclass(frozen=True, kw_only=True, eq=True)
class Budget(Record):
    """What a task may spend; None means no limit."""

    seconds: float | None = None
    tokens: int | None = None
    calls: int | None = None
    money: float | None = None


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
