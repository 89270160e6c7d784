"""What this computer is: system, processor, users, environment, sensors and graphics cards."""

import asyncio
import os
import platform
import re
import shutil
import socket
import time
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import psutil

from aios.code.tools.quantities import Say

Facts = Mapping[str, Any]
SECRET = re.compile(
    r"key|token|secret|passw|(?<!^)(?<!old)pwd|credential|auth|cookie|session|dsn|_url$", re.I
)
MOST_SHOWN = 200
GPU_S = 10.0
GPU_FIELDS = ("name", "utilization.gpu", "memory.used", "memory.total", "temperature.gpu")
OPEN_FILES = Path("/proc/sys/fs/file-nr")


def computer(arguments: Facts, _say: Say) -> dict[str, Any]:
    """System, kernel, names, processor, memory, start and users; `about` says which were asked."""
    frequency = _frequency_mhz()
    return {
        "about": list(arguments.get("about") or ()),
        "host": socket.gethostname(),
        "system": _system(),
        "kernel": f"{platform.system()} {platform.release()}",
        "architecture": platform.machine(),
        "python": platform.python_version(),
        "processor": _processor(),
        "cores": psutil.cpu_count() or 0,
        "physical_cores": psutil.cpu_count(logical=False),
        "frequency_mhz": frequency,
        "memory_bytes": psutil.virtual_memory().total,
        "swap_bytes": psutil.swap_memory().total,
        "disk_bytes": psutil.disk_usage(os.path.abspath(os.sep)).total,
        "booted_at": _moment(psutil.boot_time()),
        "uptime_s": round(time.time() - psutil.boot_time()),
        "users": [_user(user) for user in psutil.users()],
        "open_files": _open_files(),
        "processes": len(psutil.pids()),
        "time": _moment(time.time()),
    }


def environment(_arguments: Facts, _say: Say) -> dict[str, Any]:
    """The variables of this process; values that may be secret are left out, not masked."""
    shown = dict(sorted(os.environ.items())[:MOST_SHOWN])
    hidden = [name for name, value in shown.items() if SECRET.search(name) or "://" in value]
    return {
        "variables": {name: None if name in hidden else shown[name] for name in shown},
        "hidden": hidden,
        "total": len(os.environ),
    }


def sensors(arguments: Facts, _say: Say) -> dict[str, Any]:
    """Temperatures, fans and the battery, each empty where this computer tells none."""
    temperatures: dict[str, Any] = getattr(psutil, "sensors_temperatures", dict)()
    fans: dict[str, Any] = getattr(psutil, "sensors_fans", dict)()
    limit = arguments.get("threshold")
    battery = getattr(psutil, "sensors_battery", lambda: None)()
    return {
        "about": list(arguments.get("about") or ()),
        "threshold": None if limit is None else float(limit),
        "temperatures": [
            {"chip": chip, "label": t.label or chip, "celsius": t.current, "high": t.high}
            for chip, found in temperatures.items()
            for t in found
        ],
        "fans": [
            {"label": f.label or chip, "rpm": f.current} for chip, fs in fans.items() for f in fs
        ],
        "battery": {"percent": round(battery.percent, 1), "plugged": battery.power_plugged}
        if battery
        else None,
    }


async def gpu(_arguments: Facts, _say: Say) -> dict[str, Any]:
    """The graphics cards that nvidia-smi tells of; none where it is not installed."""
    program = shutil.which("nvidia-smi")
    if program is None:
        return {"cards": [], "reason": "no nvidia-smi"}
    process = await asyncio.create_subprocess_exec(
        program,
        f"--query-gpu={','.join(GPU_FIELDS)}",
        "--format=csv,noheader,nounits",
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        async with asyncio.timeout(GPU_S):
            output, _ = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        return {"cards": [], "reason": output.decode(errors="replace").strip()[:200]}
    rows = [line.split(", ") for line in output.decode().splitlines()]
    return {"cards": [dict(zip(GPU_FIELDS, row, strict=False)) for row in rows], "reason": ""}


def _system() -> str:
    if platform.system() != "Linux":
        return f"{platform.system()} {platform.version()}"
    try:
        return platform.freedesktop_os_release().get("PRETTY_NAME", "Linux")
    except OSError:  # a Linux that does not say which
        return "Linux"


def _processor() -> str:
    try:
        told = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return platform.processor()
    named = re.search(r"^model name\s*:\s*(.+)$", told, re.MULTILINE)
    return named[1].strip() if named else platform.processor()


def _frequency_mhz() -> float | None:
    try:
        found = psutil.cpu_freq()
    except (OSError, NotImplementedError):
        return None
    return round(found.current) if found and found.current else None


def _user(user: Any) -> dict[str, Any]:
    return {"name": user.name, "terminal": user.terminal, "since": _moment(user.started)}


def _open_files() -> int | None:
    try:
        return int(OPEN_FILES.read_text().split()[0])
    except (OSError, ValueError):  # not Linux
        return None


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds).astimezone().isoformat(timespec="seconds")
