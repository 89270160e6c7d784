"""Measures of this computer over time: read again and again until a deadline, never blocking."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import fmean
from typing import Any

from aios.code.tools.quantities import Say, limit_of, span_s
from aios.contracts.errors import ActionFailed, BadRequest

Facts = Mapping[str, Any]
Values = Mapping[str, float]
Reader = Callable[[], Values]

DEFAULT_S = 5.0
MOST_SAMPLES = 60
INTERVALS_S = (0.2, 0.5, 1.0, 2.0, 5.0)
# What a word asks for, and the unit of each measure.
MEASURES = {
    "cpu": ("cpu",),
    "memory": ("memory",),
    "available": ("memory_available",),
    "swap": ("swap",),
    "load": ("load",),
    "temperature": ("temperature",),
    "disk": ("disk_read", "disk_write"),
    "disk_use": ("disk_use",),
    "disk_free": ("disk_free",),
    "network": ("network_received", "network_sent"),
}
UNITS = {
    "cpu": "percent",
    "memory": "percent",
    "memory_used": "bytes",
    "memory_available": "bytes",
    "swap": "percent",
    "load": "",
    "temperature": "celsius",
    "disk_use": "percent",
    "disk_free": "bytes",
    "disk_read": "bytes",
    "disk_write": "bytes",
    "network_received": "bytes",
    "network_sent": "bytes",
}


@dataclass(frozen=True)
class Series:
    """Samples of several measures: `times_s` after `began`, and as many values of each measure."""

    began: datetime
    interval_s: float
    times_s: tuple[float, ...]
    values: Mapping[str, tuple[float, ...]]

    def facts(self) -> dict[str, Any]:
        """The samples with their extremes and means, as plain JSON values."""
        last = self.times_s[-1] if self.times_s else 0.0
        return {
            "began_at": _iso(self.began),
            "ended_at": _iso(self.began + timedelta(seconds=last)),
            "seconds": round(last, 2),
            "interval_s": self.interval_s,
            "samples": len(self.times_s),
            "times_s": [round(t, 3) for t in self.times_s],
            "series": {name: list(values) for name, values in self.values.items()},
            "stats": {name: stats(values) for name, values in self.values.items() if values},
        }


def stats(values: Sequence[float]) -> dict[str, float]:
    """Smallest, mean, largest and last of some values."""
    spread = {"min": min(values), "mean": fmean(values), "max": max(values), "last": values[-1]}
    return {name: round(value, 3) for name, value in spread.items()}


async def sample(read: Reader, seconds: float, interval_s: float | None = None) -> Series:
    """What `read` gives at every interval for so many seconds; `read` runs beside the loop.

    It ends early when `read` gives nothing any more: what it read has ended.
    """
    step = min(interval_s or interval_for(seconds), seconds)
    loop = asyncio.get_running_loop()
    began, start = datetime.now().astimezone(), loop.time()
    times: list[float] = []
    kept: dict[str, list[float]] = {}
    for count in range(1, round(seconds / step) + 1):
        await asyncio.sleep(max(0.0, start + count * step - loop.time()))
        values = await asyncio.to_thread(read)
        if not values or (times and loop.time() - start > seconds + step):
            break
        times.append(loop.time() - start)
        for name, value in values.items():
            kept.setdefault(name, []).append(round(value, 3))
    whole = {name: tuple(values) for name, values in kept.items()}
    return Series(began, step, tuple(times), whole)


def interval_for(seconds: float) -> float:
    """The shortest of the usual intervals that needs no more than MOST_SAMPLES samples."""
    few = (step for step in INTERVALS_S if seconds / step <= MOST_SAMPLES)
    return next(few, INTERVALS_S[-1])


async def watch(arguments: Facts, say: Say) -> dict[str, Any]:
    """The measures asked for over so many seconds, and whether a threshold was crossed."""
    from aios.code.tools.counters import hottest, reader

    seconds, interval = span_of(arguments, say)
    wanted = list(arguments.get("measures") or ("cpu", "memory"))
    limit = arguments.get("threshold")
    names = measures_for(wanted, limit, say)
    felt = "temperature" not in names or await asyncio.to_thread(hottest) is not None
    names = names if felt else _without_sensor(names, say)
    series = await sample(await asyncio.to_thread(reader, names), seconds, interval)
    facts = {**series.facts(), "units": {name: UNITS[name] for name in names}, "kind": "computer"}
    facts |= {} if felt else {"without_sensor": True}
    if limit is not None:
        below = arguments.get("direction") == "below"
        facts["verdicts"] = verdicts(series, UNITS, limit, below=below, say=say)
    return facts


def _without_sensor(names: Sequence[str], say: Say) -> list[str]:
    """The other measures; ActionFailed when the temperature alone was asked for."""
    others = [name for name in names if name != "temperature"]
    if not others:
        raise ActionFailed(
            say(
                "这台电脑没有可读的温度传感器（虚拟机和容器大多没有），测不了温度。",
                "This computer shows no temperature sensor (virtual ones seldom do), so its "
                "temperature cannot be measured.",
            ),
            hint=say("可以改看 CPU 使用率或负载。", "Watch CPU use or load instead."),
            code="no_sensor",
        )
    return others


def span_of(arguments: Facts, say: Say) -> tuple[float, float | None]:
    """For how many seconds, and how many apart; so many samples make up the one left unsaid."""
    asked, samples = arguments.get("interval"), arguments.get("samples")
    interval = span_s(asked, say, least=0.1, most=60) if asked is not None else None
    if samples is None or (interval is not None and "seconds" in arguments):
        return span_s(arguments.get("seconds", DEFAULT_S), say), interval
    if "seconds" in arguments:
        seconds = span_s(arguments["seconds"], say)
        return seconds, span_s(seconds / samples, say, least=0.1, most=60)
    interval = interval if interval is not None else 1.0
    return span_s(samples * interval, say), interval


def measures_for(wanted: Sequence[str], limit: Any, say: Say) -> list[str]:
    """The measures that the words stand for, in the unit of the limit where they have several.

    A limit on a disk is one on how full it is; one in bytes on memory is one on what is used.
    """
    unknown = [word for word in wanted if word not in MEASURES]
    if unknown:
        raise BadRequest(
            say(f"没有“{unknown[0]}”这个指标。", f"There is no measure {unknown[0]!r}."),
            hint=", ".join(MEASURES),
        )
    # Who says "available memory" says "memory" too, and does not mean it; so of "disk usage".
    whole = {"memory": {"available"}, "disk": {"disk_use", "disk_free"}, "disk_use": {"disk_free"}}
    spoken = [w for w in MEASURES if w in wanted and not whole.get(w, set()) & set(wanted)]
    if limit is not None and "temperature" in wanted and limit_of(limit, say)[1] == "":
        spoken = ["temperature"]  # of "CPU temperature above 80 degrees"
    found = [name for word in spoken for name in MEASURES[word]]
    if limit is None:
        return found
    in_bytes = limit_of(limit, say)[1] == "bytes"
    instead = {"disk_read": "disk_use", "disk_write": "disk_use"}
    instead |= {"memory": "memory_used"} if in_bytes else {}
    return list(dict.fromkeys(instead.get(name, name) for name in found))


def verdicts(
    series: Series, units: Mapping[str, str], limit: Any, *, below: bool, say: Say
) -> list[dict[str, Any]]:
    """For each measure of the limit's unit: whether, and when first, it was beyond the limit."""
    value, unit = limit_of(limit, say)
    judged = [name for name in series.values if unit in ("", units[name])]
    if not judged:
        names = ", ".join(series.values)
        raise BadRequest(
            say(
                f"阈值“{limit}”的单位不适合 {names}。", f'The limit "{limit}" does not fit {names}.'
            ),
            hint=say("例如：CPU 80%，网络 10MB/s。", "For example: cpu 80%, network 10MB/s."),
        )
    told = {"asked": limit if isinstance(limit, str) else f"{limit:g}"}
    return [{**told, **_verdict(series, name, value, units[name], below)} for name in judged]


def _verdict(series: Series, name: str, limit: float, unit: str, below: bool) -> dict[str, Any]:
    values = series.values[name]
    beyond = [value < limit if below else value > limit for value in values]
    first = series.times_s[beyond.index(True)] if any(beyond) else None
    return {
        "measure": name,
        "limit": limit,
        "unit": unit,
        "direction": "below" if below else "above",
        "alert": first is not None,
        "first_after_s": None if first is None else round(first, 2),
        "first_at": None if first is None else _iso(series.began + timedelta(seconds=first)),
        "worst": min(values) if below else max(values),
        "samples_beyond": sum(beyond),
        "beyond": [
            (_iso(series.began + timedelta(seconds=at)), value)
            for at, value, is_beyond in zip(series.times_s, values, beyond, strict=False)
            if is_beyond
        ],
    }


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds")
