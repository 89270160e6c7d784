"""Samples over time as sentences: spans, extremes, and whether a limit was crossed."""

import socket
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from aios.code.tools.quantities import Say
from aios.code.tools.report import size

Facts = Mapping[str, Any]
NAMES = {
    "cpu": ("CPU 使用率", "CPU use"),
    "memory": ("内存使用率", "memory use"),
    "memory_used": ("已用内存", "memory used"),
    "memory_available": ("可用内存", "available memory"),
    "swap": ("交换空间使用率", "swap use"),
    "load": ("一分钟平均负载", "one-minute load average"),
    "temperature": ("最高温度", "hottest temperature"),
    "disk_use": ("最满的磁盘使用率", "use of the fullest disk"),
    "disk_free": ("根分区剩余空间", "free space of /"),
    "disk_read": ("磁盘读取", "disk reads"),
    "disk_write": ("磁盘写入", "disk writes"),
    "network_received": ("网络接收", "network received"),
    "network_sent": ("网络发送", "network sent"),
    "cpu_percent": ("CPU（100% 为一个核）", "CPU (100% is one core)"),
    "memory_bytes": ("内存（RSS）", "memory (RSS)"),
    "threads": ("线程数", "threads"),
    "open_files": ("打开的文件数", "open files"),
}
UNITS = {"cpu_percent": "percent", "memory_bytes": "bytes"}
MOST = 12  # moments told
LEVELS = frozenset(
    ("memory_bytes", "memory_used", "memory_available", "disk_free")
)  # bytes that are held; all others are bytes per second


def watch(facts: Facts, say: Say) -> str:
    """What was measured over time: the verdicts first, then each measure."""
    told = [verdict(one, facts, say) for one in facts.get("verdicts", ())]
    names, host = (
        say("、", ", ").join(name_of(n, say) for n in facts["stats"]),
        socket.gethostname(),
    )
    about = say(
        f"{host} 的{names}，{_when(facts, say)}：",
        f"{names[:1].upper()}{names[1:]} of {host}, {_when(facts, say)}:",
    )
    if facts.get("without_sensor"):
        told.append(
            say(
                "这台电脑没有可读的温度传感器，所以没有测温度。",
                "This computer shows no temperature sensor, so that was not measured.",
            )
        )
    return "\n".join([*told, about, *_rows(facts, say), _how(say)])


def watch_process(facts: Facts, say: Say) -> str:
    """What one process used over time, or each of several, and they together."""
    if facts["kind"] == "processes":
        each = [_one_process(one, say) for one in facts["each"]]
        return "\n".join([_ranked(facts["each"], say), *each, _together(facts["each"], say)])
    return _one_process(facts, say)


def _ranked(each: Sequence[Facts], say: Say) -> str:
    """Which of several processes took most, of CPU and of memory, on average."""
    told = []
    for measure, what in (("cpu_percent", "CPU"), ("memory_bytes", say("内存", "memory"))):
        means = sorted(
            ((one["stats"][measure]["mean"], one["asked"]) for one in each), reverse=True
        )
        rows = [f"{name} {amount(measure, mean, UNITS[measure])}" for mean, name in means]
        told.append(say(f"{what}从多到少：", f"{what}, most first: ") + ", ".join(rows))
    grown = [(one["series"]["memory_bytes"], one["asked"]) for one in each]
    rises = sorted(((v[-1] - v[0], name) for v, name in grown), reverse=True)
    rows = [f"{name} {rise / 1e6:+.1f} MB" for rise, name in rises]
    told.append(say("内存增长：", "memory growth: ") + ", ".join(rows))
    return say("平均 ", "On average, ") + say("；", "; ").join(told) + say("。", ".")


def _together(each: Sequence[Facts], say: Say) -> str:
    """What several processes took at the end, and on average, all together."""
    last, mean = (
        {n: sum(one["stats"][n][k] for one in each) for n in ("cpu_percent", "memory_bytes")}
        for k in ("last", "mean")
    )
    held = [f"{v['memory_bytes'] / 1e6:.0f} MB ({size(v['memory_bytes'])})" for v in (last, mean)]
    return say(
        f"合计：内存最后 {held[0]}，平均 {held[1]}；CPU 平均 {mean['cpu_percent']:.1f}%。",
        f"Together: memory {held[0]} at the end, {held[1]} on average; CPU "
        f"{mean['cpu_percent']:.1f}% on average.",
    )


def _one_process(facts: Facts, say: Say) -> str:
    """What one process used over time."""
    told = [verdict(one, facts, say) for one in facts.get("verdicts", ())]
    host, name, pid, user = socket.gethostname(), facts["name"], facts["pid"], facts["username"]
    asked = str(facts.get("asked") or name)
    name = name if asked.lower() in f"{name} {pid}".lower() else f"{name} {asked}"
    port = facts.get("listens_on")
    zh, en = (f"，监听端口 {port}", f", listening on port {port}") if port is not None else ("", "")
    told.append(
        say(
            f"{host} 上的进程 {name}（pid {pid}，用户 {user}{zh}），{_when(facts, say)}：",
            f"Process {name} (pid {pid}, user {user}{en}) on {host}, {_when(facts, say)}:",
        )
    )
    told += _rows(facts, say)
    if "open_files" not in facts["stats"]:
        told.append(
            say(
                "打开的文件数：系统不允许查看。",
                "Open files: this system does not let you see them.",
            )
        )
    if facts["others"]:
        pids = ", ".join(map(str, facts["others"][:10]))
        told.append(
            say(f"也在监听它的还有：{pids}。", f"Others that listen there: {pids}.")
            if port is not None
            else say(
                f"同名的还有：{pids}；这里看的是占内存最多的一个。",
                f"Others of that name: {pids}; the one with most memory was watched.",
            )
        )
    if facts["ended_early"]:
        last, at = f"{facts['seconds']:g}", _clock(facts["ended_at"])
        told.append(
            say(
                f"它在这段时间里结束了：最后一次看到是第 {last} 秒（{at}）。",
                f"It ended in the meantime: last seen after {last} s ({at}).",
            )
        )
    return "\n".join(told)


