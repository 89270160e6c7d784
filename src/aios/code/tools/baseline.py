"""What is usual on this computer: measured now and then, kept, and compared with what is now."""

import asyncio
import json
import os
import re
import socket
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from statistics import fmean, pstdev
from typing import Any

from aios.code.tools.counters import hottest, reader
from aios.code.tools.listeners import listeners
from aios.code.tools.quantities import Say, span_s
from aios.code.tools.sampling import UNITS, sample
from aios.contracts.errors import ActionFailed, StoreFailed

Facts = Mapping[str, Any]
DEFAULT_S = 3.0
MOST_KEPT = 50
HEAT = "temperature"  # only where there is a sensor
MEASURES = (
    "cpu", "memory", "swap", "load", HEAT, "disk_use", "network_received", "network_sent",
)  # fmt: skip
# A difference counts beyond this many deviations, and never below the least that matters.
DEVIATIONS = 3.0
LEAST = {
    "cpu": 15.0,
    "memory": 5.0,
    "swap": 5.0,
    "load": 1.0,
    HEAT: 8.0,
    "disk_use": 2.0,
    "network_received": 1e6,
    "network_sent": 1e6,
}


class Baselines:
    """The baselines of this computer, one file per host below `folder`."""

    def __init__(self, folder: Path) -> None:
        name = re.sub(r"[^\w.-]", "_", socket.gethostname()) or "localhost"
        self._path = folder / f"{name}.json"

    async def record(self, arguments: Facts, say: Say) -> dict[str, Any]:
        """Measure for some seconds and add it to the baseline."""
        now = await _measured(arguments, say)
        history = [*await asyncio.to_thread(self._read, say), now][-MOST_KEPT:]
        await asyncio.to_thread(self._write, history)
        return {**now, "recordings": len(history), "baseline": usual(history)}

    async def compare(self, arguments: Facts, say: Say) -> dict[str, Any]:
        """Measure for some seconds and say what departs; ActionFailed without a baseline."""
        history = await asyncio.to_thread(self._read, say)
        if not history:
            raise ActionFailed(
                say("还没有记录过基线。", "No baseline has been recorded yet."),
                hint=say("先运行：aios run “记录基线”", 'First run: aios run "record a baseline"'),
                code="baseline_missing",
            )
        # As long as was recorded last, where nothing else is said.
        now = await _measured({"seconds": history[-1].get("seconds", DEFAULT_S), **arguments}, say)
        return {
            **now,
            "recordings": len(history),
            "recorded_at": [history[0]["began_at"], history[-1]["began_at"]],
            "compared": compared(usual(history), now["stats"]),
            "ports_opened": sorted(
                set(now["ports"]) - {p for one in history for p in one["ports"]}
            ),
            "ports_closed": sorted(set(history[-1]["ports"]) - set(now["ports"])),
        }

    def _read(self, say: Say) -> list[dict[str, Any]]:
        try:
            history = json.loads(self._path.read_text(encoding="utf-8"))["history"]
        except FileNotFoundError:
            return []
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise StoreFailed(
                say(f"基线文件 {self._path} 读不了。", f"The baseline {self._path} is unreadable."),
                hint=say("删除它，再记录一次。", "Delete it and record again."),
            ) from error
        return list(history)

    def _write(self, history: list[dict[str, Any]]) -> None:
        """Whole or not at all: a reader never sees half a file."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self._path.parent, suffix=".part")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump({"history": history}, file)
            os.replace(name, self._path)
        except BaseException:
            os.unlink(name)
            raise


def usual(history: list[dict[str, Any]]) -> dict[str, dict[str, float]]:
    """Mean and deviation of each measure over all recordings, within them and between them."""
    found = {}
    for name in MEASURES:
        told = [one["stats"][name] for one in history if name in one["stats"]]
        if told:
            within = fmean(one["deviation"] ** 2 for one in told)
            means = [one["mean"] for one in told]
            deviation = (within + pstdev(means) ** 2) ** 0.5
            found[name] = {"mean": round(fmean(means), 3), "deviation": round(deviation, 3)}
    return found


def compared(base: Mapping[str, Facts], now: Mapping[str, Facts]) -> list[dict[str, Any]]:
    """Each measure with its baseline, its tolerance and whether it departs; those first."""
    rows = []
    for name in (n for n in MEASURES if n in base and n in now):
        tolerance = max(DEVIATIONS * base[name]["deviation"], LEAST[name])
        difference = now[name]["mean"] - base[name]["mean"]
        rows.append(
            {
                "measure": name,
                "unit": UNITS[name],
                "baseline": base[name]["mean"],
                "now": now[name]["mean"],
                "difference": round(difference, 3),
                "tolerance": round(tolerance, 3),
                "departs": abs(difference) > tolerance,
            }
        )
    return sorted(rows, key=lambda row: not row["departs"])


async def _measured(arguments: Facts, say: Say) -> dict[str, Any]:
    seconds = span_s(arguments.get("seconds", DEFAULT_S), say)
    heat = await asyncio.to_thread(hottest)
    told = [name for name in MEASURES if name != HEAT or heat is not None]
    series = await sample(await asyncio.to_thread(reader, told), seconds)
    ports = await asyncio.to_thread(listeners, None, say)
    stats = {
        name: {"mean": round(fmean(values), 3), "deviation": round(pstdev(values), 3)}
        for name, values in series.values.items()
    }
    return {
        "began_at": series.began.isoformat(timespec="seconds"),
        "measured_at": datetime.now().astimezone().isoformat(timespec="seconds"),
        "seconds": seconds,
        "stats": stats,
        "ports": sorted({p["port"] for p in ports if p["protocol"] == "tcp"}),
    }
