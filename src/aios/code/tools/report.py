"""Measurements of this computer as sentences, in Chinese or English."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

Facts = Mapping[str, Any]
Say = Callable[[str, str], str]


def size(count: float) -> str:
    """Bytes for people: 1.5 GiB."""
    for unit in ("B", "KiB", "MiB", "GiB"):
        if abs(count) < 1024:
            return f"{count:.0f} {unit}" if unit == "B" else f"{count:.1f} {unit}"
        count /= 1024
    return f"{count:.1f} TiB"


def cpu(facts: Facts, say: Say) -> str:
    """CPU use against its threshold."""
    load = ", ".join(f"{value:g}" for value in facts["load_average"])
    text = say(
        f"CPU 使用率 {facts['percent']:g}%（{facts['cores']} 核",
        f"CPU use is {facts['percent']:g}% ({facts['cores']} cores",
    )
    text += say(f"，平均负载 {load}）", f", load average {load})") if load else say("）", ")")
    return text + _verdict(facts["over_threshold"], facts["threshold_percent"], say)


def memory(facts: Facts, say: Say) -> str:
    """Memory use against its threshold, and who holds most."""
    used, total = size(facts["used_bytes"]), size(facts["total_bytes"])
    free = size(facts["available_bytes"])
    text = say(
        f"内存使用率 {facts['percent']:g}%：已用 {used}，共 {total}，可用 {free}",
        f"Memory use is {facts['percent']:g}%: {used} of {total} used, {free} available",
    )
    text += _verdict(facts["over_threshold"], facts["threshold_percent"], say)
    largest = ", ".join(f"{p['name']} ({size(p['memory_bytes'])})" for p in facts["largest"][:3])
    return text + say(f"\n占用最多：{largest}", f"\nLargest: {largest}") if largest else text


def disks(facts: Facts, say: Say) -> str:
    """Every disk, and those beyond the threshold."""
    lines = [
        say(
            f"{d['mount']}：已用 {d['percent']:g}%（{size(d['used_bytes'])} / "
            f"{size(d['total_bytes'])}），剩余 {size(d['free_bytes'])}",
            f"{d['mount']}: {d['percent']:g}% used ({size(d['used_bytes'])} of "
            f"{size(d['total_bytes'])}), {size(d['free_bytes'])} free",
        )
        for d in facts["disks"]
    ]
    limit, over = facts["threshold_percent"], facts["over_threshold"]
    names = ", ".join(over)
    if over:
        lines.append(say(f"超过阈值 {limit:g}%：{names}", f"Over {limit:g}%: {names}"))
    else:
        lines.append(say(f"没有磁盘超过阈值 {limit:g}%。", f"No disk is over {limit:g}%."))
    return "\n".join(lines)


def processes(facts: Facts, say: Say) -> str:
    """The processes in a numbered list."""
    found: Sequence[Facts] = facts["processes"]
    if not found:
        name = facts["name"]
        return say(f"没有名称包含 {name!r} 的进程。", f"No process has {name!r} in its name.")
    rows = [
        f"{i}. {p['name']} (pid {p['pid']}, {p['user']}): {_use(p, facts['sort'])}"
        for i, p in enumerate(found, 1)
    ]
    return "\n".join([_heading(facts, len(found), say), *rows])


def _heading(facts: Facts, shown: int, say: Say) -> str:
    total, name = facts["total"], facts["name"]
    if name:
        return say(f"名称包含 {name!r} 的进程：", f"Processes with {name!r} in their name:")
    by = "CPU" if facts["sort"] == "cpu" else say("内存", "memory")
    return say(
        f"占用{by}最多的 {shown} 个进程（共 {total} 个）：",
        f"The {shown} processes that use most {by}, of {total}:",
    )


def _use(process: Facts, by: str) -> str:
    held = size(process["memory_bytes"])
    return f"CPU {process['cpu_percent']:.1f}%, {held}" if by == "cpu" else held


def ports(facts: Facts, say: Say) -> str:
    """Who listens where."""
    found: Sequence[Facts] = facts["ports"]
    port = facts["port"]
    if not found and port is not None:
        return say(f"端口 {port} 没有被占用。", f"Nothing listens on port {port}.")
    if not found:
        return say("没有正在监听的端口。", "Nothing listens on any port.")
    head = say(
        f"端口 {port} 被占用：" if port is not None else f"正在监听的端口（{len(found)} 个）：",
        f"Port {port} is in use:" if port is not None else f"{len(found)} listening ports:",
    )
    rows = [
        f"{p['port']}/{p['protocol']} {p['address']} — {p['process']}"
        + (f" (pid {p['pid']})" if p["pid"] else "")
        for p in found
    ]
    return "\n".join([head, *rows])


def overview(facts: Facts, say: Say) -> str:
    """The whole computer."""
    hours = facts["uptime_s"] / 3600
    head = say(
        f"{facts['host']}，已运行 {hours:.1f} 小时", f"{facts['host']}, up {hours:.1f} hours"
    )
    parts = (cpu(facts["cpu"], say), memory(facts["memory"], say), disks(facts["disks"], say))
    return "\n".join([head, *parts])


def _verdict(over: bool, limit: float, say: Say) -> str:
    if over:
        return say(f"，超过阈值 {limit:g}%！", f"; that is over the threshold of {limit:g}%!")
    return say(f"，低于阈值 {limit:g}%。", f"; below the threshold of {limit:g}%.")