def verdict(one: Facts, facts: Facts, say: Say) -> str:
    """Whether a limit was crossed, when first, and the worst value."""
    name, below = name_of(one["measure"], say), one["direction"] == "below"
    worst, limit = amount(one["measure"], one["worst"], one["unit"]), _limit(one)
    crossed = say("低于" if below else "超过", "fell below" if below else "went above")
    if not one["alert"]:
        stayed = say(f"没有{crossed} {limit}", f"never {crossed} {limit}")
        return say(
            f"没有报警：{name}在 {facts['seconds']:g} 秒内{stayed}；"
            f"{'最低' if below else '最高'} {worst}。",
            f"No alert: {name} {stayed} within {facts['seconds']:g} s; worst {worst}.",
        )
    at, when = _clock(one["first_at"]), _moments(one, facts, say)
    return say(
        f"报警：{name}{crossed} {limit}！首次在 {at}（第 {one['first_after_s']:g} 秒），"
        f"{'最低' if below else '最高'} {worst}，"
        f"{facts['samples']} 次测量中 {one['samples_beyond']} 次越限{when}。",
        f"ALERT: {name} {crossed} {limit}! First at {at} (after {one['first_after_s']:g} s), "
        f"worst {worst}, beyond it in {one['samples_beyond']} of {facts['samples']} samples{when}.",
    )


def _moments(one: Facts, facts: Facts, say: Say) -> str:
    """When it was beyond the limit, and how far, the first of them; "" for every sample."""
    beyond = one.get("beyond", ())
    if not 1 < len(beyond) < facts["samples"]:
        return ""
    rows = [
        f"{_clock(at)} {amount(one['measure'], value, one['unit'])}" for at, value in beyond[:MOST]
    ]
    more = say("……", ", …") if len(beyond) > MOST else ""
    return say(f"：{'、'.join(rows)}{more}", f": {', '.join(rows)}{more}")


def _limit(one: Facts) -> str:
    """The limit as it was asked for; a bare number with the unit it was taken for."""
    percent = one["unit"] == "percent"
    return amount(one["measure"], one["limit"], "percent") if percent else str(one["asked"])


def name_of(measure: str, say: Say) -> str:
    """The measure's name."""
    return say(*NAMES[measure])


def amount(measure: str, value: float, unit: str) -> str:
    """A value with its unit: 41.5%, 1.2 MiB/s, 87.0 MiB, 51.5 °C, 12."""
    if unit == "percent":
        return f"{value:.1f}%".replace(".0%", "%")
    if unit == "bytes":
        return size(value) if measure in LEVELS else f"{size(value)}/s"
    if unit == "celsius":
        return f"{value:.1f} °C"
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _rows(facts: Facts, say: Say) -> list[str]:
    rows = []
    for measure, found in facts["stats"].items():
        unit = facts["units"][measure]
        low, mean, high, last = (
            amount(measure, found[k], unit) for k in ("min", "mean", "max", "last")
        )
        name, whole = name_of(measure, say), _whole(measure, found["mean"], facts)
        total = say(f"，合计约 {whole}", f", about {whole} in all") if whole else ""
        rows.append(
            say(
                f"- {name}：最小 {low}，平均 {mean}，最大 {high}，最后 {last}{total}",
                f"- {name}: min {low}, mean {mean}, max {high}, last {last}{total}",
            )
            + _over_time(measure, facts, say)
        )
    return rows


def _over_time(measure: str, facts: Facts, say: Say) -> str:
    """How what is held went from the first to the last sample, in millions of bytes."""
    values = facts["series"][measure]
    if measure not in LEVELS or len(values) < 2:
        return ""
    first, last, most = (value / 1e6 for value in (values[0], values[-1], max(values)))
    return say(
        f"；从 {first:.1f} MB 到 {last:.1f} MB（变化 {last - first:+.1f} MB），最大 {most:.1f} MB",
        f"; from {first:.1f} MB to {last:.1f} MB ({last - first:+.1f} MB), at most {most:.1f} MB",
    )


def _whole(measure: str, mean: float, facts: Facts) -> str:
    """What a rate comes to over the whole span; "" for what is no rate."""
    is_rate = facts["units"][measure] == "bytes" and measure not in LEVELS
    return size(mean * facts["seconds"]) if is_rate else ""


def _when(facts: Facts, say: Say) -> str:
    began, ended = _clock(facts["began_at"]), _clock(facts["ended_at"])
    day = facts["began_at"][:10]
    return say(
        f"{day} {began} 至 {ended}（{facts['seconds']:g} 秒，每 {facts['interval_s']:g} 秒一次，"
        f"共 {facts['samples']} 次）",
        f"{day} {began} to {ended} ({facts['seconds']:g} s, every {facts['interval_s']:g} s, "
        f"{facts['samples']} samples)",
    )


def _how(say: Say) -> str:
    return say(
        "由系统内核的计数器测得；使用率和速率是两次测量之间的平均值。",
        "Measured from the kernel's counters; CPU use and rates are means between two samples.",
    )


def _clock(moment: str) -> str:
    return datetime.fromisoformat(moment).strftime("%H:%M:%S")
