"""What this computer is doing: CPU, memory, disks, processes and listening ports, measured now."""

import os
import socket
import time
from collections.abc import Iterable, Mapping
from types import SimpleNamespace
from typing import Any

import psutil

from aios.code.tools.listeners import listeners
from aios.code.tools.processes import called
from aios.code.tools.quantities import Say, limit_of
from aios.contracts.errors import ActionFailed, BadRequest

SAMPLE_S = 0.5
TOP = 5
PSEUDO_FILE_SYSTEMS = frozenset(("squashfs", "iso9660", "tmpfs", "devtmpfs", "overlay", "proc"))
SORT_KEYS = {"cpu": "cpu_percent", "memory": "memory_bytes", "age": "age_s"}
DEFAULT_LIMITS = {"cpu": 90.0, "memory": 90.0, "disks": 85.0}

Facts = Mapping[str, Any]


def cpu(arguments: Facts, _say: Say) -> dict[str, Any]:
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


def memory(arguments: Facts, _say: Say) -> dict[str, Any]:
    """Memory and swap, in bytes and percent; the processes that hold most."""
    ram, swap = psutil.virtual_memory(), psutil.swap_memory()
    return {
        "percent": ram.percent,
        "total_bytes": ram.total,
        "used_bytes": ram.total - ram.available,
        "available_bytes": ram.available,
        "swap_total_bytes": swap.total,
        "swap_used_bytes": swap.used,
        "largest": _processes("memory")[:TOP],
        **_judged("memory", ram.percent, arguments),
    }


def disks(arguments: Facts, say: Say) -> dict[str, Any]:
    """Every mounted disk with its size, use and inodes, or that of a `path`; which are too full."""
    path = arguments.get("path")
    found = (
        [_disk(_holding(str(path), say))] if path else [_disk(place) for place in _mount_points()]
    )
    if not found:
        raise ActionFailed(
            say("这里没有可以测量的磁盘。", "No mounted disk can be measured here."),
            hint=say("写上一个路径再试。", "Name a path and try again."),
            code="no_disks",
        )
    limit, measure = _limit("disks", arguments), "percent"
    if arguments.get("inodes"):
        measure = "inodes_percent"
    over = [d["mount"] for d in found if (d[measure] or 0.0) >= limit]
    needed = arguments.get("needed")
    return {
        "disks": found,
        "path": path,
        "inodes": bool(arguments.get("inodes")),
        "threshold_percent": limit,
        "over_threshold": over,
        "needed": needed,
        "needed_bytes": None if needed is None else limit_of(needed, say)[0],
    }


def processes(arguments: Facts, say: Say) -> dict[str, Any]:
    """The processes that use most CPU or memory or run longest, those of a name, or those
    beyond a limit."""
    by, limit = str(arguments.get("sort") or "cpu"), arguments.get("threshold")
    if by not in SORT_KEYS:
        raise BadRequest(
            say(f"进程不能按 {by} 排序。", f"Processes are not sorted by {by!r}."),
            hint=", ".join(SORT_KEYS),
        )
    count, name = int(arguments.get("count") or 10), str(arguments.get("name") or "")
    by = "memory" if limit is not None and limit_of(limit, say)[1] == "bytes" else by
    found = _processes(by, name)
    found = found if limit is None else [p for p in found if _is_beyond(p, by, limit, say)]
    return {
        "processes": found[:count],
        "found": len(found),
        "sort": by,
        "name": name,
        "threshold": limit,
        "total": len(psutil.pids()),
        "cpu_percent": sum(p["cpu_percent"] for p in found),
        "memory_bytes": sum(p["memory_bytes"] for p in found),
    }


def zombies(_arguments: Facts, _say: Say) -> dict[str, Any]:
    """Processes that have ended but whose parents have not yet asked how."""
    found = []
    for process in psutil.process_iter(["pid", "ppid", "name", "status"]):
        if process.info["status"] == psutil.STATUS_ZOMBIE:
            parent = process.info["ppid"]
            found.append(
                {"pid": process.info["pid"], "name": process.info["name"] or "?", "parent": parent}
            )
    return {"zombies": found, "total": len(psutil.pids())}


def ports(arguments: Facts, say: Say) -> dict[str, Any]:
    """The ports that are listened on and who does; or who uses one port."""
    port = arguments.get("port")
    return {"port": port, "ports": listeners(None if port is None else int(port), say)}


def overview(arguments: Facts, say: Say) -> dict[str, Any]:
    """CPU, memory and disks together."""
    return {
        "host": socket.gethostname(),
        "cpu": cpu(arguments, say),
        "memory": memory(arguments, say),
        "disks": disks(arguments, say),
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


def _holding(path: str, say: Say) -> Any:
    """The partition that a path lies on; the path itself where it is on none of them."""
    real = os.path.realpath(os.path.expanduser(path))
    if not os.path.exists(real):
        raise ActionFailed(
            say(f"没有这个文件或文件夹：{path}", f"There is no such file or folder: {path}"),
            hint=say("请检查路径。", "Check the path."),
            code="file_missing",
        )
    while not os.path.ismount(real):
        real = os.path.dirname(real)
    known = (p for p in psutil.disk_partitions(all=True) if p.mountpoint == real)
    return next(known, None) or SimpleNamespace(mountpoint=real, device="?")


def _disk(place: Any) -> dict[str, Any]:
    used = psutil.disk_usage(place.mountpoint)
    inodes, free = _inodes(place.mountpoint)
    return {
        "mount": place.mountpoint,
        "device": place.device,
        "total_bytes": used.total,
        "used_bytes": used.used,
        "free_bytes": used.free,
        "percent": used.percent,
        "inodes": inodes,
        "inodes_free": free,
        "inodes_percent": round(100 * (inodes - free) / inodes, 1) if inodes else None,
    }


def _inodes(mount: str) -> tuple[int, int]:
    """(all, free); zeros on systems and file systems without inodes."""
    if not hasattr(os, "statvfs"):
        return 0, 0
    found = os.statvfs(mount)
    return found.f_files, found.f_ffree


def _processes(by: str, name: str = "") -> list[dict[str, Any]]:
    seen = list(
        psutil.process_iter(["pid", "name", "cmdline", "memory_info", "username", "create_time"])
    )
    seen = called(name, seen) if name else seen
    if by == "cpu" or name:
        _begin_cpu(seen)
    shown = [_process(p) for p in seen]
    alive = [p for p in shown if p is not None and (by != "age" or p["memory_bytes"])]
    return sorted(alive, key=lambda p: (-p[SORT_KEYS[by]], p["pid"]))


def _is_beyond(process: Facts, by: str, limit: Any, say: Say) -> bool:
    """Whether a process uses more than the limit: percent, or of memory an amount."""
    bound, unit = limit_of(limit, say)
    if by == "cpu":
        return float(process["cpu_percent"]) > bound
    whole = psutil.virtual_memory().total
    return float(process["memory_bytes"]) > (bound if unit == "bytes" else bound / 100 * whole)


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
        "age_s": round(time.time() - (process.info["create_time"] or time.time())),
        "started": process.info["create_time"] or time.time(),
    }


def _uptime_s() -> float:
    return time.time() - psutil.boot_time()
