"""Measurements of this computer as sentences, in Chinese or English."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
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
    text += _verdict(facts["over_threshold"], facts["threshold_percent"], say)
    return text + (_load(facts, say) if load else "")


def _load(facts: Facts, say: Say) -> str:
    """The load of the last minute against the cores, which can do one task each at a time."""
    cores, now = facts["cores"], facts["load_average"][0]
    share = now / cores
    high = share > 1
    zh = "负载偏高：等着运行的任务比核多" if high else "负载不高：核够用"
    en = "that is high: more work waits than the cores can do" if high else "the cores keep up"
    return say(
        f"\n一分钟平均负载 {now:g} ÷ {cores} 核 = 每核 {share:.2f}，{zh}。",
        f"\nOne-minute load {now:g} / {cores} cores = {share:.2f} per core: {en}.",
    )


def memory(facts: Facts, say: Say) -> str:
    """Memory use against its threshold, and who holds most."""
    used, total = size(facts["used_bytes"]), size(facts["total_bytes"])
    free, left = size(facts["available_bytes"]), f"{100 - facts['percent']:.3g}%"
    text = say(
        f"内存使用率 {facts['percent']:g}%：已用 {used}，共 {total}，可用 {free}（{left}）",
        f"Memory use is {facts['percent']:g}%: {used} of {total} used, {free} ({left}) available",
    )
    text += _verdict(facts["over_threshold"], facts["threshold_percent"], say)
    swap_used, swap_total = size(facts["swap_used_bytes"]), size(facts["swap_total_bytes"])
    if facts["swap_total_bytes"]:
        text += say(
            f"\n交换空间（swap）：已用 {swap_used}，共 {swap_total}",
            f"\nSwap: {swap_used} of {swap_total} used",
        )
    else:
        text += say("\n没有交换空间（swap）。", "\nThere is no swap.")
    largest = ", ".join(f"{p['name']} ({size(p['memory_bytes'])})" for p in facts["largest"][:3])
    return text + say(f"\n占用最多：{largest}", f"\nLargest: {largest}") if largest else text


def disks(facts: Facts, say: Say) -> str:
    """Every disk, and those beyond the threshold."""
    write = _inodes if facts["inodes"] else _space
    lines = [write(disk, say) for disk in facts["disks"]]
    if facts["path"]:
        place = facts["path"]
        lines.insert(0, say(f"{place} 所在的磁盘：", f"The disk that holds {place}:"))
    if facts["needed_bytes"] is not None:
        lines.insert(0, _room(facts, say))
    limit, over = facts["threshold_percent"], facts["over_threshold"]
    names = ", ".join(over)
    if over:
        lines.append(say(f"超过阈值 {limit:g}%：{names}", f"Over {limit:g}%: {names}"))
    else:
        lines.append(say(f"没有超过阈值 {limit:g}% 的磁盘。", f"No disk is over {limit:g}%."))
    return "\n".join(lines)


def _room(facts: Facts, say: Say) -> str:
    """Whether so much would fit on the disk with most space."""
    best = max(facts["disks"], key=lambda disk: disk["free_bytes"])
    left = best["free_bytes"] - facts["needed_bytes"]
    mount, asked, rest = best["mount"], facts["needed"], size(abs(left))
    if left < 0:
        return say(
            f"不够：放不下 {asked}，{mount} 还差 {rest}。",
            f"No: {asked} would not fit, {mount} lacks {rest}.",
        )
    return say(
        f"够：{mount} 放得下 {asked}，之后还剩 {rest}。",
        f"Yes: {asked} would fit on {mount}, which leaves {rest}.",
    )


def _space(disk: Facts, say: Say) -> str:
    mount, percent = disk["mount"], disk["percent"]
    used, total, free = (size(disk[f"{what}_bytes"]) for what in ("used", "total", "free"))
    left = _left(disk, say)
    return say(
        f"{mount}：已用 {percent:g}%（{used} / {total}），剩余 {free}（{left}）",
        f"{mount}: {percent:g}% used ({used} of {total}), {free} free ({left})",
    )


def _left(disk: Facts, say: Say) -> str:
    """The share that is free: of what users can fill, and of the whole where that is another."""
    usable = 100 - disk["percent"]
    whole = 100 * disk["free_bytes"] / (disk["total_bytes"] or 1)
    if abs(usable - whole) < 1:
        return f"{usable:.3g}%"
    return say(
        f"占全部的 {whole:.3g}%，占可用空间的 {usable:.3g}%",
        f"{whole:.3g}% of the whole, {usable:.3g}% of what can be used",
    )


def _inodes(disk: Facts, say: Say) -> str:
    mount, whole, free = disk["mount"], disk["inodes"], disk["inodes_free"]
    if not whole:
        return say(f"{mount}：这个文件系统不计 inode", f"{mount}: no inodes are counted here")
    percent = disk["inodes_percent"]
    return say(
        f"{mount}：inode 已用 {percent:g}%（{whole - free:,} / {whole:,}），剩余 {free:,}",
        f"{mount}: {percent:g}% of its inodes used ({whole - free:,} of {whole:,}), {free:,} free",
    )


def processes(facts: Facts, say: Say) -> str:
    """The processes in a numbered list."""
    found: Sequence[Facts] = facts["processes"]
    if not found and facts.get("threshold") is not None:
        return _beyond(facts, say) + say("没有", "none")
    if not found:
        name = facts["name"]
        return say(
            f"没有在运行：没有名称或命令是“{name}”的进程。",
            f"Not running: no process has {name!r} in its name or command.",
        )
    rows = [
        f"{i}. {p['name']} (pid {p['pid']}, {p['user']}): {_told_of(p, facts, say)}"
        for i, p in enumerate(found, 1)
    ]
    left = facts["found"] - len(found) if facts["name"] or facts.get("threshold") else 0
    more = [say(f"……还有 {left} 个", f"… and {left} more")] if left else []
    return "\n".join([_heading(facts, len(found), say), *rows, *more])


def _heading(facts: Facts, shown: int, say: Say) -> str:
    total, name = facts["total"], facts["name"]
    if name:
        use = _use(facts, "cpu" if facts["sort"] == "cpu" else "memory", say)
        return say(
            f"正在运行，名称或命令是“{name}”的进程有 {facts['found']} 个，合计 {use}：",
            f"Running: {facts['found']} with {name!r} in their name or command, in all {use}:",
        )
    if facts.get("threshold") is not None:
        return _beyond(facts, say) + say(f"{facts['found']} 个", f"{facts['found']}")
    if facts["sort"] == "age":
        return say(
            f"共有 {total} 个进程，运行最久的 {shown} 个（内核线程除外）：",
            f"Of {total} processes, the {shown} that have run longest, kernel threads aside:",
        )
    by = _measure(facts, say)
    return say(
        f"共有 {total} 个进程，占用{by}最多的 {shown} 个：",
        f"Of {total} processes, the {shown} that use most {by}:",
    )


def _measure(facts: Facts, say: Say) -> str:
    return "CPU" if facts["sort"] == "cpu" else say("内存", "memory")


def _beyond(facts: Facts, say: Say) -> str:
    by, limit, total = _measure(facts, say), facts["threshold"], facts["total"]
    limit = limit if isinstance(limit, str) else f"{limit:g}%"
    return say(
        f"共有 {total} 个进程，其中占用{by}超过 {limit} 的：",
        f"Of {total} processes, those that use more than {limit} {by}: ",
    )


def _told_of(process: Facts, facts: Facts, say: Say) -> str:
    """What a process uses; of those of a name also since when they run."""
    if not facts["name"] or facts["sort"] == "age":
        return _use(process, facts["sort"], say)
    return (
        f"{_use(process, 'cpu', say)}, {_use(process, 'age', say).rpartition(say('，', ', '))[0]}"
    )


def _use(process: Facts, by: str, say: Say) -> str:
    held = size(process["memory_bytes"])
    if by == "age":
        minutes = process["age_s"] // 60
        days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
        since = datetime.fromtimestamp(process["started"], UTC).astimezone()
        return say(
            f"已运行 {days} 天 {hours} 小时 {rest} 分（{since:%Y-%m-%d %H:%M:%S} 启动），{held}",
            f"{days} d {hours} h {rest} min, since {since:%Y-%m-%d %H:%M:%S}, {held}",
        )
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


def zombies(facts: Facts, say: Say) -> str:
    """Which processes are zombies."""
    found, total = facts["zombies"], facts["total"]
    if not found:
        return say(f"{total} 个进程中没有僵尸进程。", f"None of {total} processes is a zombie.")
    head = say(
        f"{total} 个进程中有 {len(found)} 个僵尸进程：",
        f"{len(found)} of {total} processes are zombies:",
    )
    rows = [
        say(
            f"- {p['name']}（pid {p['pid']}），父进程 {p['parent']}",
            f"- {p['name']} (pid {p['pid']}), child of {p['parent']}",
        )
        for p in found[:50]
    ]
    return "\n".join([head, *rows])


def _verdict(over: bool, limit: float, say: Say) -> str:
    if over:
        return say(f"，超过阈值 {limit:g}%！", f"; that is over the threshold of {limit:g}%!")
    return say(f"，低于阈值 {limit:g}%。", f"; below the threshold of {limit:g}%.")
