"""The counters of this computer, read as percentages and as bytes per second."""

import os
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

import psutil

from aios.contracts.errors import ActionFailed

Read = Callable[[], float]


def reader(names: Sequence[str]) -> Callable[[], dict[str, float]]:
    """Reads these measures together; rates are over the time since it read last."""
    reads = {name: _READS[name]() for name in names}
    return lambda: {name: read() for name, read in reads.items()}


def _cpu() -> Read:
    before = psutil.cpu_times()

    def read() -> float:
        nonlocal before
        now = psutil.cpu_times()
        spent = [b - a for a, b in zip(before, now, strict=True)]
        idle = now.idle - before.idle + getattr(now, "iowait", 0) - getattr(before, "iowait", 0)
        # Linux counts the time of guests in that of users too.
        guests = sum(getattr(now, f, 0) - getattr(before, f, 0) for f in ("guest", "guest_nice"))
        before, whole = now, sum(spent) - guests
        return 100 * min(1.0, max(0.0, (whole - idle) / whole)) if whole > 0 else 0.0

    return read


def _rate(count: Callable[[], int]) -> Read:
    before, at = count(), time.monotonic()

    def read() -> float:
        nonlocal before, at
        counted, now = count(), time.monotonic()
        rate = (counted - before) / (now - at) if now > at else 0.0
        before, at = counted, now
        return max(0.0, rate)  # a counter that began anew tells nothing

    return read


def _network(field: str) -> Read:
    return _rate(lambda: int(getattr(psutil.net_io_counters(), field)))


def _disk(field: str) -> Read:
    if psutil.disk_io_counters() is None:
        raise ActionFailed(
            "This system does not count what its disks read and write.", code="no_disks"
        )
    return _rate(lambda: int(getattr(psutil.disk_io_counters(), field)))


def _used() -> int:
    ram = psutil.virtual_memory()
    return int(ram.total - ram.available)


def _fullest() -> float:
    shares = [0.0]
    for place in psutil.disk_partitions(all=False):
        with suppress(OSError):  # taken away while it was looked at
            shares.append(psutil.disk_usage(place.mountpoint).percent)
    return max(shares)


def hottest() -> float | None:
    """What the hottest sensor tells, in °C; None where this computer has none."""
    sensors: dict[str, Any] = getattr(psutil, "sensors_temperatures", dict)()
    return max((t.current for found in sensors.values() for t in found), default=None)


_READS: dict[str, Callable[[], Read]] = {
    "cpu": _cpu,
    "memory": lambda: lambda: float(psutil.virtual_memory().percent),
    "memory_used": lambda: lambda: float(_used()),
    "memory_available": lambda: lambda: float(psutil.virtual_memory().available),
    "swap": lambda: lambda: float(psutil.swap_memory().percent),
    "load": lambda: lambda: os.getloadavg()[0],
    "disk_use": lambda: _fullest,
    "disk_free": lambda: lambda: float(psutil.disk_usage(os.path.abspath(os.sep)).free),
    "disk_read": lambda: _disk("read_bytes"),
    "disk_write": lambda: _disk("write_bytes"),
    "temperature": lambda: lambda: hottest() or 0.0,
    "network_received": lambda: _network("bytes_recv"),
    "network_sent": lambda: _network("bytes_sent"),
}
