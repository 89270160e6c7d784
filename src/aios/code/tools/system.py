"""What this computer is doing: CPU, memory, disks, processes and listening ports, measured now."""

import os
import socket
from collections.abc import Iterable, Mapping
from typing import Any

import psutil

from aios.contracts.errors import ActionFailed, BadRequest

SAMPLE_S = 0.5
TOP = 5
PSEUDO_FILE_SYSTEMS = frozenset(("squashfs", "iso9660", "tmpfs", "devtmpfs", "overlay", "proc"))
DEFAULT_LIMITS = {"cpu": 90.0, "memory": 90.0, "disks": 85.0}

Facts = Mapping[str, Any]


def cpu(arguments: Facts) -> dict[str, Any]:
    """Percent busy over a sample, per core and in all, and the load average."""
    per_core = psutil.cpu_percent(interval=_sample_s(arguments), percpu=True)
    percent = round(sum(per_core) / len(per_core), 1)
    return {
        "percent": percent,
        "per_core_percent": per_core,
        "cores": len(per_core),
        "load_average": [round(value, 2) for value in os.getloadavg()]
        if hasattr(os, "getloadavg")
        else [],
        **_judged("cpu", percent, arguments),
    }


def memory(arguments: Facts) -> dict[str, Any]:
    """Memory and swap, in bytes and percent; the processes that hold most."""
    ram, swap = psutil.virtual_memory(), psutil.swap_memory()
    return {
        "percent": ram.percent,
        "total_bytes": ram.total,
        "used_bytes": ram.total - ram.available,
        "available_bytes": ram.available,
        "swap_total_bytes": swap.total,
        "swap_used_bytes": swap.used,
        "largest": _processes("memory", TOP),
        **_judged("memory", ram.percent, arguments),
    }


def disks(arguments: Facts) -> dict[str, Any]:
    """Every mounted disk with its size and use; those beyond the threshold."""
    found = [_disk(place) for place in _mount_points()]
    if not found:
        raise ActionFailed("No mounted disk can be measured here.", code="no_disks")
    limit = _limit("disks", arguments)
    over = [disk["mount"] for disk in found if disk["percent"] >= limit]
    return {"disks": found, "threshold_percent": limit, "over_threshold": over}


def processes(arguments: Facts) -> dict[str, Any]:
    """The processes that use most CPU or memory, or those of a name."""
    by = str(arguments.get("sort") or "cpu")
    if by not in ("cpu", "memory"):
        raise BadRequest(f"Processes are sorted by cpu or memory, not by {by!r}.")
    count, name = int(arguments.get("count") or 10), str(arguments.get("name") or "")
    found = _processes(by, count, name)
    return {"processes": found, "sort": by, "name": name, "total": len(psutil.pids())}


def ports(arguments: Facts) -> dict[str, Any]:
    """The ports that are listened on and who does; or who uses one port."""
    port = arguments.get("port")
    try:
        connections = psutil.net_connections(kind="inet")
    except psutil.AccessDenied as error:
        raise ActionFailed(
            "This system does not let you see other users' ports.",
            hint="Run it as an administrator.",
            code="ports_denied",
        ) from error
    listening: list[Any] = [c for c in connections if c.laddr and _listens(c)]
    if port is not None:
        listening = [c for c in listening if c.laddr.port == int(port)]
    found = {(c.laddr.port, c.laddr.ip, c.pid): _port(c) for c in listening}
    return {"port": port, "ports": [found[key] for key in sorted(found, key=_in_order)]}


def overview(arguments: Facts) -> dict[str, Any]:
    """CPU, memory and disks together."""
    return {
        "host": socket.gethostname(),
        "cpu": cpu(arguments),
        "memory": memory(arguments),
        "disks": disks(arguments),
        "uptime_s": round(_uptime_s()),
    }


# ---------------------------------------------------------------- measuring


def _sample_s(arguments: Facts) -> float:
    return min(max(float(arguments.get("seconds") or SAMPLE_S), 0.1), 30.0)


def _limit(what: str, arguments: Facts) -> float:
    limit = arguments.get("threshold")
    return DEFAULT_LIMITS[what] if limit is None else float(limit)


def _judged(what: str, percent: float, arguments: Facts) -> dict[str, Any]:
    limit = _limit(what, arguments)
    return {"threshold_percent": limit, "over_threshold": percent >= limit}


def _mount_points() -> list[Any]:
    partitions = psutil.disk_partitions(all=False)
    kept = {p.mountpoint: p for p in partitions if p.fstype not in PSEUDO_FILE_SYSTEMS}
    return [kept[mount] for mount in sorted(kept) if os.path.isdir(mount)]


def _disk(place: Any) -> dict[str, Any]:
    used = psutil.disk_usage(place.mountpoint)
    return {
        "mount": place.mountpoint,
        "device": place.device,
        "total_bytes": used.total,
        "used_bytes": used.used,
        "free_bytes": used.free,
        "percent": used.percent,
    }


def _processes(by: str, count: int, name: str = "") -> list[dict[str, Any]]:
    seen = list(psutil.process_iter(["pid", "name", "memory_info", "username"]))
    if by == "cpu":
        _begin_cpu(seen)
    shown = [_process(p) for p in seen if name.lower() in (p.info["name"] or "").lower()]
    key = "cpu_percent" if by == "cpu" else "memory_bytes"
    alive = [p for p in shown if p is not None]
    return sorted(alive, key=lambda p: (-p[key], p["pid"]))[:count]


def _begin_cpu(seen: Iterable[psutil.Process]) -> None:
    """CPU use is the difference between two looks."""
    for process in seen:
        _cpu_percent(process)
    psutil.cpu_percent(interval=SAMPLE_S)


def _cpu_percent(process: psutil.Process) -> float:
    try:
        return float(process.cpu_percent(interval=None))
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return 0.0


def _process(process: psutil.Process) -> dict[str, Any] | None:
    held = process.info["memory_info"]
    if held is None:  # another user's process, or one that has just ended
        return None
    return {
        "pid": process.info["pid"],
        "name": process.info["name"] or "?",
        "user": process.info["username"] or "?",
        "cpu_percent": _cpu_percent(process),
        "memory_bytes": held.rss,
    }


def _listens(connection: Any) -> bool:
    datagram = connection.type == socket.SOCK_DGRAM and not connection.raddr
    return datagram or connection.status == psutil.CONN_LISTEN


def _port(connection: Any) -> dict[str, Any]:
    name = "?"
    if connection.pid is not None:
        try:
            name = psutil.Process(connection.pid).name()
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            name = "?"  # it ended, or belongs to somebody else
    protocol = "udp" if connection.type == socket.SOCK_DGRAM else "tcp"
    return {
        "port": connection.laddr.port,
        "address": connection.laddr.ip,
        "protocol": protocol,
        "pid": connection.pid,
        "process": name,
    }


def _uptime_s() -> float:
    import time

    return time.time() - psutil.boot_time()


def _in_order(key: tuple[int, str, int | None]) -> tuple[int, str, int]:
    """Ports in order; a port of an unknown process before others."""
    return key[0], key[1], key[2] or 0
